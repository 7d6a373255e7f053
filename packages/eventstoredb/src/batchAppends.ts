/**
 * Appends over one batch call per connection.
 *
 * The clients' own keeps the unanswered appends of the whole process in one table, so that one server's death rejects
 * the appends of all other connections, and an answer that still comes brings the process down; it never times out
 * either. Here each call has its own table, each append its time limit.
 */
import { randomUUID } from 'node:crypto'
import type { LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import {
  type AppendAnswer,
  type Appended,
  appendMessages,
  type EncodedEvent,
  type Expected
} from './appendMessages.ts'
import { batchAppend, type BatchCall } from './clientCalls.ts'
import type { Connection, Opened } from './connection.ts'
import { appendError, closed, outcomeUnknown, unavailable } from './logError.ts'

export interface BatchAppends {
  readonly append: (
    stream: string,
    events: ReadonlyArray<EncodedEvent>,
    expected: Expected,
    timeLimit: number
  ) => Promise<E.Either<LogError, Appended>>
}

type Answer = (result: E.Either<LogError, Appended>) => void

interface Open extends Opened<BatchCall> {
  readonly unanswered: Map<string, Answer>
  /** Why nothing comes over this call any more. */
  lost?: LogError
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
      .on('data', ({ correlation, result }: AppendAnswer) => {
        const answer = unanswered.get(correlation)
        unanswered.delete(correlation)
        answer?.(result)
      })
      .on('error', error => lost(unknownAtBest(appendError(error))))
      .on('end', () => lost(outcomeUnknown('the server ended the call')))
      .on('close', () => lost(outcomeUnknown('the call was closed')))
    return open
  }

  const open = (): Promise<Open> => {
    current ??= openCall(batchAppend).then(opened => {
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
      const request = { stream, events, expected, correlation, now: Date.now() }
      for (const message of appendMessages(request)) call.write(message)
    })
  }

  return { append }
}
