/**
 * Findings about events as such: read, repeated, contradicting, or about nothing that the call has.
 */
import { requestOf } from '../accessRequest.ts'
import type { Analysis } from '../analysis.ts'
import type { CallState } from '../call.ts'
import { evidenceDiffers } from '../consentEvidence.ts'
import type { AnyEvent, Event, EventOf } from '../event.ts'
import type { EventsByType } from '../eventsByType.ts'
import type { RecordingMatch } from '../fit.ts'
import { holdOf } from '../hold.ts'
import type { Recording } from '../recording.ts'
import { retainedOf } from '../retained.ts'
import type { View } from '../rules.ts'
import type { FindingCode } from '../findingCode.ts'
import { append, mapped, none, those } from '../select.ts'
import { type Finding, findingOf } from './finding.ts'
import { actsWithoutEffect, unknownPurposes } from './purpose.ts'

type Direction = RecordingMatch['direction']

const eachOf = (
  call: CallState,
  events: ReadonlyArray<AnyEvent>,
  code: FindingCode,
  detail: string
): ReadonlyArray<Finding> =>
  mapped(events, event => findingOf(call, { code, at: event.occurredAt, events: [event.id], detail }))

const unreadable = (call: CallState): ReadonlyArray<Finding> =>
  call.facts.faults.flatMap(fault =>
    fault._tag === 'bad-line'
      ? []
      : [
          findingOf(call, {
            code: 'unreadable-event',
            at: fault.recordedAt,
            events: [fault.id],
            detail:
              fault._tag === 'redacted'
                ? 'redacted, and no proof-redacted explains it'
                : 'its content cannot be read'
          })
        ]
  )

/** Findings that also a closed call gives. */
export const recordFindings = (call: CallState): ReadonlyArray<Finding> => {
  const { duplicates, conflicts, faults } = call.facts
  if (duplicates.length === 0 && conflicts.length === 0 && faults.length === 0) return none
  return [
    ...eachOf(call, duplicates, 'duplicate-event', 'the same event came more than once'),
    ...eachOf(call, conflicts, 'conflicting-event', 'one id, and different content'),
    ...unreadable(call)
  ]
}

const refersToNothing = (call: CallState, event: Event): boolean => {
  const { recordings, analyses } = call
  switch (event.type) {
    case 'recording-erased':
      return retainedOf(recordings, event.recordingId) === undefined
    case 'analysis-produced':
      return event.recordingId !== undefined && retainedOf(recordings, event.recordingId) === undefined
    case 'analysis-erased':
    case 'analysis-anonymised':
      return retainedOf(analyses, event.analysisId) === undefined
    case 'erasure-instructed':
    case 'retention-failed':
      return (
        retainedOf<Recording | Analysis>(
          event.target === 'recording' ? recordings : analyses,
          event.targetId
        ) === undefined
      )
    case 'hold-reviewed':
    case 'hold-released':
      return holdOf(call.holds, event.holdId) === undefined
    case 'access-extended':
    case 'access-answered':
      return requestOf(call.accessRequests, event.requestId) === undefined
    default:
      return false
  }
}

type Consent = EventOf<'consent-given'>

const isConsent = (event: Event): event is Consent => event.type === 'consent-given'

const isBundled = ({ purposes }: Consent): boolean => purposes.some(purpose => purpose !== purposes[0])

/** The directions of the recordings of a call; where it has none, of its analyses. */
const directionsOf = ({ recordings, analyses }: CallState): ReadonlyArray<Direction> => {
  const retained: ReadonlyArray<Recording | Analysis> = recordings.length > 0 ? recordings : analyses
  let directions: ReadonlyArray<Direction> = none
  for (const { event } of retained)
    if (!directions.includes(event.direction)) directions = append(directions, event.direction)
  return directions
}

const isMisfit = ({ rules }: View, directions: ReadonlyArray<Direction>, { method }: Consent): boolean =>
  directions.some(direction => !rules.methodFits(method, direction))

const differsFromRecording = ({ rules }: View, call: CallState, consent: Consent): boolean => {
  if (consent.recordingId === undefined || consent.offsetMs === undefined) return false
  const recording = retainedOf(call.recordings, consent.recordingId)
  return recording !== undefined && evidenceDiffers(consent, recording.start, rules.clockTolerance)
}

/** Findings about the events of an open call. */
export const eventFindings = (
  view: View,
  call: CallState,
  { acts, uses }: EventsByType,
  add: (found: ReadonlyArray<Finding>) => void
): void => {
  const { events, unknownEvents, fromTheFuture } = call.facts
  const addEach = (found: ReadonlyArray<AnyEvent>, code: FindingCode, detail: string): void => {
    if (found.length > 0) add(eachOf(call, found, code, detail))
  }
  addEach(fromTheFuture, 'future-event', 'it claims to have happened after it was recorded')
  addEach(unknownEvents, 'unknown-event-type', 'a type that this version does not know')
  const consents = acts.filter(isConsent)
  addEach(consents.filter(isBundled), 'bundled-consent', 'one act gave consent for several purposes')
  const directions = directionsOf(call)
  addEach(
    consents.filter(consent => isMisfit(view, directions, consent)),
    'method-direction-mismatch',
    'the policy does not have consent by this method for calls of this direction'
  )
  addEach(
    consents.filter(consent => differsFromRecording(view, call, consent)),
    'consent-evidence-mismatch',
    'it was given at another instant than that at which its words stand in the recording'
  )
  for (const naming of [acts, uses]) {
    addEach(
      unknownPurposes(view, call, naming),
      'unknown-purpose',
      'it names a purpose that the policy does not have'
    )
  }
  addEach(
    actsWithoutEffect(view, call, acts),
    'act-without-effect',
    'nothing that it names rests on a basis that it could take'
  )
  addEach(
    those(events, event => refersToNothing(call, event)),
    'unknown-target',
    'it refers to nothing that the call has'
  )
}
