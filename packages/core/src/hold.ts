/**
 * Holds for legal claims: they suspend erasure while they are in force, and on release the old date returns.
 *
 * @see GDPR art. 17(3)(e), 18
 */
import type { Event, EventOf } from './event.ts'
import { ordEvent } from './eventOrder.ts'
import type { EventsByType } from './eventsByType.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import { eventsById, finderBy, firsts, mapped, none } from './select.ts'

/** A hold on a call. */
export interface Hold {
  readonly holdId: Identifier
  readonly placed: EventOf<'hold-placed'>
  /** Of the latest placing or review. */
  readonly latest: EventOf<'hold-placed'> | EventOf<'hold-reviewed'>
  /** In order; the first ends the hold, also where it came before the placing. */
  readonly releases: ReadonlyArray<EventOf<'hold-released'>>
}

/** From when to when a hold is in force. */
export interface HoldTimes {
  readonly placed: Pick<Event, 'occurredAt'>
  readonly releases: ReadonlyArray<Pick<Event, 'occurredAt'>>
}

/** Which grounds a hold suspends. */
export interface HoldScope {
  readonly placed: Pick<EventOf<'hold-placed'>, 'suspends'>
}

type Placed = EventOf<'hold-placed'>

/** A review before the placing changes nothing. */
const latestOf = (placed: Placed, reviews: ReadonlyArray<EventOf<'hold-reviewed'>>): Hold['latest'] => {
  const last = reviews[reviews.length - 1]
  return last !== undefined && ordEvent.compare(placed, last) < 0 ? last : placed
}

const reviewsOf = eventsById((review: EventOf<'hold-reviewed'>) => review.holdId)
const releasesOf = eventsById((release: EventOf<'hold-released'>) => release.holdId)

/** The holds among the events of a call. */
export const holdsOf = ({ placed, reviewed, released }: EventsByType): ReadonlyArray<Hold> => {
  if (placed.length === 0) return none
  return mapped(
    firsts(placed, each => each.holdId),
    each => ({
      holdId: each.holdId,
      placed: each,
      latest: latestOf(each, reviewsOf(reviewed, each.holdId)),
      releases: releasesOf(released, each.holdId)
    })
  )
}

/**
 * Whether a hold is in force: placed at or before the instant, and not released at or before it.
 *
 * @example
 * import { instant, isInForce } from '@samtykke/core'
 *
 * const [placed, released] = [instant('2025-09-01T08:00:00.000Z'), instant('2025-10-01T08:00:00.000Z')]
 * const hold = { placed: { occurredAt: placed }, releases: [{ occurredAt: released }] }
 * assert.deepStrictEqual(isInForce(hold, placed), true)
 * assert.deepStrictEqual(isInForce(hold, released), false)
 *
 * @see contract, section 3, "Holds in force"
 */
export const isInForce = (hold: HoldTimes, instant: Instant): boolean => {
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
 * import { takesOut } from '@samtykke/core'
 *
 * const hold = { placed: { suspends: 'expiry' } } as const
 * assert.deepStrictEqual(takesOut(hold, 'expiry'), true)
 * assert.deepStrictEqual(takesOut(hold, 'withdrawal'), false)
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const takesOut = (hold: HoldScope, rule: string): boolean =>
  hold.placed.suspends === 'all' || rule === 'expiry'

/**
 * The hold of an id; `undefined` where none of them has it, and where no id is given.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { holdOf } from '@samtykke/core/lookups'
 *
 * const hold = { holdId: identifier('hold-1') }
 * assert.deepStrictEqual(holdOf([hold], 'hold-1'), hold)
 * assert.deepStrictEqual(holdOf([hold], 'hold-2'), undefined)
 */
export const holdOf = finderBy(({ holdId }: Pick<Hold, 'holdId'>) => holdId)
