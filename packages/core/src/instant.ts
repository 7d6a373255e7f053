/**
 * Instants and local dates, as text that sorts.
 *
 * An instant is kept in one form only (UTC, milliseconds, `Z`), so comparing two of them as strings compares
 * them in time, and arithmetic is done only where a rule needs it.
 */
import type * as t from 'io-ts'
import { failure, success, Type } from './codec.ts'
import { refined } from './refined.ts'

/**
 * A point in time: `YYYY-MM-DDTHH:mm:ss.sssZ`.
 *
 * @see RFC 3339; contract, section 1
 */
export type Instant = t.Branded<string, { readonly Instant: unique symbol }>

/**
 * A calendar date in the policy's time zone: `YYYY-MM-DD`.
 */
export type LocalDate = t.Branded<string, { readonly LocalDate: unique symbol }>

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** How many days the month (1 to 12) of the year has. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (daysInMonths[month - 1] ?? 0)

const isDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

/** Two decimal digits of `text` at `index`, or NaN. */
const twoDigits = (text: string, index: number): number => {
  const tens = text.charCodeAt(index) - 48
  const ones = text.charCodeAt(index + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

const fourDigits = (text: string, index: number): number =>
  twoDigits(text, index) * 100 + twoDigits(text, index + 2)

const isInstant = (text: string): text is Instant => {
  if (
    text.length !== 24 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58 ||
    text.charCodeAt(19) !== 46 ||
    text.charCodeAt(23) !== 90
  ) {
    return false
  }
  const tenthOfSecond = text.charCodeAt(20) - 48
  return (
    isDate(fourDigits(text, 0), twoDigits(text, 5), twoDigits(text, 8)) &&
    twoDigits(text, 11) <= 23 &&
    twoDigits(text, 14) <= 59 &&
    twoDigits(text, 17) <= 59 &&
    tenthOfSecond >= 0 &&
    tenthOfSecond <= 9 &&
    twoDigits(text, 21) <= 99
  )
}

/** Days from 1970-01-01 to the date in the proleptic Gregorian calendar. */
const epochDay = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

/** The days from 1970-01-01 to the date that the text is, or begins with. */
export const epochDayOf = (text: Instant | LocalDate): number =>
  epochDay(fourDigits(text, 0), twoDigits(text, 5), twoDigits(text, 8))

export const msPerDay = 86_400_000
const earliest = epochDay(0, 1, 1) * msPerDay
const latest = epochDay(10000, 1, 1) * msPerDay - 1

/** Milliseconds held within the years 0000 to 9999; `NaN` counts as 0. */
export const heldEpoch = (milliseconds: number): number =>
  Number.isNaN(milliseconds) ? 0 : Math.min(Math.max(milliseconds, earliest), latest)

/**
 * The instant that is `milliseconds` after 1970-01-01T00:00:00Z, held within the years 0000 to 9999. `NaN` counts as 0.
 *
 * @example
 * import { instantFromEpoch } from '@samtykke/core'
 *
 * assert.deepStrictEqual(instantFromEpoch(86_400_000), '1970-01-02T00:00:00.000Z')
 * assert.deepStrictEqual(instantFromEpoch(Infinity), '9999-12-31T23:59:59.999Z')
 *
 * @see contract, section 1
 */
export const instantFromEpoch = (milliseconds: number): Instant =>
  new Date(heldEpoch(milliseconds)).toISOString() as Instant

/**
 * Milliseconds since 1970-01-01T00:00:00Z; negative before.
 *
 * @example
 * import { epochMilliseconds, instant } from '@samtykke/core'
 *
 * assert.deepStrictEqual(epochMilliseconds(instant('1970-01-02T00:00:00.000Z')), 86_400_000)
 */
export const epochMilliseconds = (instant: Instant): number =>
  epochDayOf(instant) * msPerDay +
  twoDigits(instant, 11) * 3_600_000 +
  twoDigits(instant, 14) * 60_000 +
  twoDigits(instant, 17) * 1_000 +
  (instant.charCodeAt(20) - 48) * 100 +
  twoDigits(instant, 21)

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The instant `milliseconds` later. */
export const plusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  instantFromEpoch(epochMilliseconds(instant) + milliseconds)

/**
 * Milliseconds from `from` to `to`; negative where `to` is earlier.
 *
 * @example
 * import { type Instant, millisecondsBetween } from '@samtykke/core'
 *
 * const [from, to] = ['2025-09-01T08:00:00.000Z', '2025-09-01T08:01:00.500Z'] as [Instant, Instant]
 * assert.deepStrictEqual(millisecondsBetween(from, to), 60_500)
 */
export const millisecondsBetween = (from: Instant, to: Instant): number =>
  epochMilliseconds(to) - epochMilliseconds(from)

/**
 * Reads RFC 3339 text with any offset into its one form; finer digits than milliseconds are cut off.
 * `undefined` where the text names no instant of the years 0000 to 9999.
 *
 * @example
 * import { parseInstant } from '@samtykke/core'
 *
 * assert.deepStrictEqual(parseInstant('2025-08-31T14:00:00.1239+02:00'), '2025-08-31T12:00:00.123Z')
 * assert.deepStrictEqual(parseInstant('2025-02-29T12:00:00Z'), undefined)
 *
 * @see RFC 3339, section 5.6
 */
export const parseInstant = (text: string): Instant | undefined => {
  if (isInstant(text)) return text
  const parts = rfc3339.exec(text)
  if (parts === null) return undefined
  const number = (index: number): number => Number(parts[index] ?? 0)
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const [offsetHour, offsetMinute] = [number(9), number(10)]
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined
  if (offsetHour > 23 || offsetMinute > 59) return undefined
  const offset = (parts[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000
  const fraction = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const epoch =
    epochDay(year, month, day) * msPerDay +
    hour * 3_600_000 +
    minute * 60_000 +
    second * 1_000 +
    fraction -
    offset
  return epoch < earliest || epoch > latest ? undefined : instantFromEpoch(epoch)
}

const nearlyRfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * What keeps a text that looks like an instant from being one, for those who wrote it: no time of day, no offset, a day or
 * a time that does not exist. `undefined` where it looks like none.
 *
 * @example
 * import { whyNoInstant } from '@samtykke/core'
 *
 * assert.deepStrictEqual(whyNoInstant('2025-08-31T14:00:00'), 'a time without an offset (Z, or such as +01:00)')
 * assert.deepStrictEqual(whyNoInstant('2025-02-29T14:00:00Z'), 'a day that does not exist')
 * assert.deepStrictEqual(whyNoInstant('yesterday'), undefined)
 */
export const whyNoInstant = (text: string): string | undefined => {
  const parts = nearlyRfc3339.exec(text)
  if (parts === null || parseInstant(text) !== undefined) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(part => Number((part as string | undefined) ?? 0))
  if (!isDate(year, month, day)) return 'a day that does not exist'
  if (parts[4] === undefined) return 'a date without a time'
  if (hour > 23 || minute > 59 || second > 59) return 'a time of day that does not exist'
  return parts[7] === undefined ? 'a time without an offset (Z, or such as +01:00)' : undefined
}

/**
 * Codec of an instant: any RFC 3339 text in, the one form out.
 */
export const Instant: t.Type<Instant, string> = new Type(
  'an instant (RFC 3339)',
  (u): u is Instant => typeof u === 'string' && isInstant(u),
  (u, context) => {
    const instant = typeof u === 'string' ? parseInstant(u) : undefined
    return instant === undefined ? failure(u, context) : success(instant)
  },
  String
)

/** Whether the text is a date that exists. */
export const isLocalDate = (text: string): text is LocalDate =>
  text.length === 10 &&
  text.charCodeAt(4) === 45 &&
  text.charCodeAt(7) === 45 &&
  isDate(fourDigits(text, 0), twoDigits(text, 5), twoDigits(text, 8))

/**
 * Codec of a date that exists.
 */
export const LocalDate: t.Type<LocalDate, string> = refined(
  'a date (YYYY-MM-DD)',
  (u): u is LocalDate => typeof u === 'string' && isLocalDate(u)
)
