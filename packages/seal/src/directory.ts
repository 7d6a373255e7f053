/**
 * Where everything of a log lies in its directory.
 */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, readFile, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type * as E from 'fp-ts/lib/Either.js'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { fail, orFail, reasonOf } from './error.ts'
import { isSameSignature, type MalformedNote, type NoteSignature } from './note.ts'

/** C2SP tlog-tiles: how many hashes a tile, and how many leaves a file of entries or salts, holds. */
export const tileWidth = 256

/** C2SP tlog-tiles: three digits an element, all but the last with an x: 1234067 is x001/x234/067. */
export const numberPath = (number: number): string => {
  const digits = String(number)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) as string[]
  return groups.map((group, index) => (index === groups.length - 1 ? group : `x${group}`)).join('/')
}

export const tilePath = (level: number, number: number, width: number = tileWidth): string =>
  `tile/${level}/${numberPath(number)}${width === tileWidth ? '' : `.p/${width}`}`
export const entriesPath = (number: number): string => `entries/${numberPath(number)}.ndjson`
export const saltPath = (number: number): string => `salt/${numberPath(number)}`
export const checkpointPath = (size: number): string => `checkpoints/${size}`

export const isAbsent = (cause: unknown): boolean => {
  const reason = reasonOf(cause)
  return reason === 'ENOENT' || reason === 'ENOTDIR'
}

/** The file's bytes, or `undefined` where there is none. */
export const readIfThere = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path)
  } catch (cause) {
    return isAbsent(cause) ? undefined : fail({ _tag: 'CannotRead', path, reason: reasonOf(cause) })
  }
}

export const listIfThere = async (path: string): Promise<ReadonlyArray<string>> => {
  try {
    return await readdir(path)
  } catch (cause) {
    return isAbsent(cause) ? [] : fail({ _tag: 'CannotRead', path, reason: reasonOf(cause) })
  }
}

/** Calls `run`, and says which path could not be written. */
export const writing = async <A>(path: string, run: () => Promise<A>): Promise<A> => {
  try {
    return await run()
  } catch (cause) {
    return fail({ _tag: 'CannotWrite', path, reason: reasonOf(cause) })
  }
}

/** Waits until the names in the folder are on the disk; Windows has no such call. */
const fsyncFolder = async (path: string): Promise<void> => {
  if (process.platform !== 'win32') await fsync(path, 'r')
}

const fsync = (path: string, flags: string): Promise<void> =>
  writing(path, async () => {
    const handle = await open(path, flags)
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  })

/** From so many files on, one call for the whole file system costs less than one for each file. */
const many = 64
const timeLimit = 60_000

/** Waits until files that were written, and their names, are on the disk. */
export const fsyncAll = async (log: string, files: ReadonlyArray<string>): Promise<void> => {
  if (files.length >= many && (await syncFileSystem(log))) return
  const atOnce = 16
  for (let next = 0; next < files.length; next += atOnce) {
    await Promise.all(files.slice(next, next + atOnce).map(path => fsync(path, 'r+')))
  }
  await Promise.all([...new Set(files.map(dirname))].map(fsyncFolder))
}

/** By `sync -f` of coreutils; where that is not there, fails or takes long, each file is flushed by itself. */
const syncFileSystem = (log: string): Promise<boolean> =>
  new Promise(resolve => {
    execFile('sync', ['-f', log], { timeout: timeLimit }, cause => resolve(cause === null))
  })

/** The private part of the log: what says of an erased event more than its hash, and where a store was read. */
const privateFolders = ['entries', 'salt']
const privateFolder = 0o700
const [privateFile, publicFile] = [0o600, 0o666]

export const modeOf = (path: string): number =>
  path === 'state.json' || privateFolders.some(folder => path.startsWith(`${folder}/`))
    ? privateFile
    : publicFile

/** Makes the folders of the private part such that their owner alone can look into them. */
export const makePrivate = async (log: string): Promise<void> => {
  for (const name of privateFolders) {
    const path = join(log, name)
    await writing(path, async () => {
      await mkdir(path, { recursive: true, mode: privateFolder })
      const found = await lstat(path)
      if (found.isDirectory() && (found.mode & 0o077) !== 0) await chmod(path, privateFolder)
    })
  }
}

/** Opens for writing. A link in a file's place is not followed: it may have been put there to have another written over. */
export const writeFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW

/** Replaces a file: whoever reads it sees the old bytes or the new, also after a crash. */
export const replaceFile = (path: string, bytes: string | Uint8Array, mode = publicFile): Promise<void> =>
  writing(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    const unfinished = `${path}.unfinished`
    const handle = await open(unfinished, writeFlags, mode)
    try {
      if (mode !== publicFile) await handle.chmod(mode)
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, path)
    await fsyncFolder(dirname(path))
  })

export const replaceIfOther = async (path: string, text: string): Promise<void> => {
  if ((await readIfThere(path))?.toString('utf8') !== text) await replaceFile(path, text)
}

export interface StoredCheckpoint {
  /** Within the directory of the log. */
  readonly path: string
  readonly checkpoint: E.Either<MalformedNote, Checkpoint>
}

/** All checkpoints of the directory: `checkpoints/SIZE` by size, then `checkpoint`. */
export const storedCheckpoints = async (log: string): Promise<ReadonlyArray<StoredCheckpoint>> => {
  const sizes = (await listIfThere(join(log, 'checkpoints'))).filter(name => /^[0-9]+$/.test(name))
  const paths = [
    ...sizes.sort((a, b) => Number(a) - Number(b)).map(size => `checkpoints/${size}`),
    'checkpoint'
  ]
  const stored: StoredCheckpoint[] = []
  for (const path of paths) {
    const bytes = await readIfThere(join(log, path))
    if (bytes !== undefined) stored.push({ path, checkpoint: parseCheckpoint(bytes) })
  }
  return stored
}

/**
 * The latest that was signed: a run that was stopped right before its end left it in `checkpoints` only. The
 * signatures of its copies are put together, so that a witness may add its own to either.
 */
export const latestCheckpoint = async (log: string): Promise<Checkpoint> => {
  const all = (await storedCheckpoints(log)).map(({ path, checkpoint }) =>
    orFail(join(log, path), checkpoint)
  )
  const size = Math.max(...all.map(each => each.size))
  const [latest, ...copies] = all.filter(each => each.size === size).reverse()
  if (latest === undefined) return fail({ _tag: 'NoLog', path: log })
  const same = copies.filter(({ note }) => note.text === latest.note.text)
  return { ...latest, note: { ...latest.note, signatures: distinct([latest, ...same]) } }
}

const distinct = (checkpoints: ReadonlyArray<Checkpoint>): ReadonlyArray<NoteSignature> => {
  const lines = checkpoints.flatMap(({ note }) => note.signatures)
  return lines.filter((line, index) => lines.findIndex(other => isSameSignature(other, line)) === index)
}
