// Contract 4, `record-incomplete`: what the record of processing needs of a policy.
import type { PlainPolicy } from './plain.ts'
import { declaredOf, purposesOf } from './purposes.ts'

type Items = readonly Record<string, unknown>[]

// "an empty list is not stated"
const isStated = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

/** The parts of each item of a list that are not stated, by their paths. */
const within = (policy: PlainPolicy, list: string, parts: readonly string[]): string[] =>
  ((policy[list] as Items | undefined) ?? []).flatMap((item, index) =>
    parts.filter(part => !isStated(item[part])).map(part => `${list}.${index}.${part}`)
  )

export const missingFrom = (policy: PlainPolicy): string[] => {
  const members = [
    ...['controller', 'dataProtectionOfficer', 'authority', 'withdrawalContact', 'measures'],
    ...['processors', 'notices']
  ]
  // An interest is relied on only where a basis is.
  const restsOnInterests = policy.versions.some(version =>
    purposesOf(version).some(purpose => declaredOf(purpose).includes('6(1)(f)'))
  )
  return [
    ...[...members, ...(restsOnInterests ? ['interests'] : [])].filter(member => !isStated(policy[member])),
    ...within(policy, 'processors', ['region', 'agreement']),
    ...within(policy, 'notices', ['url', 'sha256']),
    ...within(policy, 'interests', ['assessment']),
    // Where there is no `proofOfConsent` at all, `proof-period-unset` says so.
    ...(policy.proofOfConsent !== undefined && !isStated(policy.proofOfConsent.basis)
      ? ['proofOfConsent.basis']
      : [])
  ]
}
