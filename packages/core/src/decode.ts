/**
 * From a JSON value to an event, or to what is wrong with it.
 */
import { characters } from './characters.ts'
import * as E from './either.ts'
import type * as t from 'io-ts'
import { AnyEvent, type Event, eventTypes, isKnownEvent } from './event.ts'
import { Instant, whyNoInstant } from './instant.ts'
import { wordsOf } from './member.ts'
import { nearestName } from './nearestName.ts'
import { printable } from './printable.ts'

/**
 * One thing wrong with a value: at which member, what was expected there, what was found.
 *
 * `found` is the form and length of the value, which may be personal wherever it stands; the value itself, at most 80
 * characters without control characters, only where it is nearly a word of a closed list.
 */
export interface MemberError {
  readonly _tag: 'MemberError'
  readonly member: string
  readonly expected: string
  readonly found: string
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

const quoted = (text: string): string => cut(printable(JSON.stringify(text.slice(0, 81))))

const kindOf = (value: object): string => (Array.isArray(value) ? `a list of ${value.length}` : 'an object')

/**
 * The form of a value and its length: any may be a person's name or number that stands at the wrong place. Only what is
 * nearly a word of a closed list is repeated.
 */
const describe = (value: unknown, type: unknown): string => {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') {
    const nearest = nearestName(value, wordsOf(type))
    if (nearest !== undefined) return `${quoted(value)}, the nearest being ${nearest}`
    return (type === Instant ? whyNoInstant(value) : undefined) ?? `a text of ${characters(value.length)}`
  }
  if (typeof value === 'number') return `a number of ${characters(String(value).length)}`
  if (typeof value === 'object') return kindOf(value)
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`
}

const memberError = (error: t.ValidationError): MemberError => {
  const last = error.context[error.context.length - 1]
  const path = error.context.slice(1).map(entry => entry.key)
  return {
    _tag: 'MemberError',
    member: path.length === 0 ? 'event' : path.join('.'),
    expected: last?.type.name ?? 'an event',
    found: describe(error.value, last?.type)
  }
}

/** What went wrong in an io-ts validation, said for people. */
export const memberErrors = (errors: t.Errors): ReadonlyArray<MemberError> => errors.map(memberError)

/**
 * An error in one line for people: `member: expected …, found …`.
 *
 * @example
 * import { decodeEvent, renderMemberError } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const decoded = decodeEvent('no event')
 * assert.deepStrictEqual(
 *   E.isLeft(decoded) && decoded.left.map(renderMemberError),
 *   ['event: expected an event (a JSON object), found a text of 8 characters']
 * )
 *
 * @see contract, section 5, "Bad input"
 */
export const renderMemberError = (error: MemberError): string =>
  `${error.member}: expected ${error.expected}, found ${error.found}`

/**
 * Reads an event from a JSON value: for readers, of what is stored already. A type that this version does not know,
 * which may be a later version's or a misspelt one, is an event too; it is kept whole, and its call is uncertain.
 * Who writes events takes `decodeKnownEvent`.
 *
 * @example
 * import { decodeEvent, renderMemberError } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const decoded = decodeEvent({
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId: '4512345678',
 *   occurredAt: '2025-08-31T14:00:00+02:00',
 *   channel: 'email'
 * })
 * assert.deepStrictEqual(
 *   E.isLeft(decoded) && decoded.left.map(renderMemberError),
 *   ['callId: expected an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), found a text of 10 characters']
 * )
 *
 * @see contract, sections 1 and 5
 */
export const decodeEvent = (value: unknown): E.Either<ReadonlyArray<MemberError>, AnyEvent> => {
  const validated = AnyEvent.validate(value, [{ key: '', type: AnyEvent, actual: value }])
  return E.isRight(validated) ? validated : E.left(memberErrors(validated.left))
}

const unknownType = ({ type }: AnyEvent): MemberError => {
  const nearest = nearestName(type, eventTypes)
  return {
    _tag: 'MemberError',
    member: 'type',
    expected:
      nearest === undefined
        ? `a known type of event (${eventTypes.join(', ')})`
        : `a known type of event, the nearest being ${nearest}`,
    found: nearest === undefined ? `a text of ${characters(type.length)}` : quoted(type)
  }
}

/**
 * Reads an event of a type that this version knows: for writers, of what is not stored yet. Once a misspelt type is in
 * a log it stays there, and the corrected event, under the same id, is another event. The type found is repeated only
 * where a known one is near. Who reads what is stored takes `decodeEvent`.
 *
 * @example
 * import { decodeKnownEvent, renderMemberError } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const decoded = decodeKnownEvent({
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objectd',
 *   callId: 'call-1',
 *   occurredAt: '2025-08-31T14:00:00+02:00',
 *   channel: 'email'
 * })
 * assert.deepStrictEqual(
 *   E.isLeft(decoded) && decoded.left.map(renderMemberError),
 *   ['type: expected a known type of event, the nearest being analysis-objected, found "analysis-objectd"']
 * )
 *
 * @see contract, sections 1 and 5
 */
export const decodeKnownEvent = (value: unknown): E.Either<ReadonlyArray<MemberError>, Event> => {
  const decoded = decodeEvent(value)
  if (E.isLeft(decoded)) return decoded
  return isKnownEvent(decoded.right) ? E.right(decoded.right) : E.left([unknownType(decoded.right)])
}
