/**
 * The lines of all runs in one order.
 */
import { compareKeys } from './keyOrder.ts'
import type { Place } from './places.ts'
import { recordsOf } from './recordsOf.ts'
import type { Run } from './run.ts'
import { closeSpilled } from './spill.ts'

/** A run, at one of its records. */
interface Source {
  readonly others: Generator<Place>
  record: Place
  /** Of keys that are alike the earlier run's comes first. */
  readonly run: number
}

const isBehind = (a: Source, b: Source): boolean => {
  const order = compareKeys(a.record, b.record)
  return order > 0 || (order === 0 && a.run > b.run)
}

/** Puts the first, which has moved on, where it belongs among the others, which are in order. */
const putInOrder = (sources: Array<Source>): void => {
  const moved = sources[0]!
  let index = 0
  for (; index + 1 < sources.length && isBehind(moved, sources[index + 1]!); index++)
    sources[index] = sources[index + 1]!
  sources[index] = moved
}

const batchSize = 1024 * 1024

/**
 * The lines of all runs in one order, in batches that are valid until the next one is taken. Runs can be gone through again,
 * until they are closed. Throws a `SpillError` where a temporary file cannot be read.
 */
export function* merged(runs: ReadonlyArray<Run>): Generator<Buffer> {
  const sources: Array<Source> = []
  let batch = Buffer.allocUnsafeSlow(batchSize)
  let used = 0
  for (const [run, each] of runs.entries()) {
    const others = recordsOf(each)
    const first = others.next()
    if (first.done === true) continue
    sources.unshift({ others, record: first.value, run })
    putInOrder(sources)
  }
  while (sources.length > 0) {
    const [source] = sources as [Source]
    const { bytes, start, end } = source.record
    if (used + end - start > batch.length) {
      if (used > 0) yield batch.subarray(0, used)
      used = 0
      if (end - start > batch.length) batch = Buffer.allocUnsafeSlow(end - start)
    }
    used += bytes.copy(batch, used, start, end)
    const next = source.others.next()
    if (next.done === true) sources.shift()
    else {
      source.record = next.value
      putInOrder(sources)
    }
  }
  if (used > 0) yield batch.subarray(0, used)
}

/** The temporary files of runs are gone. */
export const closeRuns = (runs: ReadonlyArray<Run>): void => {
  for (const run of runs) if (run._tag === 'file') closeSpilled(run)
}
