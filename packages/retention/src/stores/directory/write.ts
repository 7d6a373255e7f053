/**
 * Writing into a folder: first beside, then in one step to its place, and durably.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, lstat, mkdir, open, rename, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Ref, Written } from '@samtykke/core'
import { codeOf, ifThere } from '@samtykke/log/adapter'
import { never, unavailable, within } from '../fault.ts'
import {
  assertStoreIsThere,
  type Folder,
  isWay,
  orThrow,
  placesOf,
  segmentsOf,
  unfinishedIn
} from './places.ts'

/** Makes what happened in a folder last. Windows has no such thing, and refuses. */
export const sync = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the folders on the way to a key, each for the owner alone, durably. */
const makeWay = async (folder: Folder, base: string, key: string): Promise<void> => {
  let path = base
  for (const segment of segmentsOf(key)) {
    const parent = path
    path = join(path, segment)
    try {
      await mkdir(path, { mode: 0o700 })
      await sync(parent)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
  if (await isWay(folder, base, key)) return
  // Or it was taken away again by another.
  if ((await ifThere(lstat(path))) === undefined) throw new Away()
  throw never('Conflict', 'what stands on the way to it is no folder, or is spelled with other capitals')
}

class Away extends Error {
  readonly code = 'ENOENT'
}

/**
 * Makes the way to a key and does something there. Who erases takes empty folders away, so that it may have to be made
 * again; 20 times, then it gives up.
 */
const onWay = async <A>(folder: Folder, base: string, key: string, act: () => Promise<A>): Promise<A> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await within(folder.timeLimit, makeWay(folder, base, key))
      return await act()
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || attempt === 20) throw error
    }
  }
}

/** Takes the folders on the way to a key away where they are empty. */
export const clearWay = async (root: string, key: string): Promise<void> => {
  for (let way = dirname(key); way !== '.'; way = dirname(way)) {
    try {
      await rmdir(join(root, way))
    } catch {
      return
    }
  }
}

/** Writes to a file just opened, and gives what was written. A source that throws is `Unavailable`. */
const writeTo = async (
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  timeLimit: number
): Promise<Written> => {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of tagged(bytes)) {
    hash.update(chunk)
    size += chunk.length
    await within(timeLimit, handle.writeFile(chunk))
  }
  await within(timeLimit, handle.sync())
  return { sha256: hash.digest('hex'), bytes: size }
}

/** The same bytes; an error of theirs is told from one of the file system. */
async function* tagged(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes
  } catch {
    throw unavailable('the bytes to be stored ended with an error')
  }
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** To its place in one step, unless something is there already. */
const settle = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to)
    await unlink(from)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return false
    // A file system without hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error
    if ((await ifThere(lstat(to))) !== undefined) return false
    await rename(from, to)
    return true
  }
}

/** Compares with what stands there: whether it has these bytes. */
const standsAlready = async (folder: Folder, ref: Ref, sha256: string): Promise<boolean> => {
  const finished = (await placesOf(folder, ref)).filter(place => !place.unfinished)
  const sums = await Promise.all(finished.map(place => sha256Of(place.path)))
  if (sums.some(sum => sum !== sha256)) throw never('Conflict', 'other bytes are stored under this ref')
  return sums.length > 0
}

/** Keeps bytes under a ref. Whatever fails, nothing is left of it. */
export const put = async (folder: Folder, ref: Ref, bytes: AsyncIterable<Uint8Array>): Promise<Written> => {
  const { root, template, timeLimit } = folder
  const key = orThrow(template.keyOf(ref))
  await within(timeLimit, assertStoreIsThere(folder))
  const unfinished = unfinishedIn(root)
  const beside = `${key}/${randomUUID()}`
  const path = join(unfinished, beside)
  try {
    const handle = await onWay(folder, unfinished, beside, () => within(timeLimit, open(path, 'wx', 0o600)))
    const written = await writeTo(handle, bytes, timeLimit).finally(() => within(timeLimit, handle.close()))
    if (ref.sha256 !== undefined && ref.sha256 !== written.sha256)
      throw never('Conflict', 'the bytes do not have the sha256 of the ref')
    if (await standsAlready(folder, ref, written.sha256)) return written
    const settled = await onWay(folder, root, key, () => within(timeLimit, settle(path, join(root, key))))
    if (!settled && !(await standsAlready(folder, ref, written.sha256)))
      throw folder.foldsCase
        ? never('Conflict', 'a name that differs only in its capitals stands there')
        : unavailable('what stood there went away meanwhile')
    await within(timeLimit, sync(dirname(join(root, key))))
    return written
  } finally {
    await ifThere(unlink(path))
    await clearWay(unfinished, beside)
    await clearWay(root, key)
  }
}
