/** What a verb puts out does not stand in memory: it works in a heap that a fraction of its output would fill. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Breach, InspectionManifest } from '@samtykke/audit'
import { type EventOf, type Identifier, instant, type Uuid } from '@samtykke/core'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { start } from '@samtykke/eventstoredb-embedded'
import { isLeft } from 'fp-ts/lib/Either.js'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const after = ['--as-of', '2027-06-01T00:00:00Z']

const calls = 4_000
const heap = '--max-old-space-size=32'

const folder = mkdtempSync(join(tmpdir(), 'samtykke-memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

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

test.each(['package', 'package.zip'])('an inspection, into %s', async name => {
  const out = join(folder, name)
  const asked = [
    '--from',
    '2025-01-01',
    '--to',
    '2026-07-01',
    '--sample',
    '20',
    '--seed',
    'seed',
    '--out',
    out
  ]
  const { status, stdout } = await inLittleMemory('inspection', '--json', ...asked, ...after)
  expect(status).toBe(0)
  const { certificates, files } = JSON.parse(stdout) as InspectionManifest
  expect(certificates).toBeGreaterThan(calls / 2)
  const disposal = files.find(({ path }) => path === 'certificates/disposal.csv')
  expect(disposal?.bytes).toBeGreaterThan(100 * certificates)
})

test('instructions, of a log of which little is on the list', async () => {
  const about = ['--json', '--processor', 'recorder-north']
  const early = ['--as-of', '2025-07-01T00:00:00Z', '--known-at', '2025-06-20T00:00:00Z']
  const { status, stdout } = await inLittleMemory('instructions', ...about, ...early)
  expect(status).toBe(0)
  const { source } = JSON.parse(stdout) as { readonly source: { readonly events: number } }
  expect(source.events).toBeGreaterThan(calls)
})

describe('a breach that lists all of a long log', () => {
  const recordings = 25_000
  const name = (kind: string, index: number): string => `${kind}-${index}-${'x'.repeat(100)}`
  let long = ''
  beforeAll(() => {
    const lines = Array.from({ length: recordings }, (_, index) =>
      JSON.stringify({
        id: `3f0c2f0e-6a3c-4c6e-9d57-${String(index).padStart(12, '0')}`,
        type: 'recording-stored',
        callId: name('call', index),
        subjectRef: name('person', index % (recordings / 2)),
        occurredAt: '2025-03-01T12:10:00Z',
        startedAt: '2025-03-01T12:00:00Z',
        recordingId: name('recording', index),
        direction: 'inbound',
        customerType: 'private',
        line: 'customer-service',
        processor: 'recorder',
        region: 'DK'
      })
    )
    long = file('recordings.ndjson', lines.join('\n'))
  })

  const breach = (format: string) =>
    samtykke(
      [
        ...['breach', long, '--processor', 'recorder', '--from', '2025-01-01', '--to', '2026-01-01'],
        ...['--format', format, '--lang', 'en', ...after]
      ],
      { env: { NODE_OPTIONS: heap } }
    )

  test.each(['csv', 'table'])('as %s', async format => {
    const { status, stdout } = await breach(format)
    expect(status).toBe(0)
    expect(stdout.split('\n').length).toBeGreaterThan(recordings)
  })

  test('as JSON', async () => {
    const { status, stdout } = await breach('json')
    expect(status).toBe(0)
    const { exposed, subjects, numbers } = JSON.parse(stdout) as Breach
    expect(exposed).toHaveLength(recordings)
    expect(subjects).toHaveLength(recordings / 2)
    expect(numbers.atLeast).toMatchObject({ subjects: recordings / 2, calls: recordings, recordings })
  })

  test('as a page, of which the first rows are shown and all are counted', async () => {
    const { status, stdout } = await breach('html')
    expect(status).toBe(0)
    expect(stdout).toContain(`500 of ${recordings} rows are shown.`)
  })
})

describe('a long log that is sealed', () => {
  const names = 8_000
  const log = join(folder, 'log')
  let [long, key] = ['', '']
  beforeAll(() => {
    const lines = Array.from({ length: names }, (_, index) =>
      JSON.stringify({
        id: String(index),
        type: 'analysis-objected',
        callId: `call-${index}-${'x'.repeat(4_000)}`,
        occurredAt: '2025-03-01T12:10:00Z'
      })
    )
    long = file('long-names.ndjson', lines.join('\n'))
    const { privateKey } = generateKeyPairSync('ed25519')
    key = file('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }))
  })

  const sealing = (verb: string, ...args: ReadonlyArray<string>) =>
    samtykke([verb, long, '--log', log, '--json', ...args], { env: { NODE_OPTIONS: heap } })

  test('is sealed, and verified', async () => {
    const sealed = await sealing('seal', '--key', key, '--init', '--origin', 'company.example/samtykke')
    expect(JSON.parse(sealed.stdout)).toMatchObject({ sealed: names })
    const verified = await sealing('verify', '--key', join(log, 'key.vkey'))
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, intact: names })
  })
})

describe('a store with long events', () => {
  const [calls, analysesOfEach] = [50, 50]
  let [url, stop] = ['', async () => undefined as unknown]
  const features = Array.from({ length: 128 }, (_, index) => `feature-${index}-${'x'.repeat(100)}`)

  const analysesOf = (callId: Identifier): ReadonlyArray<EventOf<'analysis-produced'>> =>
    Array.from({ length: analysesOfEach }, (_, index) => ({
      id: randomUUID() as Uuid,
      type: 'analysis-produced',
      callId,
      occurredAt: instant('2025-03-01T12:10:00.000Z'),
      analysisId: `analysis-${index}` as Identifier,
      direction: 'inbound',
      features,
      engine: 'engine',
      engineVersion: '1',
      subjects: ['customer']
    }))

  beforeAll(async () => {
    const server = await start()
    ;[url, stop] = [server.connectionString, () => server.stop()]
    const log = openEventStoreDBLog(url)
    if (isLeft(log)) throw new Error(log.left.reason)
    for (let index = 0; index < calls; index++) {
      const callId = `call-${index}` as Identifier
      expect(await log.right.create(callId, analysesOf(callId))()).toMatchObject({ _tag: 'Right' })
    }
    await log.right.close()()
  })
  afterAll(() => stop())

  test.each(['due', 'worklist'])('what is asked for by %s', async verb => {
    const { status, stdout } = await samtykke([verb, url, '--json', ...after], {
      env: { NODE_OPTIONS: heap }
    })
    expect(status).toBe(0)
    expect(stdout.split(/"callId":"call-\d+"/).length).toBeGreaterThan(calls * analysesOfEach)
  })
})
