/**
 * Findings about events as such: read, repeated, contradicting, or about nothing that the call has.
 */
import { requestOf } from '../accessRequest.ts'
import type { CallState } from '../call.ts'
import { evidenceDiffers } from '../consentEvidence.ts'
import type { AnyEvent, EventOf } from '../event.ts'
import type { EventsByType, OutcomeOfAnalysis } from '../eventsByType.ts'
import type { RecordingMatch } from '../fit.ts'
import { holdOf } from '../hold.ts'
import { retainedOf } from '../retained.ts'
import type { View } from '../rules.ts'
import type { FindingCode } from '../findingCode.ts'
import { append, mapped, none, those } from '../select.ts'
import { type Finding, findingOf } from './finding.ts'
import { actsWithoutEffect, purposesFor, unknownPurposes } from './purpose.ts'

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

type AddEach = (found: ReadonlyArray<AnyEvent>, code: FindingCode, detail: string) => void

/** An event that refers to something of its call. */
type Referring = EventOf<
  | 'recording-erased'
  | 'analysis-produced'
  | OutcomeOfAnalysis['type']
  | 'erasure-instructed'
  | 'retention-failed'
  | 'hold-reviewed'
  | 'hold-released'
  | 'access-extended'
  | 'access-answered'
>

const isLost = (call: CallState, event: Referring): boolean => {
  const { recordings, analyses, holds, accessRequests } = call
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
      return event.target === 'recording'
        ? retainedOf(recordings, event.targetId) === undefined
        : retainedOf(analyses, event.targetId) === undefined
    case 'hold-reviewed':
    case 'hold-released':
      return holdOf(holds, event.holdId) === undefined
    case 'access-extended':
    case 'access-answered':
      return requestOf(accessRequests, event.requestId) === undefined
  }
}

/** The events that refer to something that the call does not have. */
const unknownTargets = (call: CallState, events: EventsByType, addEach: AddEach): void => {
  const { recordingsErased, produced, analysisOutcomes, instructed, failed } = events
  const { reviewed, released, extended, answered } = events
  const lost = (event: Referring): boolean => isLost(call, event)
  for (const referring of [
    recordingsErased,
    produced,
    analysisOutcomes,
    instructed,
    failed,
    reviewed,
    released,
    extended,
    answered
  ]) {
    if (referring.length > 0)
      addEach(those<Referring>(referring, lost), 'unknown-target', 'it refers to nothing that the call has')
  }
}

type Consent = EventOf<'consent-given'>

const isBundled = (consent: Consent): boolean => {
  const purposes = consent.purposes
  for (const purpose of purposes) if (purpose !== purposes[0]) return true
  return false
}

/** The directions of the recordings of a call; where it has none, of its analyses. */
const directionsOf = ({ recordings, analyses }: CallState): ReadonlyArray<Direction> => {
  let directions: ReadonlyArray<Direction> = none
  for (const { match } of recordings)
    if (!directions.includes(match.direction)) directions = append(directions, match.direction)
  if (recordings.length > 0) return directions
  for (const { event } of analyses)
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

const consentFindings = (
  view: View,
  call: CallState,
  consents: ReadonlyArray<Consent>,
  addEach: AddEach
): void => {
  addEach(those(consents, isBundled), 'bundled-consent', 'one act gave consent for several purposes')
  const directions = directionsOf(call)
  addEach(
    those(consents, consent => isMisfit(view, directions, consent)),
    'method-direction-mismatch',
    'the policy does not have consent by this method for calls of this direction'
  )
  addEach(
    those(consents, consent => differsFromRecording(view, call, consent)),
    'consent-evidence-mismatch',
    'it was given at another instant than that at which its words stand in the recording'
  )
}

/** Findings about the events of an open call. */
export const eventFindings = (
  view: View,
  call: CallState,
  events: EventsByType,
  add: (found: ReadonlyArray<Finding>) => void
): void => {
  const { unknownEvents, fromTheFuture } = call.facts
  const { acts, uses } = events
  const addEach: AddEach = (found, code, detail) => {
    if (found.length > 0) add(eachOf(call, found, code, detail))
  }
  addEach(fromTheFuture, 'future-event', 'it claims to have happened after it was recorded')
  addEach(unknownEvents, 'unknown-event-type', 'a type that this version does not know')
  const consents = those(acts, act => act.type === 'consent-given') as ReadonlyArray<Consent>
  if (consents.length > 0) consentFindings(view, call, consents, addEach)
  const countingFor = purposesFor(view, call)
  for (const naming of [acts, uses]) {
    addEach(
      unknownPurposes(countingFor, naming),
      'unknown-purpose',
      'it names a purpose that the policy does not have'
    )
  }
  addEach(
    actsWithoutEffect(countingFor, acts),
    'act-without-effect',
    'nothing that it names rests on a basis that it could take'
  )
  unknownTargets(call, events, addEach)
}
