/**
 * The lines of runs one by one: gone through as often as is needed, and never all of them in memory.
 */
import { merged } from './merged.ts'
import type { Run } from './run.ts'

/** In one order, without their ends. Going through them throws a `SpillError` where a temporary file cannot be read. */
export const linesOf = (runs: ReadonlyArray<Run>): Iterable<string> => ({
  *[Symbol.iterator]() {
    for (const batch of merged(runs)) yield* batch.toString('utf8').split('\n').slice(0, -1)
  }
})

/** As `linesOf`: what the lines, which are JSON, say. */
export const rowsOf = <A>(runs: ReadonlyArray<Run>): Iterable<A> => ({
  *[Symbol.iterator]() {
    for (const line of linesOf(runs)) yield JSON.parse(line) as A
  }
})
