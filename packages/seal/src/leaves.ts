/**
 * Reading leaves back from the directory.
 */
import { join } from 'node:path'
import { entriesPath, readIfThere, saltPath, tileWidth } from './directory.ts'
import { parseEntry, saltLength, type Entry } from './entry.ts'
import type { Hash } from './merkle.ts'
import { readTile, widthOf } from './tiles.ts'

/** What the directory holds of one leaf. */
export interface Leaf {
  readonly index: number
  /** From the tile, which nothing ever prunes; `undefined` where the tile is gone. */
  readonly hash: Hash | undefined
  /** The entry's text; `null` = pruned, `undefined` = not there. */
  readonly text: string | null | undefined
  readonly entry: Entry | undefined
  /** `undefined` = gone. */
  readonly salt: Buffer | undefined
}

/** The leaves from `first` up to, not including, `size`, a file at a time. */
export async function* readLeaves(
  log: string,
  first: number,
  size: number
): AsyncGenerator<ReadonlyArray<Leaf>> {
  for (let group = Math.floor(first / tileWidth); group * tileWidth < size; group++) {
    const start = group * tileWidth
    const width = widthOf(size, 0, group)
    const [tile, entries, salts] = await Promise.all([
      readTile(log, 0, group, width),
      readIfThere(join(log, entriesPath(group))),
      readIfThere(join(log, saltPath(group)))
    ])
    const lines = entries?.toString('utf8').split('\n') ?? []
    const leaves: Leaf[] = []
    for (let at = Math.max(0, first - start); at < width; at++) {
      const line = lines[at]
      const text = line === 'null' ? null : line === '' ? undefined : line
      leaves.push({
        index: start + at,
        hash: tile?.[at],
        text,
        entry: typeof text === 'string' ? parseEntry(text) : undefined,
        salt: saltAt(salts, at)
      })
    }
    yield leaves
  }
}

const destroyed = Buffer.alloc(saltLength)

/** `undefined` = gone. */
export const saltAt = (salts: Buffer | undefined, at: number): Buffer | undefined => {
  const salt = salts?.subarray(at * saltLength, (at + 1) * saltLength)
  return salt === undefined || salt.length < saltLength || salt.equals(destroyed) ? undefined : salt
}
