/**
 * Writing leaves: entries, salts and tiles.
 */
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  entriesPath,
  modeOf,
  readIfThere,
  saltPath,
  fsyncAll,
  tilePath,
  tileWidth,
  writeFlags
} from './directory.ts'
import { saltLength } from './entry.ts'
import { entryLines } from './entryLines.ts'
import { fail, reasonOf } from './error.ts'
import type { HashedRecord } from './compare.ts'
import { appendLeaf, type CompactRange, type Hash } from './merkle.ts'
import { readTile, tileBytes, widthOf } from './tiles.ts'

export interface LeafWriter {
  /** Adds the leaf of an event; `salt` may be reused by the caller. */
  readonly event: (record: HashedRecord['record'], revision: number, digest: string, salt: Uint8Array) => void
  /** Adds the leaf that ends a run. */
  readonly run: (entry: string) => void
  /** Writes what is partial, and resolves when everything is on the disk. */
  readonly finish: () => Promise<void>
}

/**
 * Writes leaves after those of `range`: entries, salts and tiles. What the directory holds beyond the range's
 * size (of a run that was stopped) is overwritten. Files that hold sealed leaves are replaced as a whole.
 */
export const leafWriter = async (log: string, range: CompactRange): Promise<LeafWriter> => {
  const sealed = range.size
  const group = Math.floor(sealed / tileWidth)
  const kept = sealed % tileWidth
  const entries = entryLines()
  if (kept > 0) entries.keep(await keptEntries(log, group, kept))
  const salts = kept === 0 ? Buffer.alloc(0) : await keptSalts(log, group, kept)
  const saltFile = Buffer.alloc(tileWidth * saltLength)
  salts.copy(saltFile)
  const levels: Hash[][] = []
  for (let level = 0; sealed >= tileWidth ** level; level++) levels.push(await keptHashes(log, sealed, level))

  const folders = new Set<string>()
  const written: string[] = []

  const write = (path: string, bytes: Uint8Array, replaces: boolean): void => {
    const full = join(log, path)
    const target = replaces ? `${full}.unfinished` : full
    try {
      if (!folders.has(dirname(full))) mkdirSync(dirname(full), { recursive: true })
      folders.add(dirname(full))
      const file = openSync(target, writeFlags, modeOf(path))
      try {
        writeFileSync(file, bytes, { flush: replaces })
      } finally {
        closeSync(file)
      }
      if (replaces) renameSync(target, full)
    } catch (cause) {
      fail({ _tag: 'CannotWrite', path: full, reason: reasonOf(cause) })
    }
    written.push(full)
  }

  const writeGroup = (number: number): void => {
    const replaces = number === group && kept > 0
    write(saltPath(number), saltFile.subarray(0, entries.count() * saltLength), replaces)
    write(entriesPath(number), entries.bytes(), replaces)
  }
  const addHash = (level: number, index: number, hash: Hash): void => {
    const hashes = (levels[level] ??= [])
    hashes.push(hash)
    if (hashes.length < tileWidth) return
    write(tilePath(level, Math.floor(index / tileWidth)), tileBytes(hashes), false)
    levels[level] = []
  }
  const onNode = (height: number, index: number, hash: Hash): void => {
    if (height % 8 === 0) addHash(height / 8, index, hash)
  }

  const appended = (hash: Hash): void => {
    addHash(0, range.size, hash)
    appendLeaf(range, hash, onNode)
    if (entries.count() < tileWidth) return
    writeGroup(range.size / tileWidth - 1)
    entries.clear()
  }

  return {
    event: (record, revision, digest, salt) => {
      saltFile.set(salt, entries.count() * saltLength)
      appended(entries.addEvent(record, revision, digest))
    },
    run: entry => {
      saltFile.fill(0, entries.count() * saltLength, (entries.count() + 1) * saltLength)
      appended(entries.add(entry))
    },
    finish: async () => {
      if (entries.count() > 0) writeGroup(Math.floor(range.size / tileWidth))
      levels.forEach((hashes, level) => {
        const number = Math.floor(range.size / tileWidth ** (level + 1))
        const grew = Math.floor(sealed / tileWidth ** level) < Math.floor(range.size / tileWidth ** level)
        if (hashes.length > 0 && grew) write(tilePath(level, number, hashes.length), tileBytes(hashes), false)
      })
      await fsyncAll(log, written)
    }
  }
}

const keptEntries = async (log: string, group: number, count: number): Promise<string[]> => {
  const path = join(log, entriesPath(group))
  const lines = (await readIfThere(path))?.toString('utf8').split('\n').slice(0, count) ?? []
  return lines.length === count && !lines.includes('')
    ? lines
    : fail({ _tag: 'Malformed', path, expected: `${count} sealed entries`, found: String(lines.length) })
}

/** Salts of redacted events may be gone; no run gets here where others are. */
const keptSalts = async (log: string, group: number, count: number): Promise<Buffer> => {
  const salts = Buffer.alloc(count * saltLength)
  ;(await readIfThere(join(log, saltPath(group))))?.copy(salts)
  return salts
}

const keptHashes = async (log: string, size: number, level: number): Promise<Hash[]> => {
  const number = Math.floor(size / tileWidth ** (level + 1))
  const width = widthOf(size, level, number)
  if (width === 0) return []
  const hashes = await readTile(log, level, number, width)
  return hashes === undefined
    ? fail({
        _tag: 'Malformed',
        path: join(log, tilePath(level, number, width)),
        expected: `${width} hashes`,
        found: 'no such tile'
      })
    : [...hashes]
}
