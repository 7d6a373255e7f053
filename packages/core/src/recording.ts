/**
 * The recordings of a call.
 *
 * @see contract, section 3
 */
import type { ActsUnder } from './consentAct.ts'
import { consentAtStart, spokenConsents, withSpoken } from './consent.ts'
import { decidingActs } from './decidingActs.ts'
import type { EventOf } from './event.ts'
import type { EventsByType } from './eventsByType.ts'
import type { RecordingMatch } from './fit.ts'
import { byInstant } from './ground.ts'
import type { Instant } from './instant.ts'
import { baselessLifetime, lifetimeOf } from './lifetime.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import { isGoneAt, latestInstruction, notBefore, type Retained } from './retained.ts'
import { type Rules, rulesAt } from './rules.ts'
import { standingAt } from './standing.ts'
import { eventsById, firsts, mapped, none, those } from './select.ts'

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

/** Whether sources name different customer types. */
const nameSeveralTypes = (stored: Stored): boolean => {
  let named: 'private' | 'business' | undefined
  for (const { customerType } of stored) {
    if (customerType === 'unknown') continue
    if (named !== undefined && named !== customerType) return true
    named = customerType
  }
  return false
}

/** The customer types that count for a recording: where sources differ, all that were named. */
const customerTypesFor = (
  { customerType }: EventOf<'recording-stored'>,
  several: boolean
): RecordingMatch['customerTypes'] => {
  if (several) return 'private or business'
  return customerType === 'unknown' ? 'any' : customerType
}

/** The end of the call, where one is named that can be: not before its start, and not after it was stored. */
export const plausibleEnd = (event: EventOf<'recording-stored'>): Instant | undefined => {
  const { startedAt, endedAt } = event
  return endedAt !== undefined && endedAt >= startedAt && endedAt <= event.occurredAt ? endedAt : undefined
}

/** The erasures of a recording. */
export const erasuresOf = eventsById((erased: EventOf<'recording-erased'>) => erased.recordingId)
const storedAs = eventsById((event: EventOf<'recording-stored'>) => event.recordingId)

/** What of the event decides. */
interface Stated {
  readonly id: Recording['targetId']
  readonly start: Instant
  /** From where its period runs. */
  readonly anchor: Instant
  readonly match: RecordingMatch
}

const statedBy = (event: EventOf<'recording-stored'>, several: boolean): Stated => ({
  id: event.recordingId,
  start: event.startedAt,
  anchor: plausibleEnd(event) ?? event.startedAt,
  match: {
    direction: event.direction,
    line: event.line,
    customerTypes: customerTypesFor(event, several)
  }
})

// It reads no member of the event: events are of many shapes, for each of which so much would be compiled anew.
const recordingOf = (
  rules: Rules,
  { stored, recordingsErased, instructed }: EventsByType,
  actsUnder: ActsUnder,
  asOf: Instant,
  event: EventOf<'recording-stored'>,
  { id, start, anchor, match }: Stated
): Recording => {
  const inForce = rulesAt(rules, start)
  const { purposes } = inForce
  const allActs = actsUnder(inForce)
  const acts = decidingActs(allActs, start, rules.clockTolerance)
  const fit = inForce.recordings(match)
  const matching = fit.purposes & purposes.ofRecordings
  const asked = matching & purposes.onConsent
  const { consent: inTime, grantsUntil } = consentAtStart(
    rules,
    acts,
    start,
    consent => (consent & asked) !== noPurposes
  )
  const spoken = rules.spokenConsentWithin === 0 ? none : spokenConsents(rules, allActs, id, start)
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
  const same = stored.length < 2 ? stored : storedAs(stored, id)
  const repeats = same.length < 2 ? none : those(same, each => each !== event)
  const outcomes = notBefore(start, erasuresOf(recordingsErased, id))
  return {
    target: 'recording',
    targetId: id,
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
    instructed: latestInstruction(instructed, 'recording', id)
  }
}

/** The recordings among the events of a call; `asOf` decides which are done. */
export const recordingsOf = (
  rules: Rules,
  events: EventsByType,
  actsUnder: ActsUnder,
  asOf: Instant
): ReadonlyArray<Recording> => {
  const { stored } = events
  if (stored.length === 0) return none
  const several = nameSeveralTypes(stored)
  return mapped(
    firsts(stored, each => each.recordingId),
    event => recordingOf(rules, events, actsUnder, asOf, event, statedBy(event, several))
  )
}
