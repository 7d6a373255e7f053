/**
 * Any line, read as JSON by itself: what it says, or what is wrong with it.
 */
import { isUtf8 } from 'node:buffer'
import {
  type AnyEvent,
  deepestNesting,
  type Identifier,
  isIdentifier,
  isNestedTooDeep,
  type MemberError,
  nearestName
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { whereJsonBreaks } from './whereJsonBreaks.ts'

/** What takes a line's value for an event: `decodeEvent`, or for who writes them `decodeKnownEvent`. */
export type Decode = (value: unknown) => E.Either<ReadonlyArray<MemberError>, AnyEvent>

export type GeneralLine =
  | { readonly _tag: 'blank' }
  | { readonly _tag: 'event'; readonly value: object; readonly event: AnyEvent }
  | {
      readonly _tag: 'rejected'
      /** One for each thing wrong with it. */
      readonly reasons: ReadonlyArray<MemberError>
      /** Where it can be read. */
      readonly callId: Identifier | undefined
    }

const blank: GeneralLine = { _tag: 'blank' }

/** What the line is as a whole, where it is no event. */
const notAnEvent = (found: string): ReadonlyArray<MemberError> => [
  { _tag: 'MemberError', member: 'event', expected: 'an event (a JSON object)', found }
]

const rejected = (reasons: ReadonlyArray<MemberError>, value?: unknown): GeneralLine => ({
  _tag: 'rejected',
  reasons,
  callId: readableCallId(value)
})

const readableCallId = (value: unknown): Identifier | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { callId } = value as { callId?: unknown }
  return typeof callId === 'string' && isIdentifier(callId) ? callId : undefined
}

/** What is wrong with an event; where a member is absent, the one that is nearly it. */
const reasonsOf =
  (value: unknown) =>
  (errors: ReadonlyArray<MemberError>): ReadonlyArray<MemberError> =>
    errors.map(error => {
      const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
      const near =
        error.found === 'nothing' ? names.find(name => nearestName(name, [error.member])) : undefined
      return near === undefined || near === error.member
        ? error
        : { ...error, found: `${error.found}, but a member ${JSON.stringify(near)}` }
    })

const lineEnd = /\r?\n$/

const readValue = (text: string, value: unknown, decode: Decode): GeneralLine => {
  if (isNestedTooDeep(text, value))
    return rejected(notAnEvent(`members nested deeper than ${deepestNesting} levels`), value)
  const decoded = decode(value)
  return E.isRight(decoded)
    ? { _tag: 'event', value: value as object, event: decoded.right }
    : rejected(reasonsOf(value)(decoded.left), value)
}

const readText = (text: string, decode: Decode): GeneralLine => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text.trim() === '' ? blank : rejected(notAnEvent(whereJsonBreaks(text.replace(lineEnd, ''))))
  }
  return readValue(text, value, decode)
}

/** The greatest length of a line: with what may stand before it, what a text can hold in bytes of one each. */
export const longestText = 2 ** 29 - 2 ** 21

export const tooLong = (length: number): ReadonlyArray<MemberError> =>
  notAnEvent(`a line of ${length} bytes, too long to read`)

export const readGeneralLine = (bytes: Buffer, decode: Decode): GeneralLine => {
  if (bytes.length > longestText) return rejected(tooLong(bytes.length))
  return isUtf8(bytes)
    ? readText(bytes.toString('utf8'), decode)
    : rejected(notAnEvent('bytes that are not UTF-8'))
}
