/**
 * A person or company that a policy names.
 */
import type { Policy } from '@samtykke/core'

type Party = NonNullable<Policy['controller']>

/** Its name, and how it can be reached. */
export const partyText = ({ name, address, email, telephone, url }: Party): string =>
  [name, address, email, telephone, url].filter(each => each !== undefined).join(', ')
