import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync
} from 'node:fs'
import { join } from 'node:path'
import { lockDirectory } from './lock.ts'
import { decodeWrite, encodeWrite, type Write } from './write.ts'
import { JournalError } from './journal-error.ts'

/** The file that a durable store is kept in: a heading, then one frame for each write. */
export interface Journal {
  /** What an earlier process wrote. */
  readonly recovered: readonly Write[]
  /** The write is with the operating system when this returns. */
  readonly append: (write: Write) => void
  readonly flushed: () => Promise<void> | undefined
  /** Puts these writes in the place of all others, at once or not at all. */
  readonly replace: (writes: Iterable<Write>) => void
  readonly clear: () => void
  readonly close: () => Promise<void>
}

const heading = Buffer.from('eventstoredb-embedded 1\n')
const fileName = 'events.journal'

const writeAll = (file: number, bytes: Uint8Array, position: number): void => {
  let written = 0
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, position + written)
}

/** Whole writes of the file, and where they end. A torn last frame is what a killed process left, and is dropped. */
const recover = (bytes: Buffer, path: string): { writes: Write[]; end: number } => {
  if (bytes.length < heading.length && heading.subarray(0, bytes.length).equals(bytes))
    return { writes: [], end: 0 }
  if (!bytes.subarray(0, heading.length).equals(heading))
    throw new JournalError(
      `${path} is not a journal of this program: expected the heading "${heading.toString().trim()}"`
    )
  const writes: Write[] = []
  let offset = heading.length
  while (offset < bytes.length) {
    const frame = decodeWrite(bytes, offset)
    if (frame === undefined) {
      if (!isTorn(bytes, offset))
        throw new JournalError(`${path} is damaged at byte ${offset}: the checksum does not match`)
      break
    }
    writes.push(frame.write)
    offset = frame.end
  }
  return { writes, end: offset }
}

/** The last frame only: it reaches the end of the file, or there is nothing but zeros behind. */
const isTorn = (bytes: Buffer, offset: number): boolean =>
  bytes.length - offset < 8 ||
  offset + 8 + bytes.readUInt32LE(offset) >= bytes.length ||
  bytes.subarray(offset).every(byte => byte === 0)

/**
 * Opens or creates the journal of a directory, which no other process may have open.
 * @throws JournalError if the directory is in use or its file is damaged
 */
export const openJournal = (directory: string): Journal => {
  mkdirSync(directory, { recursive: true })
  const unlock = lockDirectory(directory)
  const path = join(directory, fileName)
  let file: number
  let length: number
  let recovered: Write[]
  try {
    const found = existsSync(path) ? recover(readFileSync(path), path) : { writes: [], end: 0 }
    recovered = found.writes
    file = openSync(path, existsSync(path) ? 'r+' : 'w+')
    length = found.end
    if (length === 0) {
      writeAll(file, heading, 0)
      length = heading.length
    }
    ftruncateSync(file, length)
    fsyncSync(file)
    syncDirectory(directory)
  } catch (error) {
    unlock()
    throw error
  }

  let failure: JournalError | undefined
  let synced = length
  /** Changes when the file begins anew: what was synchronised before says nothing of it. */
  let generation = 0
  let running: Promise<void> | undefined
  let waiting: Promise<void> | undefined

  const append = (write: Write): void => {
    if (failure !== undefined) throw failure
    const bytes = encodeWrite(write)
    try {
      writeAll(file, bytes, length)
    } catch (error) {
      failure = new JournalError(`${path} cannot be written: ${String(error)}`)
      try {
        ftruncateSync(file, length)
        failure = undefined
      } catch {
        // the torn frame stays: no further write may follow it
      }
      throw new JournalError(`${path} cannot be written: ${String(error)}`)
    }
    length += bytes.length
  }

  const sync = (): Promise<void> => {
    const target = length
    const begun = generation
    return new Promise((resolve, reject) => {
      fdatasync(file, error => {
        running = undefined
        if (error === null) {
          if (begun === generation) synced = Math.max(synced, target)
          resolve()
        } else {
          failure = new JournalError(`${path} cannot be synchronised: ${error.message}`)
          reject(failure)
        }
      })
    })
  }

  const flushed = (): Promise<void> | undefined => {
    if (failure !== undefined) return Promise.reject(failure)
    if (synced >= length) return undefined
    waiting ??= (running ?? Promise.resolve()).then(() => {
      waiting = undefined
      running = sync()
      return running
    })
    return waiting
  }

  const replace = (writes: Iterable<Write>): void => {
    const newPath = `${path}.new`
    const newFile = openSync(newPath, 'w+')
    let newLength = heading.length
    writeAll(newFile, heading, 0)
    for (const write of writes) {
      const bytes = encodeWrite(write)
      writeAll(newFile, bytes, newLength)
      newLength += bytes.length
    }
    fsyncSync(newFile)
    renameSync(newPath, path)
    syncDirectory(directory)
    const oldFile = file
    file = newFile
    length = newLength
    synced = newLength
    generation += 1
    const closeOld = (): void => closeSync(oldFile)
    if (running === undefined) closeOld()
    else void running.then(closeOld, closeOld)
  }

  const clear = (): void => {
    ftruncateSync(file, heading.length)
    length = heading.length
    synced = 0
    generation += 1
  }

  const close = async (): Promise<void> => {
    await flushed()?.catch(() => undefined)
    await running?.catch(() => undefined)
    closeSync(file)
    unlock()
  }

  return { recovered, append, flushed, replace, clear, close }
}

const syncDirectory = (directory: string): void => {
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
