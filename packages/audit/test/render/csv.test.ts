import { actionsCsv, basisCsv, csvField, findingsCsv, trailCsv, trailOf } from '@samtykke/audit'
import {
  compilePolicy,
  decodeHistories,
  dueActions,
  callState,
  findings,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as fc from 'fast-check'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import { parse } from './parseCsv.ts'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

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
    '\u0000=1'
  )
)

test('no field can begin a formula, end its row, or lose its text', () => {
  fc.assert(
    fc.property(hostile, text => {
      const [[field = ''] = []] = parse(`${csvField(text)}\r\n`)
      expect(field).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/u)
      expect(field).not.toMatch(/[\u0000-\u001f\u007f]/)

      expect([`'${text}`, text].map(each => each.replace(/[\u0000-\u001f\u007f]/g, ' '))).toContain(field)
    }),
    { numRuns: 2000 }
  )
})

test('tables have one row for each thing, each as wide as the header', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const { calls } = decodeHistories(historyOf(seed).entries)
    for (const history of calls) {
      const trail = trailOf(view)(history)
      const call = callState(view)(history)
      const tables = [
        [trailCsv(view, trail), trail.entries.length, 22],
        [basisCsv(trail), trail.basis.length, 16],
        [actionsCsv(dueActions(view)(call)), trail.actions.length, 18],
        [findingsCsv(findings(view)(call)), trail.findings.length, 8]
      ] as const
      for (const [text, count, width] of tables) {
        const rows = parse(text)
        expect(rows).toHaveLength(count + 1)
        for (const row of rows) expect(row).toHaveLength(width)
      }
    }
  }
})

test('a spreadsheet in a country of decimal commas gets its byte-order mark and semicolons', () => {
  expect(findingsCsv([], 'excel')).toBe(
    '\ufeff"code";"severity";"call_id";"target";"target_id";"at";"events";"detail"\r\n'
  )
})
