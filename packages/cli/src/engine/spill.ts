/**
 * Runs in temporary files, so that an output may be larger than memory.
 */
import { closeSync, readSync } from 'node:fs'
import { recordsInOrder, type Unsorted } from './records.ts'
import { openTemporary, orSpillError, writeAll } from './temporaryFile.ts'

/** Records in order, in a file that is open in the whole process. */
export interface SpilledRun {
  readonly _tag: 'file'
  readonly descriptor: number
  readonly size: number
}

/** Writes a run into a temporary file in a folder. Throws a `SpillError`. */
export const spillRun = (unsorted: Unsorted, folder: string): SpilledRun =>
  orSpillError(() => {
    const descriptor = openTemporary(folder)
    try {
      let size = 0
      for (const batch of recordsInOrder(unsorted)) {
        writeAll(descriptor, batch)
        size += batch.length
      }
      return { _tag: 'file', descriptor, size }
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  })

/** Reads bytes of a run from a position on, as many as there is room for. Throws a `SpillError`. */
export const readSpilled = ({ descriptor }: SpilledRun, room: Uint8Array, position: number): number =>
  orSpillError(() => {
    const read = readSync(descriptor, room, 0, room.length, position)
    if (read === 0) throw new Error('a temporary file became shorter')
    return read
  })

/** The file is gone. */
export const closeSpilled = ({ descriptor }: SpilledRun): void => closeSync(descriptor)
