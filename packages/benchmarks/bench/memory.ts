/**
 * Peak memory of the verbs over many events, against what is aimed at. `npm run memory [CALLS]`
 */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Usage } from './peak.ts'
import { writeEvents } from './writeEvents.ts'

const calls = Number(process.argv[2] ?? 600_000)
const mostMegabytes = 400

/** In the middle of what is simulated, and long after it. */
const [middle, after] = ['2025-10-01T00:00:00Z', '2027-06-01T00:00:00Z']

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'samtykke-memory-'))
const file = join(folder, 'events.ndjson')
const log = join(folder, 'log')
const key = join(folder, 'key.pem')

const recorder = ['--processor', 'recorder-north']
const year = ['--from', '2025-01-01', '--to', '2025-12-31']

const commandsOf = (callId: string): ReadonlyArray<ReadonlyArray<string>> => [
  ['due', '--json', '--as-of', middle],
  ['due', '--as-of', middle],
  ['findings', '--json', '--as-of', after],
  ['findings', '--as-of', after],
  ['report', '--json', '--as-of', after],
  ['worklist', '--format', 'json', '--as-of', middle],
  ...['json', 'csv', 'table', 'html'].map(format => [
    ...['certificate', '--all', '--format', format, '--as-of', after]
  ]),
  ['seal', '--log', log, '--key', key, '--init', '--origin', 'company.example/samtykke'],
  ['verify', '--log', log, '--key', join(log, 'key.vkey')],
  ['prove', '--log', log, '--call', callId, '--out', join(folder, 'proof')],
  ['certificate', '--all', '--log', log, '--format', 'json', '--as-of', after],
  ['instructions', '--format', 'json', ...recorder, '--as-of', middle],
  ['breach', '--format', 'json', ...recorder, ...year, '--as-of', after],
  ...['trail', 'consent-record', 'export vcon'].map(verb => [
    ...[...verb.split(' '), '--json', '--call', callId, '--as-of', after]
  ]),
  ['trail', '--json', '--call', callId, '--log', log, '--as-of', after],
  ...[[], ['--log', log]].map(sealed => [
    ...['inspection', ...year, '--sample', '20', '--seed', 'seed', ...sealed],
    ...['--out', join(folder, `package-${sealed.length}`), '--as-of', after]
  ])
]

/** In megabytes; what it puts out is thrown away. `undefined` where it does not end well. */
const peakOf = (command: ReadonlyArray<string>): number | undefined => {
  const usageFile = join(folder, 'usage.json')
  const nowhere = openSync('/dev/null', 'w')
  const { status } = spawnSync(
    process.execPath,
    ['--import', path('./peak.js'), path('../../../cli/bin/samtykke.mjs'), ...command, file],
    { stdio: ['ignore', nowhere, 'ignore'], env: { ...process.env, SAMTYKKE_USAGE: usageFile } }
  )
  closeSync(nowhere)
  return status === 0 ? (JSON.parse(readFileSync(usageFile, 'utf8')) as Usage).megabytes : undefined
}

try {
  const { events, callId } = writeEvents(file, calls)
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  console.log(`${events} events of ${calls} calls; at most ${mostMegabytes} MB\n`)
  for (const command of commandsOf(callId)) {
    const peak = peakOf(command)
    const shown = peak === undefined ? 'failed' : `${peak.toFixed(0)} MB`
    const words = command.filter(word => !word.startsWith(folder)).join(' ')
    console.log(`${peak !== undefined && peak <= mostMegabytes ? '  ' : '! '}${shown.padStart(8)}  ${words}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
