/**
 * Requests to create and update groups, read and checked.
 */
import type { ServiceError } from '@grpc/grpc-js'
import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js'
import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import { handlerFailed, invalidArgument } from '../wire/errors.ts'
import { fromWire, signedText } from '../wire/numbers.ts'
import { streamName } from '../wire/names.ts'
import { notOnAllAsStream } from './errors.ts'
import type { GroupRequest } from './configuration.ts'
import { filterSpecOf } from './filterSpec.ts'
import type { GroupSettings } from './settings.ts'

/** A request that lacks what the server cannot do without. */
export class IncompleteRequest extends Error {}

/** An empty stream name: the real server never answers such a call. */
export class EmptyName extends Error {}

const STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned']

const TICKS_PER_MILLISECOND = 10_000

/** Whole milliseconds, as far as an int of .NET holds them. */
const millisecondsOf = (ticks: string): number =>
  Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(Number(ticks) / TICKS_PER_MILLISECOND)))

type Settings = CreateReq.Settings | UpdateReq.Settings

const settingsOf = (settings: Settings): GroupSettings => {
  const strategy = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : ''
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeout: settings.hasMessageTimeoutTicks()
      ? millisecondsOf(settings.getMessageTimeoutTicks())
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfter: settings.hasCheckpointAfterTicks()
      ? millisecondsOf(settings.getCheckpointAfterTicks())
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy:
      strategy === ''
        ? (STRATEGIES[settings.getNamedConsumerStrategy()] ?? String(settings.getNamedConsumerStrategy()))
        : strategy
  }
}

const required = <A>(value: A | undefined, what: string): A => {
  if (value === undefined) throw new IncompleteRequest(`${what} is missing`)
  return value
}

/** What a request is called in the protocol. */
export type RequestName = 'CreateReq' | 'UpdateReq' | 'DeleteReq'

const operations = { CreateReq: 'Create', UpdateReq: 'Update', DeleteReq: 'Delete' } as const

/** The name of a stream. @throws EmptyName */
export const namedStream = (identifier: StreamIdentifier | undefined): string => {
  const stream = streamName(identifier)
  if (stream === undefined) throw new EmptyName('the name of the stream is empty')
  return stream
}

/**
 * The name of a stream that can have groups.
 * @throws EmptyName, and ServiceError for `$all`, which has an option of its own
 */
export const groupStream = (identifier: StreamIdentifier | undefined, message: RequestName): string => {
  const stream = namedStream(identifier)
  if (stream === '$all') throw notOnAllAsStream(operations[message])
  return stream
}

/** @throws NumberOutOfRange */
const signed = (number: string): string => {
  fromWire(number)
  return signedText(number)
}

const optionMissing = (option: string): ServiceError =>
  invalidArgument(`'None' is not a valid EventStore.Client.PersistentSubscriptions.${option}`)

type StreamOptions = CreateReq.StreamOptions | UpdateReq.StreamOptions

const revisionOf = (options: StreamOptions, request: RequestName): string => {
  if (options.hasStart()) return '0'
  if (options.hasEnd()) return '-1'
  if (options.hasRevision()) return signed(options.getRevision())
  throw optionMissing(`${request}+Types+StreamOptions+RevisionOptionOneofCase`)
}

type AllOptions = CreateReq.AllOptions | UpdateReq.AllOptions

const positionOf = (options: AllOptions, request: RequestName): string => {
  if (options.hasStart()) return 'C:0/P:0'
  if (options.hasEnd()) return 'C:-1/P:-1'
  const position = options.getPosition()
  if (position === undefined)
    throw request === 'CreateReq'
      ? optionMissing('CreateReq+Types+AllOptions+AllOptionOneofCase')
      : handlerFailed()
  return `C:${signed(position.getCommitPosition())}/P:${signed(position.getPreparePosition())}`
}

const filterOf = (options: AllOptions): Pick<GroupRequest, 'filter'> => {
  const filter = 'getFilter' in options ? options.getFilter() : undefined
  if (filter === undefined) return {}
  if (!filter.hasEventType() && !filter.hasStreamIdentifier())
    throw optionMissing('CreateReq+Types+AllOptions+Types+FilterOptions+FilterOneofCase')
  return { filter: filterSpecOf(filter) }
}

/**
 * What a Create or Update asks for.
 * @throws IncompleteRequest, EmptyName, NumberOutOfRange, and ServiceError for `$all` named as a stream and for a
 * start or a filter that is none
 */
export const groupRequest = (request: CreateReq | UpdateReq, message: RequestName): GroupRequest => {
  const options = required<CreateReq.Options | UpdateReq.Options>(request.getOptions(), 'the group')
  const given = required<Settings>(options.getSettings(), 'the settings')
  const common = { group: options.getGroupName(), settings: settingsOf(given) }
  const all = options.getAll()
  if (all !== undefined)
    return { ...common, stream: '$all', start: positionOf(all, message), ...filterOf(all) }
  const stream = options.getStream()
  // Clients older than the stream option name the stream and the revision elsewhere.
  const [identifier, start] =
    stream === undefined
      ? [required(options.getStreamIdentifier(), 'the stream'), signed(given.getRevision())]
      : [stream.getStreamIdentifier(), revisionOf(stream, message)]
  return { ...common, stream: groupStream(identifier, message), start }
}

/** The options by which the other requests name a group. */
export interface NamedGroup {
  getAll(): Empty | undefined
  getStreamIdentifier(): StreamIdentifier | undefined
  getGroupName(): string
}

/** The source and name of a group that a request is about. */
export const namedGroup = (
  options: NamedGroup | undefined
): { readonly stream: string; readonly group: string } => {
  const given = required(options, 'the group')
  if (given.getAll() !== undefined) return { stream: '$all', group: given.getGroupName() }
  const identifier = required(given.getStreamIdentifier(), 'the stream')
  return { stream: namedStream(identifier), group: given.getGroupName() }
}
