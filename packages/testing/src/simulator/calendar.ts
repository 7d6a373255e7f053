/**
 * Danish local time, as far as a simulation needs it: good enough to place events, and never to judge them.
 *
 * Core's own arithmetic is left out on purpose: a simulated history must not agree with the rules because it
 * was computed by them.
 */
import {
  epochMilliseconds,
  instantFromEpoch,
  type Instant,
  type LocalDate,
  type Period,
  periodParts
} from '@samtykke/core'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

const instantOf = (date: LocalDate): number => epochMilliseconds(`${date}T00:00:00.000Z` as Instant)

/** Monday is 0, Sunday 6; the days since 1 January 1970, a Thursday. */
export const weekday = (epochDay: number): number => (((epochDay + 3) % 7) + 7) % 7

/** Days since 1 January 1970. */
export const epochDayOf = (date: LocalDate): number => instantOf(date) / day

export const dateOf = (epochDay: number): LocalDate =>
  instantFromEpoch(epochDay * day).slice(0, 10) as LocalDate

const lastSundayOf = (year: string, month: '03' | '10'): number => {
  const last = epochDayOf(`${year}-${month}-31` as LocalDate)
  return last - ((weekday(last) + 1) % 7)
}

/** Summer time runs from the last Sunday of March to that of October, changing at 01:00 UTC. */
const offsetAt = (milliseconds: number): number => {
  const year = instantFromEpoch(milliseconds).slice(0, 4)
  const from = lastSundayOf(year, '03') * day + hour
  const to = lastSundayOf(year, '10') * day + hour
  return milliseconds >= from && milliseconds < to ? 2 * hour : hour
}

/** The first instant of a local day. */
export const startOfDay = (epochDay: number): number => epochDay * day - offsetAt(epochDay * day - hour)

/** The local day of an instant. */
export const localDay = (milliseconds: number): number =>
  Math.floor((milliseconds + offsetAt(milliseconds)) / day)

/** When a period from the instant is over: the first instant of the day after its last. */
export const endOfPeriod = (milliseconds: number, period: Period): number => {
  const { months, days } = periodParts(period)
  const [year, month, dayOfMonth] = dateOf(localDay(milliseconds)).split('-').map(Number) as [
    number,
    number,
    number
  ]
  const first = Date.UTC(year, month - 1 + months, 1) / day
  const next = Date.UTC(year, month + months, 1) / day
  return startOfDay(Math.min(first + dayOfMonth - 1, next - 1) + days + 1)
}
