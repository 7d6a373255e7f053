/**
 * The hashes of a Merkle tree.
 */
import { sha256Binary } from './sha256.ts'

/** A SHA-256 digest as a string of 32 characters, one a byte. */
export type Hash = string

/** RFC 9162 2.1.1: the root of a tree without leaves. */
export const emptyRoot: Hash = sha256Binary('')

/** RFC 9162 2.1.1: SHA-256(00 ‖ entry). */
export const leafHash = (entry: string): Hash => sha256Binary(`\0${entry}`)

/** The same of an entry that stands behind a byte 00 already. */
export const entryHash = (prefixed: Uint8Array): Hash => sha256Binary(prefixed)

const node = Buffer.alloc(65)
node[0] = 1

/** RFC 9162 2.1.1: SHA-256(01 ‖ left ‖ right). */
export const nodeHash = (left: Hash, right: Hash): Hash => {
  node.write(left, 1, 'latin1')
  node.write(right, 33, 'latin1')
  return sha256Binary(node)
}

export const hashFromBytes = (bytes: Uint8Array, start = 0): Hash =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, 32).toString('latin1')
export const hashToHex = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('hex')
export const hashToBase64 = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('base64')

/**
 * A growing tree as the roots of its complete subtrees, largest first: all that is needed to append, and to
 * know the root, of a tree of any size.
 */
export interface CompactRange {
  size: number
  readonly peaks: Hash[]
}

export const emptyRange = (): CompactRange => ({ size: 0, peaks: [] })

/** Appends a leaf. `onNode` sees each complete subtree of 2^height leaves that it finishes, lowest first. */
export const appendLeaf = (
  range: CompactRange,
  leaf: Hash,
  onNode?: (height: number, index: number, hash: Hash) => void
): void => {
  let hash = leaf
  let index = range.size
  let height = 0
  for (; index % 2 === 1; height++) {
    hash = nodeHash(range.peaks.pop() as Hash, hash)
    index = (index - 1) / 2
    onNode?.(height + 1, index, hash)
  }
  range.peaks.push(hash)
  range.size++
}

export const rootOf = ({ peaks }: CompactRange): Hash => {
  let root = peaks[peaks.length - 1] ?? emptyRoot
  for (let index = peaks.length - 2; index >= 0; index--) root = nodeHash(peaks[index] as Hash, root)
  return root
}

/** The complete subtrees that make up a tree, as [height, index at that height], largest first. */
export const peaksOf = (size: number): ReadonlyArray<readonly [height: number, index: number]> => {
  const peaks: [number, number][] = []
  let start = 0
  for (let height = 52; height >= 0; height--) {
    const width = 2 ** height
    if (size - start >= width) {
      peaks.push([height, start / width])
      start += width
    }
  }
  return peaks
}
