/**
 * The lines of runs as values: gone through as often as is needed, and never all of them in memory.
 */
import { closeRuns, inOrder } from './merged.ts'
import type { Run } from './run.ts'

/** Values in order. Going through them throws a `SpillError` where a temporary file cannot be read. */
export interface Rows<A> extends Iterable<A> {
  /** The lines as they are, in batches that are valid until the next one is taken. */
  readonly lines: () => Iterable<Uint8Array>
  /** Their temporary files are gone. */
  readonly close: () => void
}

/** What the lines of runs, which are JSON, say. */
export const rowsOf = <A>(runs: ReadonlyArray<Run>): Rows<A> => ({
  *[Symbol.iterator]() {
    for (const batch of inOrder(runs)) {
      for (const line of batch.toString('utf8').split('\n')) if (line !== '') yield JSON.parse(line) as A
    }
  },
  lines: () => inOrder(runs),
  close: () => closeRuns(runs)
})
