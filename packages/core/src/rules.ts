/**
 * A policy made ready to be asked many times, and the view from which it is asked.
 */
import { type Calendar, calendarOf, type Deadline, type Holidays } from './deadline.ts'
import type { EventOf } from './event.ts'
import {
  analysisFit,
  type Fit,
  purposesOfDirection,
  recordingFit,
  type RecordingMatch,
  type Schedule
} from './fit.ts'
import type { Instant } from './instant.ts'
import { ordText } from './order.ts'
import { durationMilliseconds, type Period } from './period.ts'
import type { Policy } from './policy.ts'
import { analysisDirections } from './declared.ts'
import type { PolicyVersion } from './policyVersion.ts'
import { noPurposes, type Purposes, purposesOf, type PurposeSet } from './purposeSet.ts'
import { finderBy } from './select.ts'

type Direction = RecordingMatch['direction']

/** A version of a policy made ready. */
export interface VersionRules {
  readonly version: PolicyVersion
  readonly purposes: Purposes
  readonly recordings: (match: RecordingMatch) => Fit
  readonly analyses: (direction: Direction) => Fit
  /** The purposes of recordings that an analysis in the direction can have, of a call with such recordings. */
  readonly recordingPurposesOf: (
    direction: Direction,
    recordings: ReadonlyArray<RecordingMatch>
  ) => PurposeSet
  readonly analysed: ReadonlySet<Direction>
}

/** A policy with its calendar and what was computed before. Made by `compilePolicy`, once a run. */
export interface Rules {
  readonly policy: Policy
  readonly calendar: Calendar
  /** By the instant from which they are in force. */
  readonly versions: ReadonlyArray<PolicyVersion>
  /** The versions, made ready. */
  readonly inForce: ReadonlyArray<VersionRules>
  readonly executionGrace: number
  readonly clockTolerance: number
  readonly consentWindow: number
  readonly spokenConsentWithin: number
  readonly allowedRegions: ReadonlySet<string>
  readonly allowedFeatures: ReadonlySet<string>
  /** Whether a method of consent fits calls of a direction. */
  readonly methodFits: (method: EventOf<'consent-given'>['method'], direction: Direction) => boolean
}

/** From where one looks: under which rules, at which instant, and with the knowledge of which instant. */
export interface View {
  readonly rules: Rules
  /** Facts after this instant have not happened. */
  readonly asOf: Instant
  /** Facts that the log learnt of after this instant are not known; absent = no limit. */
  readonly knownAt?: Instant
}

/** The end of a period, and the version of the policy that gave it. */
export interface Expiry extends Deadline {
  readonly version: PolicyVersion
}

type FitsOfLine = Readonly<Record<Direction, Readonly<Record<RecordingMatch['customerTypes'], Fit>>>>

const directions: ReadonlyArray<Direction> = ['inbound', 'outbound']
const customerTypes: ReadonlyArray<RecordingMatch['customerTypes']> = [
  'any',
  'private',
  'business',
  'private or business'
]

const byWord = <W extends string, A>(words: ReadonlyArray<W>, of: (word: W) => A): Readonly<Record<W, A>> =>
  Object.fromEntries(words.map(word => [word, of(word)])) as Record<W, A>

/**
 * The lines that versions of a policy name, each once; to it, all others are alike.
 *
 * @example
 * import { linesNamed, noticePolicy } from '@samtykke/core'
 *
 * assert.deepStrictEqual(linesNamed(noticePolicy.versions), ['customer-service', 'sales'])
 *
 * @see policies, section 2, `when`
 */
export const linesNamed = (versions: ReadonlyArray<PolicyVersion>): ReadonlyArray<string> => [
  ...new Set(
    versions
      .flatMap(({ recordings, purposes = [] }) => [...recordings, ...purposes.map(({ when = {} }) => when)])
      .flatMap(({ line = [] }) => line)
  )
]

const ofLine = finderBy(({ line }: { readonly line: string }) => line)

/** A name that no line has: an identifier is not empty. */
const anotherLine = ''

const versionRules = (
  versions: ReadonlyArray<{ readonly version: PolicyVersion; readonly purposes: Purposes }>,
  index: number,
  lines: ReadonlyArray<string>
): VersionRules => {
  const { version, purposes } = versions[index] as (typeof versions)[number]
  const succession = { version, purposes, later: versions.slice(index + 1) }
  const fitsOf = (line: string): FitsOfLine =>
    byWord(directions, direction =>
      byWord(customerTypes, types => recordingFit(succession, { direction, line, customerTypes: types }))
    )
  const named = lines.map(line => ({ line, fits: fitsOf(line) }))
  const ofAnotherLine = fitsOf(anotherLine)
  const analyses = byWord(directions, direction => analysisFit(succession, direction))
  const ofDirection = byWord(directions, direction => purposesOfDirection(purposes, direction))
  const recordings = (match: RecordingMatch): Fit =>
    (ofLine(named, match.line)?.fits ?? ofAnotherLine)[match.direction][match.customerTypes]
  return {
    version,
    purposes,
    recordings,
    analyses: direction => analyses[direction],
    recordingPurposesOf: (direction, ofCall) => {
      if (ofCall.length === 0) return ofDirection[direction] & purposes.ofRecordings
      let set = noPurposes
      for (const { line, customerTypes: types } of ofCall)
        set |= recordings({ direction, line, customerTypes: types }).purposes
      return set & purposes.ofRecordings
    },
    analysed: new Set(analysisDirections(version))
  }
}

/** Which method of consent fits which calls, where the policy does not say. */
const usualMethods: NonNullable<Policy['consentMethods']> = { keypress: ['inbound'], spoken: ['outbound'] }

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
  const withPurposes = versions.map(version => ({ version, purposes: purposesOf(version) }))
  const lines = linesNamed(versions)
  const methods = policy.consentMethods ?? usualMethods
  return {
    policy,
    calendar: calendarOf(policy.timeZone, holidays),
    versions,
    inForce: versions.map((_, index) => versionRules(withPurposes, index, lines)),
    executionGrace: durationMilliseconds(policy.executionGrace),
    clockTolerance: durationMilliseconds(policy.clockTolerance),
    consentWindow: durationMilliseconds(policy.consentWindow),
    spokenConsentWithin:
      policy.spokenConsentWithin === undefined ? 0 : durationMilliseconds(policy.spokenConsentWithin),
    allowedRegions: new Set(policy.allowedRegions),
    allowedFeatures: new Set(policy.allowedFeatures),
    methodFits: (method, direction) => methods[method]?.includes(direction) ?? false
  }
}

/**
 * The rules of the version in force at an instant; before the first, the first.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy, rulesAt } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * assert.deepStrictEqual(rulesAt(rules, instant('2025-09-01T08:00:00.000Z')).version.version, '1')
 *
 * @see contract, section 3, "Which version"
 */
export const rulesAt = ({ inForce }: Rules, instant: Instant): VersionRules => {
  let index = 0
  while (index + 1 < inForce.length && (inForce[index + 1] as VersionRules).version.effectiveFrom <= instant)
    index++
  return inForce[index] as VersionRules
}

/**
 * The version in force at an instant; before the first, the first.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy, versionAt } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * const version = versionAt(rules, instant('2025-09-01T08:00:00.000Z'))
 * assert.deepStrictEqual(version.version, '1')
 *
 * @see contract, section 3, "Which version"
 */
export const versionAt = (rules: Rules, instant: Instant): PolicyVersion => rulesAt(rules, instant).version

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
 * The end of a period: by the version in force at the start; a later version may only shorten it.
 *
 * @example
 * import { compilePolicy, expiryOf, instant, noticePolicy, period, versionAt } from '@samtykke/core'
 *
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * const ended = instant('2025-08-31T12:09:00.000Z')
 * const terms = [{ version: versionAt(rules, ended), periods: [period('P6M'), period('P16M')] }]
 * assert.deepStrictEqual(expiryOf(rules, ended, { purposes: 0b1, terms }).lastLawfulDay, '2026-02-28')
 *
 * @see contract, section 3, "Which version"
 */
export const expiryOf = ({ calendar }: Rules, anchor: Instant, { terms }: Schedule): Expiry => {
  let version = (terms[0] as Schedule['terms'][number]).version
  let earliest = shortest(calendar, anchor, (terms[0] as Schedule['terms'][number]).periods)
  for (let i = 1; i < terms.length; i++) {
    const term = terms[i] as Schedule['terms'][number]
    const candidate = byLaterVersion(calendar, term.version, shortest(calendar, anchor, term.periods))
    if (candidate.dueAt < earliest.dueAt) {
      earliest = candidate
      version = term.version
    }
  }
  return { lastLawfulDay: earliest.lastLawfulDay, dueAt: earliest.dueAt, version }
}
