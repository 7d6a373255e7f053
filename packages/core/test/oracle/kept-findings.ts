// Contract 4: findings about a recording or an analysis.
import { givesRecordingPurpose, purposesOf, recordingPurposesIn, remainedAt, removedBy } from './consent.ts'
import { finding, inOrder } from './finding.ts'
import { keptOverdue, lateAt, severityOf } from './overdue.ts'
import { hasRuleFor, versionAt } from './periods.ts'
import type { Finding, PlainPolicy, Severity } from './plain.ts'
import { holdsInForce, isInForceAt } from './standing.ts'
import { member } from './targets.ts'
import type { Call, Kept } from './targets.ts'
import { readHours, readInstant } from './time.ts'
import type { Instant } from './time.ts'
import { byOrder } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

const about = (call: Call, { kind, id }: Kept): { call: Call; target: Kept['kind']; targetId: string } => ({
  call,
  target: kind,
  targetId: id
})

const hasGround = ({ grounds }: Kept, rule: string): boolean => grounds.some(ground => ground.rule === rule)

/** Findings that the facts of a recording, or of an analysis, give at s or p. */
const factFindings = (call: Call, kept: Kept, policy: PlainPolicy): Finding[] => {
  const { own, start } = kept
  const text = (name: string): string => member(own, name) ?? ''
  const list = (name: string): readonly string[] => (own.members[name] as readonly string[] | undefined) ?? []
  const when = (
    condition: boolean,
    code: string,
    severity: Severity,
    deciding: readonly Standing[] = []
  ): Finding[] => (condition ? [finding(code, severity, start, about(call, kept), [own, ...deciding])] : [])
  if (kept.kind === 'analysis') {
    return [
      ...when(hasGround(kept, 'no-basis'), 'analysis-without-consent', 'error'),
      ...when(hasGround(kept, 'outside-notice'), 'outbound-analysis', 'error'),
      ...when(
        list('features').some(feature => !policy.allowedFeatures.includes(feature)),
        'content-feature',
        'error'
      ),
      ...when(list('subjects').includes('agent'), 'agent-emotion', 'warning')
    ]
  }
  const noBasis = hasGround(kept, 'no-basis')
  const laterConsent = call.consentActs.find(act => act.at > start && givesRecordingPurpose(act))
  const ended = member(own, 'endedAt')
  const end = ended === undefined ? undefined : readInstant(ended)
  return [
    // "`no-basis`, and no later consent for a recording purpose"
    ...when(noBasis && laterConsent === undefined, 'recording-without-consent', 'error'),
    // "`no-basis`, and a consent for a recording purpose came after s"
    ...(laterConsent === undefined ? [] : when(noBasis, 'consent-after-start', 'error', [laterConsent])),
    ...staleConsent(call, kept, policy),
    ...when(!policy.allowedRegions.includes(text('region')), 'region-outside-eea', 'error'),
    // "no rule for direction and line"
    ...when(!hasRuleFor(versionAt(policy, start), text('direction'), text('line')), 'policy-gap', 'warning'),
    ...when(text('customerType') === 'unknown', 'customer-type-unknown', 'warning'),
    ...when(end === undefined, 'no-call-end', 'info'),
    // "`endedAt` before s, or after the stored event's `occurredAt`"
    ...when(end !== undefined && (end < start || end > own.at), 'implausible-end', 'warning')
  ]
}

// "for some recording purpose in C(s), its latest `consent-given` is `consentWindow` or more before s" ("An instant
// exactly one … `consentWindow` away is past it")
const staleConsent = (call: Call, kept: Kept, policy: PlainPolicy): Finding[] => {
  const grants = kept.acts
    .filter(({ type, at }) => type === 'consent-given' && at <= kept.start)
    .sort(byOrder)
  const stale = recordingPurposesIn(kept.consent)
    .map(purpose => grants.filter(grant => purposesOf(grant).includes(purpose)).at(-1))
    .filter(grant => grant !== undefined)
    .filter(grant => kept.start - grant.at >= readHours(policy.consentWindow))
  if (stale.length === 0) return []
  const events = [kept.own, ...stale.sort(byOrder)]
  return [finding('stale-consent', 'warning', kept.start, about(call, kept), events)]
}

const isExcused = (call: Call, use: Standing): boolean => {
  // "None if it names a hold in force, or an access request received at or before it and not answered before it"
  const hold = call.holds.find(({ id }) => id === member(use, 'holdId'))
  if (hold !== undefined && isInForceAt(hold, use.at)) return true
  if (use.type !== 'recording-disclosed') return false
  const request = call.requests.find(({ id }) => id === member(use, 'requestId'))
  return request !== undefined && request.own.at <= use.at && !request.answers.some(({ at }) => at < use.at)
}

const useFindings = (call: Call, kept: Kept): Finding[] =>
  call.history.events
    .filter(({ type }) => type === 'recording-used' || type === 'recording-disclosed')
    .filter(use => member(use, 'recordingId') === kept.id && !isExcused(call, use))
    .flatMap(use => {
      const [first] = kept.grounds
      // "a use or disclosure at or after the first ground (whether or not a hold takes it out)"
      if (first !== undefined && use.at >= first.at) {
        const events = inOrder(call, [...first.events, use.id])
        return [finding('used-without-basis', 'error', use.at, about(call, kept), [kept.own, ...events])]
      }
      // "or a use for a purpose that had not remained then"
      const purpose = member(use, 'purpose')
      const remained = remainedAt(kept.consent, kept.acts, kept.start, use.at)
      if (use.type !== 'recording-used' || purpose === undefined || remained.has(purpose)) return []
      const taker = kept.consent.has(purpose)
        ? kept.acts.find(act => act.at > kept.start && act.at <= use.at && removedBy(act).includes(purpose))
        : undefined
      const events = inOrder(call, [...(taker === undefined ? [] : [taker.id]), use.id])
      return [finding('used-without-basis', 'error', use.at, about(call, kept), [kept.own, ...events])]
    })

const outcomeFindings = (call: Call, kept: Kept, policy: PlainPolicy): Finding[] => {
  const [outcome] = kept.outcomes
  if (outcome === undefined) return []
  const report = (code: string, severity: Severity, ids: readonly string[]): Finding[] => [
    finding(code, severity, outcome.at, about(call, kept), [kept.own, ...inOrder(call, [...ids, outcome.id])])
  ]
  // "the first outcome, at an instant when a ground that no hold took out had come"
  const late = lateAt(call, kept, outcome.at)
  if (late !== undefined) {
    return report('done-late', severityOf(late.since, outcome.at, policy), late.ground.events)
  }
  // "no such ground had come, and a hold was in force (anonymising too)"
  const holds = holdsInForce(call, outcome.at)
  if (holds.length > 0) {
    return report(
      'erased-under-hold',
      'error',
      holds.map(({ own }) => own.id)
    )
  }
  // "no such ground, no hold, and the first outcome is `recording-erased` or `analysis-erased`"
  return outcome.type === 'analysis-anonymised' ? [] : report('done-early', 'warning', [])
}

const anonymisedFindings = (call: Call, kept: Kept): Finding[] => {
  if (kept.kind === 'recording') return []
  const anonymised = call.history.events.filter(
    event => event.type === 'analysis-anonymised' && member(event, 'analysisId') === kept.id
  )
  const report = (code: string, severity: Severity, at: Instant, ids: readonly string[]): Finding =>
    finding(code, severity, at, about(call, kept), [kept.own, ...inOrder(call, ids)])
  // "and any `analysis-anonymised` of what is not `anonymisable`; that event"
  if (!kept.anonymisable) {
    return anonymised.map(event => report('anonymised-not-erased', 'error', event.at, [event.id]))
  }
  const [outcome] = kept.outcomes
  if (outcome?.type !== 'analysis-anonymised') return []
  // "at or after a ground other than `expiry`"
  const cause = kept.grounds.find(({ rule, at }) => rule !== 'expiry' && at <= outcome.at)
  // "the first `consent-withdrawn` or `consent-refused` that names voice-analysis (or nothing), objection, or request
  // with scope `all` or `analysis`, after it; that act"
  const act = call.consentActs.find(
    each => each.at > outcome.at && removedBy(each).includes('voice-analysis')
  )
  return [
    ...(cause === undefined
      ? []
      : [report('anonymised-not-erased', 'error', outcome.at, [...cause.events, outcome.id])]),
    ...(act === undefined ? [] : [report('already-anonymised', 'info', act.at, [outcome.id, act.id])])
  ]
}

const placeFindings = (call: Call, kept: Kept): Finding[] => [
  // "an outcome or answer earlier than its target; the outcome"
  ...kept.tooEarly.map(early =>
    finding('outcome-before-target', 'error', early.at, about(call, kept), [kept.own, early])
  ),
  // "each `recording-stored` of one id, not the first, later than an erasure of it (an erasure earlier than s is none);
  // that event; `events`: the recording, the latest erasure before it, that event"
  ...kept.storedAgain.flatMap(stored => {
    const erasure = kept.outcomes.filter(({ at }) => at < stored.at).at(-1)
    if (erasure === undefined) return []
    return [
      finding('stored-after-erasure', 'error', stored.at, about(call, kept), [kept.own, erasure, stored])
    ]
  })
]

export const keptFindings = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Finding[] => [
  ...factFindings(call, kept, policy),
  ...(kept.kind === 'recording' ? useFindings(call, kept) : []),
  ...keptOverdue(call, kept, policy, asOf),
  ...outcomeFindings(call, kept, policy),
  ...anonymisedFindings(call, kept),
  ...placeFindings(call, kept)
]
