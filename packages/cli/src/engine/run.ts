/**
 * A run: lines that one thread puts out, in the order of the contract.
 *
 * Runs are short enough that memory is bounded whatever the output: all but the last are in temporary files.
 */
import { tmpdir } from 'node:os'
import { type MemoryRun, sorted, type Unsorted } from './memoryRun.ts'
import { type SpilledRun, spillRun } from './spill.ts'

export type Run = MemoryRun | SpilledRun

/** Throws a `SpillError` where a temporary file cannot be written. */
export interface RunWriter {
  readonly add: (key: string, line: string) => void
  /** All lines of a call were added: a run may end here. */
  readonly endCall: () => void
  /** Ends the last run; gives all of them. */
  readonly finish: () => ReadonlyArray<Run>
}

const chunkSize = 4 * 1024 * 1024
/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3

/** A run that reaches this size is put into a file: lines with their keys. */
const largestRun = 24 * 1024 * 1024

/**
 * Collects lines in any order, sorted run by run.
 *
 * A call is wholly in one run, so keys of different runs differ at the latest in their call: what comes after it, such as a
 * text that is not ASCII, decides only within a run, where strings are compared.
 */
export const runWriter = (limit = largestRun, temporaryFolder = tmpdir()): RunWriter => {
  const runs: Array<Run> = []
  let current: Unsorted = { keys: [], places: [], chunks: [] }
  let chunk = Buffer.from(new SharedArrayBuffer(0))
  let used = 0
  let size = 0

  const spill = (): void => {
    runs.push(spillRun(sorted(current), temporaryFolder))
    // The chunks were written away: the first serves again, since memory is dearest when it is touched first.
    chunk = current.chunks[0] ?? chunk
    current = { keys: [], places: [], chunks: [chunk] }
    used = 0
    size = 0
  }

  return {
    add: (key, line) => {
      const greatest = line.length * widestCharacter + 1
      if (used + greatest > chunk.length) {
        chunk = Buffer.from(new SharedArrayBuffer(Math.max(chunkSize, greatest)))
        current.chunks.push(chunk)
        used = 0
      }
      const length = chunk.write(line, used) + 1
      chunk[used + length - 1] = 10
      current.keys.push(key)
      current.places.push(current.chunks.length - 1, used, length)
      used += length
      size += length + key.length
    },
    endCall: () => {
      if (size >= limit) spill()
    },
    finish: () => [...runs, sorted(current)]
  }
}
