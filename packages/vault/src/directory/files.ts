/**
 * Files that appear whole or not at all, last, and are overwritten before they go.
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, ifThere } from '@samtykke/log/adapter'

export const readIfThere = (path: string): Promise<string | undefined> => ifThere(readFile(path, 'utf8'))

const using = async <A>(path: string, flags: string, act: (handle: FileHandle) => Promise<A>): Promise<A> => {
  const handle = await open(path, flags, 0o600)
  try {
    return await act(handle)
  } finally {
    await handle.close()
  }
}

/** Makes what happened in a folder last. Windows has no such thing, and refuses. */
export const sync = async (folder: string): Promise<void> => {
  if (process.platform !== 'win32') await using(folder, 'r', handle => handle.sync())
}

/** Makes a folder for its owner alone, durably, where it is not there. */
export const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { mode: 0o700 })
    await sync(dirname(path))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Writes a file of its own in the folder for what is unfinished, uses it, and takes its name away. */
const besides = async <A>(
  unfinished: string,
  text: string,
  use: (path: string) => Promise<A>
): Promise<A> => {
  const path = join(unfinished, randomUUID())
  try {
    await using(path, 'wx', async handle => {
      await handle.writeFile(text)
      await handle.sync()
    })
    return await use(path)
  } finally {
    await ifThere(unlink(path))
  }
}

/** Gives a name its content unless it has one; whether it got it. Its folder is not yet synced. */
export const writeNew = (unfinished: string, path: string, text: string): Promise<boolean> =>
  besides(unfinished, text, async beside => {
    try {
      await link(beside, path)
      return true
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      throw error
    }
  })

/** Overwrites the bytes that a handle leads to. A copy that the disk or the file system made of them is not reached. */
const overwrite = async (handle: FileHandle, text: Uint8Array): Promise<void> => {
  await handle.write(text, 0, text.length, 0)
  await handle.sync()
}

/** Gives a name other content in one step, and overwrites what it had. Its folder is not yet synced. */
export const replace = (unfinished: string, path: string, text: string): Promise<void> =>
  besides(unfinished, text, async beside => {
    const before = await ifThere(open(path, 'r+'))
    try {
      await rename(beside, path)
      if (before !== undefined) await overwrite(before, Buffer.alloc((await before.stat()).size))
    } finally {
      await before?.close()
    }
  })

/** Overwrites a file and takes its name away, where it is there. Its folder is not yet synced. */
export const erase = async (path: string): Promise<void> => {
  const handle = await ifThere(open(path, 'r+'))
  if (handle === undefined) return
  try {
    await overwrite(handle, Buffer.alloc((await handle.stat()).size))
  } finally {
    await handle.close()
  }
  await ifThere(unlink(path))
}

/** Overwrites a file by shorter content in its place, for which a full disk has room; whether it was there. */
export const overwriteInPlace = async (path: string, text: string): Promise<boolean> => {
  const handle = await ifThere(open(path, 'r+'))
  if (handle === undefined) return false
  try {
    await overwrite(handle, Buffer.from(text.padEnd((await handle.stat()).size)))
    return true
  } finally {
    await handle.close()
  }
}

const hour = 3_600_000

/** Takes away what was left of writes that did not end, an hour ago or more: others may be writing now. */
export const clearUnfinished = async (unfinished: string): Promise<void> => {
  for (const name of (await ifThere(readdir(unfinished))) ?? []) {
    const path = join(unfinished, name)
    const stats = await ifThere(stat(path))
    if (stats?.isFile() === true && stats.mtimeMs < Date.now() - hour) await erase(path)
  }
}
