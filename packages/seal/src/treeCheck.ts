/**
 * The tree built again from its leaves.
 */
import { join } from 'node:path'
import { listIfThere, readIfThere, tilePath, tileWidth } from './directory.ts'
import { appendLeaf, emptyRange, rootOf, type Hash } from './merkle.ts'
import type { Problem } from './problem.ts'
import { hashesIn, readTile, widthOf } from './tiles.ts'

interface Compared {
  readonly level: number
  readonly number: number
  readonly hashes: ReadonlyArray<Hash>
}

/** A root that the tree has to have at a size: a checkpoint's. */
export interface HeldRoot {
  readonly size: number
  readonly root: Hash
  readonly from: string
  /** Kept where the log does not lie, so that whoever writes the log could not change it with it. */
  readonly outside: boolean
}

/**
 * Builds the tree again from its leaves, compares the upper tiles with it, and each root that is held with the
 * root at that size.
 */
export const treeCheck = (
  log: string,
  size: number,
  held: ReadonlyArray<HeldRoot>,
  report: (problem: Problem) => void
) => {
  const range = emptyRange()
  const levels: Hash[][] = []
  const full: Compared[] = []
  /** Where the log was signed: only the partial tiles of these sizes are of any tree. */
  const sizes = new Set([size, ...held.map(each => each.size)])
  const runs: number[] = [0]
  const bySize = [...held].sort((a, b) => a.size - b.size)
  let nextHeld = 0
  let lastGood = 0
  let found = false

  const mismatch = (leaf: number, until: number, detail: string): void => {
    found = true
    report({ code: 'root-mismatch', leaf, until, detail })
  }
  const addHash = (level: number, index: number, hash: Hash): void => {
    const hashes = (levels[level] ??= [])
    hashes.push(hash)
    if (hashes.length < tileWidth) return
    if (level > 0) full.push({ level, number: Math.floor(index / tileWidth), hashes })
    levels[level] = []
  }
  const compare = async ({ level, number, hashes }: Compared): Promise<void> => {
    const stored = await readTile(log, level, number, hashes.length)
    const at = stored === undefined ? 0 : hashes.findIndex((hash, index) => hash !== stored[index])
    if (at < 0) return
    const leaves = tileWidth ** level
    const first = (number * tileWidth + at) * leaves
    const name = tilePath(level, number, hashes.length)
    if (stored === undefined)
      mismatch(first, first + hashes.length * leaves, `${name} is not there, or not whole`)
    else mismatch(first, first + leaves, `${name} is not what its leaves give`)
  }
  const compareHeld = (): void => {
    for (
      let each = bySize[nextHeld];
      each !== undefined && each.size <= range.size;
      each = bySize[++nextHeld]
    ) {
      if (each.root === rootOf(range)) lastGood = range.size
      else {
        report({
          code: 'not-consistent',
          leaf: Math.min(lastGood, range.size),
          until: range.size,
          file: each.from,
          detail: `the tree of size ${each.size} is not the one of ${each.from}`
        })
      }
    }
  }
  compareHeld()

  return {
    leaf: (hash: Hash): void => {
      addHash(0, range.size, hash)
      appendLeaf(range, hash, (height, index, node) => {
        if (height % 8 === 0) addHash(height / 8, index, node)
      })
      compareHeld()
    },
    /** Here a run ended. */
    runEnd: (): void => {
      runs.push(range.size)
      sizes.add(range.size)
    },
    runs: (): ReadonlyArray<number> => runs,
    root: (): Hash => rootOf(range),
    compareTiles: async (): Promise<void> => {
      for (const each of full.splice(0)) await compare(each)
    },
    finish: async (root: Hash): Promise<void> => {
      for (const [level, hashes] of levels.entries()) {
        const number = Math.floor(size / tileWidth ** (level + 1))
        if (level > 0 && hashes.length > 0) await compare({ level, number, hashes })
        await compareEarlierPartial(level, number, hashes)
      }
      if (!found && rootOf(range) !== root)
        mismatch(lastGood, size, 'the leaves do not lead to the root that was signed')
    }
  }

  /**
   * Partial tiles of earlier checkpoints stay until their tile is full. One of any other width was left by a run that
   * was stopped before it signed: nobody reads it.
   */
  async function compareEarlierPartial(
    level: number,
    number: number,
    hashes: ReadonlyArray<Hash>
  ): Promise<void> {
    const folder = `${tilePath(level, number)}.p`
    const widths = new Set([...sizes].map(each => widthOf(each, level, number)))
    for (const name of await listIfThere(join(log, folder))) {
      const width = Number(name)
      if (!widths.has(width) || name !== String(width) || width === 0) continue
      const bytes = await readIfThere(join(log, folder, name))
      const stored = bytes === undefined || bytes.length !== width * 32 ? [] : hashesIn(bytes)
      const at = hashes.slice(0, width).findIndex((hash, index) => hash !== stored[index])
      const leaves = tileWidth ** level
      const first = (number * tileWidth + at) * leaves
      if (at >= 0) mismatch(first, first + leaves, `${folder}/${name} is not what its leaves give`)
    }
  }
}
