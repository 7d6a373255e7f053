// What acts take of the notice's four purposes, and what remained of them (contract 2 and 4).
import type { Instant } from '../../../core/test/oracle/time.ts'
import type { Standing } from '../../../core/test/oracle/what-counts.ts'

const recordingPurposes = ['quality-assurance', 'internal-training', 'documentation']
export const voiceAnalysis = 'voice-analysis'
const allPurposes: readonly string[] = [...recordingPurposes, voiceAnalysis]

export const recordingPurposesIn = (purposes: ReadonlySet<string>): string[] =>
  recordingPurposes.filter(purpose => purposes.has(purpose))

export const purposesOf = (act: Standing): readonly string[] =>
  (act.members['purposes'] as readonly string[] | undefined) ?? allPurposes

/** What an act removes from C; nothing for other events. */
export const removedBy = (act: Standing): readonly string[] => {
  switch (act.type) {
    case 'consent-withdrawn':
    case 'consent-refused':
      return purposesOf(act)
    case 'analysis-objected':
      return [voiceAnalysis]
    case 'erasure-requested':
      if (act.members['scope'] === 'recording') return recordingPurposes
      return act.members['scope'] === 'analysis' ? [voiceAnalysis] : allPurposes
    default:
      return []
  }
}

/** C(s) less everything that acts later than s and not later than x took. */
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
