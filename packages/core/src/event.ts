/**
 * What can happen to a recorded call, in the form in which it is stored.
 *
 * The type names and members are the storage format: they are only ever added to.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Identifier, Uuid } from './identifier.ts'
import { Instant, LocalDate } from './instant.ts'
import {
  Language,
  nonEmptyList,
  oneOf,
  PositiveWholeNumber,
  Region,
  Sha256,
  Text,
  WholeNumber,
  word
} from './member.ts'
import { Purpose } from './purpose.ts'
import { struct, type StructOf } from './struct.ts'

/** What stands for an encrypted member whose key was destroyed. */
export const forgotten = '[forgotten]'

type SubjectRef = Identifier | typeof forgotten

const isSubjectRef = (u: unknown): u is SubjectRef => Identifier.is(u) || u === forgotten

const SubjectRef = new t.Type<SubjectRef, string>(
  Identifier.name,
  isSubjectRef,
  (u, context) => (isSubjectRef(u) ? t.success(u) : t.failure(u, context)),
  String
)

const Purposes = nonEmptyList('a list of purposes, not empty', Purpose)
const Texts = t.readonlyArray(Text, 'a list of texts')
const Method = oneOf('keypress', 'spoken')
const Direction = oneOf('inbound', 'outbound')
const Target = oneOf('recording', 'analysis')

/** A residue of the proof: what stays known of a call whose proof was redacted. */
const Residue = struct(
  'a residue { action, target, article, rule, at }',
  {
    action: Text,
    target: Text,
    article: Text,
    rule: Text,
    at: Instant
  },
  {}
)

const erasureMembers = {
  processor: Text,
  method: Text,
  copies: WholeNumber,
  backupsExpireOn: LocalDate,
  verifiedBy: Text
}

const envelope = { id: Uuid, callId: Identifier, occurredAt: Instant }
const optionalEnvelope = { recordedAt: Instant, subjectRef: SubjectRef }

const eventOf = <const T extends string, R extends t.Props, O extends t.Props>(
  type: T,
  required: R,
  optional: O
) =>
  struct(
    type,
    { type: word(type), ...envelope, ...required },
    { ...optionalEnvelope, ...optional }
  ) as t.Type<StructOf<{ type: t.Type<T> } & typeof envelope & R, typeof optionalEnvelope & O>, unknown>

const codecs = {
  'consent-given': eventOf(
    'consent-given',
    { method: Method, purposes: Purposes, noticeVersion: Text, language: Language },
    { digit: Text, recordingId: Identifier, offsetMs: WholeNumber }
  ),
  'consent-refused': eventOf('consent-refused', { method: Method }, { purposes: Purposes }),
  'consent-withdrawn': eventOf('consent-withdrawn', { channel: Text }, { purposes: Purposes }),
  'recording-stored': eventOf(
    'recording-stored',
    {
      recordingId: Identifier,
      startedAt: Instant,
      direction: Direction,
      customerType: oneOf('private', 'business', 'unknown'),
      line: oneOf('customer-service', 'sales', 'other'),
      processor: Text,
      region: Region
    },
    { endedAt: Instant, sha256: Sha256, bytes: WholeNumber, mediaType: Text }
  ),
  'recording-used': eventOf(
    'recording-used',
    { recordingId: Identifier, purpose: Purpose, usedBy: Text },
    { holdId: Identifier }
  ),
  'recording-disclosed': eventOf(
    'recording-disclosed',
    { recordingId: Identifier, recipient: Text, reason: Text },
    { holdId: Identifier, requestId: Identifier }
  ),
  'analysis-produced': eventOf(
    'analysis-produced',
    {
      analysisId: Identifier,
      direction: Direction,
      features: Texts,
      engine: Text,
      engineVersion: Text,
      subjects: nonEmptyList('a list of customer or agent, not empty', oneOf('customer', 'agent'))
    },
    { recordingId: Identifier, anonymisable: t.boolean }
  ),
  'analysis-objected': eventOf('analysis-objected', { channel: Text }, {}),
  'erasure-requested': eventOf(
    'erasure-requested',
    { channel: Text, scope: oneOf('all', 'recording', 'analysis') },
    {}
  ),
  'hold-placed': eventOf(
    'hold-placed',
    {
      holdId: Identifier,
      claimReference: Text,
      approvedBy: Text,
      reviewOn: LocalDate,
      suspends: oneOf('expiry', 'all')
    },
    {}
  ),
  'hold-reviewed': eventOf(
    'hold-reviewed',
    { holdId: Identifier, approvedBy: Text, reviewOn: LocalDate },
    {}
  ),
  'hold-released': eventOf(
    'hold-released',
    { holdId: Identifier, approvals: PositiveWholeNumber },
    { approvedBy: Texts }
  ),
  'erasure-instructed': eventOf(
    'erasure-instructed',
    { target: Target, targetId: Identifier, processor: Text },
    {}
  ),
  'recording-erased': eventOf(
    'recording-erased',
    { recordingId: Identifier, confirmation: Text },
    erasureMembers
  ),
  'analysis-erased': eventOf(
    'analysis-erased',
    { analysisId: Identifier, confirmation: Text },
    erasureMembers
  ),
  'analysis-anonymised': eventOf('analysis-anonymised', { analysisId: Identifier, technique: Text }, {}),
  'retention-failed': eventOf(
    'retention-failed',
    {
      target: Target,
      targetId: Identifier,
      action: oneOf('erase', 'anonymise'),
      reason: Text,
      permanent: t.boolean
    },
    {}
  ),
  'access-requested': eventOf('access-requested', { requestId: Identifier, channel: Text }, {}),
  'access-extended': eventOf('access-extended', { requestId: Identifier, reason: Text }, {}),
  'access-answered': eventOf(
    'access-answered',
    { requestId: Identifier, copyHandedOver: t.boolean },
    {
      recordingIds: t.readonlyArray(Identifier, 'a list of identifiers'),
      packageSha256: Sha256,
      refusedBecause: Text
    }
  ),
  'proof-redacted': eventOf(
    'proof-redacted',
    { keyDestroyed: t.boolean },
    { residue: t.readonlyArray(Residue, 'a list of residues') }
  )
}

type Codecs = typeof codecs

/** The name of a kind of event. */
export type EventType = keyof Codecs

/**
 * An event of the type named.
 *
 * @example
 * import type { EventOf } from '@samtykke/core'
 *
 * const channelOf = (withdrawal: EventOf<'consent-withdrawn'>): string => withdrawal.channel
 * assert.deepStrictEqual(typeof channelOf, 'function')
 */
export type EventOf<T extends EventType> = t.TypeOf<Codecs[T]>

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
export const eventTypes: ReadonlyArray<EventType> = Object.keys(codecs) as ReadonlyArray<EventType>

type EventCodec = t.Decoder<unknown, Event> & { readonly is: t.Is<Event> }

const codecByType: ReadonlyMap<unknown, EventCodec> = new Map(
  Object.entries(codecs as Readonly<Record<EventType, EventCodec>>)
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
 * import { type AnyEvent, forgotten, forgottenMembers } from '@samtykke/core'
 *
 * const released = { type: 'hold-released', holdId: 'hold-1', approvals: 2, approvedBy: [forgotten] } as unknown as AnyEvent
 * assert.deepStrictEqual(forgottenMembers(released), ['approvedBy'])
 *
 * @see contract, section 1
 */
export const forgottenMembers = (event: AnyEvent): ReadonlyArray<(typeof encryptableMembers)[number]> => {
  const members = event as Partial<Record<(typeof encryptableMembers)[number], unknown>>
  return encryptableMembers.filter(member => {
    const value = members[member]
    return value === forgotten || (Array.isArray(value) && value.includes(forgotten))
  })
}

/**
 * The data subject that an event names. `undefined` where it names none, and where the name was forgotten: calls whose
 * subjects were forgotten are nobody's, and never one person's.
 *
 * @example
 * import { type AnyEvent, forgotten, subjectOf } from '@samtykke/core'
 *
 * assert.deepStrictEqual(subjectOf({ subjectRef: 'person-1' } as AnyEvent), 'person-1')
 * assert.deepStrictEqual(subjectOf({ subjectRef: forgotten } as AnyEvent), undefined)
 *
 * @see contract, section 1, `subjectRef`
 */
export const subjectOf = ({ subjectRef }: AnyEvent): Identifier | undefined =>
  subjectRef === forgotten ? undefined : subjectRef

const UnknownType = new t.Type<UnknownEvent['type']>(
  `a type of event (${eventTypes.join(', ')}, or a later one)`,
  (u): u is UnknownEvent['type'] => typeof u === 'string' && u !== '',
  (u, context) =>
    typeof u === 'string' && u !== '' ? t.success(u as UnknownEvent['type']) : t.failure(u, context),
  type => type
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
