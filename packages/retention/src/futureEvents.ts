/**
 * Events that are recorded and have not happened: their clock is ahead of this one.
 */
import { type CallHistory, epochMilliseconds, type Instant, recordedAt } from '@samtykke/core'

const toleratedClaim = 5 * 60_000

/**
 * When the next of them happens: what claims more than 5 minutes counts from when it was recorded, and what cannot be
 * read too.
 *
 * @see contract, section 2, "A claim from the future"
 */
export const nextFutureEventAt = ({ events, faults }: CallHistory, asOf: Instant): Instant | undefined => {
  let next: Instant | undefined
  const consider = (happens: Instant): void => {
    if (happens > asOf && (next === undefined || happens < next)) next = happens
  }
  for (const event of events) {
    const known = recordedAt(event)
    const claim = epochMilliseconds(event.occurredAt) - epochMilliseconds(known)
    consider(claim > toleratedClaim ? known : event.occurredAt)
  }
  for (const fault of faults) if (fault._tag !== 'bad-line') consider(fault.recordedAt)
  return next
}
