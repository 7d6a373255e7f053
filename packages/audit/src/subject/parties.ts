/**
 * Who answers for the data, whom to ask and where to complain: what a person must be told, and what a policy leaves out of
 * it.
 *
 * @see GDPR art. 12(4), 13(1)(a), 15(1)(c), 15(1)(f)
 */
import type { Policy } from '@samtykke/core'

/** Somebody who is named in a policy. */
export type Party = NonNullable<Policy['controller']>

/**
 * What a person must be told and the policy does not state: who answers for the data, its address and how else to reach it,
 * and where to complain. Of a processor it is the name: `processor` with its id.
 */
export type Missing =
  | { readonly member: 'controller' | 'address' | 'contact' | 'authority' }
  | { readonly member: 'processor'; readonly id: string }

/** Ways to reach a party, in the order in which they are written. */
export const waysTo = ({ address, email, telephone, url }: Party): ReadonlyArray<string> =>
  [address, email, telephone, url].flatMap(way => way ?? [])

/** Where a person turns to: the data protection officer, or the controller. */
export const contactOf = ({ dataProtectionOfficer, controller }: Policy): string | undefined => {
  const officer = dataProtectionOfficer === undefined ? [] : waysTo(dataProtectionOfficer)
  if (dataProtectionOfficer !== undefined && officer.length > 0)
    return [dataProtectionOfficer.name, ...officer].join(', ')
  const ways = controller === undefined ? [] : waysTo(controller)
  return ways.length === 0 ? undefined : ways.join(', ')
}

/** Where consent is withdrawn. */
export const withdrawalContactOf = (policy: Policy): string | undefined =>
  policy.withdrawalContact ?? contactOf(policy)

/** The party with the ways to reach it, in one line. */
export const partyLine = (party: Party): string => [party.name, ...waysTo(party)].join(', ')

/** A processor's name, where the policy states it. */
export const processorName = ({ processors }: Policy, id: string): string | undefined =>
  processors?.find(each => each.id === id)?.name

/**
 * What a person who is told of these processors would not be told.
 *
 * @param processors the ids of those that hold or held something of the person
 */
export const missingFor = (policy: Policy, processors: ReadonlyArray<string>): ReadonlyArray<Missing> => {
  const { controller, authority } = policy
  const { address, email, telephone, url } = controller ?? {}
  const parts = {
    controller: controller !== undefined,
    address: controller === undefined || address !== undefined,
    contact: controller === undefined || [email, telephone, url].some(way => way !== undefined),
    authority: authority !== undefined
  }
  return [
    ...(Object.keys(parts) as ReadonlyArray<keyof typeof parts>).flatMap(member =>
      parts[member] ? [] : [{ member }]
    ),
    ...processors.flatMap(id =>
      processorName(policy, id) === undefined ? [{ member: 'processor', id } as const] : []
    )
  ]
}
