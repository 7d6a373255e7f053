// Keys are compared as bytes, and most by a number of the first of them: the order is that of their texts.
import { ordText } from '@samtykke/core'
import * as fc from 'fast-check'
import { compareKeys, keyOrder } from '../src/engine/keyOrder.ts'
import { type Place, placesOf, type Records } from '../src/engine/places.ts'

/** Records of keys, each in a slab of its own, in which something else stands before it. */
const recordsOf = (keys: ReadonlyArray<string>): Records => ({
  slabs: keys.map(key => Uint8Array.from(Buffer.from(`~~${key}line\n`, 'latin1'))),
  places: keys.flatMap((key, slab) => [slab, 2, 2 + key.length, 2 + key.length + 5])
})

const recordOf = (key: string): Place => [...placesOf(recordsOf([key]))][0]!

/** Of few characters, the first and the last of ASCII among them, so that many keys begin alike or are alike. */
const end = fc.string({
  unit: fc.constantFrom('\u0000', 'a', 'aaaaaaa', '\u007f'),
  maxLength: 12
})
const keys = fc
  .tuple(
    fc.constantFrom('', 'a', '2025-01-12T06:15', '2025-01-12T06:15:00.000Z0123456789'),
    fc.array(end, { maxLength: 40 })
  )
  .map(([beginning, ends]) => ends.map(each => beginning + each))

test('the order of records is that of the texts of their keys, and of those alike that in which they came', () => {
  fc.assert(
    fc.property(keys, texts => {
      const expected = texts.map((_, i) => i).sort((a, b) => ordText.compare(texts[a], texts[b]) || a - b)
      expect([...keyOrder(recordsOf(texts))]).toEqual(expected)
    }),
    { numRuns: 2_000 }
  )
})

test('so are keys of which every byte differs, of which a number holds few, and keys that differ behind what it is of', () => {
  const anyKey = fc.string({ unit: fc.nat(127).map(code => String.fromCharCode(code)), maxLength: 70 })
  const anyKeys = fc.array(fc.tuple(fc.constantFrom('', 'x'.repeat(31), 'x'.repeat(40)), anyKey), {
    maxLength: 300
  })
  fc.assert(
    fc.property(anyKeys, found => {
      const texts = found.map(([beginning, end]) => beginning + end)
      const expected = texts.map((_, i) => i).sort((a, b) => ordText.compare(texts[a], texts[b]) || a - b)
      expect([...keyOrder(recordsOf(texts))]).toEqual(expected)
    }),
    { numRuns: 300 }
  )
})

test('two keys are compared as their texts are', () => {
  fc.assert(
    fc.property(keys, fc.nat(), fc.nat(), (texts, one, other) => {
      fc.pre(texts.length > 0)
      const [a, b] = [texts[one % texts.length]!, texts[other % texts.length]!]
      expect(Math.sign(compareKeys(recordOf(a), recordOf(b)))).toBe(ordText.compare(a, b))
    }),
    { numRuns: 2_000 }
  )
})
