/**
 * Trying again: how long to wait, and until when.
 */
import type { LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** How long one answer may take and how long to try again. Both in milliseconds. */
export interface RetryPolicy {
  /** For one answer of the server. */
  readonly timeLimit: number
  /** For trying again what may be tried again, from the first try on. */
  readonly retryFor: number
}

const shortestDelay = 20
const longestDelay = 2_000

/**
 * Milliseconds before the try of this number (1, 2, …): doubling, up to two seconds, with jitter so that clients spread.
 *
 * @example
 * import { backoff } from '@samtykke/log/adapter'
 *
 * assert.ok(backoff(1) < 40 && backoff(100) < 2_000)
 */
export const backoff = (attempt: number): number =>
  Math.random() * Math.min(longestDelay, shortestDelay * 2 ** attempt)

/**
 * Resolves after the milliseconds, or as soon as the signal is aborted.
 *
 * @example
 * import { delay } from '@samtykke/log/adapter'
 *
 * const stopped = AbortSignal.abort()
 * assert.equal(await delay(60_000, stopped), undefined) // at once
 */
export const delay = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
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
 * The promise, but no longer than so many milliseconds. What takes longer goes on, and is no longer waited for.
 *
 * @example
 * import { within } from '@samtykke/log/adapter'
 *
 * const never = new Promise(() => undefined)
 * await assert.rejects(within(1, never, reason => new Error(reason)), /no answer within 1 ms/)
 */
export const within = <A>(
  milliseconds: number,
  promise: Promise<A>,
  errorOf: (reason: string) => Error
): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(errorOf(`no answer within ${milliseconds} ms`))
    }, milliseconds)
  })
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer)
  })
}

/**
 * The same, late with the gRPC code DEADLINE_EXCEEDED.
 *
 * @example
 * import { withTimeout } from '@samtykke/log/adapter'
 *
 * assert.equal(await withTimeout(Promise.resolve('answer'), 1_000), 'answer')
 */
export const withTimeout = <A>(promise: Promise<A>, milliseconds: number): Promise<A> =>
  within(milliseconds, promise, reason => Object.assign(new Error(reason), { code: 4 }))

/**
 * Tries until it succeeds, fails for good, or the time is over; then the last error stands.
 *
 * Tries again on `later` and `same-ids`: the caller asks the same with the same ids each time.
 *
 * @example
 * import type { LogError } from '@samtykke/core'
 * import { retrying } from '@samtykke/log/adapter'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const later: LogError = { _tag: 'Unavailable', retry: 'later', reason: 'starting' }
 * const answers: Array<E.Either<LogError, number>> = [E.left(later), E.right(1)]
 * const attempt = async () => Promise.resolve(answers.shift() ?? E.right(2))
 * const policy = { timeLimit: 1_000, retryFor: 60_000 }
 * assert.deepStrictEqual(await retrying(policy, new AbortController().signal, attempt), E.right(1))
 */
export const retrying = async <A>(
  { retryFor }: RetryPolicy,
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
    const wait = backoff(tries)
    if (signal.aborted || Date.now() + wait >= end) return result
    onRetry()
    await delay(wait, signal)
  }
}
