/**
 * A Read call below the client's methods.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams, { type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js'
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js'
import type { CallOptions, ClientReadableStream, Metadata } from '@grpc/grpc-js'
import { listOf, type Received } from '../scenario/answers.ts'
import { keeps, type FilterSpec } from '../scenario/filters.ts'
import { savedPosition, type Run } from '../scenario/runContext.ts'
import type { Json, Result } from '../scenario/scenario.ts'
import { WaitRanOut, within } from '../scenario/waiting.ts'

/** One Read call with the client's own codec: what client 6.2.1 cannot ask for, and messages it hides. */
export interface RawRead {
  /** Absent: `$all`. */
  readonly stream?: string
  readonly from?: string | number
  readonly dir?: 'forwards' | 'backwards'
  readonly max?: number
  readonly resolve?: boolean
  readonly filter?: FilterSpec
  readonly keep?: string
  /** `false`: every event is the scenario's. */
  readonly all?: boolean
  /** The compatibility number of the control option. */
  readonly control?: number
}

const empty = () => new shared.Empty()

const streamOption = (stream: string, from: string | number | undefined): ReadReq.Options.StreamOptions => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream))
  const option = new streams.ReadReq.Options.StreamOptions()
  option.setStreamIdentifier(identifier)
  if (from === 'end') option.setEnd(empty())
  else if (from === undefined || from === 'start') option.setStart(empty())
  else option.setRevision(String(from))
  return option
}

const allOption = (op: RawRead, run: Run): ReadReq.Options.AllOptions => {
  const option = new streams.ReadReq.Options.AllOptions()
  const from = savedPosition(op.from ?? 'start', run)
  if (typeof from === 'object') {
    const position = new streams.ReadReq.Options.Position()
    position.setCommitPosition(String(from.commit))
    position.setPreparePosition(String(from.prepare))
    option.setPosition(position)
  } else if (from === 'end') option.setEnd(empty())
  else option.setStart(empty())
  return option
}

const filterOption = (spec: FilterSpec): ReadReq.Options.FilterOptions => {
  const { FilterOptions } = streams.ReadReq.Options
  const expression = new FilterOptions.Expression()
  if (spec.prefixes !== undefined) expression.setPrefixList([...spec.prefixes])
  if (spec.regex !== undefined) expression.setRegex(spec.regex)
  const option = new FilterOptions()
  if (spec.on === 'type') option.setEventType(expression)
  else option.setStreamIdentifier(expression)
  if (spec.window === undefined) option.setCount(empty())
  else option.setMax(spec.window)
  option.setCheckpointintervalmultiplier(spec.checkpointInterval ?? 1)
  return option
}

const requestFor = (op: RawRead, run: Run): ReadReq => {
  const { Options } = streams.ReadReq
  const options = new Options()
  const uuids = new Options.UUIDOption()
  uuids.setString(empty())
  options.setUuidOption(uuids)
  if (op.stream === undefined) options.setAll(allOption(op, run))
  else options.setStream(streamOption(run.names.stream(op.stream), op.from))
  if (op.filter === undefined) options.setNoFilter(empty())
  else options.setFilter(filterOption(run.names.fill(op.filter)))
  options.setResolveLinks(op.resolve === true)
  options.setReadDirection(Options.ReadDirection[op.dir === 'backwards' ? 'BACKWARDS' : 'FORWARDS'])
  options.setCount(String(op.max ?? Number.MAX_SAFE_INTEGER))
  if (op.control !== undefined) {
    const control = new Options.ControlOption()
    control.setCompatibility(op.control)
    options.setControlOption(control)
  }
  const request = new streams.ReadReq()
  request.setOptions(options)
  return request
}

/** What the client keeps to itself: the channel it made and the metadata and options of its calls. */
interface Inside {
  getGRPCClient(service: typeof StreamsClient, what: string): Promise<StreamsClient>
  callArguments(base: object, options: { deadline: number }): [Metadata, CallOptions]
}

const messagesOf = async (op: RawRead, run: Run): Promise<ReadResp[]> => {
  const inside = run.client as unknown as Inside
  const service = await inside.getGRPCClient(StreamsClient, 'raw read')
  const call: ClientReadableStream<ReadResp> = service.read(
    requestFor(op, run),
    ...inside.callArguments({}, { deadline: Infinity })
  )
  const messages: ReadResp[] = []
  const drain = async () => {
    for await (const message of call as AsyncIterable<ReadResp>) messages.push(message)
  }
  try {
    await within(run.limit, 'raw read', drain())
  } catch (error) {
    call.cancel()
    throw error instanceof WaitRanOut ? error : convertToCommandError(error as Error)
  }
  return messages
}

const kindNames = (): ReadonlyMap<number, string> =>
  new Map(
    Object.entries(streams.ReadResp.ContentCase).map(([name, number]) => [Number(number), name.toLowerCase()])
  )

/** How many messages of each kind other than events came, and what the positions among them say. */
const summary = (messages: ReadonlyArray<ReadResp>): Result => {
  const kinds = kindNames()
  const counts: { [kind: string]: Json } = {}
  const edges: { [edge: string]: Json } = {}
  for (const message of messages) {
    const kind = kinds.get(message.getContentCase()) ?? '?'
    if (kind !== 'event') counts[kind] = ((counts[kind] as number | undefined) ?? 0) + 1
    if (kind === 'first_stream_position') edges['first'] = message.getFirstStreamPosition()
    if (kind === 'last_stream_position') edges['last'] = message.getLastStreamPosition()
  }
  return { ...counts, ...edges }
}

export const rawRead = async (op: RawRead, run: Run): Promise<Result> => {
  const messages = await messagesOf(op, run)
  const events = messages.flatMap(message => {
    const event = message.getEvent()
    return event === undefined ? [] : [convertGrpcEvent<Received>(event)]
  })
  const everything = op.all === false || op.stream !== undefined
  const kept = everything ? events : events.filter(keeps(op.keep, run.names))
  return {
    ...listOf(kept, run.names),
    messages: summary(messages),
    ...(op.max === undefined ? {} : { count: events.length })
  }
}
