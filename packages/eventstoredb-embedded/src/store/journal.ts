/**
 * The journal: records on disk before an append is answered.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync
} from 'node:fs'
import { join } from 'node:path'
import { saveCopy, makePrivate, privateFile, privateFolder, syncDirectory, writeAll } from './files.ts'
import { encodeFrame, firstChain, title, type Chain } from './frame.ts'
import { createJournalFile } from './journalFile.ts'
import { JournalError, reasonOf } from './journalError.ts'
import { lockDirectory } from './lock.ts'
import { recover } from './recovery.ts'
import type { Write } from './write.ts'

/** The file that a durable store is kept in. */
export interface Journal {
  /** What an earlier process wrote. */
  readonly recovered: ReadonlyArray<Write>
  /**
   * The write is with the operating system when this returns.
   * @throws JournalError if it cannot be written: nothing of it is
   */
  readonly append: (write: Write) => void
  /** Rejects with a JournalError if something that was appended may not be on disk. */
  readonly flushed: () => Promise<void> | undefined
  /** Puts these writes in the place of all others, at once or not at all. */
  readonly replace: (writes: Iterable<Write>) => void
  readonly clear: () => void
  readonly close: () => Promise<void>
}

/** Hears what happens to the journal that nobody asked for. */
export type Warn = (message: string) => void

const fileName = 'events.journal'

interface NewFile {
  readonly file: number
  readonly length: number
  readonly chain: Chain
}

/** A new file in the place of the journal's, at once or not at all. */
const writeAnew = (directory: string, writes: Iterable<Write>): NewFile => {
  const path = join(directory, fileName)
  const newPath = `${path}.new`
  const file = openSync(newPath, 'w+', privateFile)
  try {
    let length = title.length
    let chain = firstChain
    writeAll(file, title, 0)
    for (const write of writes) {
      const frame = encodeFrame(write, chain)
      writeAll(file, frame.bytes, length)
      length += frame.bytes.length
      chain = frame.chain
    }
    fsyncSync(file)
    renameSync(newPath, path)
    syncDirectory(directory)
    return { file, length, chain }
  } catch (error) {
    closeSync(file)
    rmSync(newPath, { force: true })
    throw error
  }
}

const openFile = (directory: string, warn: Warn): NewFile & { readonly recovered: ReadonlyArray<Write> } => {
  const path = join(directory, fileName)
  const found = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  // What a process left that died before it could put it in the journal's place.
  if (found.length > 0) rmSync(`${path}.new`, { force: true })
  const { writes, end, chain, torn, isVersion1 } = recover(found, path)
  if (end > 0 && end < found.length) {
    const dropped = `${path}: the last write was torn and is dropped, ${found.length - end} bytes at byte ${end}`
    const kept = torn.length === 0 ? 'all zeros' : `kept in ${saveCopy(directory, `${fileName}.torn`, torn)}`
    warn(`${dropped}; ${kept}`)
  }
  if (end === 0) return { ...writeAnew(directory, []), recovered: [] }
  if (isVersion1) {
    const anew = writeAnew(directory, writes)
    warn(`${path} was of an earlier version and is rewritten, ${writes.length} writes`)
    return { ...anew, recovered: writes }
  }
  const file = openSync(path, 'r+')
  try {
    makePrivate(file)
    ftruncateSync(file, end)
    fsyncSync(file)
    syncDirectory(directory)
  } catch (error) {
    closeSync(file)
    throw error
  }
  return { file, length: end, chain, recovered: writes }
}

/**
 * Opens or creates the journal of a directory, which no other store may have open.
 * @throws JournalError if the directory is in use, or its file damaged or out of reach
 */
export const openJournal = async (directory: string, warn: Warn): Promise<Journal> => {
  const path = join(directory, fileName)
  const inWords = (error: unknown): JournalError =>
    error instanceof JournalError
      ? error
      : new JournalError(`${path} cannot be opened: ${reasonOf(error)}`, { cause: error })
  let unlock: () => void = () => undefined
  try {
    mkdirSync(directory, { recursive: true, mode: privateFolder })
    unlock = await lockDirectory(directory)
    const { recovered, ...opened } = openFile(directory, warn)
    let chain = opened.chain
    const file = createJournalFile(opened, path, warn)
    return {
      recovered,
      append: write => {
        const frame = encodeFrame(write, chain)
        file.append(frame.bytes)
        chain = frame.chain
      },
      flushed: file.flushed,
      replace: writes => {
        let anew: NewFile
        try {
          anew = writeAnew(directory, writes)
        } catch (error) {
          throw new JournalError(`${path} cannot be rewritten: ${reasonOf(error)}`, { cause: error })
        }
        chain = anew.chain
        file.replace(anew)
      },
      clear: () => {
        file.clear(title.length)
        chain = firstChain
      },
      close: async () => {
        await file.close()
        unlock()
      }
    }
  } catch (error) {
    unlock()
    throw inWords(error)
  }
}
