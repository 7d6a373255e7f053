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
  events.length < 2
    ? events
    : events.filter((event, index) => events.findIndex(each => idOf(each) === idOf(event)) === index)
