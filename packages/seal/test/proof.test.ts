import * as fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appendLeaf, emptyRange, emptyRoot, leafHash, rootOf, type Hash } from '../src/merkle.ts'
import {
  consistencyPath,
  inclusionPath,
  rangeHash,
  verifyConsistency,
  verifyInclusion,
  type LeafRange
} from '../src/proof.ts'

jest.setTimeout(120_000)

const largest = 300
const leaves = Array.from({ length: largest }, (_, index) => leafHash(`leaf ${index}`))
const subtrees = new Map<string, Hash>(leaves.map((leaf, index) => [`0/${index}`, leaf]))
const growing = emptyRange()
const roots: Hash[] = [emptyRoot]
for (const leaf of leaves) {
  appendLeaf(growing, leaf, (height, index, hash) => subtrees.set(`${height}/${index}`, hash))
  roots.push(rootOf(growing))
}

const root = (size: number): Hash => roots[size] as Hash
const hashes = async (path: ReadonlyArray<LeafRange>): Promise<Hash[]> => {
  const proof: Hash[] = []
  for (const range of path) {
    proof.push(await rangeHash(range, async (height, index) => subtrees.get(`${height}/${index}`) as Hash))
  }
  return proof
}

const flip = (hash: Hash, bit: number): Hash => {
  const bytes = Buffer.from(hash, 'latin1')
  bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
  return bytes.toString('latin1')
}

/** What may be wrong with a list of hashes, by rule: each must make the proof fail. */
const spoilt = (
  proof: ReadonlyArray<Hash>,
  roots: ReadonlyArray<Hash>,
  bit: number
): ReadonlyArray<Hash[]> => [
  ...proof.map((hash, index) => proof.with(index, flip(hash, bit))),
  ...proof.map((_, index) => proof.filter((_, at) => at !== index)),
  ...proof.map((_, index) => proof.toSpliced(index, 0, leafHash('garbage'))),
  [...proof, ''],
  ['', ...proof],
  [...proof, leafHash('garbage')],
  [leafHash('garbage'), ...proof],
  ...roots.flatMap(root => [
    [...proof, root],
    [root, ...proof]
  ]),
  ...(proof.length > 0 ? [[], proof.slice(0, -1)] : [])
]

describe('inclusion', () => {
  it('holds for every leaf of every size to 300', async () => {
    for (let size = 1; size <= largest; size++) {
      for (let leaf = 0; leaf < size; leaf++) {
        const proof = await hashes(inclusionPath(leaf, size))
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        if (!verifyInclusion(leaf, size, leaves[leaf] as Hash, proof, root(size)))
          throw new Error(`${leaf} of ${size}`)
      }
    }
  })

  it('fails for anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: largest }).chain(size => fc.tuple(fc.constant(size), fc.nat(size - 1))),
        fc.nat(255),
        fc.nat(largest - 1),
        async ([size, leaf], bit, other) => {
          const hash = leaves[leaf] as Hash
          const proof = await hashes(inclusionPath(leaf, size))
          for (const wrong of spoilt(proof, [root(size)], bit)) {
            expect(verifyInclusion(leaf, size, hash, wrong, root(size))).toBe(false)
          }
          expect(verifyInclusion(leaf, size, hash, proof, flip(root(size), bit))).toBe(false)
          expect(verifyInclusion(leaf, size, flip(hash, bit), proof, root(size))).toBe(false)
          for (const index of [
            leaf - 1,
            leaf + 1,
            leaf ^ 2,
            leaf + size,
            -leaf - 1,
            leaf + 0.5,
            Number.NaN
          ]) {
            expect(verifyInclusion(index, size, hash, proof, root(size))).toBe(false)
          }
          if (other !== leaf) expect(verifyInclusion(other, size, hash, proof, root(size))).toBe(false)
          if (size > 1) expect(verifyInclusion(leaf, size * 2, hash, proof, root(size))).toBe(false)
          expect(verifyInclusion(leaf, 0, hash, proof, root(size))).toBe(false)
          expect(verifyInclusion(leaf, size, '', proof, root(size))).toBe(false)
          expect(verifyInclusion(leaf, size, hash, proof, '')).toBe(false)
        }
      ),
      { numRuns: 300 }
    )
  })
})

describe('consistency', () => {
  it('holds between all sizes to 300', async () => {
    for (let second = 1; second <= largest; second++) {
      for (let first = 1; first <= second; first++) {
        const proof = await hashes(consistencyPath(first, second))
        if (!verifyConsistency(first, second, proof, root(first), root(second)))
          throw new Error(`${first}, ${second}`)
      }
    }
  })

  it('fails for anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: largest })
          .chain(size => fc.tuple(fc.integer({ min: 1, max: size - 1 }), fc.constant(size))),
        fc.nat(255),
        async ([first, second], bit) => {
          const proof = await hashes(consistencyPath(first, second))
          for (const wrong of spoilt(proof, [root(first), root(second)], bit)) {
            expect(verifyConsistency(first, second, wrong, root(first), root(second))).toBe(false)
          }
          expect(verifyConsistency(first, second, proof, flip(root(first), bit), root(second))).toBe(false)
          expect(verifyConsistency(first, second, proof, root(first), flip(root(second), bit))).toBe(false)
          expect(verifyConsistency(first, second, proof, root(second), root(first))).toBe(false)
          expect(verifyConsistency(second, first, proof, root(first), root(second))).toBe(false)
          for (const [a, b] of [
            [first - 1, second],
            [first + 1, second],
            [first ^ 2, second],
            [first, second * 2],
            [first, Math.floor(second / 2)]
          ] as const) {
            expect(verifyConsistency(a, b, proof, root(first), root(second))).toBe(false)
          }
        }
      ),
      { numRuns: 300 }
    )
  })

  it('of a tree with itself has no hashes, and from the empty tree there is none', () => {
    expect(verifyConsistency(0, 0, [], emptyRoot, emptyRoot)).toBe(false)
    expect(verifyConsistency(1, 1, [], root(1), root(1))).toBe(true)
    expect(verifyConsistency(1, 1, [], root(1), root(2))).toBe(false)
    expect(verifyConsistency(0, 0, [], emptyRoot, root(1))).toBe(false)
    expect(verifyConsistency(0, 0, [root(1)], emptyRoot, emptyRoot)).toBe(false)
    expect(verifyConsistency(1, 1, [root(1)], root(1), root(1))).toBe(false)
    expect(verifyConsistency(0, 5, [], emptyRoot, root(5))).toBe(false)
    expect(verifyConsistency(0, 5, [root(5)], emptyRoot, root(5))).toBe(false)
  })
})

/** The folder `testdata` of a checkout of transparency-dev/merkle, where there is one. */
const published = process.env['SAMTYKKE_MERKLE_VECTORS']
const whereGiven = published !== undefined && existsSync(published) ? describe : describe.skip

whereGiven(
  'the published vectors of transparency-dev/merkle (skipped where SAMTYKKE_MERKLE_VECTORS names none)',
  () => {
    interface Vector {
      readonly desc: string
      readonly wantErr: boolean
      readonly proof: ReadonlyArray<string> | null
      readonly [member: string]: unknown
    }
    const read = (folder: string): Vector[] =>
      readdirSync(join(published ?? '', folder), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.json'))
        .map(name => JSON.parse(readFileSync(join(published ?? '', folder, name), 'utf8')) as Vector)
    const hash = (value: unknown): Hash => Buffer.from((value ?? '') as string, 'base64').toString('latin1')
    const path = (vector: Vector): Hash[] => (vector.proof ?? []).map(hash)

    it('for inclusion', () => {
      const vectors = read('inclusion')
      expect(vectors.length).toBeGreaterThan(90)
      for (const vector of vectors) {
        const held = verifyInclusion(
          vector['leafIdx'] as number,
          vector['treeSize'] as number,
          hash(vector['leafHash']),
          path(vector),
          hash(vector['root'])
        )
        expect([vector.desc, held]).toEqual([vector.desc, !vector.wantErr])
      }
    })

    it('for consistency', () => {
      const vectors = read('consistency')
      expect(vectors.length).toBeGreaterThan(90)
      for (const vector of vectors) {
        const held = verifyConsistency(
          vector['size1'] as number,
          vector['size2'] as number,
          path(vector),
          hash(vector['root1']),
          hash(vector['root2'])
        )
        expect([vector.desc, held]).toEqual([vector.desc, !vector.wantErr])
      }
    })
  }
)
