/**
 * Where periods end, for every day of the calendar at once: after 400 years, 146,097 days, the calendar repeats itself.
 */
import { daysInMonth, type LocalDate } from '../instant.ts'
import { type Period, periodParts } from '../period.ts'

/** Days since 1970-01-01. */
export type DayNumber = number

/** How many days 400 years have; a multiple of seven, of no matter here. */
export const cycle = 146_097

const msPerDay = 86_400_000

export const dayNumber = (date: LocalDate): DayNumber => Date.parse(`${date}T00:00:00Z`) / msPerDay

export const dateOf = (day: DayNumber): LocalDate =>
  new Date(day * msPerDay).toISOString().slice(0, 10) as LocalDate

const year = 2000
const first = Date.UTC(year, 0, 1) / msPerDay

/** The day numbers of the firsts of months from January 2000 on. */
const firstsOfMonths = (count: number): Int32Array => {
  const firsts = new Int32Array(count)
  let day = first
  for (let month = 0; month < count; month += 1) {
    firsts[month] = day
    day += daysInMonth(year + Math.floor(month / 12), (month % 12) + 1)
  }
  return firsts
}

/** Of each day of the cycle, how many days later the period's last lawful day is. */
type Lengths = Int32Array

const lengthsOf = (period: Period): Lengths => {
  const { months, days } = periodParts(period)
  const firsts = firstsOfMonths(400 * 12 + months + 2)
  const lengths = new Int32Array(cycle)
  let month = 0
  for (let index = 0; index < cycle; index += 1) {
    const day = first + index
    if (day === firsts[month + 1]) month += 1
    const dayOfMonth = day - (firsts[month] ?? 0)
    const same = (firsts[month + months] ?? 0) + dayOfMonth
    const last = (firsts[month + months + 1] ?? 0) - 1
    lengths[index] = (same < last ? same : last) + days - day
  }
  return lengths
}

/** The first day after the last lawful one of a period that runs from a day. */
export type DayAfter = (anchor: DayNumber) => DayNumber

const dayAfterBy =
  (lengths: Lengths): DayAfter =>
  anchor => {
    const place = (anchor - first) % cycle
    return anchor + (lengths[place < 0 ? place + cycle : place] ?? 0) + 1
  }

/**
 * Where each period ends; the table of a period is made once.
 *
 * @see Regulation (EEC, Euratom) No 1182/71, art. 3(2)(c); contract, section 3, "Periods"
 */
export const createDaysAfter = (): ((period: Period) => DayAfter) => {
  const known = new Map<Period, DayAfter>()
  return period => {
    const found = known.get(period) ?? dayAfterBy(lengthsOf(period))
    known.set(period, found)
    return found
  }
}
