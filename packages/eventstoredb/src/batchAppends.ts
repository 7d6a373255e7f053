/**
 * Appends over one batch call per connection.
 *
 * The client's own keeps the unanswered appends of the whole process in one table, so that one server's death rejects
 * the appends of all other connections, and an answer that still comes brings the process down; it never times out
 * either. Here each call has its own table, each append its time limit.
 */
import { randomUUID } from 'node:crypto'
import type { ExpectedRevision, LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Connection, Opened } from './connection.ts'
import { appendError, closed, outcomeUnknown, unavailable } from './logError.ts'
import {
  type BatchCall,
  empty,
  shared,
  streamIdentifier,
  streams,
  timestamp,
  unpackToCommandError
} from './wire.ts'

/** An event in the form in which it is sent. */
export interface EncodedEvent {
  readonly id: string
  readonly type: string
  readonly data: Buffer
  readonly metadata: Buffer
}

/** Where what was appended stands; also where it stood already, since the server knows repeats by their ids. */
export interface Appended {
  /** Of the last event. */
  readonly revision: bigint
  /** Its commit position; absent where the server does not say. */
  readonly position: bigint | undefined
}

export interface BatchAppends {
  readonly append: (
    stream: string,
    events: ReadonlyArray<EncodedEvent>,
    expected: ExpectedRevision,
    timeLimit: number
  ) => Promise<E.Either<LogError, Appended>>
}

type Answer = (result: E.Either<LogError, Appended>) => void
type Response = InstanceType<typeof streams.BatchAppendResp>

interface Open extends Opened<BatchCall> {
  readonly unanswered: Map<string, Answer>
  /** Why nothing comes over this call any more. */
  lost?: LogError
}

/**
 * Sent as a point in time, so a server whose clock is ahead would refuse everything that has a short one. The time
 * limit is kept here; this one only has to end some day.
 */
const serverDeadline = 3_600_000
const largestMessage = 3 * 1024 * 1024

const proposed = ({ id, type, data, metadata }: EncodedEvent) => {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(metadata)
  message.getMetadataMap().set('type', type).set('content-type', 'application/json')
  return message
}

/** The events in messages that each stay below what a server takes at once. */
function* messagesOf(
  stream: string,
  events: ReadonlyArray<EncodedEvent>,
  expected: ExpectedRevision,
  deadline: Date,
  correlation: string
) {
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(streamIdentifier(stream))
    .setDeadline(timestamp.Timestamp.fromDate(deadline))
  if (expected === 'no-stream') options.setNoStream(new empty.Empty())
  else options.setStreamPosition(expected.toString())
  const fresh = () =>
    new streams.BatchAppendReq().setCorrelationId(new shared.UUID().setString(correlation)).setIsFinal(false)
  let request = fresh().setOptions(options)
  let size = 0
  for (const event of events) {
    const more = event.data.length + event.metadata.length + 200
    if (size > 0 && size + more > largestMessage) {
      yield request
      request = fresh()
      size = 0
    }
    size += more
    request.addProposedMessages(proposed(event))
  }
  yield request.setIsFinal(true)
}

const resultOf = (response: Response): E.Either<LogError, Appended> => {
  const error = response.getError()
  if (error === undefined) {
    const success = response.getSuccess()
    const position = success?.getPosition()?.getCommitPosition()
    return E.right({
      revision: BigInt(success?.getCurrentRevision() ?? '0'),
      position: position === undefined ? undefined : BigInt(position)
    })
  }
  if (error.getDetails() === undefined) {
    return E.left(appendError({ code: error.getCode(), message: error.getMessage() }))
  }
  const stream = Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()
  return E.left(appendError(unpackToCommandError(error, stream)))
}

/** What was sent over a call that broke off may be written, unless no connection was ever made. */
const unknownAtBest = (error: LogError): LogError =>
  error._tag === 'Refused' ? outcomeUnknown(error.reason) : error

export const createBatchAppends = ({ open: openCall, signal }: Connection): BatchAppends => {
  let current: Promise<Open> | undefined
  let currentCall: BatchCall | undefined

  const abandon = (call: BatchCall): void => {
    if (call === currentCall) current = undefined
  }

  const attach = (opened: Opened<BatchCall>): Open => {
    const { call } = opened
    const unanswered = new Map<string, Answer>()
    const open: Open = { ...opened, unanswered }
    const lost = (error: LogError): void => {
      abandon(call)
      open.lost ??= error
      const answers = [...unanswered.values()]
      unanswered.clear()
      for (const answer of answers) answer(E.left(error))
    }
    call
      .on('data', (response: Response) => {
        const id = response.getCorrelationId()?.getString() ?? ''
        const answer = unanswered.get(id)
        unanswered.delete(id)
        answer?.(resultOf(response))
      })
      .on('error', error => lost(unknownAtBest(appendError(error))))
      .on('end', () => lost(outcomeUnknown('the server ended the call')))
      .on('close', () => lost(outcomeUnknown('the call was closed')))
    return open
  }

  const open = (): Promise<Open> => {
    current ??= openCall('appendToStream', (streamsClient, metadata, options) =>
      streamsClient.batchAppend(metadata, options)
    ).then(opened => {
      currentCall = opened.call
      return attach(opened)
    })
    return current
  }

  const append: BatchAppends['append'] = async (stream, events, expected, timeLimit) => {
    if (signal.aborted) return E.left(closed)
    const opening = open()
    const opened = await opening.then(
      (result): E.Either<LogError, Open> => E.right(result),
      (error: unknown) => {
        if (current === opening) current = undefined
        return E.left(appendError(error))
      }
    )
    if (E.isLeft(opened)) return opened
    const { call, isConnected, unanswered, lost } = opened.right
    if (lost !== undefined) return E.left(lost)
    const correlation = randomUUID()
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        unanswered.delete(correlation)
        const reason = `no answer within ${timeLimit} ms`
        const wasSent = isConnected()
        resolve(E.left(wasSent ? outcomeUnknown(reason) : unavailable(reason)))
        // What comes later must not wait behind what hangs.
        abandon(call)
        if (!wasSent || unanswered.size === 0) call.cancel()
      }, timeLimit)
      unanswered.set(correlation, result => {
        clearTimeout(timer)
        resolve(result)
      })
      const deadline = new Date(Date.now() + serverDeadline)
      for (const message of messagesOf(stream, events, expected, deadline, correlation)) call.write(message)
    })
  }

  return { append }
}
