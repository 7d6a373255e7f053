/**
 * The recordings of a call.
 *
 * @see contract, section 3
 */
import { type ConsentAct, consentAtStart, permitsRecording } from './consent.ts'
import type { Event, EventOf } from './event.ts'
import { recordingGrounds } from './ground.ts'
import type { Instant } from './instant.ts'
import { instructionFor, isGoneAt, type Retained, type Outcome } from './retained.ts'
import { expiryFrom, type RecordingMatch, type Rules, versionAt } from './rules.ts'
import { firsts, groupedBy, none, ofType } from './select.ts'

/** A recording of the call. */
export interface Recording extends Retained {
  readonly target: 'recording'
  readonly event: EventOf<'recording-stored'>
  /** What of it decides its period. */
  readonly match: RecordingMatch
  /** Further `recording-stored` of the same id, in order. */
  readonly repeats: ReadonlyArray<EventOf<'recording-stored'>>
}

type Stored = ReadonlyArray<EventOf<'recording-stored'>>

const namedCustomerTypes = (stored: Stored): ReadonlyArray<'private' | 'business'> =>
  (['private', 'business'] as const).filter(type => stored.some(event => event.customerType === type))

/** The customer types that count for a recording: where sources differ, all that were named. */
const customerTypesFor = (
  event: EventOf<'recording-stored'>,
  named: ReadonlyArray<'private' | 'business'>
): RecordingMatch['customerTypes'] => {
  if (named.length > 1) return 'private or business'
  return event.customerType === 'unknown' ? 'any' : event.customerType
}

/** The end of the call, where one is named that can be: not before its start, and not after it was stored. */
export const plausibleEnd = ({
  startedAt,
  endedAt,
  occurredAt
}: EventOf<'recording-stored'>): Instant | undefined =>
  endedAt !== undefined && endedAt >= startedAt && endedAt <= occurredAt ? endedAt : undefined

const recordingOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  acts: ReadonlyArray<ConsentAct>,
  stored: Stored,
  asOf: Instant
) => {
  const named = namedCustomerTypes(stored)
  // Picked once: a call may have thousands of recordings.
  const erasures = groupedBy(ofType(events, 'recording-erased'), each => each.recordingId)
  const instructions = groupedBy(ofType(events, 'erasure-instructed'), each => each.targetId)
  const storings = stored.length < 2 ? undefined : groupedBy(stored, each => each.recordingId)
  return (event: EventOf<'recording-stored'>): Recording => {
    const start = event.startedAt
    // From where its period runs.
    const anchor = plausibleEnd(event) ?? start
    const consent = consentAtStart(acts, start, rules.clockTolerance, permitsRecording)
    const match = {
      direction: event.direction,
      line: event.line,
      customerTypes: customerTypesFor(event, named)
    }
    const expiry = expiryFrom(rules, start, anchor, version => rules.periods(version, match))
    const same = storings?.get(event.recordingId) ?? none
    const repeats = same.length < 2 ? none : same.filter(each => each !== event)
    const outcomes: Array<Outcome> = []
    for (const each of erasures.get(event.recordingId) ?? none)
      if (each.occurredAt >= start) outcomes.push(each)
    return {
      target: 'recording',
      targetId: event.recordingId,
      event,
      start,
      anchor,
      match,
      consent,
      grounds: recordingGrounds(event, consent, acts, expiry),
      expiry,
      inForceAtStart: versionAt(rules, start),
      outcomes,
      repeats,
      done: isGoneAt(outcomes, repeats, asOf),
      instructed: instructionFor(instructions.get(event.recordingId) ?? none, 'recording', event.recordingId)
    }
  }
}

/** The recordings among the events of a call; `asOf` decides which are done. */
export const recordingsOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  acts: ReadonlyArray<ConsentAct>,
  asOf: Instant
): ReadonlyArray<Recording> => {
  const stored = ofType(events, 'recording-stored')
  return firsts(stored, each => each.recordingId).map(recordingOf(rules, events, acts, stored, asOf))
}
