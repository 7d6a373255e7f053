/**
 * Which of the holds of a call are in force at an instant, and what they suspend then.
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
import type { Ground } from './ground.ts'
import { type HoldScope, type HoldTimes, isInForce } from './hold.ts'
import type { Instant } from './instant.ts'
import { lastingAt, type Span } from './lasting.ts'
import { once } from './once.ts'
import { countAtFront, few, those } from './select.ts'

/** When a hold is in force, and what it suspends then. */
type Suspension = HoldTimes & HoldScope

const spansOf = once((holds: ReadonlyArray<HoldTimes>) =>
  lastingAt(
    holds.map(({ placed, releases }, place) => ({
      from: placed.occurredAt,
      until: releases[0]?.occurredAt,
      place
    }))
  )
)

/**
 * The holds in force at an instant, in their order.
 *
 * @param holds those of a call, by their placing
 *
 * @example
 * import { holdsInForce, instant } from '@samtykke/core'
 *
 * const hold = { placed: { occurredAt: instant('2025-09-01T08:00:00.000Z') }, releases: [] }
 * assert.deepStrictEqual(holdsInForce([hold], instant('2025-08-31T08:00:00.000Z')), [])
 * assert.deepStrictEqual(holdsInForce([hold], instant('2025-09-02T08:00:00.000Z')), [hold])
 *
 * @see contract, section 3, "Holds in force"
 */
export const holdsInForce = <H extends HoldTimes>(
  holds: ReadonlyArray<H>,
  instant: Instant
): ReadonlyArray<H> => {
  if (holds.length === 0) return holds
  return holds.length <= few
    ? those(holds, hold => isInForce(hold, instant))
    : Array.from(spansOf(holds)(instant), ({ place }) => holds[place] as H)
}

/**
 * The first of the holds in force at an instant; `undefined` where none is.
 *
 * @param holds those of a call, by their placing
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { firstInForce } from '@samtykke/core/lookups'
 *
 * const hold = { placed: { occurredAt: instant('2025-09-01T08:00:00.000Z') }, releases: [] }
 * assert.deepStrictEqual(firstInForce([hold], instant('2025-09-02T08:00:00.000Z')), hold)
 * assert.deepStrictEqual(firstInForce([hold], instant('2025-08-31T08:00:00.000Z')), undefined)
 *
 * @see contract, section 3, "Holds in force"
 */
export const firstInForce = <H extends HoldTimes>(
  holds: ReadonlyArray<H>,
  instant: Instant
): H | undefined => {
  if (holds.length <= few) return holds.find(hold => isInForce(hold, instant))
  for (const { place } of spansOf(holds)(instant)) return holds[place]
  return undefined
}

const takingAllOut = once(<H extends HoldScope>(holds: ReadonlyArray<H>) =>
  holds.filter(({ placed }) => placed.suspends === 'all')
) as <H extends HoldScope>(holds: ReadonlyArray<H>) => ReadonlyArray<H>

/**
 * Those of the holds that take out grounds of a rule while they are in force, in their order: of the end of the period
 * all, of any other ground those that suspend `all`.
 *
 * @param rule the grounds'
 *
 * @example
 * import { takingOut } from '@samtykke/core/lookups'
 *
 * const hold = { placed: { suspends: 'expiry' } } as const
 * assert.deepStrictEqual(takingOut([hold], 'expiry'), [hold])
 * assert.deepStrictEqual(takingOut([hold], 'withdrawal'), [])
 *
 * @see `takesOut`; contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const takingOut = <H extends HoldScope>(holds: ReadonlyArray<H>, rule: string): ReadonlyArray<H> =>
  holds.length === 0 || rule === 'expiry' ? holds : takingAllOut(holds)

/**
 * The grounds that no hold takes out, in their order.
 *
 * @param holds those in force
 *
 * @example
 * import { groundsLeft } from '@samtykke/core'
 *
 * const [withdrawal, expiry] = [{ rule: 'withdrawal' }, { rule: 'expiry' }] as const
 * const hold = { placed: { suspends: 'expiry' } } as const
 * assert.deepStrictEqual(groundsLeft([withdrawal, expiry], [hold]), [withdrawal])
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const groundsLeft = <G extends Pick<Ground, 'rule'>>(
  grounds: ReadonlyArray<G>,
  holds: ReadonlyArray<HoldScope>
): ReadonlyArray<G> =>
  holds.length === 0 ? grounds : those(grounds, ({ rule }) => takingOut(holds, rule).length === 0)

/**
 * The grounds that no hold takes out that is in force at an instant, in their order.
 *
 * @param holds those of a call, by their placing
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { groundsLeftAt } from '@samtykke/core/lookups'
 *
 * const [withdrawal, expiry] = [{ rule: 'withdrawal' }, { rule: 'expiry' }] as const
 * const placed = { occurredAt: instant('2025-09-01T08:00:00.000Z'), suspends: 'expiry' } as const
 * const left = groundsLeftAt([withdrawal, expiry], [{ placed, releases: [] }], placed.occurredAt)
 * assert.deepStrictEqual(left, [withdrawal])
 *
 * @see `groundsLeft`; contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const groundsLeftAt = <G extends Pick<Ground, 'rule'>>(
  grounds: ReadonlyArray<G>,
  holds: ReadonlyArray<Suspension>,
  instant: Instant
): ReadonlyArray<G> =>
  holds.length === 0
    ? grounds
    : grounds.filter(({ rule }) => firstInForce(takingOut(holds, rule), instant) === undefined)

/** The releases of holds that had been in force, in order. */
const releasesOf = once((holds: ReadonlyArray<HoldTimes>) =>
  holds
    .flatMap(({ placed, releases: [release] }) =>
      release !== undefined && placed.occurredAt < release.occurredAt ? [release.occurredAt] : []
    )
    .sort()
)

/** When at or before an instant a hold was last released that had been in force. */
export const lastReleaseBy = (holds: ReadonlyArray<HoldTimes>, instant: Instant): Instant | undefined => {
  if (holds.length === 0) return undefined
  const releases = releasesOf(holds)
  return releases[countAtFront(releases, release => release <= instant) - 1]
}

/** The times through which some hold is in force, apart from each other and in order. */
const heldTimes = once(
  (holds: ReadonlyArray<HoldTimes>): ReadonlyArray<Span & { readonly from: Instant }> => {
    const times: Array<{ readonly from: Instant; until: Instant | undefined }> = []
    for (const { placed, releases } of holds) {
      const [from, until] = [placed.occurredAt, releases[0]?.occurredAt]
      if (until !== undefined && until <= from) continue
      const last = times[times.length - 1]
      if (last === undefined || (last.until !== undefined && last.until < from)) times.push({ from, until })
      else if (last.until !== undefined && (until === undefined || until > last.until)) last.until = until
    }
    return times
  }
)

/**
 * The first instant, from one on, at which no hold is in force that takes out grounds of a rule; `undefined` where from
 * then on there is always one.
 *
 * @param holds those of a call, by their placing
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { freeFrom } from '@samtykke/core/lookups'
 *
 * const placed = { occurredAt: instant('2025-09-01T08:00:00.000Z'), suspends: 'expiry' } as const
 * const released = { occurredAt: instant('2025-10-01T08:00:00.000Z') }
 * const during = instant('2025-09-15T08:00:00.000Z')
 * assert.deepStrictEqual(freeFrom([{ placed, releases: [released] }], 'expiry', during), released.occurredAt)
 * assert.deepStrictEqual(freeFrom([{ placed, releases: [released] }], 'withdrawal', during), during)
 * assert.deepStrictEqual(freeFrom([{ placed, releases: [] }], 'expiry', during), undefined)
 *
 * @see contract, section 3, "Holds in force"
 */
export const freeFrom = (
  holds: ReadonlyArray<Suspension>,
  rule: string,
  instant: Instant
): Instant | undefined => {
  const times = heldTimes(takingOut(holds, rule))
  const last = times[countAtFront(times, ({ from }) => from <= instant) - 1]
  return last === undefined || (last.until !== undefined && last.until <= instant) ? instant : last.until
}

/**
 * The instants at which holds begin to take out grounds of a rule, and at which they cease, in order; none where one hold
 * only takes over from another.
 *
 * @param holds those of a call, by their placing
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { suspensionChanges } from '@samtykke/core/lookups'
 *
 * const placed = { occurredAt: instant('2025-09-01T08:00:00.000Z'), suspends: 'expiry' } as const
 * const released = { occurredAt: instant('2025-10-01T08:00:00.000Z') }
 * const holds = [{ placed, releases: [released] }]
 * assert.deepStrictEqual(suspensionChanges(holds, 'expiry'), [placed.occurredAt, released.occurredAt])
 * assert.deepStrictEqual(suspensionChanges(holds, 'withdrawal'), [])
 *
 * @see contract, section 3, "Holds in force"
 */
export const suspensionChanges = (holds: ReadonlyArray<Suspension>, rule: string): ReadonlyArray<Instant> =>
  changesOf(takingOut(holds, rule))

const changesOf = once((holds: ReadonlyArray<Suspension>) =>
  heldTimes(holds).flatMap(({ from, until }) => (until === undefined ? [from] : [from, until]))
)

/**
 * The instants at which another hold, or none, becomes the first in force, in order: of all, or of those that suspend
 * `all`. The holds are those of a call, by their placing.
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { firstHoldChanges } from '@samtykke/core/lookups'
 *
 * const first = { occurredAt: instant('2025-09-01T08:00:00.000Z'), suspends: 'expiry' } as const
 * const second = { occurredAt: instant('2025-09-15T08:00:00.000Z'), suspends: 'expiry' } as const
 * const released = { occurredAt: instant('2025-10-01T08:00:00.000Z') }
 * const holds = [
 *   { placed: first, releases: [released] },
 *   { placed: second, releases: [] }
 * ]
 * assert.deepStrictEqual(firstHoldChanges(holds), [first.occurredAt, released.occurredAt])
 *
 * @see contract, section 3, "Holds in force"
 */
export const firstHoldChanges = once((holds: ReadonlyArray<Suspension>): ReadonlyArray<Instant> => {
  const instants = holds.flatMap(({ placed, releases: [release] }) =>
    release === undefined ? [placed.occurredAt] : [placed.occurredAt, release.occurredAt]
  )
  const all = takingAllOut(holds)
  let before: ReadonlyArray<Suspension | undefined> = []
  return [...new Set(instants)].sort().filter(instant => {
    const now = [firstInForce(holds, instant), firstInForce(all, instant)]
    const isSame = now[0] === before[0] && now[1] === before[1]
    before = now
    return !isSame
  })
})
