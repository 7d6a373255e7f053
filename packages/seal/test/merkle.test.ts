import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import {
  appendLeaf,
  emptyRange,
  hashToHex,
  leafHash,
  nodeHash,
  peaksOf,
  rootOf,
  type Hash
} from '../src/merkle.ts'
import { naiveRoot } from './tree.ts'

const bytes = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1')
const standardInputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f'
]

describe('the tree of RFC 6962', () => {
  it('has the standard roots', () => {
    const range = emptyRange()
    const roots = standardInputs.map(input => {
      appendLeaf(range, leafHash(bytes(input)))
      return hashToHex(rootOf(range))
    })
    expect(hashToHex(rootOf(emptyRange()))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    )
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
    ])
  })

  it('hashes a leaf as 00 ‖ entry and a node as 01 ‖ left ‖ right', () => {
    const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        (entry, pair) => {
          expect(hashToHex(leafHash(entry))).toBe(sha(Buffer.from([0]), Buffer.from(entry)))
          const [left, right] = [Buffer.from(pair.subarray(0, 32)), Buffer.from(pair.subarray(32))]
          expect(hashToHex(nodeHash(left.toString('latin1'), right.toString('latin1')))).toBe(
            sha(Buffer.from([1]), left, right)
          )
        }
      )
    )
  })

  it('grown leaf by leaf is the tree of the definition, for all sizes to 300', () => {
    const leaves = Array.from({ length: 300 }, (_, index) => leafHash(String(index)))
    const range = emptyRange()
    const seen = new Map<string, Hash>()
    leaves.forEach((leaf, index) => {
      appendLeaf(range, leaf, (height, at, hash) => seen.set(`${height}/${at}`, hash))
      expect(rootOf(range)).toBe(naiveRoot(leaves.slice(0, index + 1)))
      const peaks = peaksOf(index + 1)
      expect(range.peaks).toEqual(
        peaks.map(([height, at]) => (height === 0 ? leaves[at] : seen.get(`${height}/${at}`)))
      )
    })
    for (const [place, hash] of seen) {
      const [height, at] = place.split('/').map(Number) as [number, number]
      expect(hash).toBe(naiveRoot(leaves.slice(at * 2 ** height, (at + 1) * 2 ** height)))
    }
  })
})
