/**
 * On whose behalf and under which agreement a processor is instructed, as the policy states it.
 *
 * @see GDPR art. 28(3)
 */
import type { Policy } from '@samtykke/core'

/** Who is named, and how to reach them. */
export type Party = NonNullable<Policy['controller']>

const stateable = ['controller', 'contact', 'agreement'] as const

/** Who instructs a processor; `null` is not stated. */
export interface InstructingParties {
  readonly controller: Party | null
  /** Whom to ask: the data protection officer, else the controller where it says how it can be reached. */
  readonly contact: Party | null
  /** The name of the processor. */
  readonly processorName: string | null
  /** The reference of the agreement under which it works. */
  readonly agreement: string | null
  /** What of these the policy does not state. */
  readonly missing: ReadonlyArray<(typeof stateable)[number]>
}

const canBeReached = ({ address, email, telephone, url }: Party): boolean =>
  [address, email, telephone, url].some(each => each !== undefined)

export const partiesOf = (
  { controller, dataProtectionOfficer, processors }: Policy,
  processor: string
): InstructingParties => {
  const named = processors?.find(({ id }) => id === processor)
  const own = controller !== undefined && canBeReached(controller) ? controller : null
  const stated = {
    controller: controller ?? null,
    contact: dataProtectionOfficer ?? own,
    agreement: named?.agreement ?? null
  }
  return {
    ...stated,
    processorName: named?.name ?? null,
    missing: stateable.filter(each => stated[each] === null)
  }
}
