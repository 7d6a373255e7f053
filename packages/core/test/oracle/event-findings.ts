// Contract 4: findings about an event alone.
import { finding } from './finding.ts'
import type { Finding, Severity } from './plain.ts'
import { purposesOf } from './consent.ts'
import { member } from './targets.ts'
import type { Call } from './targets.ts'
import { isKnownType } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

type Reference = ['recordings' | 'analyses' | 'holds' | 'requests', id: string | undefined]

/** What an event refers to, as far as `unknown-target` looks at it. */
const referencesOf = (event: Standing): readonly Reference[] => {
  switch (event.type) {
    case 'recording-erased':
      return [['recordings', member(event, 'recordingId')]]
    case 'analysis-produced':
      return [['recordings', member(event, 'recordingId')]]
    case 'analysis-erased':
    case 'analysis-anonymised':
      return [['analyses', member(event, 'analysisId')]]
    case 'erasure-instructed':
    case 'retention-failed':
      return [
        [member(event, 'target') === 'recording' ? 'recordings' : 'analyses', member(event, 'targetId')]
      ]
    case 'hold-reviewed':
    case 'hold-released':
      return [['holds', member(event, 'holdId')]]
    case 'access-extended':
    case 'access-answered':
      return [['requests', member(event, 'requestId')]]
    // "not what a use or disclosure refers to, nor a consent's `recordingId`, nor `recordingIds`"
    default:
      return []
  }
}

// "is nothing that the call has"
const refersToNothing = (call: Call, event: Standing): boolean =>
  referencesOf(event).some(([list, id]) => id !== undefined && !call[list].some(each => each.id === id))

// "some recording of the call (where it has none: some analysis) has a direction that does not fit (`keypress` inbound,
// `spoken` outbound)"
const methodDoesNotFit = (call: Call, consent: Standing): boolean => {
  const fitting = member(consent, 'method') === 'keypress' ? 'inbound' : 'outbound'
  const looked = call.recordings.length > 0 ? call.recordings : call.analyses
  return looked.some(({ own }) => member(own, 'direction') !== fitting)
}

export const eventFindings = (call: Call): Finding[] => {
  const ofEvents = call.history.events.flatMap(event => {
    const when = (condition: boolean, code: string, severity: Severity): Finding[] =>
      condition ? [finding(code, severity, event.at, { call }, [event])] : []
    const isConsent = event.type === 'consent-given'
    return [
      ...when(isConsent && methodDoesNotFit(call, event), 'method-direction-mismatch', 'warning'),
      ...when(isConsent && new Set(purposesOf(event)).size > 1, 'bundled-consent', 'info'),
      ...when(refersToNothing(call, event), 'unknown-target', 'warning'),
      ...when(event.fromFuture, 'future-event', 'warning'),
      ...when(event.repeated, 'duplicate-event', 'info'),
      ...when(event.conflicting, 'conflicting-event', 'error'),
      ...when(!isKnownType(event.type), 'unknown-event-type', 'warning')
    ]
  })
  // "undecodable, or redacted without `proof-redacted`; the record's time"
  const unreadable = call.history.unread
    .filter(({ kind }) => kind === 'undecodable' || (kind === 'redacted' && call.redactions.length === 0))
    .map(({ id, recordedAt }): Finding => ({
      code: 'unreadable-event',
      severity: 'error',
      callId: call.callId,
      at: recordedAt ?? '',
      events: id === undefined ? [] : [id]
    }))
  return [...ofEvents, ...unreadable]
}
