/** What `record` and the requests of persons say of what they do not write. On the store of SAMTYKKE_ESDB_URL, else one in this process. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Identifier } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { type EventStoreDBLog, openEventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const named = process.env['SAMTYKKE_ESDB_URL']

type Line = Readonly<Record<string, unknown>>

const objected = (callId: string, more: Line = {}): Line => ({
  id: randomUUID(),
  type: 'analysis-objected',
  callId,
  occurredAt: '2026-01-05T09:00:00.000Z',
  channel: 'email',
  ...more
})

const erased = (callId: string): Line => ({
  id: randomUUID(),
  type: 'recording-erased',
  callId,
  occurredAt: '2026-02-05T09:00:00.000Z',
  recordingId: `rec.${callId}`,
  confirmation: 'processor-1'
})

describe('samtykke writes to a store', () => {
  const write = scratch()
  let server: EmbeddedEventStore | undefined
  let url: string
  const someId = (kind: string): string => `${kind}.${randomUUID()}`
  const fileOf = (...lines: ReadonlyArray<Line>): string =>
    write(`${randomUUID()}.ndjson`, lines.map(line => JSON.stringify(line)).join('\n'))
  const record = async (file: string, ...options: ReadonlyArray<string>) => {
    const { status, stdout, stderr } = await inProcess(['record', file, url, '--json', ...options])
    return { status, stderr, counts: stdout === '' ? {} : (JSON.parse(stdout) as Record<string, number>) }
  }

  const onLog = async <A>(use: (log: EventStoreDBLog) => Promise<A>): Promise<A> => {
    const opened = openEventStoreDBLog(url)
    if (E.isLeft(opened)) throw new Error(opened.left.reason)
    const result = await use(opened.right)
    await opened.right.close()()
    return result
  }

  beforeAll(async () => {
    if (named === undefined) server = await start()
    url = server?.connectionString ?? named!
  })
  afterAll(() => server?.stop())

  it('record names what the store has with other content, with exit status 3', async () => {
    const call = someId('call')
    const [a, b] = [objected(call), objected(call)]
    expect(await record(fileOf(a, b))).toMatchObject({ status: 0, stderr: '', counts: { recorded: 2 } })
    const again = await record(fileOf(a, b))
    expect([again.status, again.counts]).toEqual([
      0,
      {
        calls: 1,
        events: 2,
        recorded: 0,
        alreadyThere: 2,
        conflicting: 0,
        redacted: 0,
        doubtful: 0,
        setAside: 0,
        rejected: 0
      }
    ])
    const changed = await record(fileOf(a, { ...b, channel: 'letter' }))
    expect([changed.status, changed.counts]).toMatchObject([3, { alreadyThere: 1, conflicting: 1 }])
    expect(changed.stderr).toBe(
      `${call}: ${String(b['id'])}: expected the content that the store has under this id, found another; its stands\n`
    )
  })

  it('record refuses a type that is not known, unless told to take it', async () => {
    const call = someId('call')
    const misspelt = objected(call, { type: 'analysis-objectd' })
    const file = fileOf(misspelt, objected(call))
    const rejects = write(`${randomUUID()}.rejects`, '')
    const refused = await record(file, '--rejects', rejects)
    expect([refused.status, refused.counts]).toMatchObject([3, { recorded: 1, rejected: 1 }])
    expect(refused.stderr).toContain(
      ':1: type: expected a known type of event, the nearest being analysis-objected'
    )
    expect(readFileSync(rejects, 'utf8')).toBe(`${JSON.stringify(misspelt)}\n`)
    const taken = await record(file, '--unknown-types')
    expect([taken.status, taken.counts]).toMatchObject([0, { recorded: 1, alreadyThere: 1 }])
    expect(taken.stderr).toBe(
      'unknown type of event "analysis-objectd": 1 event; the nearest known type is analysis-objected\n'
    )
  })

  it('record names the members that it leaves out', async () => {
    const call = someId('call')
    const ran = await record(fileOf({ ...objected(call), subjectref: 'person-1' }))
    expect([ran.status, ran.counts]).toMatchObject([0, { recorded: 1 }])
    expect(ran.stderr).toBe(
      'unknown member "subjectref", left out: 1 event; the nearest known member is subjectRef\n'
    )
  })

  it('record records and reports what cannot be true of its call; --strict refuses it', async () => {
    for (const strict of [false, true]) {
      const calls = Array.from({ length: 5 }, () => someId('call'))
      const file = fileOf(...calls.flatMap(call => [objected(call), erased(call)]))
      const ran = await record(file, ...(strict ? ['--strict'] : []))
      expect([ran.status, ran.counts]).toMatchObject([
        strict ? 3 : 0,
        { calls: 5, recorded: strict ? 5 : 10, doubtful: 5 }
      ])
      const done = strict ? 'refused' : 'recorded, though doubtful'
      expect(ran.stderr).toMatch(
        new RegExp(
          `^${done}: 5 events about what the call does not have: call[^,]+, call[^,]+, call[^,]+, and 2 more\n$`
        )
      )
    }
  })

  it('says once what is kept of a person and is no request, and carries the others out', async () => {
    const [call, subject] = [someId('call'), someId('subject')]
    await onLog(log =>
      log.store.append(
        `subject-${subject}`,
        [
          {
            id: randomUUID(),
            type: 'request-received',
            data: Buffer.from(JSON.stringify({ kind: 'withdrawal', channel: '' })),
            metadata: Buffer.from('{}')
          }
        ],
        'no-stream'
      )
    )
    const said =
      /^set aside: 1 entry kept of persons: [0-9a-f-]+ \(request-received\): .*channel: expected a text/
    const recorded = await record(fileOf(objected(call, { subjectRef: subject })))
    expect([recorded.status, recorded.counts]).toMatchObject([3, { recorded: 1, setAside: 1 }])
    expect(recorded.stderr).toMatch(said)
    const asked = await inProcess(['withdraw', url, '--subject', subject, '--channel', 'email', '--json'])
    expect([asked.status, JSON.parse(asked.stdout)]).toMatchObject([3, { calls: 1, changed: 1, setAside: 1 }])
    expect(asked.stderr).toMatch(said)
  })

  it('an objection to single purposes reaches each call of the person; which it does not take is told once', async () => {
    const [call, later, subject] = [someId('call'), someId('call'), someId('subject')]
    await record(fileOf(objected(call, { subjectRef: subject })))
    const policy = resolve(__dirname, '../../../examples/policies/insurer/policy.json')
    const ask = (verb: string, purposes: string) =>
      inProcess([
        verb,
        url,
        '--subject',
        subject,
        '--channel',
        'email',
        '--purposes',
        purposes,
        '--policy',
        policy
      ])
    const both = await ask('object', 'training,claims')
    expect([both.status, both.stderr]).toEqual([
      0,
      '--purposes: recorded, and without effect on claims (6(1)(b)): no objection takes what rests on such a basis\n'
    ])
    expect((await ask('object', 'pace')).stderr).toBe('')
    expect((await ask('object', 'pace')).stdout).toMatch(/on 1 call, new on 0/)
    expect((await ask('withdraw', 'pace')).stderr).toMatch(
      /without effect on pace \(6\(1\)\(f\)\): no withdrawal/
    )
    await record(fileOf(objected(later, { subjectRef: subject })))
    for (const each of [call, later]) {
      const loaded = await onLog(log => log.load(each as Identifier)())
      const events = E.isRight(loaded) ? loaded.right.entries.map(({ payload }) => payload) : []
      expect(events).toMatchObject([
        { event: { type: 'analysis-objected' } },
        { event: { type: 'processing-objected', channel: 'email', purposes: ['claims', 'training'] } },
        { event: { type: 'processing-objected', purposes: ['pace'] } },
        { event: { type: 'consent-withdrawn', purposes: ['pace'] } }
      ])
    }
  })

  it('a request under the id of another is refused, and nothing of it is recorded', async () => {
    const [call, subject] = [someId('call'), someId('subject')]
    await record(fileOf(objected(call, { subjectRef: subject })))
    for (const target of [
      ['--subject', subject],
      ['--call', call]
    ]) {
      const request = someId('request')
      const ask = (verb: string, channel: string) =>
        inProcess([verb, url, ...target, '--request', request, '--channel', channel])
      expect((await ask('withdraw', 'email')).status).toBe(0)
      expect((await ask('withdraw', 'email')).status).toBe(0)
      const other = await ask('withdraw', 'letter')
      expect([other.status, other.stdout]).toEqual([3, ''])
      expect(other.stderr).toContain(request)
    }
    const loaded = await onLog(log => log.load(call as Identifier)())
    expect(E.isRight(loaded) && loaded.right.entries.map(({ type }) => type)).toEqual([
      'analysis-objected',
      'consent-withdrawn',
      'consent-withdrawn'
    ])
  })
})
