/**
 * A run: lines that one thread puts out, in the order of the contract.
 *
 * Runs are short enough that memory is bounded whatever the output: all but the last are in temporary files.
 */
import { tmpdir } from 'node:os'
import { type MemoryRun, memoryRun } from './memoryRun.ts'
import { type SpilledRun, spillRun } from './spill.ts'
import type { Unsorted } from './records.ts'

export type Run = MemoryRun | SpilledRun

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
const largestRun = 24 * 1024 * 1024
const smallestBuffer = 64 * 1024
/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3
const lineEnd = 10

/** Collects lines in any order, sorted run by run. A call is wholly in one run. */
export const runWriter = (limit = largestRun, temporaryFolder = tmpdir()): RunWriter => {
  const runs: Array<Run> = []
  let bytes = Buffer.allocUnsafeSlow(0)
  let used = 0
  let sizeOfKeys = 0
  let keys: Array<string> = []
  let ends: Array<number> = []

  const collected = (): Unsorted => ({ keys, ends, bytes })

  const makeRoom = (line: string): void => {
    if (used + line.length * widestCharacter < bytes.length) return
    const needed = used + Buffer.byteLength(line) + 1
    if (needed <= bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, bytes.length * 2, smallestBuffer))
    bytes.copy(larger, 0, 0, used)
    bytes = larger
  }

  return {
    add: (key, line) => {
      makeRoom(line)
      used += bytes.write(line, used)
      bytes[used++] = lineEnd
      const last = keys.length - 1
      if (keys[last] === key) ends[last] = used
      else {
        keys.push(key)
        ends.push(used)
        sizeOfKeys += key.length
      }
    },
    endCall: () => {
      if (used + sizeOfKeys < limit) return
      runs.push(spillRun(collected(), temporaryFolder))
      // The buffer serves again: memory is dearest when it is touched first.
      keys = []
      ends = []
      used = 0
      sizeOfKeys = 0
    },
    finish: () => [...runs, memoryRun(collected())]
  }
}
