/**
 * How the log learns of what happened: a little later, sometimes days later, sometimes twice, and in no strict order.
 */
import { epochMilliseconds, instantFromEpoch, type Event } from '@samtykke/core'
import { day, hour, minute, second } from './calendar.ts'
import type { Random } from './random.ts'

/** An event and the place it takes in the log, as an instant in milliseconds. */
export interface Arrival {
  readonly event: Event
  readonly at: number
}

const delay = (random: Random): number =>
  random.pick([
    [940, random.between(20, 20 * second)],
    [45, random.between(20 * second, 30 * minute)],
    [14, random.between(30 * minute, 3 * day)],
    [1, random.between(3 * day, 40 * day)]
  ])

const recorded = (event: Event, at: number): Event => ({ ...event, recordedAt: instantFromEpoch(at) })

/** Batches of several recorders are written one after another, so places differ from the instants of recording. */
const place = (random: Random, recordedAt: number): number => recordedAt + random.between(0, 90 * second)

/** The arrivals of one event: one, rarely two. */
export const arrivals = (random: Random, event: Event): ReadonlyArray<Arrival> => {
  const occurredAt = epochMilliseconds(event.occurredAt)
  const clockIsFast = random.chance(0.03)
  const recordedAt = clockIsFast ? occurredAt - random.between(6 * minute, hour) : occurredAt + delay(random)
  const first = { event: recorded(event, recordedAt), at: place(random, recordedAt) }
  if (!random.chance(1)) return [first]
  const againAt = recordedAt + random.between(second, 2 * hour)
  const again = random.chance(2) ? { ...event, occurredAt: instantFromEpoch(occurredAt + second) } : event
  return [first, { event: recorded(again, againAt), at: place(random, againAt) }]
}

/** What has yet to arrive, a list for each day. */
export interface Pending {
  readonly add: (arrival: Arrival) => void
  /** Takes out all days before that of the instant, each in the order of its places. */
  readonly before: (instant: number) => Generator<Event>
}

export const pending = (): Pending => {
  const days = new Map<number, Array<Arrival>>()
  let next = Infinity
  let last = -Infinity
  return {
    add: arrival => {
      const dayOfArrival = Math.floor(arrival.at / day)
      const others = days.get(dayOfArrival)
      if (others === undefined) days.set(dayOfArrival, [arrival])
      else others.push(arrival)
      next = Math.min(next, dayOfArrival)
      last = Math.max(last, dayOfArrival)
    },
    *before(instant) {
      const end = Math.min(Math.floor(instant / day), last + 1)
      for (; next < end; next++) {
        const arrived = days.get(next) ?? []
        days.delete(next)
        for (const { event } of arrived.sort((a, b) => a.at - b.at)) yield event
      }
    }
  }
}
