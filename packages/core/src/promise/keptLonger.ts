/**
 * Whether one way of keeping is longer than another on any day of the calendar.
 */
import { type Calendar } from '../deadline.ts'
import { epochMilliseconds, type Instant, type LocalDate, plusMilliseconds } from '../instant.ts'
import type { Period } from '../period.ts'
import { createDaysAfter, cycle, dateOf, type DayAfter, type DayNumber, dayNumber } from './calendarCycle.ts'

/** The periods of which the shortest counts, and those of later versions, which may only shorten. */
export interface Keeping {
  readonly periods: ReadonlyArray<Period>
  readonly later: ReadonlyArray<{ readonly effectiveFrom: Instant; readonly periods: ReadonlyArray<Period> }>
}

/** When a call may have started: from an instant, and before another. */
export interface Span {
  readonly from: Instant | undefined
  readonly to: Instant | undefined
}

/** The last day and the first instant after it. */
export interface End {
  readonly lastLawfulDay: LocalDate
  readonly dueAt: Instant
}

/** A call whose keeping is longer, and until when each keeps it. */
export interface Longer {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly kept: End
  readonly promised: End
}

/** An instant as its local day, and how much of the day had gone: days of one zone compare as instants do. */
type Point = number

interface Tables {
  readonly periods: ReadonlyArray<DayAfter>
  readonly later: ReadonlyArray<{ readonly from: Point; readonly periods: ReadonlyArray<DayAfter> }>
}

const longestDay = 100_000_000

const pointOf = (calendar: Calendar, at: Instant): Point => {
  const date = calendar.localDate(at)
  return dayNumber(date) + (epochMilliseconds(at) - epochMilliseconds(calendar.startOfDay(date))) / longestDay
}

const instantAt = (calendar: Calendar, point: Point): Instant => {
  const day = Math.floor(point)
  return plusMilliseconds(calendar.startOfDay(dateOf(day)), Math.round((point - day) * longestDay))
}

const endAt = (calendar: Calendar, point: Point): End => ({
  lastLawfulDay: dateOf(Math.floor(point) - 1),
  dueAt: instantAt(calendar, point)
})

const never = Infinity

const shortest = (periods: ReadonlyArray<DayAfter>, anchor: DayNumber): DayNumber => {
  let end = never
  for (const period of periods) {
    const own = period(anchor)
    if (own < end) end = own
  }
  return end
}

const endOf = ({ periods, later }: Tables, anchor: DayNumber): Point => {
  let end = shortest(periods, anchor)
  for (const each of later) {
    const own = shortest(each.periods, anchor)
    const shortened = own > each.from ? own : each.from
    if (shortened < end) end = shortened
  }
  return end
}

interface Side {
  readonly calendar: Calendar
  readonly tables: Tables
}

const endFrom = ({ calendar, tables }: Side, anchor: Instant): Point =>
  endOf(tables, dayNumber(calendar.localDate(anchor)))

/** A call that ends at the anchor, and starts with it where it may. */
const longerBy = (kept: Side, promised: Side, span: Span, anchor: Instant): Longer | undefined => {
  if (span.from !== undefined && anchor < span.from) return undefined
  const [keptEnd, promisedEnd] = [kept, promised].map(side =>
    endAt(side.calendar, endFrom(side, anchor))
  ) as [End, End]
  const startedAt = span.to === undefined || anchor < span.to ? anchor : plusMilliseconds(span.to, -1)
  return keptEnd.dueAt > promisedEnd.dueAt
    ? { startedAt, endedAt: anchor, kept: keptEnd, promised: promisedEnd }
    : undefined
}

/** Days that ends of two zones may lie apart and still be one way round or the other. */
const nearness = 4

/** The first and the last instant of a local day that a call may end at. */
const instantsOf = (calendar: Calendar, day: DayNumber, { from }: Span): ReadonlyArray<Instant> => {
  const start = calendar.startOfDay(dateOf(day))
  const last = plusMilliseconds(calendar.startOfDay(dateOf(day + 1)), -1)
  return [from !== undefined && from > start ? from : start, last]
}

/** The days on which a call may end: a whole cycle where it may start at any time, and the day after the last. */
const daysOf = (calendar: Calendar, { from, to }: Span): readonly [first: DayNumber, last: DayNumber] => {
  const dayOf = (at: Instant): DayNumber => dayNumber(calendar.localDate(at))
  const last = to === undefined ? undefined : dayOf(to) + 1
  const first = from === undefined ? (last ?? 0) - cycle : dayOf(from)
  return [first, last ?? first + cycle]
}

const isWithin = (periods: ReadonlyArray<Period>, others: ReadonlyArray<Period>): boolean =>
  periods.every(period => others.includes(period))

/** Whether all that shortens what was promised shortens what is kept. */
const isShortenedAsMuch = (kept: Keeping, promised: Keeping): boolean =>
  isWithin(promised.periods, kept.periods) &&
  promised.later.every(({ effectiveFrom, periods }) =>
    kept.later.some(each => each.effectiveFrom === effectiveFrom && isWithin(periods, each.periods))
  )

/** The first day on which a call is kept longer than it was promised. */
export type KeptLonger = (span: Span, kept: Keeping, promised: Keeping) => Longer | undefined

/**
 * Compares two ways of keeping on every day; what was compared is kept, since calls of many kinds are kept alike.
 *
 * @param kept the calendar of the policy that is checked
 * @param promised the calendar of the one that was published; the same one where the time zones are the same
 */
export const createKeptLonger = (kept: Calendar, promised: Calendar): KeptLonger => {
  const daysAfter = createDaysAfter()
  const sideOf = (calendar: Calendar, { periods, later }: Keeping): Side => ({
    calendar,
    tables: {
      periods: periods.map(daysAfter),
      later: later.map(each => ({
        from: pointOf(calendar, each.effectiveFrom),
        periods: each.periods.map(daysAfter)
      }))
    }
  })
  const search: KeptLonger = (span, keeping, promise) => {
    if (kept === promised && isShortenedAsMuch(keeping, promise)) return undefined
    const [ours, theirs] = [sideOf(kept, keeping), sideOf(promised, promise)]
    const [first, last] = daysOf(kept, span)
    for (let day = first; day <= last; day += 1) {
      const end = endOf(ours.tables, day)
      const isLonger =
        kept === promised
          ? end > endOf(theirs.tables, day)
          : [-1, 0, 1].some(apart => end + nearness > endOf(theirs.tables, day + apart))
      if (!isLonger) continue
      for (const anchor of instantsOf(kept, day, span)) {
        const longer = longerBy(ours, theirs, span, anchor)
        if (longer !== undefined) return longer
      }
    }
    return undefined
  }
  const found = new Map<string, Longer | undefined>()
  return (span, keeping, promise) => {
    const key = JSON.stringify([span, keeping, promise])
    if (!found.has(key)) found.set(key, search(span, keeping, promise))
    return found.get(key)
  }
}
