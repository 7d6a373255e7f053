/**
 * Realistic histories of recorded calls, for demonstrations, measurements and tests.
 */
import { type Event, type LocalDate, noticePolicy, type Policy } from '@samtykke/core'
import { liveOn } from './afterwards.ts'
import { arrivals, pending } from './arrival.ts'
import { epochDayOf, hour, startOfDay } from './calendar.ts'
import { companyAt, customerTypesOf } from './company.ts'
import { converse } from './conversation.ts'
import { callStarts } from './curve.ts'
import { customerOf } from './customer.ts'
import { newHistory } from './history.ts'
import { leave } from './outcome.ts'
import { randomStream } from './random.ts'

/** What to simulate. */
export interface Simulation {
  /** How many calls: a whole number, 0 or more. */
  readonly calls: number
  /** A whole number, 0 to 2^53 - 1: the same seed gives the same events on every machine. */
  readonly seed: number
  /** The first and the last local day on which calls start. What follows of them may come up to years later. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** Whose calls: purposes, lines, methods and periods are those of the policy; that of the notice where absent. */
  readonly policy?: Policy
}

/** No event of a call takes its place in the log more than this before the call starts. */
const earliness = 2 * hour

/**
 * The events of a period of calls in the order in which a log would learn of them, about five a call, computed as
 * they are taken: calls with consent and without, withdrawals, requests, holds, uses, erasures in time and late,
 * failures, repeated and late arrivals. A call in which nothing is asked or recorded leaves no event.
 *
 * @example
 * import { simulate } from '@samtykke/testing'
 * import { localDate } from '@samtykke/core'
 *
 * const september = { calls: 100, seed: 1, from: localDate('2025-09-01'), to: localDate('2025-09-30') }
 * const calls = new Set([...simulate(september)].map(event => event.callId))
 * assert.deepStrictEqual(calls.size, 100)
 */
export function* simulate({ calls, seed, from, to, policy = noticePolicy }: Simulation): Generator<Event> {
  const [firstDay, lastDay] = [epochDayOf(from), epochDayOf(to)]
  const [start, end] = [startOfDay(firstDay), startOfDay(lastDay + 1)]
  const customers = Math.ceil(calls * 0.6)
  const types = customerTypesOf(policy)
  const companyOf = companyAt(policy)
  const awaited = pending()
  let index = 0
  for (const startsAt of callStarts(seed, calls, firstDay, lastDay)) {
    yield* awaited.before(startsAt - earliness)
    const random = randomStream(seed, 'call', index++)
    const customer = customerOf(seed, random.between(0, customers - 1), types, [start, end])
    const history = newHistory(random, customer, companyOf(startsAt))
    const conversation = converse(history, startsAt)
    leave(history, conversation, liveOn(history, conversation, startsAt))
    for (const event of history.events) for (const arrival of arrivals(random, event)) awaited.add(arrival)
  }
  yield* awaited.before(Infinity)
}
