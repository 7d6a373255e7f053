import type { Problem } from '../src/problem.ts'
import { leafHash } from '../src/merkle.ts'
import { treeCheck, type HeldRoot } from '../src/treeCheck.ts'
import { naiveRoot } from './tree.ts'

const most = 300
const leaves = Array.from({ length: most }, (_, index) => leafHash(String(index)))
const sizes = Array.from({ length: most + 1 }, (_, size) => size)

const heldAt = (size: number, of = leaves): HeldRoot => ({
  size,
  root: naiveRoot(of.slice(0, size)),
  from: `checkpoint of size ${size}`,
  outside: true
})

/** What `verify` says of a log of all leaves to one who holds these checkpoints. */
const problemsOf = (held: ReadonlyArray<HeldRoot>): ReadonlyArray<Problem> => {
  const problems: Problem[] = []
  const check = treeCheck('no tile is read here', most, held, problem => problems.push(problem))
  for (const leaf of leaves) check.leaf(leaf)
  return problems
}

describe('consistency, for all sizes to 300 (RFC 9162 2.1.4)', () => {
  const earlier = sizes.map(size => heldAt(size))

  it('holds: the tree of every earlier size is the beginning of the later one, in whatever order it is held', () => {
    expect(problemsOf(earlier)).toEqual([])
    expect(problemsOf([...earlier].reverse())).toEqual([])
  })

  it('does not hold of a tree with any one leaf exchanged, from that leaf on', () => {
    for (const exchanged of sizes.slice(0, most)) {
      const other = leaves.with(exchanged, leafHash('another'))
      const held = [exchanged, exchanged + 1, most].map(size => heldAt(size, other))
      expect(problemsOf(held).map(({ code, leaf, until }) => [code, leaf, until])).toEqual([
        ['not-consistent', exchanged, exchanged + 1],
        ['not-consistent', exchanged, most]
      ])
    }
  })

  it('does not hold of any size under the root of another', () => {
    for (const size of sizes) {
      const other = { ...heldAt(size), root: naiveRoot(leaves.slice(0, size === most ? 0 : size + 1)) }
      expect(problemsOf([other]).map(({ code, until }) => [code, until])).toEqual([['not-consistent', size]])
    }
  })
})
