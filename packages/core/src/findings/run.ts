/**
 * Findings about a run: what its policy leaves open.
 */
import type { Policy } from '../policy.ts'
import { declaredPurposes } from '../declared.ts'
import type { View } from '../rules.ts'
import { type Finding, findingOfRun, withSeverityOf } from './finding.ts'

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

const isStated = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Interests are to be named only by a policy that declares them as a basis. */
const declaresInterests = ({ versions }: Policy): boolean =>
  versions.some(version =>
    declaredPurposes(version).some(({ basis, declared }) => [basis, ...declared].includes('6(1)(f)'))
  )

/** The parts that items of a list do not state, by their paths. */
const missingWithin = <A>(
  list: string,
  items: ReadonlyArray<A> | undefined,
  parts: ReadonlyArray<keyof A & string>
): ReadonlyArray<string> =>
  (items ?? []).flatMap((item, index) =>
    parts.filter(part => item[part] === undefined).map(part => `${list}.${index}.${part}`)
  )

/**
 * The members of a policy that records need and the policy does not state, by their paths: `processors.0.agreement` is
 * that of the first processor. An empty list states nothing. `interests` are asked for where a version declares
 * art. 6(1)(f); a policy without `proofOfConsent` is told so by `proof-period-unset`.
 *
 * @example
 * import { missingMembers, noticePolicy } from '@samtykke/core'
 *
 * const policy = { ...noticePolicy, processors: [{ id: 'recorder', name: 'Recorder', region: 'DK' }] }
 * const missing = missingMembers(policy)
 * assert.deepStrictEqual(missing.includes('dataProtectionOfficer'), true)
 * assert.deepStrictEqual(missing.includes('processors.0.agreement'), true)
 *
 * @see contract, section 4, `record-incomplete`; GDPR art. 7(1), 13(1), 30(1)
 */
export const missingMembers = (policy: Policy): ReadonlyArray<string> => [
  ...expected.filter(
    member => !isStated(policy[member]) && (member !== 'interests' || declaresInterests(policy))
  ),
  ...missingWithin('processors', policy.processors, ['region', 'agreement']),
  ...missingWithin('notices', policy.notices, ['url', 'sha256']),
  ...missingWithin('interests', policy.interests, ['assessment']),
  ...(policy.proofOfConsent !== undefined && policy.proofOfConsent.basis === undefined
    ? ['proofOfConsent.basis']
    : [])
]

/**
 * Once a run: the proof period that the policy does not set, and each member that the record misses. They name no call.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy, runFindings } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [first, second] = runFindings(view)
 * assert.deepStrictEqual([first?.code, second?.code], ['proof-period-unset', 'record-incomplete'])
 * assert.deepStrictEqual(second?.detail, 'the policy does not state dataProtectionOfficer')
 *
 * @see contract, section 4; GDPR art. 5(2), 30(1)
 */
export const runFindings = ({ rules: { policy }, asOf }: View): ReadonlyArray<Finding> =>
  [
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
  ].map(withSeverityOf(policy))
