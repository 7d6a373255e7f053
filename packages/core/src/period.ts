/**
 * How long: periods in calendar units, and durations in plain hours.
 */
import type * as t from 'io-ts'
import { refined } from './refined.ts'

/**
 * A retention period in whole years, months, weeks and days, as ISO 8601 text: `P6M`, `P16M`, `P5Y`, `P4W`, `P90D`.
 *
 * @see ISO 8601-1, 5.5.2; contract, section 3
 */
export type Period = t.Branded<string, { readonly Period: unique symbol }>

/**
 * A duration of fixed length, as ISO 8601 text, a day being 24 hours: `P1D`, `PT24H`, `PT0S`.
 */
export type Duration = t.Branded<string, { readonly Duration: unique symbol }>

const periodForm = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/
const durationForm = /^P(?!$)(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/

const codec = <A extends string>(name: string, form: RegExp): t.Type<A, string> => {
  const is = (u: unknown): u is A => typeof u === 'string' && form.test(u)
  return refined(name, is)
}

/** Codec of a period. */
export const Period = /* @__PURE__ */ codec<Period>(
  'a period in whole years, months, weeks or days (ISO 8601, such as P6M)',
  periodForm
)

/** Codec of a duration. */
export const Duration = /* @__PURE__ */ codec<Duration>(
  'a duration in days, hours, minutes and seconds (ISO 8601, such as PT24H)',
  durationForm
)

const parts = (text: string, form: RegExp): ReadonlyArray<number> =>
  (form.exec(text) ?? []).slice(1).map(part => Number((part as string | undefined) ?? 0))

/**
 * The calendar parts of a period: months (a year is twelve) and days (a week is seven).
 *
 * @example
 * import { period, periodParts } from '@samtykke/core'
 *
 * assert.deepStrictEqual(periodParts(period('P5Y')), { months: 60, days: 0 })
 * assert.deepStrictEqual(periodParts(period('P4W')), { months: 0, days: 28 })
 *
 * @see ISO 8601-1, 5.5.2; Regulation (EEC, Euratom) No 1182/71, art. 3(2), for what a month is
 */
export const periodParts = (period: Period): { readonly months: number; readonly days: number } => {
  const [years = 0, months = 0, weeks = 0, days = 0] = parts(period, periodForm)
  return { months: years * 12 + months, days: weeks * 7 + days }
}

/**
 * The length of a duration in milliseconds.
 *
 * @example
 * import { duration, durationMilliseconds } from '@samtykke/core'
 *
 * assert.deepStrictEqual(durationMilliseconds(duration('PT90S')), 90_000)
 *
 * @see ISO 8601-1, 5.5.2
 */
export const durationMilliseconds = (duration: Duration): number => {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts(duration, durationForm)
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
