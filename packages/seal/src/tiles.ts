/**
 * Tiles: the hashes of the tree, 256 a file.
 */
import { join } from 'node:path'
import { readIfThere, tilePath, tileWidth } from './directory.ts'
import { hashFromBytes, nodeHash, peaksOf, type CompactRange, type Hash } from './merkle.ts'
import { rangeHash, type LeafRange } from './proof.ts'

const hashLength = 32

/** The first `width` hashes of a tile, from the partial tile of that width or from the full one. */
export const readTile = async (
  log: string,
  level: number,
  number: number,
  width: number
): Promise<ReadonlyArray<Hash> | undefined> => {
  for (const each of width === tileWidth ? [width] : [width, tileWidth]) {
    const bytes = await readIfThere(join(log, tilePath(level, number, each)))
    if (bytes !== undefined && bytes.length === each * hashLength) return hashesIn(bytes).slice(0, width)
  }
  return undefined
}

export const hashesIn = (bytes: Buffer): Hash[] => {
  const hashes: Hash[] = []
  for (let start = 0; start + hashLength <= bytes.length; start += hashLength)
    hashes.push(hashFromBytes(bytes, start))
  return hashes
}

export const tileBytes = (hashes: ReadonlyArray<Hash>): Buffer => Buffer.from(hashes.join(''), 'latin1')

/** How many hashes the tile has in a tree of the size. */
export const widthOf = (size: number, level: number, number: number): number =>
  Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - number * tileWidth))

/** Reads subtrees of a tree of `size` leaves from its tiles; `undefined` where a tile is not there. */
export const subtrees = (log: string, size: number) => {
  const cache = new Map<string, Promise<ReadonlyArray<Hash> | undefined>>()
  const tile = (level: number, number: number): Promise<ReadonlyArray<Hash> | undefined> => {
    const key = `${level}/${number}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const read = readTile(log, level, number, widthOf(size, level, number))
    if (cache.size > 64) cache.clear()
    cache.set(key, read)
    return read
  }
  return async (height: number, index: number): Promise<Hash> => {
    const level = Math.floor(height / 8)
    const count = 2 ** (height % 8)
    const first = index * count
    const hashes = await tile(level, Math.floor(first / tileWidth))
    const offset = first % tileWidth
    let row = hashes?.slice(offset, offset + count) ?? []
    if (row.length !== count) throw new MissingTile(level, Math.floor(first / tileWidth))
    while (row.length > 1) {
      row = Array.from({ length: row.length / 2 }, (_, at) =>
        nodeHash(row[2 * at] as Hash, row[2 * at + 1] as Hash)
      )
    }
    return row[0] as Hash
  }
}

export class MissingTile extends Error {
  readonly level: number
  readonly number: number
  constructor(level: number, number: number) {
    super(`tile ${level}/${number} is not there`)
    this.level = level
    this.number = number
  }
}

/** The right edge of the tree: all that is needed to append to it. */
export const readRange = async (log: string, size: number): Promise<CompactRange> => {
  const read = subtrees(log, size)
  const peaks: Hash[] = []
  for (const [height, index] of peaksOf(size)) peaks.push(await read(height, index))
  return { size, peaks }
}

export const readPath = async (
  log: string,
  size: number,
  path: ReadonlyArray<LeafRange>
): Promise<ReadonlyArray<Hash>> => {
  const read = subtrees(log, size)
  const hashes: Hash[] = []
  for (const range of path) hashes.push(await rangeHash(range, read))
  return hashes
}
