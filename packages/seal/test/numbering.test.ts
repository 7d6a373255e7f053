import * as fc from 'fast-check'
import { numbering } from '../src/numbering.ts'

/** Lone surrogates too: an id may be any text. */
const anyText = fc
  .string({ unit: 'binary', maxLength: 8 })
  .map(text => text + '\ud800'.repeat(text.length % 2))

it('numbers texts in the order in which they come, as a map would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.constantFrom('a', 'b'))),
      fc.array(anyText),
      (texts, others) => {
        const { numberOf, find } = numbering()
        const expected = new Map<string, number>()
        for (const text of texts) {
          if (!expected.has(text)) expected.set(text, expected.size)
          expect(numberOf(text)).toBe(expected.get(text))
        }
        for (const text of [...texts, ...others]) expect(find(text)).toBe(expected.get(text))
      }
    )
  )
})

it('numbers more of them than one piece of its memory holds', () => {
  const { numberOf, find } = numbering()
  const count = 2 ** 15 + 100
  for (let index = 0; index < count; index++) expect(numberOf(`call-${index}`)).toBe(index)
  for (let index = 0; index < count; index += 99) expect(find(`call-${index}`)).toBe(index)
  expect(find(`call-${count}`)).toBeUndefined()
})

it('keeps texts apart that are one in UTF-8', () => {
  const { numberOf } = numbering()
  expect(['\ud800', '\ud801', '\ufffd'].map(numberOf)).toEqual([0, 1, 2])
})
