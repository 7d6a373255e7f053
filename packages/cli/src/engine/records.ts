/**
 * Records: lines behind the key by which they are sorted, as bytes. A run is a row of them, in order.
 */
import { ordText } from '@samtykke/core'

/** Lines as they came, one after another in some bytes. Those of one key that came one after another are together. */
export interface Unsorted {
  readonly bytes: Buffer
  readonly keys: ReadonlyArray<string>
  /** Of each key where its lines end in the bytes; they start where those of the key before end. */
  readonly ends: ReadonlyArray<number>
}

/** Of a record: the lengths of its key and of its lines. */
export const headSize = 8

export const sizeOfRecords = ({ keys, ends }: Unsorted): number =>
  keys.reduce((sum, key) => sum + headSize + key.length, ends[ends.length - 1] ?? 0)

const orderOf = (keys: ReadonlyArray<string>): Uint32Array => {
  const order = Uint32Array.from(keys, (_, index) => index)
  return order.sort((a, b) => ordText.compare(keys[a], keys[b]) || a - b)
}

const batchSize = 1024 * 1024

/** The records in order, in batches that are valid until the next one is taken. */
export function* recordsInOrder({ bytes, keys, ends }: Unsorted): Generator<Buffer> {
  let batch = Buffer.allocUnsafeSlow(batchSize)
  let used = 0
  for (const index of orderOf(keys)) {
    const key = keys[index]!
    const start = index === 0 ? 0 : ends[index - 1]!
    const length = ends[index]! - start
    const size = headSize + key.length + length
    if (used + size > batch.length) {
      yield batch.subarray(0, used)
      used = 0
      if (size > batch.length) batch = Buffer.allocUnsafeSlow(size)
    }
    used = batch.writeUInt32LE(key.length, used)
    used = batch.writeUInt32LE(length, used)
    used += batch.write(key, used, 'latin1')
    used += bytes.copy(batch, used, start, start + length)
  }
  yield batch.subarray(0, used)
}
