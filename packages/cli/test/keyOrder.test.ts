// Keys are compared as bytes, and most by a number of some of them: the order is that of their texts.
import { ordText } from '@samtykke/core'
import * as fc from 'fast-check'
import { compareKeys, keyOrder } from '../src/engine/keyOrder.ts'
import type { Place } from '../src/engine/places.ts'

/** A record of a key, somewhere in some bytes. */
const recordOf = (key: string): Place => {
  const bytes = Buffer.from(`~~${key}line\n`, 'latin1')
  return { bytes, keyStart: 2, start: 2 + key.length, end: bytes.length }
}

/** Of few characters, the first and the last of ASCII among them, so that many keys begin alike or are alike. */
const end = fc.string({
  unit: fc.constantFrom('\u0000', 'a', 'aaaaaaa', '\u007f'),
  maxLength: 12
})
const keys = fc
  .tuple(fc.constantFrom('', 'a', '2025-', '2025-01-12T06:15'), fc.array(end, { maxLength: 40 }))
  .map(([beginning, ends]) => ends.map(each => beginning + each))

test('the order of records is that of the texts of their keys, and of those alike that in which they came', () => {
  fc.assert(
    fc.property(keys, texts => {
      const expected = texts.map((_, i) => i).sort((a, b) => ordText.compare(texts[a], texts[b]) || a - b)
      expect([...keyOrder(texts.map(recordOf))]).toEqual(expected)
    }),
    { numRuns: 2_000 }
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
