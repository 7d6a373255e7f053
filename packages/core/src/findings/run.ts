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
 * The members of a policy that the record of processing needs and the policy does not state.
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

/** Once a run: the proof period that the policy does not set, and each member that the record misses. */
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
