/** Pieces in batches: the same bytes, in few. */
import * as fc from 'fast-check'
import { inBatches } from '../src/output/batches.ts'

test('batches hold all texts, in few pieces', () => {
  const texts = Array.from({ length: 30_000 }, (_, index) => `række ${index}, `)
  const batches = [...inBatches(texts)]
  expect(Buffer.concat(batches).toString()).toBe(texts.join(''))
  expect(batches.length).toBeLessThan(10)
  expect([...inBatches([])]).toEqual([])
})

test('texts and bytes keep their order', () => {
  const long = fc.nat(300_000).map(length => 'x'.repeat(length))
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), long, fc.uint8Array())
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const expected = Buffer.concat(pieces.map(each => Buffer.from(each)))
      expect(Buffer.concat([...inBatches(pieces)]).equals(expected)).toBe(true)
    })
  )
})
