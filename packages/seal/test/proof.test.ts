import * as fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appendLeaf, emptyRange, emptyRoot, leafHash, rootOf, type Hash } from '../src/merkle.ts'
import { inclusionPath, rangeHash, verifyInclusion, type LeafRange } from '../src/proof.ts'

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
        if (
          !verifyInclusion({
            leaf: leaf,
            size: size,
            hash: leaves[leaf] as Hash,
            path: proof,
            root: root(size)
          })
        )
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
            expect(
              verifyInclusion({ leaf: leaf, size: size, hash: hash, path: wrong, root: root(size) })
            ).toBe(false)
          }
          expect(
            verifyInclusion({ leaf: leaf, size: size, hash: hash, path: proof, root: flip(root(size), bit) })
          ).toBe(false)
          expect(
            verifyInclusion({ leaf: leaf, size: size, hash: flip(hash, bit), path: proof, root: root(size) })
          ).toBe(false)
          for (const index of [
            leaf - 1,
            leaf + 1,
            leaf ^ 2,
            leaf + size,
            -leaf - 1,
            leaf + 0.5,
            Number.NaN
          ]) {
            expect(
              verifyInclusion({ leaf: index, size: size, hash: hash, path: proof, root: root(size) })
            ).toBe(false)
          }
          if (other !== leaf)
            expect(
              verifyInclusion({ leaf: other, size: size, hash: hash, path: proof, root: root(size) })
            ).toBe(false)
          if (size > 1)
            expect(
              verifyInclusion({ leaf: leaf, size: size * 2, hash: hash, path: proof, root: root(size) })
            ).toBe(false)
          expect(verifyInclusion({ leaf: leaf, size: 0, hash: hash, path: proof, root: root(size) })).toBe(
            false
          )
          expect(verifyInclusion({ leaf: leaf, size: size, hash: '', path: proof, root: root(size) })).toBe(
            false
          )
          expect(verifyInclusion({ leaf: leaf, size: size, hash: hash, path: proof, root: '' })).toBe(false)
        }
      ),
      { numRuns: 300 }
    )
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
        const held = verifyInclusion({
          leaf: vector['leafIdx'] as number,
          size: vector['treeSize'] as number,
          hash: hash(vector['leafHash']),
          path: path(vector),
          root: hash(vector['root'])
        })
        expect([vector.desc, held]).toEqual([vector.desc, !vector.wantErr])
      }
    })
  }
)
