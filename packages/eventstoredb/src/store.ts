/**
 * Streams of the store: read whole, append, and change by what is there. Each call has a time limit, and what may be
 * asked again is asked again.
 */
import type { ExpectedRevision, LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Appended, EncodedEvent, Expected } from './appendMessages.ts'
import { type BatchAppends, createBatchAppends } from './batchAppends.ts'
import type { Connection } from './connection.ts'
import { closed, readError } from './logError.ts'
import { openPages } from './pages.ts'
import { lastOfStream, whatStreamLinks, wholeStream } from './readRequest.ts'
import type { StoredRecord } from './storedRecord.ts'
import { backoff, createKeyedQueue, delay, retrying, type RetryPolicy } from '@samtykke/log/adapter'
import { logCounters } from './telemetry.ts'

export interface StreamContent {
  readonly records: ReadonlyArray<StoredRecord>
  readonly revision: ExpectedRevision
}

/** What to append to a stream as it was read; an error ends the change. */
export type Decide = (
  content: StreamContent
) => ReadonlyArray<EncodedEvent> | Promise<E.Either<LogError, ReadonlyArray<EncodedEvent>>>

export interface Store {
  readonly connection: Connection
  readonly retryPolicy: RetryPolicy
  readonly append: (
    stream: string,
    events: ReadonlyArray<EncodedEvent>,
    expected: Expected
  ) => Promise<E.Either<LogError, Appended>>
  readonly read: (stream: string) => Promise<E.Either<LogError, StreamContent>>
  /** What the links of a stream lead to. */
  readonly linked: (stream: string) => Promise<E.Either<LogError, ReadonlyArray<StoredRecord>>>
  /** The last event of a stream, if it has one. */
  readonly last: (stream: string) => Promise<E.Either<LogError, StoredRecord | undefined>>
  /** Reads, decides, appends; again where another writer came first. Gives what was decided on. */
  readonly change: (stream: string, decide: Decide) => Promise<E.Either<LogError, StreamContent>>
}

const mostConflicts = 100

export const createStore = (connection: Connection, retryPolicy: RetryPolicy): Store => {
  const { signal } = connection
  const batches: BatchAppends = createBatchAppends(connection)
  const queues = createKeyedQueue()
  const isClosed = (): boolean => signal.aborted

  const onceOpen = async <A>(task: () => Promise<E.Either<LogError, A>>): Promise<E.Either<LogError, A>> => {
    if (isClosed()) return E.left(closed)
    const result = await retrying(retryPolicy, signal, task, () => logCounters.retries.add(1))
    return isClosed() && E.isLeft(result) ? E.left(closed) : result
  }

  const append: Store['append'] = (stream, events, expected) =>
    onceOpen(() => batches.append(stream, events, expected, retryPolicy.timeLimit))

  const readOnce = async (request: Buffer): Promise<E.Either<LogError, StreamContent>> => {
    const pages = openPages(connection, request, signal)
    const records: StoredRecord[] = []
    let last: bigint | undefined
    for (;;) {
      const page = await pages.next(retryPolicy.timeLimit)
      switch (page._tag) {
        case 'answers':
          for (const answer of page.answers) {
            if (answer._tag === 'record') records.push(answer.record)
            else if (answer._tag === 'last-revision') last = answer.revision
          }
          break
        case 'end': {
          const revision = records.at(-1)?.revision ?? last
          return E.right({ records, revision: revision ?? 'no-stream' })
        }
        case 'dropped':
          return E.left(page.error)
        case 'aborted':
          return E.left(closed)
      }
    }
  }

  const ask = (request: Buffer): Promise<E.Either<LogError, StreamContent>> =>
    onceOpen(() => readOnce(request).catch((error: unknown) => E.left(readError(error))))

  const read: Store['read'] = stream => ask(wholeStream(stream))

  const linked: Store['linked'] = async stream =>
    pipe(
      await ask(whatStreamLinks(stream)),
      E.map(({ records }) => records)
    )

  const last: Store['last'] = async stream =>
    pipe(
      await ask(lastOfStream(stream)),
      E.map(({ records }) => records[0])
    )

  const changeOnce = async (stream: string, decide: Decide): Promise<E.Either<LogError, StreamContent>> => {
    let emptied: ExpectedRevision | undefined
    for (let tries = 1; ; tries++) {
      const content = await read(stream)
      if (E.isLeft(content)) return content
      const { records, revision } = content.right
      const decided = decide(content.right)
      const answered = decided instanceof Promise ? await decided : E.right(decided)
      if (E.isLeft(answered)) return answered
      const events = answered.right
      if (events.length === 0) return content
      const appended = await append(stream, events, records.length === 0 ? (emptied ?? revision) : revision)
      if (E.isRight(appended)) return content
      if (appended.left._tag !== 'RevisionConflict' || tries >= mostConflicts) return appended
      // A stream that was truncated to nothing reads as if it were not there; only the refusal tells.
      emptied = appended.left.actual
      await delay(backoff(Math.min(tries, 4)), signal)
    }
  }

  return {
    connection,
    retryPolicy,
    append,
    read,
    linked,
    last,
    change: (stream, decide) => queues(stream, () => changeOnce(stream, decide))
  }
}
