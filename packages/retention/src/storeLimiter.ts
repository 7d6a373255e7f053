/**
 * The way to a store: so many at once, so many a second, what a person asked for first, and a rest where it fails.
 */
import type { StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Clock } from './clock.ts'

/** How much of a store is asked at once. */
export interface StoreLimits {
  /** At once (8). */
  readonly concurrency: number
  /** Begun in one second (no limit). */
  readonly perSecond: number
}

export interface StoreLimiter {
  /** Runs the task when it is its turn, or gives at once that the store rests. */
  readonly run: <A>(
    urgent: boolean,
    task: () => Promise<E.Either<StoreError, A>>
  ) => Promise<E.Either<StoreError, A>>
}

const failuresBeforeRest = 5
const shortestRest = 1_000
const longestRest = 60_000

export const createStoreLimiter = (clock: Clock, { concurrency, perSecond }: StoreLimits): StoreLimiter => {
  const urgentOnes: Array<() => void> = []
  const others: Array<() => void> = []
  let running = 0
  let nextBegin = 0
  let failures = 0
  let restUntil = 0

  const enter = async (urgent: boolean): Promise<void> => {
    if (running >= concurrency) {
      await new Promise<void>(resolve => (urgent ? urgentOnes : others).push(resolve))
    } else running++
    if (perSecond === Infinity) return
    const now = clock.elapsed()
    const begin = Math.max(now, nextBegin)
    nextBegin = begin + 1_000 / perSecond
    if (begin > now) await clock.wait(begin - now)
  }

  const leave = (): void => {
    const next = urgentOnes.shift() ?? others.shift()
    if (next === undefined) running--
    else next()
  }

  const count = (result: E.Either<StoreError, unknown>): void => {
    if (E.isRight(result) || result.left.retry === 'never') failures = 0
    else if (++failures >= failuresBeforeRest) {
      const rest = Math.min(longestRest, shortestRest * 2 ** (failures - failuresBeforeRest))
      restUntil = clock.elapsed() + rest
    }
  }

  const resting: E.Either<StoreError, never> = E.left({
    _tag: 'Unavailable',
    retry: 'later',
    reason: 'it failed several times, and is left alone for a while'
  })

  return {
    run: async (urgent, task) => {
      if (clock.elapsed() < restUntil) return resting
      await enter(urgent)
      try {
        if (clock.elapsed() < restUntil) return resting
        const result = await task()
        count(result)
        return result
      } finally {
        leave()
      }
    }
  }
}
