/**
 * What a period in months means: Regulation (EEC, Euratom) No 1182/71.
 *
 * The day of the event is not counted (art. 3(1)); a period in months ends with the last hour of the
 * same-numbered day, or of the month's last day where that day does not exist (art. 3(2)(c)). Retention never
 * rolls to a working day, since a weekend must not prolong storage; an answer owed to a person does (art. 3(4)).
 */
import { monthsAfter, offsetAt } from './dates.ts'
import { epochDayOf, heldEpoch, type Instant, instantFromEpoch, type LocalDate, msPerDay } from './instant.ts'
import { type Period, periodParts } from './period.ts'

/**
 * The public holidays of a country: the holiday's id where the date is one.
 *
 * A port: `@samtykke/holidays` has the adapter to a maintained library.
 */
export type Holidays = (date: LocalDate) => string | undefined

/** The last day on which something is lawful, and the first instant after it. */
export interface Deadline {
  readonly lastLawfulDay: LocalDate
  readonly dueAt: Instant
}

/** Calendar arithmetic in one time zone, with what was computed before kept. */
export interface Calendar {
  /** The local date of an instant. */
  readonly localDate: (instant: Instant) => LocalDate
  /** The local day before the one that holds the instant. */
  readonly dayBefore: (instant: Instant) => LocalDate
  /** The first instant of a local day. */
  readonly startOfDay: (date: LocalDate) => Instant
  /** The end of a period of storage from an anchor. */
  readonly retention: (anchor: Instant, period: Period) => Deadline
  /** The end of the time for an answer: one month from receipt, or with the extension; rolled once, at the end. */
  readonly answer: (receipt: Instant, extended: boolean) => Deadline
  readonly holidays: Holidays
}

const memoised = <K, A>(compute: (key: K) => A): ((key: K) => A) => {
  const known = new Map<K, A>()
  return key => {
    const before = known.get(key)
    if (before !== undefined) return before
    const computed = compute(key)
    known.set(key, computed)
    return computed
  }
}

// Dates without a time zone are reckoned as UTC midnights.
const utc = (date: LocalDate): number => epochDayOf(date) * msPerDay
const dateOf = (utcMidnight: number): LocalDate => instantFromEpoch(utcMidnight).slice(0, 10) as LocalDate

/** The date `months` later, held to the month's last day. */
export const plusMonths = (date: LocalDate, months: number): LocalDate =>
  dateOf(monthsAfter(utc(date), months))

/** The date `days` later. */
export const plusDays = (date: LocalDate, days: number): LocalDate => dateOf(utc(date) + days * msPerDay)

/** Why a day is no working day: `saturday`, `sunday` or the holiday's id. */
export const nonWorkingDay = (holidays: Holidays, date: LocalDate): string | undefined => {
  const holiday = holidays(date)
  if (holiday !== undefined) return holiday
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay()
  return day === 6 ? 'saturday' : day === 0 ? 'sunday' : undefined
}

const longestRunOfHolidays = 366

/** The date itself, or the next working day after it. */
export const rolled = (holidays: Holidays, date: LocalDate): LocalDate => {
  let day = date
  for (let i = 0; i < longestRunOfHolidays && nonWorkingDay(holidays, day) !== undefined; i++)
    day = plusDays(day, 1)
  return day
}

/** The last day of the time for an answer before it is rolled: one month, or as extended. */
export const answerDay = (receivedOn: LocalDate, extended: boolean): LocalDate => {
  const oneMonth = plusMonths(receivedOn, 1)
  if (!extended) return oneMonth
  const together = plusMonths(receivedOn, 3)
  const chained = plusMonths(oneMonth, 2)
  return together < chained ? together : chained
}

/** The date that a zone's clocks show, as its UTC midnight. */
const midnightShown = (timeZone: string, epoch: number): number =>
  Math.floor(Math.trunc(heldEpoch(epoch + offsetAt(timeZone, epoch))) / msPerDay) * msPerDay

/** The first instant, after one and up to another, at which a zone's clocks show a date or a later one. */
const firstShown = (timeZone: string, utcMidnight: number, after: number, upTo: number): number => {
  let [before, shown] = [after, upTo]
  while (shown - before > 1) {
    const middle = Math.floor((before + shown) / 2)
    if (midnightShown(timeZone, middle) < utcMidnight) before = middle
    else shown = middle
  }
  return shown
}

/**
 * The first instant of a local date: its midnight, the earlier one where clocks go back over it; in a day without
 * midnight, the first instant that there is.
 */
const firstInstant = (
  timeZone: string,
  utcMidnight: number,
  offsetAtUtcMidnight: (utcMidnight: number) => number
): number => {
  const before = utcMidnight - offsetAtUtcMidnight(utcMidnight - msPerDay)
  const after = utcMidnight - offsetAtUtcMidnight(utcMidnight + msPerDay)
  const midnights = [Math.min(before, after), Math.max(before, after)] as const
  const begins = (at: number): boolean =>
    midnightShown(timeZone, at) === utcMidnight && midnightShown(timeZone, at - 1) < utcMidnight
  return midnights.find(begins) ?? firstShown(timeZone, utcMidnight, ...midnights)
}

/** A local date that a UTC day touches, with the instant from which it holds. */
interface DateOfUtcDay {
  readonly from: Instant
  readonly date: LocalDate
}

/**
 * Calendar arithmetic of a time zone.
 *
 * @example
 * import { calendarOf, instant, period } from '@samtykke/core'
 *
 * const calendar = calendarOf('Europe/Copenhagen', () => undefined)
 * assert.deepStrictEqual(calendar.retention(instant('2025-08-31T12:00:00.000Z'), period('P6M')), {
 *   lastLawfulDay: '2026-02-28',
 *   dueAt: '2026-02-28T23:00:00.000Z'
 * })
 *
 * @see Regulation (EEC, Euratom) No 1182/71, art. 3; GDPR art. 12(3)
 */
export const calendarOf = (timeZone: string, holidays: Holidays): Calendar => {
  const offsetAtUtcMidnight = memoised((utcMidnight: number) => offsetAt(timeZone, utcMidnight))
  const startOfDay = memoised((date: LocalDate) =>
    instantFromEpoch(firstInstant(timeZone, utc(date), offsetAtUtcMidnight))
  )

  const datesOfUtcDay = memoised((day: number): ReadonlyArray<DateOfUtcDay> => {
    const begin = day * msPerDay
    const first = dateOf(midnightShown(timeZone, begin))
    const dates: Array<DateOfUtcDay> = [{ from: instantFromEpoch(begin), date: first }]
    for (let date = first, next = plusDays(first, 1); next > date; date = next, next = plusDays(next, 1)) {
      const from = startOfDay(next)
      if (epochDayOf(from) !== day) break
      dates.push({ from, date: next })
    }
    return dates
  })

  const localDate = (instant: Instant): LocalDate => {
    const dates = datesOfUtcDay(epochDayOf(instant))
    let last = dates.length - 1
    while (last > 0 && instant < (dates[last] as DateOfUtcDay).from) last--
    return (dates[last] as DateOfUtcDay).date
  }

  const deadlineAfter = (lastLawfulDay: LocalDate): Deadline => ({
    lastLawfulDay,
    dueAt: startOfDay(plusDays(lastLawfulDay, 1))
  })

  const retentionFrom = memoised((period: Period) => {
    const { months, days } = periodParts(period)
    return memoised((date: LocalDate) => deadlineAfter(plusDays(plusMonths(date, months), days)))
  })

  const answerFrom = memoised((extended: boolean) =>
    memoised((date: LocalDate) => deadlineAfter(rolled(holidays, answerDay(date, extended))))
  )

  return {
    localDate,
    dayBefore: instant => plusDays(localDate(instant), -1),
    startOfDay,
    retention: (anchor, period) => retentionFrom(period)(localDate(anchor)),
    answer: (receipt, extended) => answerFrom(extended)(localDate(receipt)),
    holidays
  }
}
