/**
 * What counts of everything recorded of one call: known, each event once, happened, in order.
 *
 * The order of arrival decides nothing.
 */
import { canonicalJson } from './canonicalJson.ts'
import { type AnyEvent, type Event, forgottenMembers, isKnownEvent, type UnknownEvent } from './event.ts'
import { forgotten } from './eventCodecs.ts'
import type { Identifier } from './identifier.ts'
import { type Instant, millisecondsBetween } from './instant.ts'
import type { View } from './rules.ts'

/**
 * A record of a call that cannot be read as an event.
 *
 * - `undecodable`: stored, and no valid event
 * - `redacted`: truncated away, or emptied
 * - `bad-line`: a line of a file that was refused, and whose `callId` could be read
 */
export type Fault =
  | { readonly _tag: 'undecodable' | 'redacted'; readonly id: string; readonly recordedAt: Instant }
  | { readonly _tag: 'bad-line' }

/** Everything recorded of one call, in any order, repeats allowed. */
export interface CallHistory {
  readonly callId: Identifier
  readonly events: ReadonlyArray<AnyEvent>
  readonly faults: ReadonlyArray<Fault>
}

/** What counts of a call's history. */
export interface Facts {
  readonly callId: Identifier
  /** In the order of `compareEvents`. */
  readonly events: ReadonlyArray<Event>
  readonly unknownEvents: ReadonlyArray<UnknownEvent>
  /** Events that came twice with the same content. */
  readonly duplicates: ReadonlyArray<AnyEvent>
  /** Events of which copies differ. */
  readonly conflicts: ReadonlyArray<AnyEvent>
  /** Events that claimed to happen after they were recorded; they count from then. */
  readonly fromTheFuture: ReadonlyArray<AnyEvent>
  readonly faults: ReadonlyArray<Fault>
  readonly uncertain: boolean
}

const toleratedClaim = 5 * 60_000

/**
 * When the log learnt of an event; where the event does not say, when it happened.
 *
 * @example
 * import { type AnyEvent, recordedAt } from '@samtykke/core'
 *
 * const event = { occurredAt: '2025-09-01T08:00:00.000Z' } as AnyEvent
 * assert.deepStrictEqual(recordedAt(event), '2025-09-01T08:00:00.000Z')
 *
 * @see contract, section 1
 */
export const recordedAt = (event: AnyEvent): Instant => event.recordedAt ?? event.occurredAt

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const grantsFirst = (a: AnyEvent, b: AnyEvent): number =>
  Number(b.type === 'consent-given') - Number(a.type === 'consent-given')

/**
 * The order of events: `occurredAt`, at one instant grants of consent before all others, then `recordedAt`, then `id`.
 * For `sort`; the order of arrival has no say.
 *
 * @example
 * import { type AnyEvent, compareEvents } from '@samtykke/core'
 *
 * const first = { occurredAt: '2025-09-01T08:00:00.000Z', id: 'b' } as AnyEvent
 * const second = { occurredAt: '2025-09-01T08:00:01.000Z', id: 'a' } as AnyEvent
 * assert.deepStrictEqual([second, first].sort(compareEvents), [first, second])
 *
 * @see contract, section 2
 */
export const compareEvents = (a: AnyEvent, b: AnyEvent): number =>
  compareText(a.occurredAt, b.occurredAt) ||
  grantsFirst(a, b) ||
  compareText(recordedAt(a), recordedAt(b)) ||
  compareText(a.id, b.id)

/** What an event says, without when the log learnt of it; of the members named only that it has them. */
const contentOf = (event: AnyEvent, unread: ReadonlyArray<string> = []): string => {
  const members: Record<string, unknown> = { ...event, recordedAt: undefined }
  for (const member of unread) if (members[member] !== undefined) members[member] = forgotten
  return canonicalJson(members)
}

/** What one of several copies has forgotten is compared in none of them. */
const contentsOf = (copies: ReadonlyArray<AnyEvent>): ReadonlyArray<string> => {
  const unread = copies.flatMap(forgottenMembers)
  return copies.map(copy => contentOf(copy, unread))
}

/** Whether two events say the same, whenever the log learnt of them, as far as neither has forgotten it. */
export const sameContent = (a: AnyEvent, b: AnyEvent): boolean => new Set(contentsOf([a, b])).size === 1

interface Copies {
  readonly stands: AnyEvent
  readonly duplicate: boolean
  readonly conflict: boolean
}

const weigh = (copies: ReadonlyArray<AnyEvent>): Copies => {
  if (copies.length === 1) return { stands: copies[0] as AnyEvent, duplicate: false, conflict: false }
  const contents = contentsOf(copies)
  const different = new Set(contents)
  let first = 0
  for (let i = 1; i < copies.length; i++) {
    const [a, b] = [copies[i] as AnyEvent, copies[first] as AnyEvent]
    const order =
      compareText(recordedAt(a), recordedAt(b)) ||
      compareText(a.occurredAt, b.occurredAt) ||
      compareText(contents[i] as string, contents[first] as string) ||
      compareText(contentOf(a), contentOf(b))
    if (order < 0) first = i
  }
  return {
    stands: copies[first] as AnyEvent,
    duplicate: different.size < copies.length,
    conflict: different.size > 1
  }
}

const fewEvents = 16

const haveRepeatedId = (events: ReadonlyArray<AnyEvent>): boolean => {
  if (events.length > fewEvents) return new Set(events.map(event => event.id)).size < events.length
  for (let i = 1; i < events.length; i++) {
    for (let j = 0; j < i; j++) if ((events[i] as AnyEvent).id === (events[j] as AnyEvent).id) return true
  }
  return false
}

const groupById = (events: ReadonlyArray<AnyEvent>): ReadonlyArray<ReadonlyArray<AnyEvent>> => {
  const groups = new Map<string, Array<AnyEvent>>()
  for (const event of events) {
    const group = groups.get(event.id)
    if (group === undefined) groups.set(event.id, [event])
    else group.push(event)
  }
  return [...groups.values()]
}

const isFromTheFuture = (event: AnyEvent): boolean =>
  event.recordedAt !== undefined &&
  event.occurredAt > event.recordedAt &&
  millisecondsBetween(event.recordedAt, event.occurredAt) > toleratedClaim

const sorted = (events: Array<Event>): ReadonlyArray<Event> => {
  if (events.length > fewEvents) return events.sort(compareEvents)
  for (let i = 1; i < events.length; i++) {
    const event = events[i] as Event
    let j = i
    while (j > 0 && compareEvents(events[j - 1] as Event, event) > 0) {
      events[j] = events[j - 1] as Event
      j--
    }
    events[j] = event
  }
  return events
}

/**
 * What counts of a call's history, seen from a view.
 *
 * @see contract, section 2
 */
export const factsOf = ({ asOf, knownAt }: View, { callId, events, faults }: CallHistory): Facts => {
  const known = knownAt === undefined ? events : events.filter(event => recordedAt(event) <= knownAt)
  const knownFaults =
    faults.length === 0
      ? faults
      : faults.filter(
          fault =>
            fault._tag === 'bad-line' ||
            (fault.recordedAt <= asOf && (knownAt === undefined || fault.recordedAt <= knownAt))
        )

  const happened: Array<Event> = []
  const unknownEvents: Array<UnknownEvent> = []
  const duplicates: Array<AnyEvent> = []
  const conflicts: Array<AnyEvent> = []
  const fromTheFuture: Array<AnyEvent> = []
  const admit = (claimed: AnyEvent, duplicate: boolean, conflict: boolean): void => {
    const future = isFromTheFuture(claimed)
    const event = future ? { ...claimed, occurredAt: recordedAt(claimed) } : claimed
    if (event.occurredAt > asOf) return
    if (isKnownEvent(event)) happened.push(event)
    else unknownEvents.push(event)
    if (future) fromTheFuture.push(event)
    if (duplicate) duplicates.push(event)
    if (conflict) conflicts.push(event)
  }

  if (haveRepeatedId(known)) {
    for (const copies of groupById(known)) {
      const { stands, duplicate, conflict } = weigh(copies)
      admit(stands, duplicate, conflict)
    }
  } else {
    for (const event of known) admit(event, false, false)
  }

  const redacted = happened.some(event => event.type === 'proof-redacted')
  const unexplained = knownFaults.filter(fault => fault._tag !== 'redacted' || !redacted)
  return {
    callId,
    events: sorted(happened),
    unknownEvents,
    duplicates,
    conflicts,
    fromTheFuture,
    faults: unexplained,
    uncertain: unexplained.length > 0 || unknownEvents.length > 0 || conflicts.length > 0
  }
}
