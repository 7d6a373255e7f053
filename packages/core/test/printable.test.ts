// Nothing that is not to be seen gets through, and all else stays.
import { printable } from '@samtykke/core'
import * as fc from 'fast-check'

const invisible = [
  ...[0x00, 0x08, 0x09, 0x0a, 0x1b, 0x1f, 0x7f, 0x9f, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x202a],
  ...[
    0x202e, 0x2060, 0x2064, 0x2066, 0x2069, 0x206f, 0xd800, 0xdfff, 0xfeff, 0xfff9, 0xfffb, 0xe0001, 0xe007f
  ]
]

test.each(invisible)('%i is shown by its code', code => {
  const text = printable(`a${String.fromCodePoint(code)}b`)
  expect(text).toMatch(/^a\\u(\{[0-9a-f]{5}\}|[0-9a-f]{4})b$/)
  expect(JSON.parse(`"${text.replace(/\\u\{.*\}/, 'x')}"`)).toHaveLength(3)
})

test('what is to be seen stays as it is', () => {
  for (const text of ['', 'Kære Åse', '電話', 'صوت', '👍', ' ~ ', '\\u202e'])
    expect(printable(text)).toBe(text)
})

test('what is shown needs no second look', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const shown = printable(text)
      expect(printable(shown)).toBe(shown)
      expect(Array.from(printable(text, () => '')).every(character => text.includes(character))).toBe(true)
    })
  )
})
