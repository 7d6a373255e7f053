/**
 * Picking from the events of a call.
 */
import type { Event, EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import { once } from './once.ts'

export const none: ReadonlyArray<never> = []

/** The events of a type, in order. */
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

/** The events by an id of theirs, in order. */
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

/** Up to so many are looked through one by one: that takes less time than to put them in order first. */
export const few = 16

/** How many at the front of a list fulfil a condition that those behind them do not. */
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

/** Of events in order the last at or before an instant. */
export const lastBy = <A extends { readonly occurredAt: Instant }>(
  events: ReadonlyArray<A>,
  instant: Instant
): A | undefined => events[countAtFront(events, ({ occurredAt }) => occurredAt <= instant) - 1]
