/**
 * What counts of everything recorded of one call: known, each event once, happened, in order.
 *
 * The order of arrival decides nothing.
 */
import { groupCopies, type ResolvedCopies, resolveCopies } from './copies.ts'
import { type AnyEvent, type Event, isKnownEvent, type UnknownEvent } from './event.ts'
import { ordEvent, recordedAt } from './eventOrder.ts'
import type { Identifier } from './identifier.ts'
import { type Instant, millisecondsBetween } from './instant.ts'
import { inOrder } from './order.ts'
import type { View } from './rules.ts'
import { append, few, none } from './select.ts'

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
  /** In the order of `ordEvent`. */
  readonly events: ReadonlyArray<Event>
  readonly unknownEvents: ReadonlyArray<UnknownEvent>
  /** Events that came twice with the same content. */
  readonly duplicates: ReadonlyArray<AnyEvent>
  /** Events of which copies differ. */
  readonly conflicts: ReadonlyArray<AnyEvent>
  /** Events that claimed to happen after they were recorded; they count from then. */
  readonly fromTheFuture: ReadonlyArray<AnyEvent>
  /** Without those that a redaction of the proof explains. */
  readonly faults: ReadonlyArray<Fault>
  /** Something was redacted, whether or not a redaction of the proof explains it. */
  readonly redacted: boolean
  readonly uncertain: boolean
}

const toleratedClaim = 5 * 60_000

const haveRepeatedId = (events: ReadonlyArray<AnyEvent>): boolean => {
  if (events.length > few) return new Set(events.map(event => event.id)).size < events.length
  // Read once each: events are of many shapes, and reading a member of any of them costs more than comparing.
  const ids: Array<string> = []
  for (const { id } of events) {
    for (const before of ids) if (id === before) return true
    ids.push(id)
  }
  return false
}

const isFromTheFuture = (claim: Instant, recorded: Instant): boolean =>
  claim > recorded && millisecondsBetween(recorded, claim) > toleratedClaim

interface Admitted {
  readonly happened: Array<Event>
  unknownEvents: ReadonlyArray<UnknownEvent>
  duplicates: ReadonlyArray<AnyEvent>
  conflicts: ReadonlyArray<AnyEvent>
  fromTheFuture: ReadonlyArray<AnyEvent>
  /** When the latest happened, while each came later than those before it; `undefined` from where one did not. */
  latest: Instant | undefined
}

/** Takes the event in, and gives it as it counts; `undefined` where it has not happened by then. */
const admitOne = (admitted: Admitted, asOf: Instant, claimed: AnyEvent): AnyEvent | undefined => {
  const recorded = claimed.recordedAt
  const claim = claimed.occurredAt
  const future = recorded !== undefined && isFromTheFuture(claim, recorded)
  const at = future ? recorded : claim
  if (at > asOf) return undefined
  const event = future ? Object.assign({}, claimed, { occurredAt: at }) : claimed
  if (admitted.latest !== undefined) admitted.latest = at > admitted.latest ? at : undefined
  if (isKnownEvent(event)) admitted.happened.push(event)
  else admitted.unknownEvents = append(admitted.unknownEvents, event)
  if (future) admitted.fromTheFuture = append(admitted.fromTheFuture, event)
  return event
}

const admit = (admitted: Admitted, asOf: Instant, { winner, duplicate, conflict }: ResolvedCopies): void => {
  const event = admitOne(admitted, asOf, winner)
  if (event === undefined) return
  if (duplicate) admitted.duplicates = append(admitted.duplicates, event)
  if (conflict) admitted.conflicts = append(admitted.conflicts, event)
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

  const admitted: Admitted = {
    happened: [],
    unknownEvents: none,
    duplicates: none,
    conflicts: none,
    fromTheFuture: none,
    latest: '' as Instant
  }
  if (haveRepeatedId(known)) {
    for (const copies of groupCopies(known)) admit(admitted, asOf, resolveCopies(copies))
  } else {
    for (const event of known) admitOne(admitted, asOf, event)
  }

  const { happened, unknownEvents, duplicates, conflicts, fromTheFuture } = admitted
  if (admitted.latest === undefined) inOrder(happened, ordEvent.compare)
  const explained = knownFaults.length > 0 && happened.some(event => event.type === 'proof-redacted')
  const unexplained = explained ? knownFaults.filter(fault => fault._tag !== 'redacted') : knownFaults
  return {
    callId,
    events: happened,
    unknownEvents,
    duplicates,
    conflicts,
    fromTheFuture,
    faults: unexplained,
    redacted: knownFaults.length > 0 && knownFaults.some(fault => fault._tag === 'redacted'),
    uncertain: unexplained.length > 0 || unknownEvents.length > 0 || conflicts.length > 0
  }
}
