// Contract 3, "Periods" and "Which version": what a policy says about an instant.
import {
  addDays,
  addMonths,
  addPeriod,
  firstInstantOf,
  localDay,
  readInstant,
  rollToWorkingDay
} from './time.ts'
import type { Day, Instant } from './time.ts'
import type { AnalysisRule, PlainPolicy, PolicyVersion, Purpose, RecordingRule } from './plain.ts'
import { fits, fitsType, isAmong, purposesFor } from './purposes.ts'
import type { Place } from './purposes.ts'
import { reached } from './reach.ts'

export interface Deadline {
  dueAt: Instant
  lastLawfulDay: Day
}

const startOf = (version: PolicyVersion): Instant => readInstant(version.effectiveFrom)

const inTime = (policy: PlainPolicy): PolicyVersion[] =>
  [...policy.versions].sort((left, right) => startOf(left) - startOf(right))

// "the one in force at s (or p); before the first, the first"
export const versionAt = (policy: PlainPolicy, instant: Instant): PolicyVersion => {
  const versions = inTime(policy)
  const inForce = versions.filter(version => startOf(version) <= instant).at(-1) ?? versions[0]
  if (inForce === undefined) throw new Error('a policy without versions')
  return inForce
}

export const versionName = (policy: PlainPolicy, version: PolicyVersion): string =>
  `${policy.policy}/${version.version}`

// "last lawful day = the anchor's local date plus the months, clamped …; `dueAt` = the first instant of the next local day"
const after = (lastLawfulDay: Day, zone: string): Deadline => ({
  dueAt: firstInstantOf(addDays(lastLawfulDay, 1), zone),
  lastLawfulDay
})

export const endOf = (period: string, anchor: Instant, zone: string): Deadline =>
  after(addPeriod(localDay(anchor, zone), period), zone)

const earliest = (deadlines: readonly Deadline[]): Deadline => {
  const [first, ...others] = deadlines
  if (first === undefined) throw new Error('no period')
  return others.reduce((best, next) => (next.dueAt < best.dueAt ? next : best), first)
}

export interface RetentionEnd extends Deadline {
  version: PolicyVersion
}

/** Whether a version has a purpose. */
const hasPurpose = (version: PolicyVersion, purpose: Purpose): boolean =>
  isAmong(purposesFor(version, purpose.of), purpose)

// "may have `purposes` (then it is for these only)"
const isFor = (rule: RecordingRule | AnalysisRule, purpose: Purpose | undefined): boolean =>
  rule.purposes === undefined || (purpose !== undefined && rule.purposes.includes(purpose.purpose))

/** What a rule looks at of a recording. */
export interface Recorded extends Place {
  direction: string
  anchor: Instant
}

/** The rules of a version that match a recording of one customer type, or of an unknown one, and a purpose. */
const recordingRules = (
  version: PolicyVersion,
  { direction, line }: Recorded,
  type: string,
  purpose: Purpose
): readonly RecordingRule[] =>
  version.recordings.filter(
    rule =>
      fits(rule.direction, direction) &&
      fits(rule.line, line) &&
      // "Unknown customer type: the shortest among the rules that match the rest."
      fitsType(rule.customerType, type) &&
      isFor(rule, purpose)
  )

const shortest = (keeps: readonly { keep: string }[], anchor: Instant, zone: string): Deadline => {
  reached(
    'a period in weeks',
    keeps.some(({ keep }) => keep.includes('W'))
  )
  return earliest(keeps.map(({ keep }) => endOf(keep, anchor, zone)))
}

/**
 * The end of a recording's period under one version: of a purpose, or, where none matches, "by the version's shortest
 * `keep`".
 */
const recordingEnd = (
  policy: PlainPolicy,
  version: PolicyVersion,
  recorded: Recorded,
  purpose: Purpose | undefined
): Deadline => {
  const { anchor, types } = recorded
  if (purpose === undefined) return shortest(version.recordings, anchor, policy.timeZone)
  // "the shortest of the periods that those types would give, a type without a rule giving the version's shortest"
  return earliest(
    types.map(type => {
      const rules = recordingRules(version, recorded, type, purpose)
      reached(
        'recording rule for some purposes only',
        rules.some(({ purposes }) => purposes !== undefined)
      )
      reached(
        'recording rule without direction, line or customer type',
        rules.some(rule => [rule.direction, rule.line, rule.customerType].includes(undefined))
      )
      reached('no rule of a version that has the purpose matches', rules.length === 0)
      return shortest(rules.length > 0 ? rules : version.recordings, anchor, policy.timeZone)
    })
  )
}

/** "no rule of the version in force at s matches it and some q"; "of types that conflict, one without a rule is enough" */
export const isWithoutRule = (version: PolicyVersion, recorded: Recorded, purpose: Purpose): boolean => {
  const without = recorded.types.filter(type => recordingRules(version, recorded, type, purpose).length === 0)
  reached(
    'gap: of types that conflict, one without a rule',
    without.length > 0 && without.length < recorded.types.length
  )
  return without.length > 0
}

export const analysisRulesOf = ({ analyses }: PolicyVersion): readonly AnalysisRule[] =>
  'keep' in analyses ? [analyses] : analyses

const analysisRules = (
  version: PolicyVersion,
  direction: string,
  purpose: Purpose
): readonly AnalysisRule[] =>
  analysisRulesOf(version).filter(rule => fits(rule.direction, direction) && isFor(rule, purpose))

const analysisEnd = (
  policy: PlainPolicy,
  version: PolicyVersion,
  direction: string,
  p: Instant,
  purpose: Purpose | undefined
): Deadline => {
  const rules = purpose === undefined ? [] : analysisRules(version, direction, purpose)
  reached('several analysis rules fit', rules.length > 1)
  reached('no analysis rule fits', rules.length === 0)
  // "of several that fit, the shortest `keep` …; none fits: the shortest `keep` of all"
  return shortest(rules.length > 0 ? rules : analysisRulesOf(version), p, policy.timeZone)
}

/** "`then` is `erase` if any that fits some q of P says so" */
export const erasesAtEnd = (
  version: PolicyVersion,
  direction: string,
  purposes: readonly Purpose[]
): boolean => {
  const erases = purposes.some(purpose =>
    analysisRules(version, direction, purpose).some(({ then }) => then === 'erase')
  )
  reached('an analysis rule that fits some purpose says erase', erases)
  return erases
}

/**
 * "A later version gives max(its `effectiveFrom`, the date by its own period), and the earliest date counts: a later
 * policy may only shorten." `purpose`: none where none matches.
 */
const retentionEnd = (
  policy: PlainPolicy,
  instant: Instant,
  purpose: Purpose | undefined,
  own: (version: PolicyVersion) => Deadline
): RetentionEnd => {
  const inForce = versionAt(policy, instant)
  const later = inTime(policy).filter(version => {
    const isLater = startOf(version) > startOf(inForce)
    // "A later version that does not have q says nothing about E(q)"; "by the version's shortest `keep`": no other's
    const isSilent = purpose === undefined || !hasPurpose(version, purpose)
    reached('a later version without the purpose', isLater && isSilent)
    return isLater && !isSilent
  })
  const candidates = [
    { ...own(inForce), version: inForce },
    ...later.map(version => {
      const end = own(version)
      const start = startOf(version)
      if (start <= end.dueAt) return { ...end, version }
      return { dueAt: start, lastLawfulDay: addDays(localDay(start, policy.timeZone), -1), version }
    })
  ]
  // "Of versions that give the same date the earliest is named."
  const end = candidates.reduce((best, next) => (next.dueAt < best.dueAt ? next : best))
  reached('a later version shortens a purpose', end.version !== inForce)
  return end
}

/** E(q) of a recording; of no purpose where none matches. */
export const endOfRecording = (
  policy: PlainPolicy,
  s: Instant,
  recorded: Recorded,
  purpose: Purpose | undefined
): RetentionEnd =>
  retentionEnd(policy, s, purpose, version => recordingEnd(policy, version, recorded, purpose))

/** E(q) of an analysis. */
export const endOfAnalysis = (
  policy: PlainPolicy,
  p: Instant,
  direction: string,
  purpose: Purpose | undefined
): RetentionEnd =>
  retentionEnd(policy, p, purpose, version => analysisEnd(policy, version, direction, p, purpose))

/** The time to answer an access request, without an extension. */
export const answerEnd = (receipt: Instant, zone: string): Deadline =>
  after(rollToWorkingDay(addMonths(localDay(receipt, zone), 1)), zone)

// "the earlier of receipt + 3 months and (receipt + 1 month) + 2 months, rolled once"
export const extendedAnswerEnd = (receipt: Instant, zone: string): Deadline => {
  const day = localDay(receipt, zone)
  const [atOnce, inSteps] = [addMonths(day, 3), addMonths(addMonths(day, 1), 2)]
  return after(rollToWorkingDay(atOnce < inSteps ? atOnce : inSteps), zone)
}
