/**
 * The subtrees that proofs of inclusion and consistency are made of.
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

/** RFC 9162 2.1.4.1: the subtrees that show a tree of `first` leaves to be the beginning of one of `second`. */
export const consistencyPath = (first: number, second: number): ReadonlyArray<LeafRange> => {
  if (first === 0 || first === second) return []
  const path: LeafRange[] = []
  let [start, end] = [0, second]
  let known = true
  for (;;) {
    if (first === end) {
      if (!known) path.unshift([start, end])
      return path
    }
    const middle = start + split(end - start)
    if (first <= middle) {
      path.unshift([middle, end])
      end = middle
    } else {
      path.unshift([start, middle])
      start = middle
      known = false
    }
  }
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

/** RFC 9162 2.1.3.2: whether the path leads from the leaf to the root. */
export const verifyInclusion = (
  leaf: number,
  size: number,
  hash: Hash,
  path: ReadonlyArray<Hash>,
  root: Hash
): boolean => climbedRoot(leaf, size, hash, path) === root

/**
 * RFC 9162 2.1.4.2: whether the path shows the first tree to be the beginning of the second. Every tree begins
 * with the empty one, so there is no proof of that.
 */
export const verifyConsistency = (
  first: number,
  second: number,
  path: ReadonlyArray<Hash>,
  firstRoot: Hash,
  secondRoot: Hash
): boolean => {
  if (!Number.isSafeInteger(first) || first < 1 || first > second) return false
  if (first === second) return path.length === 0 && firstRoot === secondRoot
  if (![firstRoot, secondRoot, ...path].every(isHash)) return false
  const whole = isPowerOfTwo(first) ? [firstRoot, ...path] : path
  const [start, ...rest] = whole
  if (path.length === 0 || start === undefined) return false
  let [at, last] = [first - 1, second - 1]
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)]
  let [older, newer] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      newer = nodeHash(newer, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && older === firstRoot && newer === secondRoot
}
