/** Simulated lines, and an order that is not theirs. */
import type { LocalDate } from '@samtykke/core'
import { simulate } from '@samtykke/testing'

export const simulatedLines = (calls: number, seed: number): ReadonlyArray<string> =>
  Array.from(
    simulate({ calls, seed, from: '2025-03-01' as LocalDate, to: '2025-04-30' as LocalDate }),
    event => JSON.stringify(event)
  )

/** A shuffle that is the same every time (a linear congruential generator, and Fisher and Yates). */
export const shuffled = <A>(list: ReadonlyArray<A>, seed: number): ReadonlyArray<A> => {
  const copy = [...list]
  let state = seed
  for (let i = copy.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % (i + 1)
    ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
  }
  return copy
}
