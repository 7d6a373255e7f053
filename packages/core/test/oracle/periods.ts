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
import type { PlainPolicy, PolicyVersion } from './plain.ts'

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

/**
 * "A later version gives max(its `effectiveFrom`, the date by its own period), and the earliest date counts: a later
 * policy may only shorten."
 */
export const retentionEnd = (
  policy: PlainPolicy,
  instant: Instant,
  own: (version: PolicyVersion) => Deadline
): Deadline & { version: PolicyVersion } => {
  const inForce = versionAt(policy, instant)
  const later = inTime(policy).filter(version => startOf(version) > startOf(inForce))
  const candidates = [
    { ...own(inForce), version: inForce },
    ...later.map(version => {
      const end = own(version)
      const start = startOf(version)
      if (start <= end.dueAt) return { ...end, version }
      return { dueAt: start, lastLawfulDay: addDays(localDay(start, policy.timeZone), -1), version }
    })
  ]
  return candidates.reduce((best, next) => (next.dueAt < best.dueAt ? next : best))
}

/** The end of a recording's period under one version, for one customer type, or an unknown one. */
const endForType = (
  policy: PlainPolicy,
  version: PolicyVersion,
  anchor: Instant,
  direction: string,
  line: string,
  type: string
): Deadline => {
  // "Unknown customer type: the shortest among the rules that match the rest."
  const matching = version.recordings.filter(
    rule =>
      rule.direction === direction && rule.line === line && (type === 'unknown' || rule.customerType === type)
  )
  // "No rule: the version's shortest recording period."
  const rules = matching.length > 0 ? matching : version.recordings
  return earliest(rules.map(({ keep }) => endOf(keep, anchor, policy.timeZone)))
}

/**
 * "the shortest of the periods that those types would give, a type without a rule giving the version's shortest": a
 * type without a rule has, as any recording without one, the version's shortest.
 */
export const recordingEnd = (
  policy: PlainPolicy,
  version: PolicyVersion,
  anchor: Instant,
  direction: string,
  line: string,
  types: readonly string[]
): Deadline => earliest(types.map(type => endForType(policy, version, anchor, direction, line, type)))

export const hasRuleFor = (version: PolicyVersion, direction: string, line: string): boolean =>
  version.recordings.some(rule => rule.direction === direction && rule.line === line)

/** The time to answer an access request, without an extension. */
export const answerEnd = (receipt: Instant, zone: string): Deadline =>
  after(rollToWorkingDay(addMonths(localDay(receipt, zone), 1)), zone)

// "the earlier of receipt + 3 months and (receipt + 1 month) + 2 months, rolled once"
export const extendedAnswerEnd = (receipt: Instant, zone: string): Deadline => {
  const day = localDay(receipt, zone)
  const [atOnce, inSteps] = [addMonths(day, 3), addMonths(addMonths(day, 1), 2)]
  return after(rollToWorkingDay(atOnce < inSteps ? atOnce : inSteps), zone)
}
