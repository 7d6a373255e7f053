/**
 * A run in memory.
 */
import { recordsInOrder, sizeOfRecords, type Unsorted } from './records.ts'

/** Records in order, in memory that threads share. */
export interface MemoryRun {
  readonly _tag: 'memory'
  readonly records: Uint8Array<SharedArrayBuffer>
}

export const memoryRun = (unsorted: Unsorted): MemoryRun => {
  const records = new Uint8Array(new SharedArrayBuffer(sizeOfRecords(unsorted)))
  let size = 0
  for (const batch of recordsInOrder(unsorted)) {
    records.set(batch, size)
    size += batch.length
  }
  return { _tag: 'memory', records }
}
