/**
 * Runs in temporary files, so that an output may be larger than memory.
 */
import { closeSync } from 'node:fs'
import { placesOf } from './places.ts'
import type { SortedRecords } from './records.ts'
import {
  openTemporary,
  orSpillError,
  readTemporary,
  type TemporaryFile,
  writeTemporary
} from './temporaryFile.ts'

/** Records in order, in a file that is open in the whole process. */
export interface SpilledRun {
  readonly _tag: 'file'
  readonly file: TemporaryFile
  readonly size: number
}

/** Before a record in a file: the lengths of its key and of its lines. */
export const headSize = 8

const batchSize = 1024 * 1024

/** The bytes of a file, in batches that are valid until the next one is taken. */
function* fileOf(records: SortedRecords): Generator<Buffer> {
  let batch = Buffer.allocUnsafeSlow(batchSize)
  let used = 0
  for (const { bytes, keyStart, start, end } of placesOf(records)) {
    const size = headSize + end - keyStart
    if (used + size > batch.length) {
      yield batch.subarray(0, used)
      used = 0
      if (size > batch.length) batch = Buffer.allocUnsafeSlow(size)
    }
    used = batch.writeUInt32LE(start - keyStart, used)
    used = batch.writeUInt32LE(end - start, used)
    used += bytes.copy(batch, used, keyStart, end)
  }
  yield batch.subarray(0, used)
}

/** Writes a run into a temporary file in a folder. Throws a `SpillError`. */
export const spillRun = (records: SortedRecords, folder: string): SpilledRun =>
  orSpillError(() => {
    const file = openTemporary(folder)
    try {
      let size = 0
      for (const batch of fileOf(records)) {
        writeTemporary(file, size, batch)
        size += batch.length
      }
      return { _tag: 'file', file, size }
    } catch (error) {
      closeSync(file.descriptor)
      throw error
    }
  })

/** Reads bytes of a run from a position on, as many as there is room for. Throws a `SpillError`. */
export const readSpilled = ({ file }: SpilledRun, room: Uint8Array, position: number): number =>
  orSpillError(() => readTemporary(file, position, room))

/** The file is gone. */
export const closeSpilled = ({ file }: SpilledRun): void => closeSync(file.descriptor)
