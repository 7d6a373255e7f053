import { resolve } from 'node:path'
import { localTime, withLocalTimes } from '../src/text/table.ts'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const local = localTime('Europe/Copenhagen')

test('the time of day that clocks show, to the minute', () => {
  expect(local('2026-02-28T23:00:00.000Z')).toBe('2026-03-01 00:00')
  expect(local('2026-06-30T22:00:59.999Z')).toBe('2026-07-01 00:00')
})

test('a time that clocks show twice in the night on which they go back has its offset, and no other', () => {
  const night = [
    '2025-10-25T23:59:00.000Z',
    '2025-10-26T00:30:00.000Z',
    '2025-10-26T01:30:00.000Z',
    '2025-10-26T02:00:00.000Z'
  ]
  expect(night.map(local)).toEqual([
    '2025-10-26 01:59',
    '2025-10-26 02:30 UTC+2',
    '2025-10-26 02:30 UTC+1',
    '2025-10-26 03:00'
  ])
})

test('clocks that go back by half an hour', () => {
  const lordHowe = localTime('Australia/Lord_Howe')
  expect(['2025-04-05T14:45:00.000Z', '2025-04-05T15:15:00.000Z'].map(lordHowe)).toEqual([
    '2025-04-06 01:45 UTC+11',
    '2025-04-06 01:45 UTC+10:30'
  ])
})

test('in a text, each instant is shown as the times beside it are', () => {
  const text = { da: 'slettet 2026-02-28T23:00:00.000Z', en: 'from 2026-06-30T22:00:59.999Z to 2026-07-01' }
  expect(withLocalTimes(text, local)).toEqual({
    da: 'slettet 2026-03-01 00:00',
    en: 'from 2026-07-01 00:00 to 2026-07-01'
  })
})

const file = scratch()
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d/
/** Calls of which findings name instants: the first 400 of this seed have some. */
const lines = simulatedLines(400, 1)
const source = file('events.ndjson', lines.join('\n'))

test.each(['en', 'da'])(
  'the times of a table are of one zone, also those in its sentences: %s',
  async lang => {
    const shown = ['--severity', 'info,warning,error', '--as-of', '2027-06-01', '--lang', lang]
    const json = await inProcess(['findings', source, '--json', '--as-of', '2027-06-01'])
    const told = json.stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as { readonly detail: string; readonly callId: string })
      .filter(({ detail }) => instant.test(detail))
    expect(told.length).toBeGreaterThan(0)
    const table = await inProcess(['findings', source, ...shown])
    const trail = await inProcess([
      ...['trail', source, '--call', told[0]!.callId, '--format', 'table'],
      ...['--as-of', '2027-06-01', '--lang', lang]
    ])
    expect([table.status, trail.status]).toEqual([0, 0])
    expect([table.stdout, trail.stdout].filter(text => instant.test(text))).toEqual([])
  }
)

describe.each(['en', 'da'])('the documents that are outlined: %s', lang => {
  const { callId } = JSON.parse(lines[0] ?? '') as { readonly callId: string }
  const policy = resolve(__dirname, 'policy.json')
  const asOf = ['--as-of', '2026-06-01', '--lang', lang]
  const whole = [
    '--since',
    '2026-01-01',
    '--what-if',
    policy,
    '--if-invalid',
    'consent:2025-01-01/2026-01-01'
  ]
  const documents: ReadonlyArray<readonly [string, ReadonlyArray<string>, string]> = [
    ['report', [source, ...whole, ...asOf, '--known-at', '2026-05-01'], 'csv'],
    ['art30', asOf, 'json'],
    ['consent-record', [source, '--call', callId, ...asOf], 'json']
  ]
  test.each(documents)(
    '%s has its times in one zone, and names it; for programs they are in UTC',
    async (verb, args, other) => {
      const table = await inProcess([verb, ...args, '--format', 'table'])
      expect([table.status, table.stdout.match(instant)]).toEqual([0, null])
      expect(table.stdout.split('\n')[0]).toMatch(/^(?:Times in|Tider i) +Europe\/Copenhagen$/)
      expect(table.stdout).toMatch(/ 2026-06-01 00:00$/m)
      for (const format of ['json', other])
        expect((await inProcess([verb, ...args, '--format', format])).stdout).toMatch(
          /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
        )
    }
  )
})
