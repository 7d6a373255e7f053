/**
 * Waiting: how long, and until when.
 */
import type { LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** How long the log waits and how often it tries. All in milliseconds. */
export interface Patience {
  /** For one answer of the server. */
  readonly timeLimit: number
  /** For trying again what may be tried again, from the first try on. */
  readonly retryFor: number
}

const shortestPause = 20
const longestPause = 2_000

/** A pause before the try of this number (1, 2, …): doubling, up to two seconds, drawn so that clients spread. */
export const pauseBefore = (attempt: number): number =>
  Math.random() * Math.min(longestPause, shortestPause * 2 ** attempt)

/** Resolves after the milliseconds, or as soon as the signal is aborted. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })

/**
 * Tries until it succeeds, fails for good, or the time is over; then the last error stands.
 *
 * Tries again on `later` and `same-ids`: the caller asks the same with the same ids each time.
 */
export const persistently = async <A>(
  { retryFor }: Patience,
  signal: AbortSignal,
  attempt: () => Promise<E.Either<LogError, A>>,
  onRetry: () => void = () => undefined
): Promise<E.Either<LogError, A>> => {
  const end = Date.now() + retryFor
  for (let tries = 1; ; tries++) {
    const result = await attempt()
    if (E.isRight(result)) return result
    const { retry } = result.left
    if (retry !== 'later' && retry !== 'same-ids') return result
    const wait = pauseBefore(tries)
    if (signal.aborted || Date.now() + wait >= end) return result
    onRetry()
    await pause(wait, signal)
  }
}

/** Runs what belongs to one key one after the other, and what belongs to different keys at once. */
export const createQueues = () => {
  const last = new Map<string, Promise<unknown>>()
  return <A>(key: string, task: () => Promise<A>): Promise<A> => {
    const before = last.get(key)
    const mine = before === undefined ? task() : before.then(task, task)
    last.set(key, mine)
    const forget = (): void => {
      if (last.get(key) === mine) last.delete(key)
    }
    mine.then(forget, forget)
    return mine
  }
}
