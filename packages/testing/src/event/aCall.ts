/**
 * The events of a call, made for a test: what it does not say is as in an ordinary call, and in order.
 */
import { createHash } from 'node:crypto'
import {
  canonicalJson,
  decodeKnownEvent,
  epochMilliseconds,
  instantFromEpoch,
  type Event,
  type EventOf,
  type EventType,
  nearestName,
  parseInstant,
  renderMemberError,
  whyNoInstant
} from '@samtykke/core'
import { envelopeMembers, eventCatalogue } from '@samtykke/core/catalogue'
import * as E from 'fp-ts/lib/Either.js'
import { type AnyMembers, type EventOverrides, membersOf, nextAfter } from './defaults.ts'

/** A call of a test: its events so far. */
export interface Call extends Iterable<Event> {
  readonly events: ReadonlyArray<Event>
  /** The same call and one event more, at its end; this one stays as it is. */
  readonly with: <T extends EventType>(type: T, members?: EventOverrides<T>) => Call
}

/** What all events of a call share, and when it starts. */
export interface CallOptions {
  /** `call-1` where absent. */
  readonly callId?: string
  /** Whose call it is; no event names a person where it is absent. */
  readonly subjectRef?: string
  /** When its first event occurs, RFC 3339; 2025-09-01T08:00:00Z where absent. */
  readonly startsAt?: string
}

/** The same from the same content: a history has the same ids in every run. */
const idOf = (content: unknown): string => {
  const hex = createHash('sha256').update(canonicalJson(content)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const namesByType = new Map<EventType, ReadonlyArray<string>>(
  eventCatalogue.map(({ type, members }) => [
    type,
    [...envelopeMembers, ...members].map(({ name }) => name).filter(name => name !== 'type')
  ])
)

const unknownMembers = (type: EventType, stated: AnyMembers): ReadonlyArray<string> => {
  const known = namesByType.get(type) ?? []
  return Object.keys(stated)
    .filter(name => namesByType.has(type) && !known.includes(name))
    .map(name => {
      const nearest = nearestName(name, known)
      return `${name}: expected a member of ${type}, ${nearest === undefined ? `which are ${known.join(', ')}` : `the nearest being ${nearest}`}`
    })
}

const startOf = (startsAt: string): number => {
  const instant = parseInstant(startsAt)
  if (instant === undefined)
    throw new Error(
      `aCall: startsAt: expected an instant (RFC 3339), found ${whyNoInstant(startsAt) ?? JSON.stringify(startsAt)}`
    )
  return epochMilliseconds(instant)
}

const eventAfter = (
  options: CallOptions,
  events: ReadonlyArray<Event>,
  type: EventType,
  stated: AnyMembers
): Event => {
  const { callId = 'call-1', subjectRef, startsAt = '2025-09-01T08:00:00Z' } = options
  const unknown = unknownMembers(type, stated)
  const shared = { callId, ...(subjectRef !== undefined && { subjectRef }), ...stated }
  const before = { events, next: nextAfter(events, startOf(startsAt)), stated: shared }
  const content = {
    type,
    ...(namesByType.has(type)
      ? membersOf(type, before)
      : { occurredAt: instantFromEpoch(before.next), ...shared })
  }
  const decoded = decodeKnownEvent({ id: idOf([events.length, content]), ...content })
  const errors = [...unknown, ...(E.isLeft(decoded) ? decoded.left.map(renderMemberError) : [])]
  if (E.isLeft(decoded) || errors.length > 0) throw new Error(`${type}: ${errors.join('; ')}`)
  return decoded.right
}

const callOf = (options: CallOptions, events: ReadonlyArray<Event>): Call => ({
  events,
  [Symbol.iterator]: () => events[Symbol.iterator](),
  with: (type, members = {}) => callOf(options, [...events, eventAfter(options, events, type, members)])
})

/**
 * A call without events. `with` gives the same call and one event more, of any type, each member of which may be stated
 * or left out. What is left out fits what was before: an event occurs a minute after those before it, a recording lasts ten
 * minutes and is stored a minute after its end, recordings, analyses, holds and requests are numbered, and what refers to one
 * refers to the latest. Consent is to all purposes of the notice, so that nothing of it is found worse than noted.
 * Ids of events come from what they say: they are the same in every run. Instants and ids are plain texts.
 *
 * @throws Error which names the member, what was expected and what was found
 *
 * @example
 * import { aCall } from '@samtykke/testing'
 *
 * const recorded = aCall({ callId: 'call-7' }).with('consent-given').with('recording-stored', { customerType: 'business' })
 * const withdrawn = recorded.with('consent-withdrawn', { occurredAt: '2025-10-01T10:00:00+02:00' })
 * assert.deepStrictEqual(
 *   withdrawn.events.map(({ type, occurredAt }) => [type, occurredAt]),
 *   [
 *     ['consent-given', '2025-09-01T08:00:00.000Z'],
 *     ['recording-stored', '2025-09-01T08:12:00.000Z'],
 *     ['consent-withdrawn', '2025-10-01T08:00:00.000Z']
 *   ]
 * )
 * assert.equal(recorded.events.length, 2)
 * assert.throws(() => recorded.with('recording-stored', { endedAt: 'at noon' }), {
 *   message: 'recording-stored: endedAt: expected an instant (RFC 3339), found a text of 7 characters'
 * })
 *
 * @see contract, section 1
 */
export const aCall = (options: CallOptions = {}): Call => callOf(options, [])

/**
 * One event of any type, with the defaults of `aCall`: of the call `call-1` where no other is named.
 *
 * @throws Error which names the member, what was expected and what was found
 *
 * @example
 * import { anEvent } from '@samtykke/testing'
 *
 * const held = anEvent('hold-placed', { callId: 'call-7', suspends: 'all' })
 * assert.deepStrictEqual([held.callId, held.holdId, held.suspends], ['call-7', 'hold-1', 'all'])
 *
 * @see contract, section 1
 */
export const anEvent = <T extends EventType>(type: T, members: EventOverrides<T> = {}): EventOf<T> =>
  eventAfter({}, [], type, members)
