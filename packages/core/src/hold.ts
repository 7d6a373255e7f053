/**
 * Holds for legal claims: they suspend erasure while they are in force, and on release the old date returns.
 *
 * @see GDPR art. 17(3)(e), 18
 */
import type { Event, EventOf } from './event.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import { firsts, none, ofType } from './select.ts'

/** A hold on a call. */
export interface Hold {
  readonly holdId: Identifier
  readonly placed: EventOf<'hold-placed'>
  /** Of the latest placing or review. */
  readonly latest: EventOf<'hold-placed'> | EventOf<'hold-reviewed'>
  /** In order; the first ends the hold, also where it came before the placing. */
  readonly releases: ReadonlyArray<EventOf<'hold-released'>>
}

const latestOf = (events: ReadonlyArray<Event>, placed: EventOf<'hold-placed'>): Hold['latest'] => {
  let latest: Hold['latest'] = placed
  for (const event of events) {
    if (event === placed || (event.type === 'hold-reviewed' && event.holdId === placed.holdId)) latest = event
  }
  return latest
}

/** The holds among the events of a call. */
export const holdsOf = (events: ReadonlyArray<Event>): ReadonlyArray<Hold> => {
  const placings = ofType(events, 'hold-placed')
  if (placings.length === 0) return none
  const releases = ofType(events, 'hold-released')
  return firsts(placings, placed => placed.holdId).map(placed => ({
    holdId: placed.holdId,
    placed,
    latest: latestOf(events, placed),
    releases: releases.filter(release => release.holdId === placed.holdId)
  }))
}

/**
 * Whether a hold is in force: placed at or before the instant, and not released at or before it.
 *
 * @example
 * import { type Hold, instant, isInForce } from '@samtykke/core'
 *
 * const hold = {
 *   placed: { occurredAt: '2025-09-01T08:00:00.000Z' },
 *   releases: [{ occurredAt: '2025-10-01T08:00:00.000Z' }]
 * } as unknown as Hold
 * assert.deepStrictEqual(isInForce(hold, instant('2025-09-01T08:00:00.000Z')), true)
 * assert.deepStrictEqual(isInForce(hold, instant('2025-10-01T08:00:00.000Z')), false)
 *
 * @see contract, section 3, "Holds in force"
 */
export const isInForce = (hold: Hold, instant: Instant): boolean => {
  if (hold.placed.occurredAt > instant) return false
  const release = hold.releases[0]
  return release === undefined || release.occurredAt > instant
}

/**
 * Whether a hold, while it is in force, takes a ground of this rule out: one that suspends `all` takes every ground out,
 * one that suspends `expiry` only that.
 *
 * @param rule the ground's
 *
 * @example
 * import { type Hold, takesOut } from '@samtykke/core'
 *
 * const hold = { placed: { suspends: 'expiry' } } as Hold
 * assert.deepStrictEqual(takesOut(hold, 'expiry'), true)
 * assert.deepStrictEqual(takesOut(hold, 'withdrawal'), false)
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const takesOut = (hold: Hold, rule: string): boolean =>
  hold.placed.suspends === 'all' || rule === 'expiry'

/**
 * The holds in force at an instant, in their order.
 *
 * @example
 * import { type Hold, holdsInForce, instant } from '@samtykke/core'
 *
 * const hold = { placed: { occurredAt: '2025-09-01T08:00:00.000Z' }, releases: [] } as unknown as Hold
 * assert.deepStrictEqual(holdsInForce([hold], instant('2025-08-31T08:00:00.000Z')), [])
 * assert.deepStrictEqual(holdsInForce([hold], instant('2025-09-02T08:00:00.000Z')), [hold])
 *
 * @see contract, section 3, "Holds in force"
 */
export const holdsInForce = (holds: ReadonlyArray<Hold>, instant: Instant): ReadonlyArray<Hold> =>
  holds.length === 0 ? holds : holds.filter(hold => isInForce(hold, instant))
