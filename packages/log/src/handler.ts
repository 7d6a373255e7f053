/**
 * What followers and consumers call for each entry, and how often they try.
 */
import type { LogError, RecordedEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { followerCounters } from './telemetry.ts'
import { backoff, delay } from './retry.ts'

/** Why an entry was not handled. The reason is kept where the entry is parked, so it holds no personal data. */
export interface HandlerFailure {
  readonly _tag: 'HandlerFailure'
  readonly reason: string
  /** Trying again would be in vain: parked at once. */
  readonly permanent?: boolean
}

/**
 * Handles an entry. It may be called more than once for the same entry (after a crash, after a failure), and for
 * entries of different calls at once; those of one call come one after the other, in order.
 */
export type Handler = (entry: RecordedEntry) => TE.TaskEither<HandlerFailure, void>

/** How often and how long an entry is tried. */
export interface Attempts {
  /** Tries before an entry is parked (5). */
  readonly attempts: number
  /** Milliseconds for one try (60,000); what takes longer has failed. */
  readonly handlerTimeLimit: number
}

/** What became of an entry. */
export type Handled =
  | { readonly _tag: 'handled' }
  | { readonly _tag: 'given-up'; readonly reason: string; readonly attempts: number }
  | { readonly _tag: 'stopped' }

/** A task of the caller's, which is asked not to throw: one that does must not stop the others. */
export const safely = async <A>(task: TE.TaskEither<LogError, A>): Promise<E.Either<LogError, A>> => {
  try {
    return await task()
  } catch (error) {
    return E.left({ _tag: 'Unavailable', retry: 'later', reason: thrown(error) })
  }
}

const thrown = (error: unknown): string => (error instanceof Error ? `it threw ${error.name}` : 'it threw')

const failure = (reason: string): HandlerFailure => ({ _tag: 'HandlerFailure', reason })

const withinLimit = async (
  handler: Handler,
  entry: RecordedEntry,
  milliseconds: number
): Promise<E.Either<HandlerFailure, void>> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<E.Either<HandlerFailure, void>>(resolve => {
    timer = setTimeout(() => {
      resolve(E.left(failure(`no result within ${milliseconds} ms`)))
    }, milliseconds)
  })
  try {
    return await Promise.race([handler(entry)(), tooLate])
  } catch (error) {
    return E.left(failure(thrown(error)))
  } finally {
    clearTimeout(timer)
  }
}

interface Watched {
  readonly signal: AbortSignal
  readonly onRetry: () => void
}

/**
 * Tries until it is handled, given up or stopped.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { recordCall } from '@samtykke/log'
 * import { handleEntry } from '@samtykke/log/adapter'
 * import { aCall, createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const log = createMemoryLog()
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('analysis-objected')
 * await recordCall(log)(callId, events)()
 * const loaded = await log.load(callId)()
 * const [entry] = E.isRight(loaded) ? loaded.right.entries : []
 * assert.ok(entry !== undefined)
 *
 * const refuse = () => TE.left({ _tag: 'HandlerFailure', reason: 'no', permanent: true } as const)
 * const tries = { attempts: 5, handlerTimeLimit: 1_000, signal: new AbortController().signal, onRetry: () => undefined }
 * assert.deepStrictEqual(await handleEntry(refuse, entry, tries), {
 *   _tag: 'given-up',
 *   reason: 'no',
 *   attempts: 1
 * })
 */
export const handleEntry = async (
  handler: Handler,
  entry: RecordedEntry,
  { attempts, handlerTimeLimit, signal, onRetry }: Attempts & Watched
): Promise<Handled> => {
  for (let attempt = 1; ; attempt++) {
    const result = await withinLimit(handler, entry, handlerTimeLimit)
    if (E.isRight(result)) {
      followerCounters.handled.add(1)
      return { _tag: 'handled' }
    }
    const { reason, permanent = false } = result.left
    if (permanent || attempt >= attempts) return { _tag: 'given-up', reason, attempts: attempt }
    if (signal.aborted) return { _tag: 'stopped' }
    followerCounters.retries.add(1)
    onRetry()
    await delay(backoff(attempt), signal)
  }
}
