/**
 * What can happen to a recorded call, in the form in which it is stored.
 *
 * The type names and members are the storage format: they are only ever added to.
 */
import * as E from './either.ts'
import * as t from 'io-ts'
import { envelope, eventCodecs, forgotten, optionalEnvelope, type SubjectRef } from './eventCodecs.ts'
import type { Identifier, Uuid } from './identifier.ts'
import type { Instant } from './instant.ts'
import { Text } from './member.ts'
import { refined } from './refined.ts'
import { struct } from './struct.ts'

/** The name of a kind of event. */
export type EventType = keyof typeof eventCodecs

/**
 * An event of the type named.
 *
 * @example
 * import type { EventOf } from '@samtykke/core'
 *
 * const channelOf = (withdrawal: EventOf<'consent-withdrawn'>): string => withdrawal.channel
 * assert.deepStrictEqual(typeof channelOf, 'function')
 */
export type EventOf<T extends EventType> = t.TypeOf<(typeof eventCodecs)[T]>

/** An event of any type that the contract names. */
export type Event = { readonly [T in EventType]: EventOf<T> }[EventType]

/**
 * An event of a type that this version does not know: kept whole, reported, and its call is uncertain.
 */
export interface UnknownEvent {
  readonly id: Uuid
  readonly type: t.Branded<string, { readonly UnknownEventType: unique symbol }>
  readonly callId: Identifier
  readonly occurredAt: Instant
  readonly recordedAt?: Instant
  readonly subjectRef?: SubjectRef
}

/** Every event that a log can hold. */
export type AnyEvent = Event | UnknownEvent

/** All event types, in the order of the contract. */
export const eventTypes: ReadonlyArray<EventType> = Object.keys(eventCodecs) as ReadonlyArray<EventType>

type AnyCodec = t.Decoder<unknown, Event> & { readonly is: t.Is<Event> }

const codecByType: ReadonlyMap<unknown, AnyCodec> = new Map(
  Object.entries(eventCodecs as Readonly<Record<EventType, AnyCodec>>)
)

/**
 * Whether the event is of a type that the contract names. One that is not is kept and makes its call uncertain.
 *
 * @example
 * import { decodeEvent, isKnownEvent } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const id = '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'
 * const decoded = decodeEvent({ id, type: 'call-transferred', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' })
 * assert.deepStrictEqual(E.map(isKnownEvent)(decoded), E.right(false))
 *
 * @see contract, section 1
 */
export const isKnownEvent = (event: AnyEvent): event is Event => codecByType.has(event.type)

/**
 * The members that may be stored encrypted: no rule reads more of them than whether they are there, so that forgetting
 * them changes no due action and no finding.
 *
 * @see contract, section 1
 */
export const encryptableMembers = [
  'approvedBy',
  'usedBy',
  'claimReference',
  'reason',
  'recipient',
  'digit',
  'confirmation',
  'verifiedBy',
  'refusedBecause',
  'subjectRef'
] as const

/**
 * The members of an event whose key was destroyed.
 *
 * @example
 * import { type EventOf, forgotten, forgottenMembers, identifier, instant, uuid } from '@samtykke/core'
 *
 * const released: EventOf<'hold-released'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'hold-released',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   holdId: identifier('hold-1'),
 *   approvals: 2,
 *   approvedBy: [forgotten]
 * }
 * assert.deepStrictEqual(forgottenMembers(released), ['approvedBy'])
 *
 * @see contract, section 1
 */
export const forgottenMembers = (event: AnyEvent): ReadonlyArray<(typeof encryptableMembers)[number]> => {
  const members = event as Partial<Record<(typeof encryptableMembers)[number], unknown>>
  const found: Array<(typeof encryptableMembers)[number]> = []
  for (const member of encryptableMembers) {
    const value = members[member]
    if (value === forgotten || (Array.isArray(value) && value.includes(forgotten))) found.push(member)
  }
  return found
}

/**
 * The data subject that an event names. `undefined` where it names none, and where the name was forgotten: calls whose
 * subjects were forgotten are nobody's, and never one person's.
 *
 * @example
 * import { type EventOf, forgotten, identifier, instant, subjectOf, uuid } from '@samtykke/core'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(subjectOf({ ...objected, subjectRef: identifier('person-1') }), 'person-1')
 * assert.deepStrictEqual(subjectOf({ ...objected, subjectRef: forgotten }), undefined)
 *
 * @see contract, section 1, `subjectRef`
 */
export const subjectOf = ({ subjectRef }: AnyEvent): Identifier | undefined =>
  subjectRef === forgotten ? undefined : subjectRef

const UnknownType = refined(
  `a type of event (${eventTypes.join(', ')}, or a later one)`,
  (u): u is UnknownEvent['type'] => Text.is(u)
)
const unknownEnvelope = struct('an event', { type: UnknownType, ...envelope }, optionalEnvelope)

const withOtherMembers = (source: object, known: UnknownEvent): UnknownEvent => {
  const others = Object.entries(source).filter(
    ([key, value]) => value !== null && value !== undefined && !Object.hasOwn(known, key)
  )
  return Object.assign(Object.fromEntries(others), known)
}

/**
 * Codec of an event: nulls and members it does not know are left out, instants brought into their one form.
 *
 * @see contract, section 1
 */
export const AnyEvent: t.Type<AnyEvent, unknown> = new t.Type(
  'an event (a JSON object)',
  (u): u is AnyEvent => {
    const codec = codecByType.get((u as { type?: unknown } | null | undefined)?.type)
    return codec === undefined ? unknownEnvelope.is(u) : codec.is(u)
  },
  (u, context) => {
    const codec = codecByType.get((u as { type?: unknown } | null | undefined)?.type)
    if (codec !== undefined) return codec.validate(u, context)
    const validated = unknownEnvelope.validate(u, context)
    return E.isRight(validated) ? t.success(withOtherMembers(u as object, validated.right)) : validated
  },
  event => event
)
