/**
 * The subtrees that proofs of inclusion are made of.
 */
import { emptyRoot, nodeHash, type Hash } from './merkle.ts'

/** The leaves from `start` up to, not including, `end`. */
export type LeafRange = readonly [start: number, end: number]

const isHash = (hash: Hash): boolean => hash.length === 32

const isPowerOfTwo = (value: number): boolean =>
  Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value

/** The largest power of two below `size` (RFC 9162 2.1.1: k). */
const split = (size: number): number => {
  let width = 1
  while (width * 2 < size) width *= 2
  return width
}

/** RFC 9162 2.1.3.1: the subtrees whose hashes lead from a leaf to the root, lowest first. */
export const inclusionPath = (leaf: number, size: number): ReadonlyArray<LeafRange> => {
  const path: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (leaf < middle) {
      path.unshift([middle, end])
      end = middle
    } else {
      path.unshift([start, middle])
      start = middle
    }
  }
  return path
}

/** RFC 9162 2.1.1: the hash of a range of leaves, from the complete subtrees [height, index] that `read` gives. */
export const rangeHash = async (
  [start, end]: LeafRange,
  read: (height: number, index: number) => Promise<Hash>
): Promise<Hash> => {
  const width = end - start
  if (width === 0) return emptyRoot
  if (isPowerOfTwo(width)) return read(Math.log2(width), start / width)
  const middle = start + split(width)
  return nodeHash(await rangeHash([start, middle], read), await rangeHash([middle, end], read))
}

/** RFC 9162 2.1.3.2: the root to which the path leads from the leaf, if it leads to one. */
export const climbedRoot = (
  leaf: number,
  size: number,
  hash: Hash,
  path: ReadonlyArray<Hash>
): Hash | undefined => {
  if (!Number.isSafeInteger(leaf) || leaf < 0 || leaf >= size || ![hash, ...path].every(isHash))
    return undefined
  let [at, last, computed] = [leaf, size - 1, hash]
  for (const sibling of path) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      computed = nodeHash(sibling, computed)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      computed = nodeHash(computed, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? computed : undefined
}

/** That a leaf of a hash is in the tree of a size and root. */
export interface Inclusion {
  readonly leaf: number
  readonly size: number
  readonly hash: Hash
  readonly path: ReadonlyArray<Hash>
  readonly root: Hash
}

/** RFC 9162 2.1.3.2: whether the path leads from the leaf to the root. */
export const verifyInclusion = ({ leaf, size, hash, path, root }: Inclusion): boolean =>
  climbedRoot(leaf, size, hash, path) === root
