/**
 * Time, as the worker sees it, and the log's own to hold it against.
 */
import {
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  type LogError,
  type StoreError
} from '@samtykke/core'
import { delay } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** The machine's clock. All in milliseconds. */
export interface Clock {
  /** Since 1970-01-01T00:00:00Z. May jump. */
  readonly now: () => number
  /** Since some instant. Never jumps, and stands still where the machine sleeps. */
  readonly elapsed: () => number
  /** Resolves after the time, or as soon as the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

const longestTimer = 2_147_483_647

/** The clock of the machine that this runs on. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (milliseconds, signal) => delay(Math.min(milliseconds, longestTimer), signal)
}

/** Both clocks, read at once. */
export interface Reading {
  readonly now: number
  readonly elapsed: number
}

export const read = (clock: Clock): Reading => ({ now: clock.now(), elapsed: clock.elapsed() })

/** The task's result; where it gives none in time, or throws, an error that may pass. */
export const withinLimit = async <A>(
  clock: Clock,
  milliseconds: number,
  task: TE.TaskEither<StoreError, A>
): Promise<E.Either<StoreError, A>> => {
  const ended = new AbortController()
  const unavailable = (reason: string): E.Either<StoreError, A> =>
    E.left({ _tag: 'Unavailable', retry: 'later', reason })
  const tooLate = clock
    .wait(milliseconds, ended.signal)
    .then(() => unavailable(`no answer within ${milliseconds} ms`))
  const answered = (async () => {
    try {
      return await task()
    } catch (error) {
      return unavailable(error instanceof Error ? `it threw ${error.name}` : 'it threw')
    }
  })()
  const result = await Promise.race([answered, tooLate])
  // With a reason of its own: making the usual one takes a trace of the stack each time.
  ended.abort('answered')
  return result
}

/** How far apart the machine's clock and the log's may be. */
const tolerance = 5 * 60_000
const measureEvery = 60 * 60_000
/** What the clock may gain or lose on the time that passed before it is held against the log's again. */
const inStep = 1_000

/** Holds readings of the machine's clock against the log's. */
export interface ClockCheck {
  /** Whether the clock was right when it was read so: within 5 minutes of the log's. */
  readonly agrees: (reading: Reading) => Promise<E.Either<LogError, boolean>>
  /** Whether it was wrong when it was last held against the log's. */
  readonly wasWrong: () => boolean
  /**
   * What the log's clock showed then, or less, by as long as the log took to answer: an outcome of a later instant would seem
   * to come after what was stored again behind it, and would not have happened yet for who looks at once.
   */
  readonly byLog: (reading: Reading) => Instant
}

/**
 * A check that asks the log once an hour, and whenever a reading is out of step with the time that passed since: a clock
 * that jumps is noticed at once.
 *
 * @param logTime the log's own time, as of now
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { createClockCheck } from '@samtykke/retention'
 * import { createTestClock } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const clock = createTestClock('2025-09-01T08:00:00Z')
 * const check = createClockCheck(clock, TE.right(instant('2025-09-01T09:00:00.000Z')))
 * const agrees = await check.agrees({ now: clock.now(), elapsed: clock.elapsed() })
 * assert.deepStrictEqual(agrees, E.right(false)) // an hour behind the log
 */
export const createClockCheck = (clock: Clock, logTime: TE.TaskEither<LogError, Instant>): ClockCheck => {
  let measured: (Reading & { readonly ahead: number }) | undefined
  let wasWrong = false

  const measure = async (): Promise<E.Either<LogError, number>> => {
    const time = await logTime()
    if (E.isLeft(time)) return time
    const reading = read(clock)
    const ahead = reading.now - epochMilliseconds(time.right)
    measured = { ...reading, ahead }
    return E.right(ahead)
  }

  const isKnown = ({ now, elapsed }: Reading): boolean =>
    measured !== undefined &&
    elapsed - measured.elapsed < measureEvery &&
    Math.abs(now - measured.now - (elapsed - measured.elapsed)) <= inStep

  return {
    agrees: async reading => {
      if (!wasWrong && isKnown(reading)) return E.right(true)
      const ahead = await measure()
      if (E.isLeft(ahead)) return ahead
      wasWrong = !isKnown(reading) || Math.abs(ahead.right) > tolerance
      return E.right(!wasWrong)
    },
    wasWrong: () => wasWrong,
    byLog: ({ now }) => instantFromEpoch(now - (measured?.ahead ?? 0))
  }
}
