/**
 * A run: lines that one thread puts out, in the order of the contract.
 *
 * Runs are short enough that memory is bounded whatever the output: all but the last are in temporary files.
 */
import { tmpdir } from 'node:os'
import { recordCollector, type SortedRecords } from './records.ts'
import { type SpilledRun, spillRun } from './spill.ts'

export type Run = { readonly _tag: 'memory'; readonly records: SortedRecords } | SpilledRun

/** Throws a `SpillError` where a temporary file cannot be written. */
export interface RunWriter {
  /** Lines are sorted by their keys, which are ASCII; of keys that are alike the line that was added first comes first. */
  readonly add: (key: string, line: string) => void
  /** All lines of a call were added: a run may end here. */
  readonly endCall: () => void
  /** Ends the last run; gives all of them. */
  readonly finish: () => ReadonlyArray<Run>
}

/** A run that reaches this size is put into a file: lines with their keys. */
const largestRun = 40 * 1024 * 1024

/** The memory of runs, which goes to the thread that they are sent to. */
export const memoryOf = (runs: ReadonlyArray<Run>): ReadonlyArray<ArrayBuffer> =>
  runs.flatMap(run =>
    run._tag === 'memory' ? [...run.records.slabs, run.records.places].map(({ buffer }) => buffer) : []
  )

/** Collects lines in any order, sorted run by run. A call is wholly in one run. */
export const runWriter = (limit = largestRun, temporaryFolder = tmpdir()): RunWriter => {
  const runs: Array<Run> = []
  const { add, size, inOrder, clear } = recordCollector()
  return {
    add,
    endCall: () => {
      if (size() < limit) return
      runs.push(spillRun(inOrder(), temporaryFolder))
      clear()
    },
    finish: () => [...runs, { _tag: 'memory', records: inOrder() }]
  }
}
