/**
 * Identifiers, UUIDs, instants, dates, periods and durations that are written in source: the compiler checks their form, so that
 * nothing can go wrong when they are made. Texts that come from elsewhere are decoded.
 */
import type { Identifier, Uuid } from './identifier.ts'
import type { Instant, LocalDate } from './instant.ts'
import type { Duration, Period } from './period.ts'

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type Small = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | SmallFromN
type SmallFromN = 'n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z'
type Letter = Small | Uppercase<Small>

type IdentifierForm = 'an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person)'
type Short = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Whether what is left of a text is of the form; what has no letter is taken for a number unless it is short. */
type IsForm<
  Left extends string,
  Seen extends ReadonlyArray<0> = [],
  HasLetter extends boolean = false
> = Left extends `${infer First}${infer Others}`
  ? Seen['length'] extends 128
    ? false
    : First extends Letter
      ? IsForm<Others, [...Seen, 0], true>
      : First extends Digit | '.' | '_' | '~' | '-'
        ? IsForm<Others, [...Seen, 0], HasLetter>
        : false
  : HasLetter extends true
    ? true
    : Seen['length'] extends Short
      ? true
      : false

type IdentifierLiteral<S extends string> = [S, IsForm<S>] extends [`${Letter | Digit}${string}`, true]
  ? S
  : IdentifierForm

type All<Answers extends ReadonlyArray<boolean>> = Answers extends ReadonlyArray<true> ? true : false

type Hex = Digit | 'a' | 'b' | 'c' | 'd' | 'e' | 'f'
type Hex4<S extends string> = S extends `${infer A}${infer B}${infer C}${infer D}`
  ? [A | B | C | D] extends [Hex]
    ? true
    : false
  : false
type Hex8<S extends string> = S extends `${infer A}${infer B}${infer C}${infer D}${infer Rest}`
  ? All<[Hex4<`${A}${B}${C}${D}`>, Hex4<Rest>]>
  : false
type Hex12<S extends string> = S extends `${infer A}${infer B}${infer C}${infer D}${infer Rest}`
  ? All<[Hex4<`${A}${B}${C}${D}`>, Hex8<Rest>]>
  : false

type UuidForm = 'a UUID in small letters'
type UuidLiteral<S extends string> = S extends `${infer A}-${infer B}-${infer C}-${infer D}-${infer E}`
  ? All<[Hex8<A>, Hex4<B>, Hex4<C>, Hex4<D>, Hex12<E>]> extends true
    ? S
    : UuidForm
  : UuidForm

type Day28 = `0${Exclude<Digit, '0'>}` | `1${Digit}` | `2${Exclude<Digit, '9'>}`
type Day30 = Day28 | '29' | '30'
type MonthAndDay =
  | `${'01' | '03' | '05' | '07' | '08' | '10' | '12'}-${Day30 | '31'}`
  | `${'04' | '06' | '09' | '11'}-${Day30}`
  | `02-${Day28}`
type LocalDateForm = 'a date such as 2025-09-01'
type Hour = `${'0' | '1'}${Digit}` | '20' | '21' | '22' | '23'
type Below60 = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`

type LocalDateLiteral<S extends string> =
  S extends `${infer Y1}${infer Y2}${infer Y3}${infer Y4}-${infer Month}-${infer Day}`
    ? [Y1 | Y2 | Y3 | Y4, `${Month}-${Day}`] extends [Digit, MonthAndDay]
      ? S
      : LocalDateForm
    : LocalDateForm

type InstantForm = 'an instant such as 2025-09-01T08:00:00.000Z'
type InstantLiteral<S extends string> =
  S extends `${infer Y1}${infer Y2}${infer Y3}${infer Y4}-${infer Month}-${infer Day}T${infer H}:${infer M}:${infer Second}.000Z`
    ? [Y1 | Y2 | Y3 | Y4, `${Month}-${Day}`, H, M | Second] extends [Digit, MonthAndDay, Hour, Below60]
      ? S
      : InstantForm
    : InstantForm

/**
 * An identifier.
 *
 * @example
 * ```ts
 * import { identifier, isIdentifier } from '@samtykke/core'
 *
 * assert.ok(isIdentifier(identifier('call-2025.0001')))
 * // @ts-expect-error a blank is in no identifier
 * identifier('call 1')
 * ```
 *
 * @see contract, section 1
 */
export const identifier = <const S extends string>(text: IdentifierLiteral<S>): Identifier =>
  text as string as Identifier

/**
 * A UUID in small letters.
 *
 * @example
 * import { type EventOf, decodeEvent, identifier, instant, uuid } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(decodeEvent(objected), E.right(objected))
 *
 * @see RFC 9562, section 4
 */
export const uuid = <const S extends string>(text: UuidLiteral<S>): Uuid => text as string as Uuid

/**
 * An instant of whole seconds, in its one form; 29 February is left to `parseInstant`, which knows leap years.
 *
 * @example
 * ```ts
 * import { instant, parseInstant } from '@samtykke/core'
 *
 * assert.equal(instant('2025-09-01T08:00:00.000Z'), parseInstant('2025-09-01T10:00:00+02:00'))
 * // @ts-expect-error April has 30 days
 * instant('2025-04-31T08:00:00.000Z')
 * ```
 *
 * @see contract, section 1
 */
export const instant = <const S extends string>(text: InstantLiteral<S>): Instant => text as string as Instant

/**
 * A calendar date; 29 February is left to the codec `LocalDate`, which knows leap years.
 *
 * @example
 * ```ts
 * import { localDate, LocalDate } from '@samtykke/core'
 *
 * assert.ok(LocalDate.is(localDate('2025-09-01')))
 * // @ts-expect-error April has 30 days
 * localDate('2025-04-31')
 * ```
 *
 * @see contract, section 1
 */
export const localDate = <const S extends string>(text: LocalDateLiteral<S>): LocalDate =>
  text as string as LocalDate

type Count = Digit | `${Digit}${Digit}`

/**
 * A period in years, months, weeks or days.
 *
 * @example
 * import { period, periodParts } from '@samtykke/core'
 *
 * assert.deepStrictEqual(periodParts(period('P6M')), { months: 6, days: 0 })
 *
 * @see contract, section 3
 */
export const period = (text: `P${Count}${'Y' | 'M' | 'W' | 'D'}`): Period => text as string as Period

/**
 * A duration in days of 24 hours, in hours, minutes or seconds.
 *
 * @example
 * import { duration, durationMilliseconds } from '@samtykke/core'
 *
 * assert.equal(durationMilliseconds(duration('PT24H')), durationMilliseconds(duration('P1D')))
 *
 * @see contract, section 3
 */
export const duration = (text: `P${Count}D` | `PT${Count}${'H' | 'M' | 'S'}`): Duration =>
  text as string as Duration
