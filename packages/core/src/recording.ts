/**
 * The recordings of a call.
 *
 * @see contract, section 3
 */
import type { ActsUnder } from './consentAct.ts'
import { consentAtStart, spokenConsents, withSpoken } from './consent.ts'
import { decidingActs } from './decidingActs.ts'
import type { Event, EventOf } from './event.ts'
import type { RecordingMatch } from './fit.ts'
import { byInstant } from './ground.ts'
import type { Instant } from './instant.ts'
import { baselessLifetime, lifetimeOf } from './lifetime.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import { isGoneAt, latestInstructions, type Retained, type Outcome } from './retained.ts'
import { type Rules, rulesAt } from './rules.ts'
import { standingAt } from './standing.ts'
import { firsts, groupedBy, none, ofType } from './select.ts'

/** A recording of the call. */
export interface Recording extends Retained {
  readonly target: 'recording'
  readonly event: EventOf<'recording-stored'>
  /** What of it decides its period. */
  readonly match: RecordingMatch
  /** The matching purposes for which its version has no rule. */
  readonly withoutRule: PurposeSet
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

const recordingOf = (rules: Rules, events: ReadonlyArray<Event>, actsUnder: ActsUnder, asOf: Instant) => {
  const stored = ofType(events, 'recording-stored')
  const named = namedCustomerTypes(stored)
  // Picked once: a call may have thousands of recordings.
  const erasures = groupedBy(ofType(events, 'recording-erased'), each => each.recordingId)
  const instructions = latestInstructions(events, 'recording')
  const storings = stored.length < 2 ? undefined : groupedBy(stored, each => each.recordingId)
  return (event: EventOf<'recording-stored'>): Recording => {
    const start = event.startedAt
    // From where its period runs.
    const anchor = plausibleEnd(event) ?? start
    const inForce = rulesAt(rules, start)
    const { purposes } = inForce
    const allActs = actsUnder(inForce)
    const acts = decidingActs(allActs, start, rules.clockTolerance)
    const match = {
      direction: event.direction,
      line: event.line,
      customerTypes: customerTypesFor(event, named)
    }
    const fit = inForce.recordings(match)
    const matching = fit.purposes & purposes.ofRecordings
    const asked = matching & purposes.onConsent
    const { consent: inTime, grantsUntil } = consentAtStart(
      rules,
      acts,
      start,
      consent => (consent & asked) !== noPurposes
    )
    const spoken =
      rules.spokenConsentWithin === 0 ? none : spokenConsents(rules, allActs, event.recordingId, start)
    const consent = withSpoken({ acts, spoken, start }, asked, inTime)
    const from = 'takesFromRecording'
    const keptFor = matching & standingAt({ purposes, acts, from }, start, consent)
    const takeable = {
      acts,
      start,
      from,
      purposes: keptFor,
      recording: noPurposes,
      needing: noPurposes
    } as const
    const living = { rules, own: event, anchor, fit, takeable }
    const { grounds, expiry, shorter } =
      keptFor === noPurposes ? baselessLifetime(living, matching) : lifetimeOf(living, purposes.onConsent)
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
      allActs,
      match,
      withoutRule: fit.withoutRule,
      purposes,
      matching,
      consent,
      grantsUntil,
      spoken,
      acts,
      from,
      keptFor,
      agreed: consent & fit.purposes & purposes.onConsent,
      grounds: byInstant(grounds),
      expiry,
      shorter,
      inForceAtStart: inForce.version,
      outcomes,
      repeats,
      done: isGoneAt(outcomes, repeats, asOf),
      instructed: instructions.get(event.recordingId)
    }
  }
}

/** The recordings among the events of a call; `asOf` decides which are done. */
export const recordingsOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  actsUnder: ActsUnder,
  asOf: Instant
): ReadonlyArray<Recording> =>
  firsts(ofType(events, 'recording-stored'), each => each.recordingId).map(
    recordingOf(rules, events, actsUnder, asOf)
  )
