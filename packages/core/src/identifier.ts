/**
 * Identifiers: opaque, and never what looks like a person's number.
 */
import type * as t from 'io-ts'
import { failure, success, Type } from './codec.ts'
import { refined } from './refined.ts'

/**
 * 1 to 128 of `A-Z a-z 0-9 . _ ~ -`, the first a letter or digit. What looks like a telephone or civil
 * registration number is refused, since such a number is personal data wherever it stands.
 *
 * @see contract, section 1; GDPR art. 4(1)
 */
export type Identifier = t.Branded<string, { readonly Identifier: unique symbol }>

/**
 * A UUID in lower case.
 *
 * @see RFC 9562, section 4
 */
export type Uuid = t.Branded<string, { readonly Uuid: unique symbol }>

const form = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/
const onlyDigitsDotsAndHyphens = /^[0-9.-]+$/

const looksLikeANumberOfAPerson = (text: string): boolean => {
  if (!onlyDigitsDotsAndHyphens.test(text)) return false
  const digits = text.replace(/[.-]/g, '').length
  return digits >= 8 && digits <= 15
}

/**
 * Whether the text may stand as an identifier.
 *
 * @example
 * import { isIdentifier } from '@samtykke/core'
 *
 * assert.deepStrictEqual(isIdentifier('call-2025.0001'), true)
 * assert.deepStrictEqual(isIdentifier('45-12345678'), false)
 */
export const isIdentifier = (text: string): text is Identifier => {
  if (typeof text !== 'string' || !form.test(text)) return false
  const last = text.charCodeAt(text.length - 1)
  const first = text.charCodeAt(0)
  // A letter at either end settles it without the slower look.
  return first > 57 || last > 57 || !looksLikeANumberOfAPerson(text)
}

/** Codec of an identifier. */
export const Identifier: t.Type<Identifier, string> = refined(
  'an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person)',
  (u): u is Identifier => isIdentifier(u as string)
)

const namesSeen = new Set<string>()
const mostNamesSeen = 256

/** Remembered, since a company has few names, and each of its events has some of them. */
const isName = (u: unknown): u is string => {
  if (namesSeen.has(u as string)) return true
  if (!Identifier.is(u)) return false
  if (namesSeen.size < mostNamesSeen) namesSeen.add(u)
  return true
}

/**
 * Codec of a name that a company chooses, such as that of a purpose or a line: of the form of an identifier, and plain
 * text, since it stands for nobody.
 */
export const Name: t.Type<string, string> = refined(Identifier.name, isName)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Codec of a UUID: capitals in, small letters out. */
export const Uuid: t.Type<Uuid, string> = new Type(
  'a UUID',
  (u): u is Uuid => typeof u === 'string' && uuid.test(u),
  (u, context) => {
    if (typeof u !== 'string') return failure(u, context)
    if (uuid.test(u)) return success(u as Uuid)
    const lower = u.toLowerCase()
    return uuid.test(lower) ? success(lower as Uuid) : failure(u, context)
  },
  String
)
