// Contract 4: findings about an event alone.
import { finding } from './finding.ts'
import { givenBy, isGrant } from './consent.ts'
import type { Finding, PlainPolicy, Severity } from './plain.ts'
import { actFindings } from './purpose-findings.ts'
import { reached } from './reach.ts'
import type { Call } from './targets.ts'
import { isKnownType, member } from './what-counts.ts'
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

// "some recording of the call (where it has none: some analysis) has a direction that does not fit"; "`consentMethods`: by
// method the directions that it fits (default …; a method that is not named fits none)"
const methodDoesNotFit = (call: Call, consent: Standing, policy: PlainPolicy): boolean => {
  const { consentMethods = { keypress: ['inbound'], spoken: ['outbound'] } } = policy
  const method = member(consent, 'method') ?? ''
  const fitting = consentMethods[method] ?? []
  reached(
    'a method that a policy names, or one that fits no direction',
    !['keypress', 'spoken'].includes(method)
  )
  const looked = call.recordings.length > 0 ? call.recordings : call.analyses
  return looked.some(({ own }) => !fitting.includes(member(own, 'direction') ?? ''))
}

export const eventFindings = (call: Call, policy: PlainPolicy): Finding[] => {
  const ofEvents = call.history.events.flatMap(event => {
    const when = (condition: boolean, code: string, severity: Severity): Finding[] =>
      condition ? [finding(code, severity, event.at, { call }, [event])] : []
    return [
      ...when(
        isGrant(event) && methodDoesNotFit(call, event, policy),
        'method-direction-mismatch',
        'warning'
      ),
      ...when(new Set(givenBy(event)).size > 1, 'bundled-consent', 'info'),
      ...actFindings(call, event, policy),
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
