/** The program on a store: that named by SAMTYKKE_ESDB_URL, else one in this process. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { type AnyEvent, type ExpectedRevision, type Identifier, renderLogError } from '@samtykke/core'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const named = process.env['SAMTYKKE_ESDB_URL']
const bin = resolve(__dirname, '../bin/samtykke.mjs')

/** The exit status of reading a whole store: a server of one's own may hold findings and unreadable entries of others. */
const readWhole = named === undefined ? [0] : [0, 1, 3]

const eventsOf = (callId: string, subjectRef: string) => {
  const consent = {
    id: randomUUID(),
    type: 'consent-given',
    callId,
    occurredAt: '2026-01-05T09:00:00.000Z',
    subjectRef,
    method: 'keypress',
    purposes: ['quality-assurance'],
    noticeVersion: '2025-01',
    language: 'da'
  }
  const stored = {
    id: randomUUID(),
    type: 'recording-stored',
    callId,
    occurredAt: '2026-01-05T09:10:00.000Z',
    recordingId: `rec.${callId}`,
    startedAt: '2026-01-05T09:00:10.000Z',
    endedAt: '2026-01-05T09:10:00.000Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'processor-1',
    region: 'DK'
  }
  return [consent, stored]
}

const ndjson = (values: ReadonlyArray<unknown>): string =>
  values.map(value => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n')

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const jsonLines = (text: string): ReadonlyArray<any> =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

describe('samtykke on a store', () => {
  const write = scratch()
  const someId = (kind: string): string => `${kind}.${randomUUID()}`
  let url: string
  let stop: () => Promise<void>

  beforeAll(async () => {
    if (named !== undefined) [url, stop] = [named, async () => undefined]
    else {
      const server = await start()
      ;[url, stop] = [server.connectionString, () => server.stop()]
    }
  })
  afterAll(() => stop())

  /** The lines about these calls only: the store may hold others. */
  const about = (text: string, ...calls: ReadonlyArray<string>): ReturnType<typeof jsonLines> =>
    jsonLines(text).filter(line => calls.includes(line.callId))

  it('records events, each once, and answers as from their file', async () => {
    const [a, b, subject] = [someId('call'), someId('call'), someId('subject')]
    const file = write('events.ndjson', ndjson([...eventsOf(a, subject), ...eventsOf(b, subject)]))
    const first = await inProcess(['record', file, url, '--json'])
    expect([first.status, jsonLines(first.stdout)]).toMatchObject([
      0,
      [{ calls: 2, events: 4, recorded: 4, rejected: 0 }]
    ])
    const again = await inProcess(['record', file, url.replace('esdb://', 'kurrentdb://')])
    expect([again.status, again.stdout]).toEqual([0, '4 events of 2 calls are in the store, 0 of them new\n'])
    const asOf = ['--as-of', '2099-01-01T00:00:00Z', '--json']
    const stored = await inProcess(['due', url, ...asOf])
    const filed = await inProcess(['due', file, ...asOf])
    expect(readWhole).toContain(stored.status)
    expect(about(stored.stdout, a, b)).toEqual(about(filed.stdout, a, b))
    expect(about(filed.stdout, a, b)).toHaveLength(2)
    const trail = await inProcess(['trail', url, '--call', a, ...asOf])
    expect([trail.status, JSON.parse(trail.stdout).source.events]).toEqual([0, 2])
    expect(readWhole).toContain((await inProcess(['findings', url, ...asOf])).status)
  })

  it('names the lines that are no event, and records the others', async () => {
    const call = someId('call')
    const file = write('bad.ndjson', ndjson([...eventsOf(call, someId('subject')), '{"callId":', '{}']))
    const ran = await inProcess(['record', file, url, '--json'])
    expect([ran.status, jsonLines(ran.stdout)]).toMatchObject([
      3,
      [{ calls: 1, events: 2, recorded: 2, rejected: 2 }]
    ])
    expect(ran.stderr).toContain('bad.ndjson:3: event: expected an event (a JSON object)')
  })

  it('carries a request to every call of the person, and again is nothing new', async () => {
    const [a, b, later, subject] = [someId('call'), someId('call'), someId('call'), someId('subject')]
    await inProcess([
      'record',
      write('two.ndjson', ndjson([...eventsOf(a, subject), ...eventsOf(b, subject)])),
      url
    ])
    const verbs = ['withdraw', 'object', 'request-erasure', 'request-access']
    for (const verb of verbs) {
      const command = [verb, url, '--subject', subject, '--channel', 'email', '--json']
      const [first] = jsonLines((await inProcess(command)).stdout)
      const [again] = jsonLines((await inProcess(command)).stdout)
      expect(first).toMatchObject({ calls: 2, changed: 2 })
      expect(again).toEqual({ requestId: first.requestId, calls: 2, changed: 0, setAside: 0 })
    }
    await inProcess(['record', write('later.ndjson', ndjson(eventsOf(later, subject))), url])
    for (const call of [a, b, later]) {
      const trail = await inProcess(['trail', url, '--call', call, '--json'])
      const entries = JSON.parse(trail.stdout).entries as ReadonlyArray<{ kind: string; code: string }>
      const types = entries.filter(({ kind }) => kind === 'event').map(({ code }) => code)
      expect(types.sort()).toEqual([
        'access-requested',
        'analysis-objected',
        'consent-given',
        'consent-withdrawn',
        'erasure-requested',
        'recording-stored'
      ])
    }
  })

  it('carries a request to one call, and not to one that is not there', async () => {
    const call = someId('call')
    await inProcess(['record', write('one.ndjson', ndjson(eventsOf(call, someId('subject')))), url])
    const command = (id: string) => ['withdraw', url, '--call', id, '--channel', 'letter', '--json']
    expect(jsonLines((await inProcess(command(call))).stdout)).toMatchObject([{ changed: 1 }])
    expect(jsonLines((await inProcess(command(call))).stdout)).toMatchObject([{ changed: 0 }])
    const unknown = await inProcess(command(someId('call')))
    expect([unknown.status, unknown.stderr]).toEqual([
      4,
      expect.stringMatching(/no call of that id \(41 characters\) in the store/)
    ])
  })

  it('follows: what is open, then each change', async () => {
    const call = someId('call')
    await inProcess(['record', write('followed.ndjson', ndjson(eventsOf(call, someId('subject')))), url])
    const child = spawn(process.execPath, [bin, 'follow', url, '--json'], { timeout: 60_000 })
    const lines: Array<{ change: string; action: { callId: string; grounds: Array<{ rule: string }> } }> = []
    const own = () => lines.filter(line => line.action.callId === call)
    let rest = ''
    const seen = (count: number) =>
      new Promise<void>((done, fail) => {
        const look = (): void => {
          if (own().length >= count) done()
        }
        child.stdout.on('data', look)
        child.once('close', () => fail(new Error('it ended')))
        look()
      })
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n')
      rest = parts.pop()!
      lines.push(...parts.map(part => JSON.parse(part)))
    })
    const closed = new Promise(done => child.once('close', done))
    await seen(1)
    await inProcess(['withdraw', url, '--call', call, '--channel', 'phone'])
    await seen(2)
    child.kill('SIGTERM')
    expect(await closed).toBe(0)
    expect(own().map(({ change, action }) => [change, ...action.grounds.map(({ rule }) => rule)])).toEqual([
      ['new', 'expiry'],
      ['changed', 'expiry', 'withdrawal']
    ])
  })

  it('names the types of events that it does not know, once, also while it follows', async () => {
    const call = someId('call') as Identifier
    const [, stored] = eventsOf(call, someId('subject'))
    const misspelt = [1, 2].map(() => ({ ...stored, id: randomUUID(), type: 'recording-storred' }))
    const log = openEventStoreDBLog(url)
    if (E.isLeft(log)) throw new Error(log.left.reason)
    const append = async (events: ReadonlyArray<object>, expected: ExpectedRevision): Promise<void> => {
      const appended = await log.right.append(call, events as ReadonlyArray<AnyEvent>, expected)()
      if (E.isLeft(appended)) throw new Error(renderLogError(appended.left))
    }
    await append(misspelt, 'no-stream')

    const storred =
      /^unknown type of event "recording-storred": \d+ events; the nearest known type is recording-stored$/m
    for (const verb of ['due', 'findings', 'report']) {
      const { status, stderr } = await inProcess([verb, url])
      expect([verb, readWhole.includes(status!), stderr]).toEqual([
        verb,
        true,
        expect.stringMatching(storred)
      ])
    }
    const trail = await inProcess(['trail', url, '--call', call])
    expect(trail.stderr).toBe(
      'unknown type of event "recording-storred": 2 events; the nearest known type is recording-stored\n'
    )
    const early = await inProcess(['trail', url, '--call', call, '--as-of', '2026-01-01T00:00:00Z'])
    expect(early.stderr).toContain('of 2 events none had happened by 2026-01-01T00:00:00.000Z (--as-of)\n')

    const child = spawn(process.execPath, [bin, 'follow', url, '--json'], { timeout: 60_000 })
    const closed = new Promise(done => child.once('close', done))
    let said = ''
    const heard = (what: RegExp): Promise<void> =>
      new Promise((done, fail) => {
        const look = (): void => {
          if (what.test(said)) done()
        }
        child.stderr.on('data', (chunk: Buffer) => {
          said += chunk.toString()
          look()
        })
        child.once('close', () => fail(new Error(`it ended: ${said}`)))
      })
    await heard(storred)
    const next = heard(/^unknown type of event "analysis-objectd": 1 event;/m)
    await append(
      [
        { ...misspelt[0]!, id: randomUUID() },
        { ...stored, id: randomUUID(), type: 'analysis-objectd' }
      ],
      1n
    )
    await next
    child.kill('SIGTERM')
    expect(await closed).toBe(0)
    expect(said.match(/recording-storred/g)).toHaveLength(1)
    await log.right.close()()
  })

  it('says in one sentence why a store cannot be read, with exit status 4 and no password', async () => {
    const http = createServer((_, response) => response.end('hello'))
    await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
    const { port } = http.address() as AddressInfo
    const cases: ReadonlyArray<readonly [string, string]> = [
      ['esdb://', 'expected HOST or HOST:PORT'],
      ['esdb://me:secret@127.0.0.1:2113?tsl=false', 'no setting of the name tsl: did you mean tls?'],
      ['kurrentdb://127.0.0.1:1?tls=false', 'nothing listens there'],
      [`esdb://127.0.0.1:${port}?tls=false`, 'what listens there is no EventStoreDB']
    ]
    for (const [source, sentence] of cases) {
      const ran = await inProcess(['due', source])
      expect([ran.status, ran.stdout, ran.stderr.trim().split('\n')]).toEqual([
        4,
        '',
        [expect.stringContaining(sentence)]
      ])
      expect(ran.stderr).not.toContain('secret')
    }
    await new Promise(done => http.close(done))
  })

  it('says once that a user and password are not sent without TLS, and neither of them', async () => {
    for (const scheme of ['esdb', 'kurrentdb']) {
      const { status, stdout, stderr } = await inProcess([
        'due',
        `${scheme}://me:secret@127.0.0.1:1?tls=false`
      ])
      expect([status, stdout, stderr.trim().split('\n')]).toEqual([
        4,
        '',
        [
          `${scheme}://127.0.0.1:1: with tls=false the user and password are not sent to the server`,
          expect.stringContaining('nothing listens there')
        ]
      ])
    }
  })

  it('takes a store alone', async () => {
    const ran = await inProcess(['due', url, write('beside.ndjson', '')])
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('a store is a source of its own')])
  })
})

describe('samtykke on a store that asks for users', () => {
  const write = scratch()
  const pem = (name: string): string =>
    resolve(__dirname, '../../eventstoredb-embedded/test/support/tls', `${name}.pem`)
  let guarded: EmbeddedEventStore
  const as = (user: string): string =>
    `esdb://${user}@localhost:${guarded.port}?tls=true&tlsCAFile=${pem('certificate')}`

  beforeAll(async () => {
    guarded = await start({
      tls: { certificate: readFileSync(pem('certificate')), key: readFileSync(pem('key')) }
    })
  })
  afterAll(() => guarded.stop())

  const file = (): string => write('events.ndjson', ndjson(eventsOf('call.1', 'subject.1')))

  it.each([
    ['due', (store: string) => [store]],
    ['record', (store: string) => [file(), store]],
    ['withdraw', (store: string) => [store, '--call', 'call.1', '--channel', 'phone']],
    ['request-access', (store: string) => [store, '--subject', 'subject.1', '--channel', 'phone']],
    ['follow', (store: string) => [store]]
  ])(
    '%s says in one sentence that it is not let in, with exit status 4 and no password',
    async (verb, to) => {
      const ran = await inProcess([verb, ...to(as('admin:another'))])
      const waits = verb === 'follow' ? [expect.stringContaining('waiting for the store to answer')] : []
      expect([ran.status, ran.stdout, ran.stderr.trim().split('\n')]).toEqual([
        4,
        '',
        [...waits, expect.stringContaining('the server does not accept this user and password')]
      ])
      expect(ran.stderr).not.toContain('another')
    }
  )

  it('lets in who has the password', async () => {
    expect((await inProcess(['record', file(), as('admin:changeit')])).status).toBe(0)
    expect((await inProcess(['due', as('admin:changeit')])).status).toBe(0)
  })
})
