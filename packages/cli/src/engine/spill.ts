/**
 * Runs in temporary files, so that an output may be larger than memory.
 *
 * The files have no name once they are open: nobody else can open them, and nothing is left where the program is killed.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { recordsInOrder, type Unsorted } from './records.ts'

/** Records in order, in a file that is open in the whole process. */
export interface SpilledRun {
  readonly _tag: 'file'
  readonly descriptor: number
  readonly size: number
}

/** A temporary file could not be written or read. */
export class SpillError extends Error {
  override readonly name = 'SpillError'
  readonly code: string | undefined
  constructor({ code, message }: { readonly code?: string | undefined; readonly message: string }) {
    super(message)
    this.code = code
  }
}

const attempt = <A>(work: () => A): A => {
  try {
    return work()
  } catch (error) {
    throw new SpillError(error as NodeJS.ErrnoException)
  }
}

const openNameless = (folder: string): number => {
  const path = join(folder, `samtykke-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return descriptor
}

const writeAll = (descriptor: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;)
    written += writeSync(descriptor, bytes, written, bytes.length - written)
}

/** Writes a run into a temporary file in a folder. Throws a `SpillError`. */
export const spillRun = (unsorted: Unsorted, folder: string): SpilledRun =>
  attempt(() => {
    const descriptor = openNameless(folder)
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
  attempt(() => {
    const read = readSync(descriptor, room, 0, room.length, position)
    if (read === 0) throw new Error('a temporary file became shorter')
    return read
  })

/** The file is gone. */
export const closeSpilled = ({ descriptor }: SpilledRun): void => closeSync(descriptor)
