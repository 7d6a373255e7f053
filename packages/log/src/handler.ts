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

export interface Attempts {
  /** Tries before an entry is parked (5). */
  readonly attempts: number
  /** Milliseconds for one try (60,000); what takes longer has failed. */
  readonly handlerTimeLimit: number
}

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

/** Tries until it is handled, given up or stopped. */
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
