import { csvField, findingsCsv } from '@samtykke/audit'
import { printable } from '@samtykke/core'
import * as fc from 'fast-check'
import { parse } from './parseCsv.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '=1+1',
    '+1',
    '-1',
    '@x',
    '|cmd',
    '%x',
    '\t=1',
    ' =1',
    '\r\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '"',
    '","',
    '\u0000=1',
    '\u2028',
    'a\u202eb'
  )
)

/** What a field shows: no control character, and of other signs that are not seen their codes. */
const shown = (text: string): string =>
  printable(
    text.replace(/[\u0000-\u001f\u007f]/g, ' '),
    sign => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  )

test('no field can begin a formula, end its row, or lose its text', () => {
  fc.assert(
    fc.property(hostile, text => {
      const [[field = ''] = []] = parse(`${csvField(text)}\r\n`)
      expect(field).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/u)
      expect(field).not.toMatch(/[\u0000-\u001f\u007f]/)

      expect([`'${shown(text)}`, shown(text)]).toContain(field)
    }),
    { numRuns: 2000 }
  )
})

test('a spreadsheet in a country of decimal commas gets its byte-order mark and semicolons', () => {
  expect(findingsCsv([], 'excel')).toBe(
    '\ufeff"code";"severity";"call_id";"target";"target_id";"at";"events";"detail"\r\n'
  )
})
