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
 * What a person must be told and the policy does not state. Of a processor it is the name: `processor` with its id.
 */
export type Missing =
  | { readonly member: 'controller' | 'contact' | 'authority' }
  | { readonly member: 'processor'; readonly id: string }

/** Ways to reach a party, in the order in which they are written. */
export const waysTo = ({ address, email, telephone, url }: Party): ReadonlyArray<string> =>
  [address, email, telephone, url].flatMap(way => way ?? [])

/** Where a person turns to: the data protection officer, the address for withdrawals, or the controller. */
export const contactOf = ({
  dataProtectionOfficer,
  withdrawalContact,
  controller
}: Policy): string | undefined => {
  const officer = dataProtectionOfficer === undefined ? [] : waysTo(dataProtectionOfficer)
  if (dataProtectionOfficer !== undefined && officer.length > 0)
    return [dataProtectionOfficer.name, ...officer].join(', ')
  if (withdrawalContact !== undefined) return withdrawalContact
  const ways = controller === undefined ? [] : waysTo(controller)
  return ways.length === 0 ? undefined : ways.join(', ')
}

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
export const missingFor = (policy: Policy, processors: ReadonlyArray<string>): ReadonlyArray<Missing> => [
  ...(policy.controller === undefined ? [{ member: 'controller' } as const] : []),
  ...(contactOf(policy) === undefined ? [{ member: 'contact' } as const] : []),
  ...(policy.authority === undefined ? [{ member: 'authority' } as const] : []),
  ...processors.flatMap(id =>
    processorName(policy, id) === undefined ? [{ member: 'processor', id } as const] : []
  )
]
