// Contract 4: findings about a recording or an analysis.
import { givenBy, isGrant } from './consent.ts'
import { finding, inOrder } from './finding.ts'
import type { Kept } from './kept.ts'
import { keptOverdue, lateAt, severityOf } from './overdue.ts'
import { isWithoutRule } from './periods.ts'
import type { Finding, PlainPolicy, Severity } from './plain.ts'
import { handoverFindings } from './purpose-findings.ts'
import { idsOf, isOnConsent } from './purposes.ts'
import { reached } from './reach.ts'
import { isPeriodOver, remainedAt, takerOf } from './remained.ts'
import { holdsInForce, isInForceAt } from './standing.ts'
import { takes } from './takes.ts'
import type { Call } from './targets.ts'
import { readHours, readInstant } from './time.ts'
import type { Instant } from './time.ts'
import { byOrder, member } from './what-counts.ts'
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
  const list = (name: string): readonly string[] => (own.members[name] as readonly string[] | undefined) ?? []
  const when = (
    condition: boolean,
    code: string,
    severity: Severity,
    deciding: readonly Standing[] = []
  ): Finding[] => (condition ? [finding(code, severity, start, about(call, kept), [own, ...deciding])] : [])
  const noBasis = hasGround(kept, 'no-basis')
  // "`no-basis` where no purpose on (a) matches: `recording-without-purpose`, `analysis-without-purpose` instead"
  const asked = idsOf(kept.matching.filter(isOnConsent))
  const isAsked = asked.length > 0
  const isForeign = (region: string | undefined): boolean =>
    region !== undefined && !policy.allowedRegions.includes(region)
  if (kept.kind === 'analysis') {
    reached('no consent asked for: an analysis without purpose', noBasis && !isAsked)
    reached('region of an analysis', isForeign(member(own, 'region')))
    return [
      ...when(noBasis && isAsked, 'analysis-without-consent', 'error'),
      ...when(noBasis && !isAsked, 'analysis-without-purpose', 'error'),
      ...when(isForeign(member(own, 'region')), 'region-outside-eea', 'error'),
      ...when(hasGround(kept, 'outside-notice'), 'outbound-analysis', 'error'),
      ...when(
        list('features').some(feature => !policy.allowedFeatures.includes(feature)),
        'content-feature',
        'error'
      ),
      ...when(list('subjects').includes('agent'), 'agent-emotion', 'warning')
    ]
  }
  reached('no consent asked for: a recording without purpose', noBasis && !isAsked)
  const laterConsent = call.consentActs.find(
    act => act.at > start && givenBy(act).some(purpose => asked.includes(purpose))
  )
  const ended = member(own, 'endedAt')
  const end = ended === undefined ? undefined : readInstant(ended)
  return [
    ...when(noBasis && !isAsked, 'recording-without-purpose', 'error'),
    // "`no-basis`, and no later consent for a recording purpose"
    ...when(noBasis && isAsked && laterConsent === undefined, 'recording-without-consent', 'error'),
    // "`no-basis`, and a consent for a recording purpose came after s"
    ...(laterConsent === undefined ? [] : when(noBasis, 'consent-after-start', 'error', [laterConsent])),
    ...staleConsent(call, kept, policy),
    ...when(isForeign(member(own, 'region')), 'region-outside-eea', 'error'),
    ...when(isGap(kept), 'policy-gap', 'warning'),
    ...when(member(own, 'customerType') === 'unknown', 'customer-type-unknown', 'warning'),
    ...when(end === undefined, 'no-call-end', 'info'),
    // "`endedAt` before s, or after the stored event's `occurredAt`"
    ...when(end !== undefined && (end < start || end > own.at), 'implausible-end', 'warning')
  ]
}

// "no rule of the version in force at s matches it and some q of P, or, where P is empty, some matching purpose"
const isGap = ({ version, recorded, purposes, matching }: Kept): boolean => {
  if (recorded === undefined) return false
  const isGapOf = (looked: Kept['purposes']): boolean =>
    looked.some(purpose => isWithoutRule(version, recorded, purpose))
  reached('gap: some purpose of P without a rule', isGapOf(purposes))
  reached('gap: P is empty, some matching purpose without a rule', purposes.length === 0 && isGapOf(matching))
  return isGapOf(purposes.length > 0 ? purposes : matching)
}

// "for some recording purpose in C(s), its latest `consent-given` is `consentWindow` or more before s" ("An instant
// exactly one … `consentWindow` away is past it"); of "matching purposes on (a)"
const staleConsent = (call: Call, kept: Kept, policy: PlainPolicy): Finding[] => {
  const grants = kept.acts.filter(act => isGrant(act) && act.at <= kept.start).sort(byOrder)
  const stale = idsOf(kept.matching.filter(isOnConsent))
    .filter(purpose => kept.consent.has(purpose))
    .map(purpose => grants.filter(grant => givenBy(grant).includes(purpose)).at(-1))
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
      // "or for a purpose that had not remained then (`events` then hold the first act that took it; none if its period
      // had ended)"
      const name = member(use, 'purpose')
      if (use.type !== 'recording-used' || idsOf(remainedAt(kept, use.at)).includes(name ?? '')) return []
      const purpose = kept.listed.find(each => each.purpose === name)
      const isOver = purpose !== undefined && isPeriodOver(kept, purpose, use.at)
      const taker = purpose === undefined || isOver ? undefined : takerOf(kept, purpose, use.at)
      reached('used: the first act that took the purpose', taker !== undefined)
      reached('used: the period of the purpose had ended', isOver)
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
  // "the first act after it that by this section takes an analysis purpose of the version in force at p that matches (not
  // through a recording)"
  const act = call.consentActs.find(
    each => each.at > outcome.at && kept.matching.some(purpose => takes(each, purpose))
  )
  reached('already anonymised: by this section', act !== undefined)
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
  ...handoverFindings(call, kept),
  ...anonymisedFindings(call, kept),
  ...placeFindings(call, kept)
]
