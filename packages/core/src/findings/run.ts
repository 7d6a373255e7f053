/**
 * Findings about a run: what its policy leaves open.
 */
import type { Policy } from '../policy.ts'
import type { View } from '../rules.ts'
import { type Finding, findingOfRun } from './finding.ts'

const expected = [
  'controller',
  'dataProtectionOfficer',
  'authority',
  'processors',
  'notices',
  'withdrawalContact',
  'interests',
  'measures'
] as const satisfies ReadonlyArray<keyof Policy>

/**
 * The members of a policy that the record of processing needs and the policy does not state, by their paths:
 * `processors.0.agreement` is that of the first processor.
 *
 * @example
 * import { missingMembers, noticePolicy } from '@samtykke/core'
 *
 * const policy = { ...noticePolicy, processors: [{ id: 'recorder', name: 'Recorder', region: 'DK' }] }
 * const missing = missingMembers(policy)
 * assert.deepStrictEqual(missing.includes('dataProtectionOfficer'), true)
 * assert.deepStrictEqual(missing.includes('processors.0.agreement'), true)
 *
 * @see GDPR art. 30(1)
 */
export const missingMembers = (policy: Policy): ReadonlyArray<string> => [
  ...expected.filter(member => policy[member] === undefined),
  ...(policy.processors ?? []).flatMap((processor, index) => [
    ...(processor.region === undefined ? [`processors.${index}.region`] : []),
    ...(processor.agreement === undefined ? [`processors.${index}.agreement`] : [])
  ]),
  ...(policy.interests ?? []).flatMap((interest, index) =>
    interest.assessment === undefined ? [`interests.${index}.assessment`] : []
  )
]

/**
 * Once a run: the proof period that the policy does not set, and each member that the record misses. They name no call.
 *
 * @example
 * import { compilePolicy, type Instant, noticePolicy, runFindings } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2026-01-01T00:00:00.000Z' as Instant }
 * const [first, second] = runFindings(view)
 * assert.deepStrictEqual([first?.code, second?.code], ['proof-period-unset', 'record-incomplete'])
 * assert.deepStrictEqual(second?.detail, 'the policy does not state dataProtectionOfficer')
 *
 * @see contract, section 4; GDPR art. 5(2), 30(1)
 */
export const runFindings = ({ rules: { policy }, asOf }: View): ReadonlyArray<Finding> => [
  ...(policy.proofOfConsent === undefined
    ? [
        findingOfRun(
          'proof-period-unset',
          asOf,
          'the policy does not say how long the proof of consent is kept'
        )
      ]
    : []),
  ...missingMembers(policy).map(member =>
    findingOfRun('record-incomplete', asOf, `the policy does not state ${member}`)
  )
]
