/**
 * How many may be erased on one day without a person's approval: 1,000, or twice the largest day of the last 28.
 *
 * Workers share a day's number by taking parts of it, so that together they never do more.
 */
import {
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  type LocalDate,
  type LogError
} from '@samtykke/core'
import type { Journal } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { type BudgetLine, changeJournal } from './journal.ts'

const leastPerDay = 1_000
const lookBack = 28
const msPerDay = 86_400_000
/** A day is taken in about this many parts. */
const parts = 50

const daysBefore = (day: LocalDate, days: number): string =>
  instantFromEpoch(epochMilliseconds(`${day}T00:00:00.000Z` as Instant) - days * msPerDay).slice(0, 10)

/** How many were taken of each day. */
const takenByDay = (lines: ReadonlyArray<BudgetLine>): ReadonlyMap<LocalDate, number> => {
  const taken = new Map<LocalDate, number>()
  for (const { day, count } of lines) taken.set(day, (taken.get(day) ?? 0) + count)
  return taken
}

/** The most for a day: what was set, else by what the days before had. */
export const mostFor = (
  lines: ReadonlyArray<BudgetLine>,
  day: LocalDate,
  mostPerDay: number | undefined
): number => {
  if (mostPerDay !== undefined) return mostPerDay
  const first = daysBefore(day, lookBack)
  const before = [...takenByDay(lines)].filter(([each]) => each >= first && each < day)
  return Math.max(leastPerDay, ...before.map(([, count]) => 2 * count))
}

/** A worker's part of what may be erased. */
export interface Budget {
  /** Takes one of the day's; `false` where there is none left. Without a limit it only counts. */
  readonly spend: (day: LocalDate, limited: boolean) => Promise<E.Either<LogError, boolean>>
  /** What was spent was not used. */
  readonly refund: (day: LocalDate) => void
  /** The most for the day. */
  readonly most: (day: LocalDate) => Promise<E.Either<LogError, number>>
  /** Gives back what is left. */
  readonly close: () => Promise<void>
}

/**
 * @param mostPerDay the most, where a person set it
 */
export const createBudget = (journal: Journal<BudgetLine>, mostPerDay: number | undefined): Budget => {
  let current: { readonly day: LocalDate; left: number } | undefined
  let taking: Promise<unknown> = Promise.resolve()

  const take = async (day: LocalDate, limited: boolean): Promise<E.Either<LogError, number>> => {
    let count = 0
    const changed = await changeJournal<BudgetLine>(journal, lines => {
      const most = mostFor(lines, day, mostPerDay)
      const taken = takenByDay(lines).get(day) ?? 0
      // Without a limit the parts grow with what was taken: a day of any size has few of them.
      const part = Math.ceil((limited ? most : Math.max(most, taken)) / parts)
      count = limited ? Math.max(0, Math.min(part, most - taken)) : part
      return count === 0 ? undefined : { type: 'budget-taken', day, count }
    })()
    return E.isLeft(changed) ? changed : E.right(count)
  }

  const giveBack = async (): Promise<void> => {
    const rest = current
    current = undefined
    if (rest === undefined || rest.left === 0) return
    await changeJournal<BudgetLine>(journal, () => ({
      type: 'budget-taken',
      day: rest.day,
      count: -rest.left
    }))()
  }

  const spend: Budget['spend'] = async (day, limited) => {
    if (current !== undefined && current.day !== day) await giveBack()
    if (current !== undefined && current.left > 0) {
      current.left--
      return E.right(true)
    }
    const taken = await take(day, limited)
    if (E.isLeft(taken)) return taken
    if (taken.right === 0) return E.right(false)
    current = { day, left: taken.right - 1 }
    return E.right(true)
  }

  return {
    spend: (day, limited) => {
      const mine = taking.then(() => spend(day, limited))
      taking = mine
      return mine
    },
    refund: day => {
      if (current?.day === day) current.left++
    },
    most: async day => {
      const read = await journal.read()
      return E.isLeft(read) ? read : E.right(mostFor(read.right.lines, day, mostPerDay))
    },
    close: giveBack
  }
}
