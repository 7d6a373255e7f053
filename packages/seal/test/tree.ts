// A tree in memory, whose paths need no files.
import { signCheckpoint } from '../src/checkpoint.ts'
import { appendLeaf, emptyRange, emptyRoot, leafHash, nodeHash, rootOf, type Hash } from '../src/merkle.ts'
import type { Signer } from '../src/note.ts'
import { inclusionPath, rangeHash } from '../src/proof.ts'
import { origin } from './support.ts'

/** MTH of RFC 9162 2.1.1, written out as it stands there. */
export const naiveRoot = (leaves: ReadonlyArray<Hash>): Hash => {
  if (leaves.length === 0) return emptyRoot
  if (leaves.length === 1) return leaves[0] as Hash
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}

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
