// On a terminal each verb gives something for people; for a program, and where it is asked for, JSON.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { noticePolicy } from '@samtykke/core'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const bin = resolve(__dirname, '../bin/samtykke.mjs')
const file = scratch()
const lines = simulatedLines(40, 31)
const source = file('events.ndjson', lines.join('\n'))
const { callId } = JSON.parse(lines[0]!) as { callId: string }
const asOf = ['--as-of', '2026-02-01']

// What a policy leaves unsaid is named on standard error, which a terminal shows as well.
const stating = file(
  'policy.json',
  JSON.stringify({
    ...noticePolicy,
    dataProtectionOfficer: { name: 'Officer', email: 'dpo@example.com' },
    processors: [{ id: 'recorder-north', name: 'Recorder North', region: 'DK', agreement: 'DPA-7' }]
  })
)

const hasTerminals = spawnSync('script', ['--version']).status === 0

/** What the program writes to a terminal, without its control sequences. */
const onTerminal = (args: ReadonlyArray<string>): string => {
  const command = [process.execPath, bin, ...args].map(each => `'${each}'`).join(' ')
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    env: { ...process.env, TERM: 'xterm' }
  })
  expect([command, status]).toEqual([command, 0])
  return stdout.replace(/\r\u001b\[K[^\r\n]*(?=\r\u001b\[K|$)|\r\u001b\[K/g, '').replaceAll('\r\n', '\n')
}

const isJson = (text: string): boolean =>
  text
    .trim()
    .split('\n')
    .every(line => /^[{[]/.test(line))

const documents: ReadonlyArray<readonly [string, ReadonlyArray<string>, RegExp]> = [
  ['report', [source, ...asOf], /^Figures$/m],
  ['consent-record', [source, '--call', callId, ...asOf], /^quality-assurance +(given|refused|withdrawn)/m],
  ['art30', asOf, /^Activities$/m],
  ['certificate', [source, '--all', ...asOf], /^\d+ certificates; --format html/m],
  [
    'instructions',
    [source, '--processor', 'recorder-north', '--policy', stating, ...asOf],
    /^To erase or anonymise: /m
  ]
]

describe('a document', () => {
  it.each(documents)('%s is for people on a terminal, and JSON elsewhere', async (verb, args, expected) => {
    const piped = await samtykke([verb, ...args])
    expect([piped.status, isJson(piped.stdout)]).toEqual([0, true])
    if (!hasTerminals) {
      console.warn('not run on a terminal: script is not installed')
      return
    }
    const shown = onTerminal([verb, ...args])
    expect(shown).toMatch(expected)
    expect(isJson(shown)).toBe(false)
    expect(isJson(onTerminal([verb, ...args, '--json']))).toBe(true)
    // Whoever wants the table elsewhere asks for it.
    expect((await inProcess([verb, ...args, '--format', 'table'])).stdout.trim()).toBe(shown.trim())
  })
})

it.each([
  ['due', [source, ...asOf]],
  ['findings', [source, ...asOf]],
  ['trail', [source, '--call', callId, ...asOf]],
  ['events', []],
  ['events', ['consent-given']]
])('%s is for people wherever it goes, and JSON where it is asked for', async (verb, args) => {
  const [plain, json] = [await inProcess([verb, ...args]), await inProcess([verb, ...args, '--json'])]
  expect([plain.status, isJson(plain.stdout)]).toEqual([0, false])
  expect([json.status, isJson(json.stdout)]).toEqual([0, true])
  if (hasTerminals) expect(onTerminal([verb, ...args]).trim()).toBe(plain.stdout.trim())
})
