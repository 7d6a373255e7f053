/**
 * A policy made ready to be asked many times, and the view from which it is asked.
 */
import { type Calendar, calendarOf, type Deadline, type Holidays } from './deadline.ts'
import type { EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import { ordText } from './order.ts'
import { durationMilliseconds, type Period } from './period.ts'
import type { Policy, PolicyVersion, RecordingRule } from './policy.ts'

/** A policy with its calendar and what was computed before. Made by `compilePolicy`, once a run. */
export interface Rules {
  readonly policy: Policy
  readonly calendar: Calendar
  /** By the instant from which they are in force. */
  readonly versions: ReadonlyArray<PolicyVersion>
  readonly executionGrace: number
  readonly clockTolerance: number
  readonly consentWindow: number
  readonly allowedRegions: ReadonlySet<string>
  readonly allowedFeatures: ReadonlySet<string>
  /**
   * The periods of a version that match, or all of its periods where none does, also for one of two customer types: the
   * shortest of them counts.
   */
  readonly periods: (version: PolicyVersion, match: RecordingMatch) => ReadonlyArray<Period>
}

/** From where one looks: under which rules, at which instant, and with the knowledge of which instant. */
export interface View {
  readonly rules: Rules
  /** Facts after this instant have not happened. */
  readonly asOf: Instant
  /** Facts that the log learnt of after this instant are not known; absent = no limit. */
  readonly knownAt?: Instant
}

/** What of a recording decides its period. */
export interface RecordingMatch {
  readonly direction: EventOf<'recording-stored'>['direction']
  readonly line: EventOf<'recording-stored'>['line']
  /** The customer types that count; `any` where the type is not known. */
  readonly customerTypes: 'any' | 'private' | 'business' | 'private or business'
}

/** The end of a period, and the version of the policy that gave it. */
export interface Expiry extends Deadline {
  readonly version: PolicyVersion
}

/** The rules of a version that fit a recording. */
export const matchingRules = (
  version: PolicyVersion,
  { direction, line, customerTypes }: RecordingMatch
): ReadonlyArray<RecordingRule> =>
  version.recordings.filter(
    rule =>
      rule.direction === direction &&
      rule.line === line &&
      (customerTypes === 'any' ||
        customerTypes === 'private or business' ||
        rule.customerType === customerTypes)
  )

/** Whether customer types that differ leave one of them without a rule of its own. */
export const lacksRuleForAType = (
  { customerTypes }: RecordingMatch,
  matching: ReadonlyArray<RecordingRule>
): boolean =>
  customerTypes === 'private or business' && new Set(matching.map(rule => rule.customerType)).size < 2

const periodsOf = (version: PolicyVersion, match: RecordingMatch): ReadonlyArray<Period> => {
  const matching = matchingRules(version, match)
  const isWithoutRule = matching.length === 0 || lacksRuleForAType(match, matching)
  const applicable = isWithoutRule ? version.recordings : matching
  return [...new Set(applicable.map(rule => rule.keep))]
}

/** Whether the version has a rule for the direction and line, of whatever customer type. */
export const hasRule = (
  version: PolicyVersion,
  direction: RecordingRule['direction'],
  line: RecordingRule['line']
): boolean => version.recordings.some(rule => rule.direction === direction && rule.line === line)

type Table = Readonly<
  Record<
    RecordingMatch['direction'],
    Record<RecordingMatch['line'], Record<RecordingMatch['customerTypes'], ReadonlyArray<Period>>>
  >
>

/** The periods of a version for everything that can be matched. */
const tableOf = (version: PolicyVersion): Table => {
  const byTypes = (direction: RecordingMatch['direction'], line: RecordingMatch['line']) => {
    const periods = (customerTypes: RecordingMatch['customerTypes']) =>
      periodsOf(version, { direction, line, customerTypes })
    return {
      any: periods('any'),
      private: periods('private'),
      business: periods('business'),
      'private or business': periods('private or business')
    }
  }
  const byLine = (direction: RecordingMatch['direction']) => ({
    'customer-service': byTypes(direction, 'customer-service'),
    sales: byTypes(direction, 'sales'),
    other: byTypes(direction, 'other')
  })
  return { inbound: byLine('inbound'), outbound: byLine('outbound') }
}

/**
 * Makes a policy ready for use.
 *
 * @example
 * import { compilePolicy, noticePolicy } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * assert.deepStrictEqual(rules.versions.map(each => each.version), ['1'])
 */
export const compilePolicy = (policy: Policy, holidays: Holidays): Rules => {
  const versions = [...policy.versions].sort((a, b) => ordText.compare(a.effectiveFrom, b.effectiveFrom))
  const tables = new Map(versions.map(version => [version, tableOf(version)]))
  return {
    policy,
    calendar: calendarOf(policy.timeZone, holidays),
    versions,
    executionGrace: durationMilliseconds(policy.executionGrace),
    clockTolerance: durationMilliseconds(policy.clockTolerance),
    consentWindow: durationMilliseconds(policy.consentWindow),
    allowedRegions: new Set(policy.allowedRegions),
    allowedFeatures: new Set(policy.allowedFeatures),
    periods: (version, { direction, line, customerTypes }) =>
      (tables.get(version) ?? tableOf(version))[direction][line][customerTypes]
  }
}

const indexInForce = (versions: ReadonlyArray<PolicyVersion>, instant: Instant): number => {
  let index = 0
  while (index + 1 < versions.length && (versions[index + 1] as PolicyVersion).effectiveFrom <= instant)
    index++
  return index
}

/**
 * The version in force at an instant; before the first, the first.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy, versionAt } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * const version = versionAt(rules, instant('2025-09-01T08:00:00.000Z'))
 * assert.deepStrictEqual([version.version, version.analyses.keep], ['1', 'P3M'])
 *
 * @see contract, section 3, "Which version"
 */
export const versionAt = (rules: Rules, instant: Instant): PolicyVersion =>
  rules.versions[indexInForce(rules.versions, instant)] as PolicyVersion

/**
 * The name of a version as actions have it: `POLICY/VERSION`.
 *
 * @example
 * import { compilePolicy, noticePolicy, versionName } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * assert.deepStrictEqual(rules.versions.map(version => versionName(rules, version)), ['3-samtaler/1'])
 *
 * @see contract, section 5, `policyVersion`
 */
export const versionName = (rules: Rules, version: PolicyVersion): string =>
  `${rules.policy.policy}/${version.version}`

/** The earliest deadline among periods from one anchor. */
export const shortest = (calendar: Calendar, anchor: Instant, periods: ReadonlyArray<Period>): Deadline => {
  let earliest = calendar.retention(anchor, periods[0] as Period)
  for (let i = 1; i < periods.length; i++) {
    const candidate = calendar.retention(anchor, periods[i] as Period)
    if (candidate.dueAt < earliest.dueAt) earliest = candidate
  }
  return earliest
}

/** By a later version: never before it is in force, and so never a day that was lawful when it passed. */
const byLaterVersion = (calendar: Calendar, version: PolicyVersion, own: Deadline): Deadline =>
  own.dueAt >= version.effectiveFrom
    ? own
    : { lastLawfulDay: calendar.dayBefore(version.effectiveFrom), dueAt: version.effectiveFrom }

/**
 * The end of the retention period: by the version in force at `start`; a later version may only shorten it.
 *
 * @see contract, section 3, "Which version"
 */
export const expiryFrom = (
  rules: Rules,
  start: Instant,
  anchor: Instant,
  periods: (version: PolicyVersion) => ReadonlyArray<Period>
): Expiry => {
  const { calendar, versions } = rules
  const inForce = indexInForce(versions, start)
  let version = versions[inForce] as PolicyVersion
  let earliest = shortest(calendar, anchor, periods(version))
  for (let i = inForce + 1; i < versions.length; i++) {
    const laterVersion = versions[i] as PolicyVersion
    const candidate = byLaterVersion(
      calendar,
      laterVersion,
      shortest(calendar, anchor, periods(laterVersion))
    )
    if (candidate.dueAt < earliest.dueAt) {
      earliest = candidate
      version = laterVersion
    }
  }
  return { lastLawfulDay: earliest.lastLawfulDay, dueAt: earliest.dueAt, version }
}
