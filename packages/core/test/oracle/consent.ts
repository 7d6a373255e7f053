// C(t), and what stands at s or p (contract 2, policies 2 and 3).
import type { PlainPolicy, PolicyVersion, Purpose } from './plain.ts'
import { idsOf, isObjectable, isOnConsent, purposesFor } from './purposes.ts'
import { reached } from './reach.ts'
import { kindOf, namedBy, takes } from './takes.ts'
import { readHours } from './time.ts'
import type { Instant } from './time.ts'
import { byOrder } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

export const isGrant = ({ type }: Standing): boolean => type === 'consent-given'

/** What a consent gives. */
export const givenBy = (act: Standing): readonly string[] => (isGrant(act) ? (namedBy(act) ?? []) : [])

export const consentActs = (events: readonly Standing[]): Standing[] =>
  events.filter(event => isGrant(event) || kindOf(event) !== undefined).sort(byOrder)

/** What an act removes from C, of purposes of which nothing but the name is known; `version`: in force at t. */
const removes = (act: Standing, purpose: string, version: PolicyVersion): boolean => {
  const isOf = (kind: 'recording' | 'analysis'): boolean =>
    idsOf(purposesFor(version, kind)).includes(purpose)
  switch (act.type) {
    // "`consent-withdrawn` and `consent-refused` remove theirs" ("absent = all")
    case 'consent-withdrawn':
    case 'consent-refused':
      return namedBy(act)?.includes(purpose) ?? true
    // "`processing-objected` removes from C(t) the purposes it names"
    case 'processing-objected': {
      const isNamed = namedBy(act)?.includes(purpose) === true
      reached('C: an objection to processing removes what it names', isNamed)
      return isNamed
    }
    // "`analysis-objected` removes voice-analysis": "all those `of: "analysis"`"
    case 'analysis-objected':
      return isOf('analysis')
    // "`all` everything, `recording` the recording purposes, `analysis` voice-analysis"
    case 'erasure-requested': {
      const scope = act.members['scope']
      return scope === 'all' || isOf(scope === 'recording' ? 'recording' : 'analysis')
    }
    default:
      return false
  }
}

// "fold over acts with `occurredAt` <= t"
export const fold = (acts: readonly Standing[], t: Instant, version: PolicyVersion): Set<string> => {
  const consent = new Set<string>()
  for (const act of [...acts].sort(byOrder)) {
    if (act.at > t) continue
    givenBy(act).forEach(purpose => consent.add(purpose))
    for (const purpose of [...consent]) {
      if (!isGrant(act) && removes(act, purpose, version)) consent.delete(purpose)
    }
  }
  return consent
}

/**
 * "*stand at s*: on (a) those in C(s), on (e) and (f) those that no `processing-objected` (of an analysis: nor
 * `analysis-objected`) at or before s names (or names nothing), on (b), (c), (d) all"
 */
export const stands = (
  purpose: Purpose,
  acts: readonly Standing[],
  consent: ReadonlySet<string>,
  s: Instant
): boolean => {
  if (isOnConsent(purpose)) return consent.has(purpose.purpose)
  if (!isObjectable(purpose)) {
    reached('stands: on (b), (c), (d)')
    return true
  }
  const objection = acts.find(act => act.at <= s && kindOf(act) === 'objection' && takes(act, purpose))
  reached('stands: on (e), (f) without an objection', objection === undefined)
  const isProcessing = objection?.type === 'processing-objected'
  reached('does not stand: an objection that names it', isProcessing && namedBy(objection) !== undefined)
  reached('does not stand: an objection that names nothing', isProcessing && namedBy(objection) === undefined)
  reached('does not stand: an objection to analyses', objection?.type === 'analysis-objected')
  return objection === undefined
}

/**
 * "`occurredAt` and that recording's s + `offsetMs` differ by more than 5 s and more than `clockTolerance`". `startOf`:
 * the start of a recording of the call.
 */
export const isEvidenceWrong = (
  act: Standing,
  startOf: (recordingId: string) => Instant | undefined,
  policy: PlainPolicy
): boolean => {
  const { recordingId, offsetMs } = act.members
  if (!isGrant(act) || typeof recordingId !== 'string' || typeof offsetMs !== 'number') return false
  const start = startOf(recordingId)
  if (start === undefined) return false
  const difference = Math.abs(act.at - (start + offsetMs))
  return difference > 5000 && difference > readHours(policy.clockTolerance)
}

/**
 * "where s or p below has no consent, a `consent-given` up to that much later counts as given at s or p"; "where none of
 * the target's matching purposes on (a) stands".
 */
export const withinTolerance = (acts: readonly Standing[], t: Instant, policy: PlainPolicy): Standing[] =>
  acts.map(act =>
    isGrant(act) && act.at > t && act.at <= t + readHours(policy.clockTolerance) ? { ...act, at: t } : act
  )

/**
 * "a `consent-given` with `method: "spoken"`, this recording's `recordingId`, an `offsetMs` not above this and
 * `occurredAt` later than s by not more than this, and without `consent-evidence-mismatch`, counts as given at s for this
 * recording, for those of its matching recording purposes on (a) that have no consent at s". What is given so.
 */
export const spokenAt = (
  acts: readonly Standing[],
  recordingId: string,
  s: Instant,
  policy: PlainPolicy,
  lacking: readonly string[]
): Standing[] => {
  const within = readHours(policy.spokenConsentWithin ?? 'PT0S')
  return acts.flatMap(act => {
    const { method, recordingId: named, offsetMs } = act.members
    const isInTime =
      isGrant(act) &&
      method === 'spoken' &&
      named === recordingId &&
      typeof offsetMs === 'number' &&
      offsetMs <= within &&
      act.at > s &&
      act.at - s <= within
    const purposes = givenBy(act).filter(purpose => lacking.includes(purpose))
    if (!isInTime || purposes.length === 0) return []
    if (isEvidenceWrong(act, () => s, policy)) {
      reached('spoken consent: evidence that does not agree')
      return []
    }
    return [{ ...act, at: s, members: { ...act.members, purposes } }]
  })
}
