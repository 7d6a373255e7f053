/** What a verb puts out does not stand in memory: it works in a heap that a fraction of its output would fill. */
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const after = ['--as-of', '2027-06-01T00:00:00Z']

const calls = 4_000
const heap = '--max-old-space-size=32'

let events = ''
beforeAll(() => {
  events = file('events.ndjson', simulatedLines(calls, 3).join('\n'))
})

const inLittleMemory = (verb: string, ...args: ReadonlyArray<string>) =>
  samtykke([verb, events, ...args], { env: { NODE_OPTIONS: heap } })

test.each(['json', 'csv', 'table'])('certificates as %s, however many there are', async format => {
  const { status, stdout } = await inLittleMemory('certificate', '--all', '--format', format, ...after)
  expect(status).toBe(0)
  expect(stdout.split('\n').length).toBeGreaterThan(calls)
})

test('certificates as a page, of which the first are sheets and all are counted', async () => {
  const page = ['--format', 'html', '--lang', 'en']
  const { status, stdout } = await inLittleMemory('certificate', '--all', ...page, ...after)
  expect(status).toBe(0)
  const total = /500 of (\d+) rows are shown/.exec(stdout)?.[1]
  expect(Number(total)).toBeGreaterThan(calls)
  expect(stdout.split('<section class="sheet"').length - 1).toBe(500)
})

test('instructions, of a log of which little is on the list', async () => {
  const about = ['--json', '--processor', 'recorder-north']
  const early = ['--as-of', '2025-07-01T00:00:00Z', '--known-at', '2025-06-20T00:00:00Z']
  const { status, stdout } = await inLittleMemory('instructions', ...about, ...early)
  expect(status).toBe(0)
  const { source } = JSON.parse(stdout) as { readonly source: { readonly events: number } }
  expect(source.events).toBeGreaterThan(calls)
})
