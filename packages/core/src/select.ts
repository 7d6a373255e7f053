/**
 * Picking from the events of a call.
 */
import type { Event, EventOf } from './event.ts'

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
