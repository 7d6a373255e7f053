/**
 * What a member of a policy is called in Danish, and where it would stand.
 */
import { policyMemberName } from '@samtykke/audit/render'

/** `authority` as `tilsynsmyndigheden (authority)`; a member without a name as it is. */
export const policyMemberText = (member: string): string => {
  const { da } = policyMemberName(member)
  return da.includes(member) ? member : `${da} (${member})`
}
