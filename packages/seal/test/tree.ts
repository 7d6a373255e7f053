// A tree in memory, whose paths need no files.
import { signCheckpoint } from '../src/checkpoint.ts'
import { appendLeaf, emptyRange, leafHash, rootOf, type Hash } from '../src/merkle.ts'
import type { Signer } from '../src/note.ts'
import { inclusionPath, rangeHash } from '../src/proof.ts'
import { origin } from './support.ts'

export const treeOf = (entries: ReadonlyArray<string>, signers: ReadonlyArray<Signer>) => {
  const leaves = entries.map(leafHash)
  const nodes = new Map<string, Hash>(leaves.map((leaf, index) => [`0/${index}`, leaf]))
  const range = emptyRange()
  for (const leaf of leaves)
    appendLeaf(range, leaf, (height, index, hash) => nodes.set(`${height}/${index}`, hash))
  const { length: size } = entries
  return {
    leaves,
    checkpoint: signCheckpoint({ origin, size, root: rootOf(range) }, signers),
    pathOf: (leaf: number): Promise<ReadonlyArray<Hash>> =>
      Promise.all(
        inclusionPath(leaf, size).map(each =>
          rangeHash(each, async (height, index) => nodes.get(`${height}/${index}`)!)
        )
      )
  }
}
