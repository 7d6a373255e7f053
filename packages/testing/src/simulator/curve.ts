/**
 * When calls come: more on a Monday morning than on a Friday afternoon, few on a Sunday, hardly any at night.
 */
import { hour, startOfDay, weekday } from './calendar.ts'
import { randomStream } from './random.ts'

/** Calls of each local hour from midnight, relative to each other. */
const working = [1, 1, 0, 0, 0, 1, 4, 18, 62, 94, 100, 92, 70, 78, 82, 74, 58, 40, 26, 18, 10, 6, 3, 2]
const saturday = [1, 1, 0, 0, 0, 0, 1, 4, 14, 34, 42, 40, 32, 28, 22, 14, 6, 4, 3, 3, 2, 2, 1, 1]
const sunday = [1, 1, 0, 0, 0, 0, 1, 2, 5, 10, 14, 14, 12, 12, 10, 8, 6, 6, 5, 5, 4, 3, 2, 1]

/** Of the days from Monday to Sunday, in percent of a plain working day. */
const days = [
  { percent: 124, hours: working },
  { percent: 108, hours: working },
  { percent: 100, hours: working },
  { percent: 98, hours: working },
  { percent: 86, hours: working },
  { percent: 100, hours: saturday },
  { percent: 100, hours: sunday }
]

/** No two days are alike: each is up to 15 % busier or quieter than its weekday. */
const weightsOf = (seed: number, epochDay: number): ReadonlyArray<number> => {
  const { percent, hours } = days[weekday(epochDay)]!
  const noise = randomStream(seed, 'day', epochDay).between(85, 115)
  return hours.map(weight => weight * percent * noise)
}

/**
 * The starts of `calls` calls from the day `from` to the day `to`, both included, in order (milliseconds).
 */
export function* callStarts(seed: number, calls: number, from: number, to: number): Generator<number> {
  let total = 0
  for (let day = from; day <= to; day++) for (const weight of weightsOf(seed, day)) total += weight

  let weightSoFar = 0
  let callsSoFar = 0
  for (let day = from; day <= to; day++) {
    const random = randomStream(seed, 'day', day + 0x8000_0000)
    const midnight = startOfDay(day)
    for (const [hourOfDay, weight] of weightsOf(seed, day).entries()) {
      weightSoFar += weight
      const callsByThen = Math.floor((calls * weightSoFar) / total + 0.5)
      const starts = Array.from(
        { length: callsByThen - callsSoFar },
        () => midnight + hourOfDay * hour + random.between(0, hour - 1)
      )
      callsSoFar = callsByThen
      yield* starts.sort((a, b) => a - b)
    }
  }
}
