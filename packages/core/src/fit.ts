/**
 * Which purposes and rules of a version fit a recording or an analysis, and until when they let it be kept.
 *
 * @see policies, sections 2 and 3
 */
import type { EventOf } from './event.ts'
import { listOf } from './member.ts'
import type { Period } from './period.ts'
import { analysisRules } from './declared.ts'
import type { AnalysisRule, Condition, PolicyVersion, RecordingRule } from './policyVersion.ts'
import type { Purpose } from './purpose.ts'
import { noPurposes, type Purposes, type PurposeSet } from './purposeSet.ts'

/** What of a recording decides its purposes and periods. */
export interface RecordingMatch {
  readonly direction: EventOf<'recording-stored'>['direction']
  readonly line: EventOf<'recording-stored'>['line']
  /** The customer types that count; `any` where the type is not known. */
  readonly customerTypes: 'any' | 'private' | 'business' | 'private or business'
}

/** The periods of one version, of which the shortest counts. */
export interface Term {
  readonly version: PolicyVersion
  readonly periods: ReadonlyArray<Period>
}

/** The terms of some purposes: first of the version in force at the start, then of the later ones that have them. */
export interface Schedule {
  readonly purposes: PurposeSet
  readonly terms: ReadonlyArray<Term>
}

/** What of a version fits recordings, or analyses, that are alike. */
export interface Fit {
  /** Those whose condition matches, of either kind. */
  readonly purposes: PurposeSet
  /** Those of them for which the version has no rule: its shortest period applies. */
  readonly withoutRule: PurposeSet
  /** Those of them after whose period an analysis is erased, not anonymised. */
  readonly erasedAfter: PurposeSet
  /** Each of the purposes in one of them; those of one schedule end together. */
  readonly schedules: ReadonlyArray<Schedule>
  /** Where no purpose matches. */
  readonly otherwise: Schedule
}

type CustomerType = 'private' | 'business'

const holds = <A extends string>(stated: A | ReadonlyArray<A> | undefined, value: A): boolean =>
  stated === undefined || listOf(stated).includes(value)

/** The customer types to look at one by one; `undefined` stands for any. */
const eachType = (types: RecordingMatch['customerTypes']): ReadonlyArray<CustomerType | undefined> => {
  switch (types) {
    case 'any':
      return [undefined]
    case 'private or business':
      return ['private', 'business']
    default:
      return [types]
  }
}

const fitsType = (
  { direction, line, customerType }: Condition,
  match: RecordingMatch,
  type: CustomerType | undefined
): boolean =>
  holds(direction, match.direction) &&
  holds(line, match.line) &&
  (type === undefined || holds(customerType, type))

/** Whether a condition matches: of customer types that conflict, where one of them does. */
const matches = (condition: Condition, match: RecordingMatch): boolean =>
  eachType(match.customerTypes).some(type => fitsType(condition, match, type))

/** The rules of a version that fit a recording and a purpose, and whether a customer type is left without one. */
export const recordingRulesFor = (
  version: PolicyVersion,
  match: RecordingMatch,
  purpose: Purpose
): { readonly rules: ReadonlyArray<RecordingRule>; readonly lacking: boolean } => {
  const types = eachType(match.customerTypes)
  const forPurpose = version.recordings.filter(rule => holds(rule.purposes, purpose))
  return {
    rules: forPurpose.filter(rule => matches(rule, match)),
    lacking: !types.every(type => forPurpose.some(rule => fitsType(rule, match, type)))
  }
}

const analysisRulesFor = (
  version: PolicyVersion,
  direction: RecordingMatch['direction'],
  purpose: Purpose
): ReadonlyArray<AnalysisRule> =>
  analysisRules(version).filter(rule => holds(rule.direction, direction) && holds(rule.purposes, purpose))

const periodsOf = (rules: ReadonlyArray<{ readonly keep: Period }>): ReadonlyArray<Period> => [
  ...new Set(rules.map(({ keep }) => keep))
]

const keyOf = (terms: ReadonlyArray<Term>): string =>
  terms.map(({ version, periods }) => `${version.version} ${periods.join(' ')}`).join(';')

/** The schedules of purposes; those that have the same terms share one. */
const schedulesOf = (
  { listed }: Purposes,
  set: PurposeSet,
  termsOf: (purpose: Purpose) => ReadonlyArray<Term>
): ReadonlyArray<Schedule> => {
  const schedules = new Map<string, Schedule>()
  listed.forEach(({ purpose }, place) => {
    if ((set & (1 << place)) === 0) return
    const terms = termsOf(purpose)
    const key = keyOf(terms)
    schedules.set(key, { purposes: (schedules.get(key)?.purposes ?? noPurposes) | (1 << place), terms })
  })
  return [...schedules.values()]
}

/** A version, and the later ones. */
export interface Succession {
  readonly version: PolicyVersion
  readonly purposes: Purposes
  readonly later: ReadonlyArray<{ readonly version: PolicyVersion; readonly purposes: Purposes }>
}

/** The version's own term, then those of later versions that have the purpose: one that has not says nothing. */
const termsFor =
  (
    { version, later }: Succession,
    periods: (version: PolicyVersion, purpose: Purpose) => ReadonlyArray<Period>
  ) =>
  (purpose: Purpose): ReadonlyArray<Term> =>
    [
      version,
      ...later.filter(each => each.purposes.setOf(purpose) !== noPurposes).map(each => each.version)
    ].map(each => ({ version: each, periods: periods(each, purpose) }))

const where = ({ listed }: Purposes, holdsFor: (purpose: Purpose, place: number) => boolean): PurposeSet =>
  listed.reduce(
    (set, { purpose }, place) => (holdsFor(purpose, place) ? set | (1 << place) : set),
    noPurposes
  )

/** What of a version fits a recording. */
export const recordingFit = (succession: Succession, match: RecordingMatch): Fit => {
  const { version, purposes } = succession
  const matching = where(purposes, (_, place) => matches(purposes.listed[place]?.when ?? {}, match))
  const periods = (each: PolicyVersion, purpose: Purpose): ReadonlyArray<Period> => {
    const { rules, lacking } = recordingRulesFor(each, match, purpose)
    return periodsOf(lacking ? each.recordings : rules)
  }
  return {
    purposes: matching,
    withoutRule: where(
      purposes,
      (purpose, place) =>
        (matching & purposes.ofRecordings & (1 << place)) !== 0 &&
        recordingRulesFor(version, match, purpose).lacking
    ),
    erasedAfter: noPurposes,
    schedules: schedulesOf(purposes, matching & purposes.ofRecordings, termsFor(succession, periods)),
    otherwise: { purposes: noPurposes, terms: [{ version, periods: periodsOf(version.recordings) }] }
  }
}

/** The purposes whose condition names the direction, or none. */
export const purposesOfDirection = (purposes: Purposes, direction: RecordingMatch['direction']): PurposeSet =>
  where(purposes, (_, place) => holds(purposes.listed[place]?.when.direction, direction))

/** What of a version fits an analysis, of which only the direction counts. */
export const analysisFit = (succession: Succession, direction: RecordingMatch['direction']): Fit => {
  const { version, purposes } = succession
  const matching = purposesOfDirection(purposes, direction) & purposes.ofAnalyses
  const periods = (each: PolicyVersion, purpose: Purpose): ReadonlyArray<Period> => {
    const fitting = analysisRulesFor(each, direction, purpose)
    return periodsOf(fitting.length === 0 ? analysisRules(each) : fitting)
  }
  return {
    purposes: matching,
    withoutRule: noPurposes,
    erasedAfter: where(purposes, purpose =>
      analysisRulesFor(version, direction, purpose).some(({ then }) => then === 'erase')
    ),
    schedules: schedulesOf(purposes, matching, termsFor(succession, periods)),
    otherwise: { purposes: noPurposes, terms: [{ version, periods: periodsOf(analysisRules(version)) }] }
  }
}
