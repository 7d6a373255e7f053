// C(t), what removals take, and what remained (contract 2 and 4).
import { byOrder } from './what-counts.ts'
import type { Standing } from './what-counts.ts'
import type { Instant } from './time.ts'

// "The *recording purposes* are the first three; `voice-analysis` is the fourth."
export const recordingPurposes = ['quality-assurance', 'internal-training', 'documentation'] as const
export const voiceAnalysis = 'voice-analysis'
export const allPurposes: readonly string[] = [...recordingPurposes, voiceAnalysis]

const isRecordingPurpose = (purpose: string): boolean => purpose !== voiceAnalysis

export const recordingPurposesIn = (purposes: ReadonlySet<string>): string[] =>
  allPurposes.filter(purpose => isRecordingPurpose(purpose) && purposes.has(purpose))

export const purposesOf = (act: Standing): readonly string[] =>
  (act.members['purposes'] as readonly string[] | undefined) ?? allPurposes

export const givesRecordingPurpose = (act: Standing): boolean =>
  act.type === 'consent-given' && purposesOf(act).some(isRecordingPurpose)

/** What an act removes from C; nothing for other events. */
export const removedBy = (act: Standing): readonly string[] => {
  switch (act.type) {
    // "`consent-withdrawn` and `consent-refused` remove theirs" ("absent = all")
    case 'consent-withdrawn':
    case 'consent-refused':
      return purposesOf(act)
    // "`analysis-objected` removes voice-analysis"
    case 'analysis-objected':
      return [voiceAnalysis]
    // "`all` everything, `recording` the recording purposes, `analysis` voice-analysis"
    case 'erasure-requested':
      if (act.members['scope'] === 'recording') return recordingPurposes
      return act.members['scope'] === 'analysis' ? [voiceAnalysis] : allPurposes
    default:
      return []
  }
}

const isGrant = (act: Standing): boolean => act.type === 'consent-given'

export const isWithdrawalOrRefusal = (act: Standing): boolean =>
  act.type === 'consent-withdrawn' || act.type === 'consent-refused'

const isConsentAct = (act: Standing): boolean => isGrant(act) || removedBy(act).length > 0

export const consentActs = (events: readonly Standing[]): Standing[] =>
  events.filter(isConsentAct).sort(byOrder)

// "fold over acts with `occurredAt` <= t"
const fold = (acts: readonly Standing[], t: Instant): Set<string> => {
  const consent = new Set<string>()
  for (const act of [...acts].sort(byOrder)) {
    if (act.at > t) continue
    if (isGrant(act)) purposesOf(act).forEach(purpose => consent.add(purpose))
    removedBy(act).forEach(purpose => consent.delete(purpose))
  }
  return consent
}

/** Consent at s or p, with the acts as they count there. */
export interface ConsentAt {
  purposes: ReadonlySet<string>
  acts: readonly Standing[]
}

/**
 * "Policy `clockTolerance`: where s or p below has no consent, a `consent-given` up to that much later counts as given
 * at s or p."
 */
export const consentAt = (
  acts: readonly Standing[],
  t: Instant,
  tolerance: number,
  suffices: (purposes: ReadonlySet<string>) => boolean
): ConsentAt => {
  const purposes = fold(acts, t)
  if (suffices(purposes)) return { purposes, acts }
  const moved = acts.map(act =>
    isGrant(act) && act.at > t && act.at <= t + tolerance ? { ...act, at: t } : act
  )
  return { purposes: fold(moved, t), acts: moved }
}

export const sufficesForRecording = (purposes: ReadonlySet<string>): boolean =>
  recordingPurposesIn(purposes).length > 0

export const sufficesForAnalysis = (purposes: ReadonlySet<string>): boolean =>
  purposes.has(voiceAnalysis) && recordingPurposesIn(purposes).length > 0

/**
 * "*Remained at x*: C(s) less everything that removals of section 2, later than s and not later than x, take; later
 * grants put none back."
 */
export const remainedAt = (
  consent: ReadonlySet<string>,
  acts: readonly Standing[],
  s: Instant,
  x: Instant
): ReadonlySet<string> => {
  const remained = new Set(consent)
  for (const act of acts) {
    if (act.at > s && act.at <= x) removedBy(act).forEach(purpose => remained.delete(purpose))
  }
  return remained
}

/**
 * The first instant after `start` at which withdrawals and refusals have taken so much of `held` that `isGone`, and
 * "every act that took something up to the instant".
 */
export const takenBy = (
  acts: readonly Standing[],
  start: Instant,
  held: ReadonlySet<string>,
  isGone: (left: ReadonlySet<string>) => boolean
): { at: Instant; events: readonly string[] } | undefined => {
  const later = acts.filter(act => isWithdrawalOrRefusal(act) && act.at > start).sort(byOrder)
  const left = new Set(held)
  const takers: Standing[] = []
  let goneAt: Instant | undefined
  for (const act of later) {
    if (goneAt !== undefined && act.at > goneAt) break
    const taken = purposesOf(act).filter(purpose => left.has(purpose))
    if (taken.length === 0) continue
    taken.forEach(purpose => left.delete(purpose))
    takers.push(act)
    if (isGone(left)) goneAt ??= act.at
  }
  return goneAt === undefined ? undefined : { at: goneAt, events: takers.map(({ id }) => id) }
}
