/**
 * The lines of all runs in one order.
 */
import { cursorOf, type RecordCursor } from './recordCursor.ts'
import type { Run } from './run.ts'
import { closeSpilled } from './spill.ts'

/** A run, at one of its records. */
interface Place {
  readonly cursor: RecordCursor
  /** Of keys that are alike the earlier run's comes first. */
  readonly run: number
}

const isBehind = (a: Place, b: Place): boolean =>
  a.cursor.key > b.cursor.key || (a.cursor.key === b.cursor.key && a.run > b.run)

/** Puts the first, which has moved on, where it belongs among the others, which are in order. */
const putInOrder = (places: Array<Place>): void => {
  const moved = places[0]!
  let index = 0
  for (; index + 1 < places.length && isBehind(moved, places[index + 1]!); index++)
    places[index] = places[index + 1]!
  places[index] = moved
}

const batchSize = 1024 * 1024

/**
 * The lines of all runs in one order, in batches that are valid until the next one is taken. Runs can be gone through again,
 * until they are closed. Throws a `SpillError` where a temporary file cannot be read.
 */
export function* merged(runs: ReadonlyArray<Run>): Generator<Buffer> {
  const places: Array<Place> = []
  let batch = Buffer.allocUnsafeSlow(batchSize)
  let used = 0
  /** Goes to the next record of the first run. */
  const advance = (): void => {
    if (places[0]!.cursor.next()) putInOrder(places)
    else places.shift()
  }
  for (const [run, each] of runs.entries()) {
    places.unshift({ cursor: cursorOf(each), run })
    advance()
  }
  while (places.length > 0) {
    const { bytes, start, end } = places[0]!.cursor
    if (used + end - start > batch.length) {
      if (used > 0) yield batch.subarray(0, used)
      used = 0
      if (end - start > batch.length) batch = Buffer.allocUnsafeSlow(end - start)
    }
    used += bytes.copy(batch, used, start, end)
    advance()
  }
  if (used > 0) yield batch.subarray(0, used)
}

/** The temporary files of runs are gone. */
export const closeRuns = (runs: ReadonlyArray<Run>): void => {
  for (const run of runs) if (run._tag === 'file') closeSpilled(run)
}
