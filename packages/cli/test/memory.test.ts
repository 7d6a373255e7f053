/** What a verb puts out does not stand in memory: it works in a heap that a fraction of its output would fill. */
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const asOf = ['--as-of', '2027-06-01T00:00:00Z']

const calls = 2_500
const heap = '--max-old-space-size=32'

let events = ''
beforeAll(() => {
  events = file('events.ndjson', simulatedLines(calls, 3).join('\n'))
})

const inLittleMemory = (verb: string, ...args: ReadonlyArray<string>) =>
  samtykke([verb, events, ...args, ...asOf], { env: { NODE_OPTIONS: heap } })

test.each(['json', 'csv', 'table'])('certificates as %s, however many there are', async format => {
  const { status, stdout } = await inLittleMemory('certificate', '--all', '--format', format)
  expect(status).toBe(0)
  expect(stdout.split('\n').length).toBeGreaterThan(calls)
})

test('certificates as a page, of which the first are sheets and all are counted', async () => {
  const { status, stdout } = await inLittleMemory('certificate', '--all', '--format', 'html', '--lang', 'en')
  expect(status).toBe(0)
  const total = /500 of (\d+) rows are shown/.exec(stdout)?.[1]
  expect(Number(total)).toBeGreaterThan(calls)
  expect(stdout.split('<section class="sheet"').length - 1).toBe(500)
})
