/**
 * Files that have no name once they are open: nobody else can open them, and nothing is left where the program is killed.
 */
import { randomUUID } from 'node:crypto'
import { openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A temporary file could not be written or read. */
export class SpillError extends Error {
  override readonly name = 'SpillError'
  readonly code: string | undefined
  constructor({ code, message }: { readonly code?: string | undefined; readonly message: string }) {
    super(message)
    this.code = code
  }
}

/** Throws a `SpillError` for whatever the work throws. */
export const orSpillError = <A>(work: () => A): A => {
  try {
    return work()
  } catch (error) {
    throw error instanceof SpillError ? error : new SpillError(error as NodeJS.ErrnoException)
  }
}

export const openTemporary = (folder: string): number => {
  const path = join(folder, `samtykke-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return descriptor
}

export const writeAll = (descriptor: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;)
    written += writeSync(descriptor, bytes, written, bytes.length - written)
}

/** Fills the target from a place on. */
export const readAll = (descriptor: number, position: number, target: Uint8Array): void => {
  for (let filled = 0; filled < target.length;) {
    const read = readSync(descriptor, target, filled, target.length - filled, position + filled)
    if (read === 0) throw new SpillError(new Error('a temporary file became shorter'))
    filled += read
  }
}
