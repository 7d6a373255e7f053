/**
 * What in a policy is allowed and is hardly meant.
 */
import { createDaysAfter, cycle, type DayAfter } from './calendarCycle.ts'
import {
  analysisRules,
  directions,
  fittingAnalysisRules,
  matches,
  placesOf,
  recordingRules
} from './matching.ts'
import {
  type Promising,
  type StatedPurpose,
  type StatedRule,
  type StatedVersion,
  statedPolicy
} from './stated.ts'

/**
 * - `rule-named-twice`: two rules of a version have one name
 * - `rule-never-decides`: whatever the call and its day, another rule is shorter, or the rule is for no purpose of it
 * - `purpose-without-rule`: no rule of the version is for it, so that the version's shortest period counts
 * - `purpose-dropped`: a later version has it no more; what was kept for it is kept as it was
 * - `interest-without-purpose`: an interest is for a purpose that no version has; told of the latest version
 *
 * @see policies, section 4
 */
export interface PolicyWarning {
  readonly warning:
    | 'rule-named-twice'
    | 'rule-never-decides'
    | 'purpose-without-rule'
    | 'purpose-dropped'
    | 'interest-without-purpose'
  readonly version: string
  /** The rule, or the purpose. */
  readonly name: string
}

type Choices = ReadonlyArray<ReadonlyArray<StatedRule>>

/** Every set of rules of which the shortest counts for some call and purpose. */
const choicesOf = (version: StatedVersion): Choices => {
  const places = placesOf([version])
  const ofRecording = (purpose: StatedPurpose, direction: string): Choices =>
    places
      .filter(place => matches(purpose.when, direction, place))
      .map(place => recordingRules(version, purpose, direction, place))
  return version.purposes.flatMap(purpose =>
    directions.flatMap(direction => {
      if (purpose.of === 'recording') return ofRecording(purpose, direction)
      const isAnalysed = version.analysisDirections.includes(direction) && matches(purpose.when, direction)
      return isAnalysed ? [analysisRules(version, purpose, direction)] : []
    })
  )
}

/** Whether a period is the shortest of several on some day. */
const isShortestOnce = (itself: DayAfter, others: ReadonlyArray<DayAfter>): boolean => {
  for (let day = 0; day < cycle; day += 1) {
    const end = itself(day)
    if (others.every(other => end <= other(day))) return true
  }
  return false
}

const neverDeciding = (version: StatedVersion): ReadonlyArray<string> => {
  const daysAfter = createDaysAfter()
  const known = new Map<string, boolean>()
  const decidesAmong = (rule: StatedRule, rules: ReadonlyArray<StatedRule>): boolean => {
    const keeps = [...new Set(rules.map(({ keep }) => keep))].sort()
    const key = [rule.keep, ...keeps].join(' ')
    const found = known.get(key) ?? isShortestOnce(daysAfter(rule.keep), keeps.map(daysAfter))
    known.set(key, found)
    return found
  }
  const choices = choicesOf(version)
  // A version has to say something of analyses, also where it has none.
  const isAnalysed = version.purposes.some(({ of }) => of === 'analysis')
  return [...version.recordings, ...(isAnalysed ? version.analyses : [])]
    .filter(rule => !choices.some(rules => rules.includes(rule) && decidesAmong(rule, rules)))
    .map(({ rule }) => rule)
}

const withoutRule = (version: StatedVersion): ReadonlyArray<string> => {
  const places = placesOf([version])
  const isKept = (purpose: StatedPurpose): boolean =>
    directions.some(direction =>
      purpose.of === 'analysis'
        ? fittingAnalysisRules(version, purpose, direction).length > 0
        : places.some(
            place =>
              matches(purpose.when, direction, place) &&
              version.recordings.some(
                rule =>
                  matches(rule.when, direction, place) && (rule.purposes?.includes(purpose.purpose) ?? true)
              )
          )
    )
  return version.purposes.filter(purpose => !isKept(purpose)).map(({ purpose }) => purpose)
}

const namedTwice = ({ recordings }: StatedVersion): ReadonlyArray<string> => {
  const names = recordings.map(({ rule }) => rule)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

const dropped = (version: StatedVersion, before: StatedVersion | undefined): ReadonlyArray<string> =>
  (before?.purposes ?? [])
    .filter(({ purpose }) => !version.purposes.some(each => each.purpose === purpose))
    .map(({ purpose }) => purpose)

/** The purposes of interests that no version has. */
const unknownToAll = (
  { interests = [] }: Promising,
  versions: ReadonlyArray<StatedVersion>
): ReadonlyArray<string> => {
  const known = new Set(versions.flatMap(({ purposes }) => purposes.map(({ purpose }) => purpose)))
  const named = new Set(interests.flatMap(({ purposes = [] }) => purposes))
  return [...named].filter(purpose => !known.has(purpose))
}

/**
 * What a policy is better asked about, version by version.
 *
 * @example
 * import { identifier, noticePolicy, period, policyWarnings } from '@samtykke/core'
 *
 * assert.deepStrictEqual(policyWarnings(noticePolicy), [])
 * const versions = noticePolicy.versions.map(version => ({
 *   ...version,
 *   recordings: [
 *     ...version.recordings,
 *     { ...version.recordings[0]!, rule: identifier('too-long'), keep: period('P2Y') }
 *   ]
 * }))
 * assert.deepStrictEqual(policyWarnings({ ...noticePolicy, versions }), [
 *   { warning: 'rule-never-decides', version: '1', name: 'too-long' }
 * ])
 *
 * @see policies, section 4
 */
export const policyWarnings = (policy: Promising): ReadonlyArray<PolicyWarning> => {
  const { versions } = statedPolicy(policy)
  return versions.flatMap((version, index) => {
    const warn = (warning: PolicyWarning['warning'], names: ReadonlyArray<string>): PolicyWarning[] =>
      names.map(name => ({ warning, version: version.version, name }))
    return [
      ...warn('rule-named-twice', namedTwice(version)),
      ...warn('rule-never-decides', neverDeciding(version)),
      ...warn('purpose-without-rule', withoutRule(version)),
      ...warn('purpose-dropped', dropped(version, versions[index - 1])),
      ...(index === versions.length - 1
        ? warn('interest-without-purpose', unknownToAll(policy, versions))
        : [])
    ]
  })
}
