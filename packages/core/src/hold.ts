/**
 * Holds for legal claims: they suspend erasure while they are in force, and on release the old date returns.
 *
 * @see GDPR art. 17(3)(e), 18
 */
import type { EventOf } from './event.ts'
import type { Instant } from './instant.ts'

/** A hold on a call. */
export interface Hold {
  readonly holdId: string
  readonly placed: EventOf<'hold-placed'>
  /** Of the latest placing or review. */
  readonly latest: EventOf<'hold-placed'> | EventOf<'hold-reviewed'>
  /** In order; the first ends the hold, also where it came before the placing. */
  readonly releases: ReadonlyArray<EventOf<'hold-released'>>
}

/** Placed at or before the instant, and not released at or before it. */
export const isInForce = (hold: Hold, instant: Instant): boolean => {
  if (hold.placed.occurredAt > instant) return false
  const release = hold.releases[0]
  return release === undefined || release.occurredAt > instant
}

/** Whether a hold of this kind takes out a ground of this rule. */
export const takesOut = (hold: Hold, rule: string): boolean =>
  hold.placed.suspends === 'all' || rule === 'expiry'

/** The holds in force at an instant. */
export const holdsInForce = (holds: ReadonlyArray<Hold>, instant: Instant): ReadonlyArray<Hold> =>
  holds.length === 0 ? holds : holds.filter(hold => isInForce(hold, instant))
