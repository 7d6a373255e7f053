/**
 * The breaker: a wrong policy, clock or path must not erase an archive in one night.
 *
 * It opens where more would be erased on a day than a person expects, where too much is not found, and while the clock is
 * wrong. What it found stands in a journal, so that it holds for every worker and after every restart, until a person
 * approves.
 */
import type { LocalDate, LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Budget, createBudget } from './budget.ts'
import type { Clock, ClockCheck, Reading } from './clock.ts'
import { type BreakerCause, type BreakerLine, changeJournal, type Journals } from './journal.ts'

/** Why nothing is erased. `clock` ends by itself, when the clocks agree. */
export type StopCause = BreakerCause | 'clock'

/** Whether the workers have stopped, as the journal says. */
export interface BreakerState {
  readonly stopped: ReadonlySet<BreakerCause>
  /** The days for which a person approved any number. */
  readonly approved: ReadonlySet<LocalDate>
}

/**
 * What the lines of the journal come to.
 *
 * @example
 * import { localDate } from '@samtykke/core'
 * import { breakerState } from '@samtykke/retention'
 *
 * const day = localDate('2026-03-01')
 * const stopped = { type: 'erasing-stopped', cause: 'most-per-day', day, found: 5_000, limit: 1_000 } as const
 * const resumed = { type: 'erasing-resumed', day, approvedBy: 'change-77' } as const
 * assert.deepStrictEqual([...breakerState([stopped]).stopped], ['most-per-day'])
 * assert.deepStrictEqual([...breakerState([stopped, resumed]).stopped], [])
 */
export const breakerState = (lines: ReadonlyArray<BreakerLine>): BreakerState => {
  const stopped = new Set<BreakerCause>()
  const approved = new Set<LocalDate>()
  for (const line of lines) {
    if (line.type === 'erasing-stopped') stopped.add(line.cause)
    else {
      stopped.clear()
      approved.add(line.day)
    }
  }
  return { stopped, approved }
}

/**
 * Goes on erasing after the breaker opened. For the day given any number may be erased.
 *
 * Workers notice it within a minute.
 *
 * @param approvedBy an opaque reference to the approval
 *
 * @example
 * import { localDate } from '@samtykke/core'
 * import { breakerState, createMemoryJournals, resumeErasing } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const journals = createMemoryJournals()
 * const day = localDate('2026-03-01')
 * await resumeErasing(journals, 'change-77', day)()
 * const read = await journals.breaker.read()
 * assert.ok(E.isRight(read))
 * assert.deepStrictEqual([...breakerState(read.right.lines).approved], [day])
 */
export const resumeErasing =
  (
    { breaker }: Pick<Journals, 'breaker'>,
    approvedBy: string,
    day: LocalDate
  ): TE.TaskEither<LogError, void> =>
  async () => {
    const written = await changeJournal<BreakerLine>(breaker, () => ({
      type: 'erasing-resumed',
      day,
      approvedBy
    }))()
    return E.isLeft(written) ? written : E.right(undefined)
  }

/** Asked before anything is erased. */
export interface Breaker {
  /** Why it must not be erased now; `undefined` where it may. */
  readonly stopCauseFor: (
    askedFor: boolean,
    reading: Reading,
    day: LocalDate
  ) => Promise<E.Either<LogError, StopCause | undefined>>
  /** Counts one that is about to be erased; gives why it must not be. */
  readonly spend: (askedFor: boolean, day: LocalDate) => Promise<E.Either<LogError, StopCause | undefined>>
  /** The one counted was not erased. */
  readonly refund: (askedFor: boolean, day: LocalDate) => void
  /** A first look found something, or did not. */
  readonly looked: (found: boolean, day: LocalDate) => Promise<E.Either<LogError, void>>
  /** So many are due on a day, and would be erased: more than the most of the day opens it. */
  readonly expect: (due: number, day: LocalDate) => Promise<E.Either<LogError, void>>
  /** The most that may be erased on the day without approval. */
  readonly most: Budget['most']
  /** Sees what other workers, or a person, wrote meanwhile. */
  readonly refresh: () => Promise<E.Either<LogError, unknown>>
  /** As last seen. */
  readonly stopped: () => ReadonlySet<StopCause>
  readonly close: () => Promise<void>
}

const readEvery = 10_000
const windowSize = 200
const leastLooks = 20
const oneIn = 20

export const createBreaker = (
  journals: Pick<Journals, 'breaker' | 'budget'>,
  clock: Clock,
  clockCheck: ClockCheck,
  mostPerDay?: number
): Breaker => {
  const budget = createBudget(journals.budget, mostPerDay)
  let state: BreakerState = { stopped: new Set(), approved: new Set() }
  let readAt: number | undefined
  let looks: ReadonlyArray<boolean> = []

  const refresh = async (): Promise<E.Either<LogError, BreakerState>> => {
    if (readAt !== undefined && clock.elapsed() - readAt < readEvery) return E.right(state)
    const lines = await journals.breaker.read()
    if (E.isLeft(lines)) return lines
    const before = state
    state = breakerState(lines.right.lines)
    readAt = clock.elapsed()
    if (before.stopped.has('not-found') && !state.stopped.has('not-found')) looks = []
    return E.right(state)
  }

  const open = async (
    line: BreakerLine & { readonly type: 'erasing-stopped' }
  ): Promise<E.Either<LogError, void>> => {
    const written = await changeJournal<BreakerLine>(journals.breaker, lines =>
      breakerState(lines).stopped.has(line.cause) ? undefined : line
    )()
    if (E.isLeft(written)) return written
    state = breakerState(written.right.lines)
    readAt = clock.elapsed()
    return E.right(undefined)
  }

  const cause = (askedFor: boolean): StopCause | undefined => {
    if (clockCheck.wasWrong()) return 'clock'
    if (state.stopped.has('not-found')) return 'not-found'
    return !askedFor && state.stopped.has('most-per-day') ? 'most-per-day' : undefined
  }

  const stopCauseFor: Breaker['stopCauseFor'] = async (askedFor, reading) => {
    const agrees = await clockCheck.agrees(reading)
    if (E.isLeft(agrees)) return agrees
    const known = await refresh()
    return E.isLeft(known) ? known : E.right(cause(askedFor))
  }

  const tooMany = (day: LocalDate, found: number, limit: number): Promise<E.Either<LogError, void>> =>
    open({ type: 'erasing-stopped', cause: 'most-per-day', day, found, limit })

  const spend: Breaker['spend'] = async (askedFor, day) => {
    const stopped = cause(askedFor)
    if (stopped !== undefined || askedFor) return E.right(stopped)
    const spent = await budget.spend(day, !state.approved.has(day))
    if (E.isLeft(spent)) return spent
    if (spent.right) return E.right(undefined)
    const limit = await budget.most(day)
    if (E.isLeft(limit)) return limit
    const opened = await tooMany(day, limit.right + 1, limit.right)
    return E.isLeft(opened) ? opened : E.right('most-per-day')
  }

  return {
    stopCauseFor,
    spend,
    refund: (askedFor, day) => {
      if (!askedFor) budget.refund(day)
    },
    looked: async (found, day) => {
      looks = [...looks, found].slice(-windowSize)
      const missing = looks.filter(each => !each).length
      return looks.length >= leastLooks && missing * oneIn >= looks.length
        ? open({
            type: 'erasing-stopped',
            cause: 'not-found',
            day,
            found: missing,
            limit: Math.floor(looks.length / oneIn)
          })
        : E.right(undefined)
    },
    expect: async (due, day) => {
      const known = await refresh()
      if (E.isLeft(known)) return known
      const limit = await budget.most(day)
      if (E.isLeft(limit)) return limit
      return due > limit.right && !state.approved.has(day)
        ? tooMany(day, due, limit.right)
        : E.right(undefined)
    },
    most: budget.most,
    refresh,
    stopped: () =>
      new Set<StopCause>([...state.stopped, ...(clockCheck.wasWrong() ? (['clock'] as const) : [])]),
    close: budget.close
  }
}
