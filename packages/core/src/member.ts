/**
 * Codecs of the plain members of events and policies, each named by what it expects.
 */
import type * as t from 'io-ts'
import { failure, readonlyArray, Type } from './codec.ts'
import { refined } from './refined.ts'

const matching = (name: string, pattern: RegExp) =>
  Object.assign(
    refined(name, (u): u is string => typeof u === 'string' && pattern.test(u)),
    { pattern }
  )

/** Text of one character or more. */
export const Text = refined('a text that is not empty', (u): u is string => typeof u === 'string' && u !== '')

export const WholeNumber = refined(
  'a whole number, 0 or more',
  (u): u is number => typeof u === 'number' && Number.isSafeInteger(u) && u >= 0
)

export const PositiveWholeNumber = refined(
  'a whole number, 1 or more',
  (u): u is number => typeof u === 'number' && Number.isSafeInteger(u) && u >= 1
)

/** ISO 3166-1 alpha-2, in capitals. */
export const Region = matching('a country code (ISO 3166-1 alpha-2, in capitals)', /^[A-Z]{2}$/)

/** ISO 3166-1 alpha-2, or ISO 3166-2 for a part of a country. */
export const CountryOrPart = /* @__PURE__ */ matching(
  'a country code (ISO 3166-1 alpha-2, in capitals) or that of a part of it (ISO 3166-2, such as DE-BY)',
  /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/
)

/** BCP 47. */
export const Language = matching('a language tag (BCP 47)', /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/)

export const Sha256 = matching('a SHA-256 in hexadecimal (64 digits)', /^[0-9a-fA-F]{64}$/)

export const Flag = refined('true or false', (u): u is boolean => typeof u === 'boolean')

/** One of the words. */
export const oneOf = <const W extends readonly [string, string, ...string[]]>(
  ...words: W
): t.Type<W[number], string> => {
  const known: ReadonlySet<unknown> = new Set(words)
  const type: t.Type<W[number], string> = refined(
    words.length === 2 ? words.join(' or ') : `one of ${words.join(', ')}`,
    (u): u is W[number] => known.has(u)
  )
  return Object.assign(type, { words })
}

/** The words of a closed list, of any other type none. */
export const wordsOf = (type: unknown): ReadonlyArray<string> => {
  const { words } = type as { readonly words?: ReadonlyArray<string> }
  return words ?? []
}

/** Exactly this word. */
export const word = <const W extends string>(value: W): t.Type<W, string> => {
  const is = (u: unknown): u is W => u === value
  return refined(value, is)
}

/** A list that is not empty. */
export const nonEmptyList = <A>(name: string, element: t.Type<A, unknown>) => {
  const list = readonlyArray(element, name)
  const type: t.Type<ReadonlyArray<A>, unknown> = new Type(
    name,
    (u): u is ReadonlyArray<A> => list.is(u) && u.length > 0,
    (u, context) => (Array.isArray(u) && u.length === 0 ? failure(u, context) : list.validate(u, context)),
    list.encode
  )
  return Object.assign(type, { list })
}

/** One, or a list of some. */
export const oneOrMore = <A>(name: string, element: t.Type<A, unknown>) => {
  const list = nonEmptyList(name, element)
  return new Type<A | ReadonlyArray<A>, unknown>(
    name,
    (u): u is A | ReadonlyArray<A> => (Array.isArray(u) ? list.is(u) : element.is(u)),
    (u, context) => (Array.isArray(u) ? list.validate(u, context) : element.validate(u, context)),
    a => a
  )
}

/** What one value or a list says as a list. */
export const listOf = <A extends string>(value: A | ReadonlyArray<A>): ReadonlyArray<A> =>
  typeof value === 'string' ? [value] : value

/** Texts by the language tags in which they are. */
export const TextByLanguage = /* @__PURE__ */ refined(
  'texts by language tags (BCP 47), such as { da, en }',
  (u): u is Readonly<Record<string, string>> =>
    typeof u === 'object' &&
    u !== null &&
    !Array.isArray(u) &&
    Object.entries(u).every(([language, text]) => Language.is(language) && Text.is(text))
)
