/**
 * Findings about events as such: read, repeated, contradicting, or about nothing that the call has.
 */
import { requestOf } from '../accessRequest.ts'
import type { Analysis } from '../analysis.ts'
import type { CallState } from '../call.ts'
import { evidenceDiffers } from '../consentEvidence.ts'
import type { AnyEvent, Event } from '../event.ts'
import { holdOf } from '../hold.ts'
import type { Recording } from '../recording.ts'
import { retainedOf } from '../retained.ts'
import type { View } from '../rules.ts'
import type { FindingCode } from '../findingCode.ts'
import { type Finding, findingOf } from './finding.ts'
import { actsWithoutEffect, unknownPurposes } from './purpose.ts'

const eachOf = (
  call: CallState,
  events: ReadonlyArray<AnyEvent>,
  code: FindingCode,
  detail: string
): ReadonlyArray<Finding> =>
  events.map(event => findingOf(call, { code, at: event.occurredAt, events: [event.id], detail }))

/** Findings that also a closed call gives. */
export const recordFindings = (call: CallState): ReadonlyArray<Finding> => {
  const { duplicates, conflicts, faults } = call.facts
  return [
    ...eachOf(call, duplicates, 'duplicate-event', 'the same event came more than once'),
    ...eachOf(call, conflicts, 'conflicting-event', 'one id, and different content'),
    ...faults.flatMap(fault =>
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

const methodMisfits = ({ rules }: View, call: CallState): ReadonlyArray<Event> => {
  const retained = call.recordings.length > 0 ? call.recordings : call.analyses
  const directions = [...new Set(retained.map(({ event }) => event.direction))]
  return call.facts.events.filter(
    event =>
      event.type === 'consent-given' &&
      directions.some(direction => !rules.methodFits(event.method, direction))
  )
}

const evidenceMismatches = ({ rules }: View, call: CallState): ReadonlyArray<Event> =>
  call.facts.events.filter(event => {
    if (event.type !== 'consent-given' || event.recordingId === undefined) return false
    const recording = retainedOf(call.recordings, event.recordingId)
    return recording !== undefined && evidenceDiffers(event, recording.start, rules.clockTolerance)
  })

/** Findings about the events of an open call. */
export const eventFindings = (view: View, call: CallState): ReadonlyArray<Finding> => {
  const { events, unknownEvents, fromTheFuture } = call.facts
  return [
    ...eachOf(call, fromTheFuture, 'future-event', 'it claims to have happened after it was recorded'),
    ...eachOf(call, unknownEvents, 'unknown-event-type', 'a type that this version does not know'),
    ...eachOf(
      call,
      events.filter(event => event.type === 'consent-given' && new Set(event.purposes).size > 1),
      'bundled-consent',
      'one act gave consent for several purposes'
    ),
    ...eachOf(
      call,
      methodMisfits(view, call),
      'method-direction-mismatch',
      'the policy does not have consent by this method for calls of this direction'
    ),
    ...eachOf(
      call,
      evidenceMismatches(view, call),
      'consent-evidence-mismatch',
      'it was given at another instant than that at which its words stand in the recording'
    ),
    ...eachOf(
      call,
      unknownPurposes(view, call),
      'unknown-purpose',
      'it names a purpose that the policy does not have'
    ),
    ...eachOf(
      call,
      actsWithoutEffect(view, call),
      'act-without-effect',
      'nothing that it names rests on a basis that it could take'
    ),
    ...eachOf(
      call,
      events.filter(event => refersToNothing(call, event)),
      'unknown-target',
      'it refers to nothing that the call has'
    )
  ]
}
