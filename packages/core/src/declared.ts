/**
 * What a version of a policy declares, with what is meant where it says nothing: its purposes, its rules for analyses, the
 * directions of calls that are analysed. Apart from the codec of policies, which those who are given one need not load.
 *
 * @see policies, section 2
 */
import type { LegalBasis } from './legalBasis.ts'
import type { AnalysisRule, Condition, PolicyVersion } from './policyVersion.ts'
import { noticePurposes, type Purpose } from './purpose.ts'

/** A purpose of a version, with what is said where the policy leaves it out. */
export interface DeclaredPurpose {
  readonly purpose: Purpose
  readonly of: 'recording' | 'analysis'
  /** The legal basis relied on. */
  readonly basis: LegalBasis
  /** The legal bases that the notice states. */
  readonly declared: ReadonlyArray<LegalBasis>
  readonly when: Condition
  /** Whether it stands only where a purpose of recordings stands. */
  readonly requiresRecording: boolean
  /** By language. */
  readonly text: Readonly<Record<string, string>>
  readonly source?: string
}

const onlyConsent: ReadonlyArray<LegalBasis> = ['6(1)(a)']

/**
 * The purposes of a version, in the policy's order; where it names none, those of the notice, on consent.
 *
 * @example
 * import { declaredPurposes, noticePolicy } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   noticePolicy.versions.flatMap(declaredPurposes).map(({ purpose, basis }) => [purpose, basis])[0],
 *   ['quality-assurance', '6(1)(a)']
 * )
 *
 * @see policies, section 2; GDPR art. 5(1)(b), 6(1)
 */
export const declaredPurposes = ({ purposes, bases }: PolicyVersion): ReadonlyArray<DeclaredPurpose> =>
  purposes === undefined
    ? noticePurposes.map(({ purpose, of }) => ({
        purpose,
        of,
        basis: '6(1)(a)',
        declared: bases?.[of] ?? onlyConsent,
        when: {},
        requiresRecording: of === 'analysis',
        text: {}
      }))
    : purposes.map(({ purpose, of, basis, declared, when, requires, text, source }) => ({
        purpose,
        of,
        basis,
        declared: declared ?? [basis],
        when: when ?? {},
        requiresRecording: of === 'analysis' && requires !== 'nothing',
        text: text ?? {},
        ...(source !== undefined && { source })
      }))

/**
 * The rules for analyses of a version.
 *
 * @example
 * import { analysisRules, noticePolicy } from '@samtykke/core'
 *
 * assert.deepStrictEqual(noticePolicy.versions.flatMap(analysisRules).map(({ keep, then }) => [keep, then]), [
 *   ['P3M', 'anonymise']
 * ])
 */
export const analysisRules = ({ analyses }: PolicyVersion): ReadonlyArray<AnalysisRule> =>
  'keep' in analyses ? [analyses] : analyses

const inboundOnly: ReadonlyArray<'inbound' | 'outbound'> = ['inbound']

/**
 * The directions of calls whose voices may be analysed.
 *
 * @example
 * import { analysisDirections, noticePolicy } from '@samtykke/core'
 *
 * assert.deepStrictEqual(noticePolicy.versions.flatMap(analysisDirections), ['inbound'])
 */
export const analysisDirections = ({
  analysisDirections: stated
}: PolicyVersion): ReadonlyArray<'inbound' | 'outbound'> => stated ?? inboundOnly
