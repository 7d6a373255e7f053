/**
 * Picking from the events of a call.
 */
import type { Event, EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import { once } from './once.ts'

/**
 * The empty list. Not written `[]`, which to V8 is a list of integers: what was compiled for lists of objects would be
 * thrown away and compiled again wherever it meets one.
 */
export const none: ReadonlyArray<never> = [{}].slice(1) as unknown as ReadonlyArray<never>

/** Those of a list that fulfil a condition; the list itself where all do. */
export const those = <A>(list: ReadonlyArray<A>, holds: (each: A) => boolean): ReadonlyArray<A> => {
  let found: ReadonlyArray<A> = none
  for (const each of list) if (holds(each)) found = append(found, each)
  return found.length === list.length ? list : found
}

/** A list made of another; of none `none`, and in memory like every list that grew. */
export const mapped = <A, B>(list: ReadonlyArray<A>, of: (each: A) => B): ReadonlyArray<B> => {
  let made: ReadonlyArray<B> = none
  for (const each of list) made = append(made, of(each))
  return made
}

/** A list that grew from `none`, with one more at its end. */
export const append = <A>(list: ReadonlyArray<A>, each: A): ReadonlyArray<A> => {
  if (list === none) return [each]
  ;(list as Array<A>).push(each)
  return list
}

/**
 * The events of a type, in their order; an empty list where there are none.
 *
 * @example
 * import { consentWithdrawn } from '@samtykke/core'
 * import { ofType } from '@samtykke/core/lookups'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = consentWithdrawn({ ...call, channel: 'email' })
 * const events = made._tag === 'Right' ? [made.right] : []
 * assert.deepStrictEqual(
 *   ofType(events, 'consent-withdrawn').map(({ channel }) => channel),
 *   ['email']
 * )
 * assert.deepStrictEqual(ofType(events, 'hold-placed'), [])
 */
export const ofType = <T extends Event['type']>(
  events: ReadonlyArray<Event>,
  type: T
): ReadonlyArray<EventOf<T>> => {
  let found: Array<EventOf<T>> | undefined
  for (const event of events) if (event.type === type) (found ??= []).push(event)
  return found ?? none
}

/** The first of each id: what comes twice under its own id stands as it came first. */
export const firsts = <A>(events: ReadonlyArray<A>, idOf: (event: A) => string): ReadonlyArray<A> =>
  events.length < 2 ? events : firstsOfMany(events, idOf)

const firstsOfMany = <A>(events: ReadonlyArray<A>, idOf: (event: A) => string): ReadonlyArray<A> => {
  const seen = new Set<string>()
  return events.filter(event => {
    const { size } = seen
    return seen.add(idOf(event)).size > size
  })
}

const noGroups: ReadonlyMap<string, never> = new Map<string, never>()

/**
 * Events by an id of theirs, those of one id in their order; an id that none of them has is not in the map.
 *
 * @example
 * import { groupedBy } from '@samtykke/core/lookups'
 *
 * const [placed, reviewed] = [{ holdId: 'hold-1' }, { holdId: 'hold-1' }]
 * const groups = groupedBy([placed, reviewed], ({ holdId }) => holdId)
 * assert.deepStrictEqual(groups.get('hold-1'), [placed, reviewed])
 * assert.deepStrictEqual(groups.get('hold-2'), undefined)
 */
export const groupedBy = <A>(
  events: ReadonlyArray<A>,
  idOf: (event: A) => string
): ReadonlyMap<string, ReadonlyArray<A>> => {
  if (events.length === 0) return noGroups
  const groups = new Map<string, A[]>()
  for (const event of events) {
    const group = groups.get(idOf(event))
    if (group === undefined) groups.set(idOf(event), [event])
    else group.push(event)
  }
  return groups
}

/**
 * Finds the events of an id, in their order; `none` where there are none. A few are looked through each time, of many a
 * table is made once.
 */
export const eventsById = <A>(
  idOf: (event: A) => string
): ((events: ReadonlyArray<A>, id: string) => ReadonlyArray<A>) => {
  const table = once((events: ReadonlyArray<A>) => groupedBy(events, idOf))
  return (events, id) => {
    if (events.length > few) return table(events).get(id) ?? none
    let found: ReadonlyArray<A> = none
    for (const event of events) if (idOf(event) === id) found = append(found, event)
    return found
  }
}

/** Up to so many are looked through, or put in order, one by one: that takes less time than to treat them as many. */
export const few = 16

/**
 * How many at the front of a list fulfil a condition that those behind them do not: from 0 to its length. It asks of as
 * many as halving the list takes.
 *
 * @param list in an order in which none that fulfils the condition comes after one that does not
 *
 * @example
 * import { countAtFront } from '@samtykke/core/lookups'
 *
 * const instants = ['2025-09-01T08:00:00.000Z', '2025-09-02T08:00:00.000Z', '2025-09-03T08:00:00.000Z']
 * assert.deepStrictEqual(
 *   countAtFront(instants, each => each <= '2025-09-02T08:00:00.000Z'),
 *   2
 * )
 */
export const countAtFront = <A>(list: ReadonlyArray<A>, holds: (each: A) => boolean): number => {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(list[middle] as A)) from = middle + 1
    else to = middle
  }
  return from
}

/** Finds the one of an id among things of which each has its own: of many by a table that is made once. */
export const finderBy = <A>(
  idOf: (thing: A) => string
): (<B extends A>(things: ReadonlyArray<B>, id: string | undefined) => B | undefined) => {
  const table = once((things: ReadonlyArray<A>) => new Map(things.map(thing => [idOf(thing), thing])))
  return <B extends A>(things: ReadonlyArray<B>, id: string | undefined): B | undefined =>
    things.length <= few
      ? things.find(thing => idOf(thing) === id)
      : (table(things).get(id as string) as B | undefined)
}

/**
 * The last event at or before an instant; `undefined` where none is.
 *
 * @param events in order
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { lastBy } from '@samtykke/core/lookups'
 *
 * const first = { occurredAt: instant('2025-09-01T08:00:00.000Z') }
 * const second = { occurredAt: instant('2025-09-02T08:00:00.000Z') }
 * assert.deepStrictEqual(lastBy([first, second], instant('2025-09-01T12:00:00.000Z')), first)
 * assert.deepStrictEqual(lastBy([first, second], instant('2025-08-31T08:00:00.000Z')), undefined)
 */
export const lastBy = <A extends { readonly occurredAt: Instant }>(
  events: ReadonlyArray<A>,
  instant: Instant
): A | undefined => {
  const last = events[events.length - 1]
  return last === undefined || last.occurredAt <= instant
    ? last
    : events[countAtFront(events, ({ occurredAt }) => occurredAt <= instant) - 1]
}
