/**
 * The file of a journal, written in order and flushed.
 */
import { closeSync, fdatasync, fdatasyncSync, ftruncateSync } from 'node:fs'
import { writeAll } from './files.ts'
import { JournalError, reasonOf } from './journalError.ts'

interface OpenFile {
  readonly file: number
  readonly length: number
}

/**
 * A file that grows at its end and outlives a full or failing disk: what cannot be written is refused, whole, and each
 * further write tries again.
 */
export interface JournalFile {
  readonly append: (bytes: Buffer) => void
  readonly flushed: () => Promise<void> | undefined
  /** Goes on with another file, all of which is on disk. */
  readonly replace: (by: OpenFile) => void
  readonly clear: (length: number) => void
  readonly close: () => Promise<void>
}

/** Bytes that are synchronised although nobody waits for them. */
const mostUnsynced = 8 * 1024 * 1024

export const createJournalFile = (
  opened: OpenFile,
  path: string,
  warn: (message: string) => void
): JournalFile => {
  let { file, length } = opened
  let synced = length
  /** The newest bytes, up to the end of the file: those that may not be on disk. */
  let unsynced: Buffer[] = []
  let unsyncedBytes = 0
  /** Changes when the file begins anew: what was synchronised before says nothing of it. */
  let generation = 0
  let running: Promise<void> | undefined
  let waiting: Promise<void> | undefined

  let failure: JournalError | undefined
  /** Bytes of the smallest write that was refused: that a smaller one finds room still says nothing. */
  let refused = 0
  /** There may be bytes behind the end. */
  let isDirty = false
  /** The system gave up bytes before the end: it takes them for written, and has to be given them again. */
  let isUnsure = false

  const failed = (error: unknown, size = 0): JournalError => {
    const known = failure
    refused = known === undefined ? size : Math.min(refused, size)
    failure = new JournalError(`${path} cannot be written: ${reasonOf(error)}`, { cause: error })
    if (known === undefined) warn(`${failure.message}; writes are refused until it can`)
    return failure
  }

  const works = (size: number): void => {
    if (failure === undefined || size < refused) return
    failure = undefined
    warn(`${path} can be written again`)
  }

  /** Makes good what failed before. */
  const mend = (): void => {
    if (isDirty) ftruncateSync(file, length)
    isDirty = false
    if (!isUnsure) return
    let position = length - unsyncedBytes
    for (const bytes of unsynced) {
      writeAll(file, bytes, position)
      position += bytes.length
    }
    fdatasyncSync(file)
    isUnsure = false
    synced = length
    unsynced = []
    unsyncedBytes = 0
  }

  const append = (bytes: Buffer): void => {
    try {
      mend()
      isDirty = true
      writeAll(file, bytes, length)
      isDirty = false
    } catch (error) {
      try {
        if (isDirty) ftruncateSync(file, length)
        isDirty = false
      } catch {
        // Tried again before the next write.
      }
      throw failed(error, bytes.length)
    }
    length += bytes.length
    unsynced.push(bytes)
    unsyncedBytes += bytes.length
    works(bytes.length)
    // Of what nobody waits for, too, no more is kept.
    if (unsyncedBytes > mostUnsynced && waiting === undefined) flushed()?.catch(() => undefined)
  }

  const sync = (): Promise<void> => {
    const target = length
    const count = unsynced.length
    const begun = generation
    return new Promise((resolve, reject) => {
      fdatasync(file, error => {
        running = undefined
        if (begun !== generation) resolve()
        else if (error === null) {
          synced = target
          unsynced = unsynced.slice(count)
          unsyncedBytes = length - target
          resolve()
        } else {
          isUnsure = true
          reject(failed(error))
        }
      })
    })
  }

  const syncAgain = (): Promise<void> => {
    waiting = undefined
    if (isUnsure) return Promise.reject(failure ?? failed('a write may not be on disk'))
    running = sync()
    return running
  }

  const flushed = (): Promise<void> | undefined => {
    if (isUnsure) {
      try {
        mend()
        works(refused)
      } catch (error) {
        return Promise.reject(failed(error))
      }
    }
    if (synced >= length) return undefined
    waiting ??= (running ?? Promise.resolve()).then(syncAgain, syncAgain)
    return waiting
  }

  const begin = (newLength: number, newSynced: number): void => {
    length = newLength
    synced = newSynced
    unsynced = []
    unsyncedBytes = 0
    generation += 1
    isDirty = false
    isUnsure = false
    works(refused)
  }

  const replace = (by: OpenFile): void => {
    const old = file
    file = by.file
    begin(by.length, by.length)
    const closeOld = (): void => closeSync(old)
    if (running === undefined) closeOld()
    else void running.then(closeOld, closeOld)
  }

  const clear = (newLength: number): void => {
    try {
      ftruncateSync(file, newLength)
    } catch (error) {
      throw failed(error)
    }
    begin(newLength, 0)
  }

  const close = async (): Promise<void> => {
    await flushed()?.catch(() => undefined)
    await running?.catch(() => undefined)
    closeSync(file)
  }

  return { append, flushed, replace, clear, close }
}
