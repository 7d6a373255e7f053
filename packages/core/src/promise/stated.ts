/**
 * What a policy says of keeping and purposes, with its defaults filled in, so that two policies can be laid beside each
 * other.
 */
import type { Instant } from '../instant.ts'
import type { Duration, Period } from '../period.ts'
import { duration } from '../literal.ts'
import { ordText } from '../order.ts'
import { noticePurposes } from '../purpose.ts'

export type CustomerType = 'private' | 'business' | 'unknown' | 'several'

/** A call, as far as purposes and rules look at it; without line and type what an analysis without recordings knows. */
export interface Place {
  readonly line: string
  readonly customerType: CustomerType
}

/** The values of which one must be the call's; absent: any. */
export interface When {
  readonly direction?: ReadonlyArray<string>
  readonly line?: ReadonlyArray<string>
  readonly customerType?: ReadonlyArray<string>
}

export interface StatedPurpose {
  readonly purpose: string
  readonly of: 'recording' | 'analysis'
  readonly basis: string
  readonly declared: ReadonlyArray<string>
  readonly when: When
  readonly requiresRecording: boolean
}

export interface StatedRule {
  /** Its name, or of an analysis its place in the version. */
  readonly rule: string
  readonly when: When
  readonly purposes: ReadonlyArray<string> | undefined
  readonly keep: Period
  readonly then?: 'anonymise' | 'erase'
}

export interface StatedVersion {
  readonly version: string
  readonly effectiveFrom: Instant
  readonly purposes: ReadonlyArray<StatedPurpose>
  readonly recordings: ReadonlyArray<StatedRule>
  readonly analyses: ReadonlyArray<StatedRule>
  readonly analysisDirections: ReadonlyArray<string>
}

/** What holds for every version. */
export interface StatedPolicy {
  readonly timeZone: string
  readonly versions: ReadonlyArray<StatedVersion>
  readonly allowedRegions: ReadonlyArray<string>
  readonly allowedFeatures: ReadonlyArray<string>
  readonly consentMethods: Readonly<Record<string, ReadonlyArray<string>>>
  readonly spokenConsentWithin: Duration
  readonly clockTolerance: Duration
  readonly proofPeriod: Period | undefined
}

type OneOrMore = string | ReadonlyArray<string>

interface Filter {
  readonly direction?: OneOrMore
  readonly line?: OneOrMore
  readonly customerType?: OneOrMore
}

interface Purpose {
  readonly purpose: string
  readonly of: 'recording' | 'analysis'
  readonly basis: string
  readonly declared?: ReadonlyArray<string>
  readonly when?: Filter
  readonly requires?: 'recording' | 'nothing'
}

interface RecordingRule extends Filter {
  readonly rule: string
  readonly purposes?: ReadonlyArray<string>
  readonly keep: Period
}

interface AnalysisRule {
  readonly direction?: OneOrMore
  readonly purposes?: ReadonlyArray<string>
  readonly keep: Period
  readonly then: 'anonymise' | 'erase'
}

interface Version {
  readonly version: string
  readonly effectiveFrom: Instant
  readonly recordings: ReadonlyArray<RecordingRule>
  readonly analyses: AnalysisRule | ReadonlyArray<AnalysisRule>
  readonly analysisDirections?: ReadonlyArray<string>
  readonly purposes?: ReadonlyArray<Purpose>
  readonly bases?: { readonly recording: ReadonlyArray<string>; readonly analysis: ReadonlyArray<string> }
}

/** A policy, as far as its promises go. */
export interface Promising {
  readonly timeZone: string
  readonly versions: ReadonlyArray<Version>
  readonly allowedRegions: ReadonlyArray<string>
  readonly allowedFeatures: ReadonlyArray<string>
  readonly consentMethods?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly spokenConsentWithin?: Duration
  readonly clockTolerance: Duration
  readonly proofOfConsent?: { readonly period: Period }
  readonly interests?: ReadonlyArray<{ readonly purposes?: ReadonlyArray<string> }>
}

const list = (values: OneOrMore): ReadonlyArray<string> => (typeof values === 'string' ? [values] : values)

const statedWhen = ({ direction, line, customerType }: Filter): When => ({
  ...(direction !== undefined && { direction: list(direction) }),
  ...(line !== undefined && { line: list(line) }),
  ...(customerType !== undefined && { customerType: list(customerType) })
})

// The notice's four, on consent, declared as the version declares them.
const withBases = ({ bases }: Version): ReadonlyArray<Purpose> =>
  noticePurposes.map(({ purpose, of }) => ({
    ...{ purpose, of, basis: '6(1)(a)' },
    ...(bases && { declared: bases[of] })
  }))

const statedPurpose = ({ purpose, of, basis, declared, when, requires }: Purpose): StatedPurpose => ({
  ...{ purpose, of, basis, declared: declared ?? [basis], when: statedWhen(when ?? {}) },
  requiresRecording: of === 'analysis' && requires !== 'nothing'
})

const statedVersion = (version: Version): StatedVersion => {
  const { analyses } = version
  return {
    version: version.version,
    effectiveFrom: version.effectiveFrom,
    purposes: (version.purposes ?? withBases(version)).map(statedPurpose),
    recordings: version.recordings.map(rule => ({
      ...{ rule: rule.rule, when: statedWhen(rule), purposes: rule.purposes, keep: rule.keep }
    })),
    analyses: ('keep' in analyses ? [analyses] : analyses).map(({ direction, ...rule }, index) => ({
      ...{ rule: `analyses.${index}`, when: statedWhen(direction === undefined ? {} : { direction }) },
      ...{ purposes: rule.purposes, keep: rule.keep, then: rule.then }
    })),
    analysisDirections: version.analysisDirections ?? ['inbound']
  }
}

/** Everything that a policy says of keeping and purposes, its versions the earliest first. */
export const statedPolicy = (policy: Promising): StatedPolicy => ({
  timeZone: policy.timeZone,
  versions: [...policy.versions]
    .sort((a, b) => ordText.compare(a.effectiveFrom, b.effectiveFrom))
    .map(statedVersion),
  allowedRegions: policy.allowedRegions,
  allowedFeatures: policy.allowedFeatures,
  consentMethods: policy.consentMethods ?? { keypress: ['inbound'], spoken: ['outbound'] },
  spokenConsentWithin: policy.spokenConsentWithin ?? duration('PT0S'),
  clockTolerance: policy.clockTolerance,
  proofPeriod: policy.proofOfConsent?.period
})
