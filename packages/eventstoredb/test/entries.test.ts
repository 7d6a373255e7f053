import { forgotten, type MemberCipher, type Members, type RecordedEntry } from '@samtykke/core'
import { start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import fc from 'fast-check'
import {
  type EventStoreDBLog,
  notJson,
  type StoredRecord,
  truncateCall,
  type Upcaster,
  vaultCheckIn
} from '../src/index.ts'
import { createEntryReader } from '../src/entries.ts'
import { openRaw } from './raw.ts'
import { openLog, startServer } from './server.ts'
import { objected, rightOf, someId } from '../../log/test/some.ts'

/** Not a cipher: it turns a text round, and forgets what the test tells it to. */
const turning = (destroyed: Set<string>): MemberCipher => {
  const turned = (text: string): string => Buffer.from(text).reverse().toString()
  return {
    seal: events =>
      TE.right(
        events.map(({ members }) =>
          typeof members['reason'] === 'string' ? { ...members, reason: turned(members['reason']) } : members
        )
      ),
    open: records =>
      TE.right(
        records.map(({ members, boundTo }) => {
          const { reason } = members
          if (typeof reason !== 'string') return E.right({ members, forgotten: [] })
          return destroyed.has(boundTo.id)
            ? E.right({ members: { ...members, reason: forgotten }, forgotten: ['reason'] })
            : E.right({ members: { ...members, reason: turned(reason) }, forgotten: [] })
        })
      )
  }
}

test('each entry has its own call and its own time, whatever stands before it', async () => {
  const [one, other] = [someId('call'), someId('call')]
  const [early, late] = [1_700_000_000_000, 1_700_000_000_001]
  const places = [
    [one, early],
    [one, early],
    [one, late],
    [other, late],
    [one, early]
  ] as const
  const records = places.map(([callId, created], index) => {
    const event = objected(callId)
    return {
      stream: `call-${callId}`,
      id: event.id,
      type: event.type,
      revision: BigInt(index),
      position: { commit: BigInt(index), prepare: BigInt(index) },
      created,
      data: event,
      metadata: () => undefined
    }
  })
  const read = await createEntryReader(undefined, []).read(records)
  expect(
    E.isRight(read) && read.right.map(({ callId, recordedAt }) => [callId, Date.parse(recordedAt)])
  ).toEqual(places)
})

/** Symbols stay the same ones. */
const structuredCloneOf = (values: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  values.map(value => (typeof value === 'symbol' ? value : structuredClone(value)))

/** What a store may hold where an event is expected. */
const storedData = (callId: string, id: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(undefined, notJson, null, 'text', 7, []),
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.record(
      {
        id: fc.constantFrom(id, id.toUpperCase(), 'another'),
        type: fc.constantFrom('analysis-objected', 'ANALYSIS-OBJECTED', 'later-type', 7),
        callId: fc.constantFrom(callId, callId.toUpperCase(), 'another'),
        occurredAt: fc.constantFrom('2025-01-01T00:00:00.000Z', '2025-01-01T01:00:00+01:00', 'never'),
        recordedAt: fc.constantFrom('2025-01-01T00:00:00.000Z', null, 'never', {}),
        channel: fc.constantFrom('email', '', null),
        more: fc.jsonValue()
      },
      { requiredKeys: [] }
    )
  )

test('records that are consumed are read as others, and others are left as they are', async () => {
  const callId = someId('call')
  const { id } = objected(callId)
  const recordsOf = (values: ReadonlyArray<unknown>): ReadonlyArray<StoredRecord> =>
    values.map((data, index) => ({
      stream: `call-${callId}`,
      id,
      type: index % 5 === 0 ? 'later-type' : 'analysis-objected',
      revision: BigInt(index),
      position: { commit: BigInt(index), prepare: BigInt(index) },
      created: 1_750_000_000_000 + index,
      data,
      metadata: () => undefined
    }))
  await fc.assert(
    fc.asyncProperty(fc.array(storedData(callId, id)), async values => {
      const reader = createEntryReader(undefined, [])
      const [read, kept] = [structuredCloneOf(values), structuredCloneOf(values)]
      const entries = await reader.read(recordsOf(read))
      expect(read).toStrictEqual(kept)
      expect(await reader.consume(recordsOf(read))).toStrictEqual(entries)
    }),
    { numRuns: 300 }
  )
})

describe('entries', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let raw: ReturnType<typeof openRaw>
  const ends: Array<() => Promise<unknown>> = []
  const open = (options: Parameters<typeof openLog>[1], { connectionString } = server): EventStoreDBLog => {
    const log = openLog(connectionString, options)
    ends.unshift(log.close())
    return log
  }
  /** On a server of the case's own: what it writes is for the whole store, and would stop others that share it. */
  const openAlone = async (): Promise<EventStoreDBLog> => {
    const own = await start()
    ends.unshift(own.stop)
    return open({}, own)
  }

  beforeAll(async () => {
    server = await startServer()
    raw = openRaw(server.connectionString)
    ends.push(raw.close, server.stop)
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  it('are sealed on their way in, opened on their way out, and forgotten when the key is gone', async () => {
    const destroyed = new Set<string>()
    const log = open({ cipher: turning(destroyed) })
    const call = someId('call')
    const { id, occurredAt } = objected(call)
    const event = {
      id,
      callId: call,
      occurredAt,
      type: 'access-extended' as const,
      requestId: someId('request'),
      reason: 'a long search'
    }
    await rightOf(log.append(call, [event, objected(call)], 'no-stream'))
    const stored = await rightOf(() => log.store.read(`call-${call}`))
    expect((stored.records[0]?.data as Members)['reason']).toBe('hcraes gnol a')
    expect((await rightOf(log.load(call))).entries[0]?.payload).toMatchObject({
      _tag: 'readable',
      event: { reason: 'a long search' }
    })
    destroyed.add(event.id)
    const loaded = (await rightOf(log.load(call))).entries
    expect(loaded[0]?.payload).toMatchObject({
      _tag: 'forgotten',
      members: ['reason'],
      event: { reason: forgotten }
    })
    const replayed: RecordedEntry[] = []
    for await (const page of log.replay()) {
      if (E.isRight(page)) replayed.push(...page.right.filter(entry => entry.callId === call))
    }
    expect(replayed).toEqual(loaded)
  })

  it('that a cipher encrypted are neither read nor written by a log without one', async () => {
    const log = await openAlone()
    const call = someId('call')
    const event = {
      ...objected(call),
      type: 'access-extended' as const,
      requestId: someId('request'),
      reason: `samtykke.1.call/${call}.${'A'.repeat(16)}.${'A'.repeat(30)}`
    }
    expect(await log.append(call, [event], 'no-stream')()).toMatchObject(
      E.left({
        _tag: 'InvalidAppend',
        reason: 'reason: expected a text, found one in the form of an encrypted member'
      })
    )
    const { id, type, ...members } = event
    const [data, metadata] = [Buffer.from(JSON.stringify(members)), Buffer.from('{}')]
    await rightOf(() => log.store.change(`call-${call}`, () => [{ id, type, data, metadata }]))
    expect(await log.load(call)()).toMatchObject(
      E.left({ _tag: 'Refused', reason: 'it holds members that a vault encrypted, and no vault was named' })
    )
  })

  it('of which one member cannot be opened are undecodable, and the others are read', async () => {
    const cipher: MemberCipher = {
      ...turning(new Set()),
      open: events =>
        TE.right(
          events.map(({ members }) =>
            members['channel'] === 'phone' ? E.left('reason: changed') : E.right({ members, forgotten: [] })
          )
        )
    }
    const log = open({ cipher })
    const call = someId('call')
    const phoned = { ...objected(call), channel: 'phone' } as ReturnType<typeof objected>
    await rightOf(log.append(call, [phoned, objected(call)], 'no-stream'))
    expect((await rightOf(log.load(call))).entries.map(({ payload }) => payload)).toMatchObject([
      { _tag: 'undecodable', reason: 'reason: changed' },
      { _tag: 'readable' }
    ])
  })

  it('tell which vault they are of, as the first that was kept says', async () => {
    const check = vaultCheckIn(await openAlone())
    expect(await check.read()).toEqual(E.right(undefined))
    expect(await Promise.all([check.keep('one')(), check.keep('two')()])).toEqual([
      E.right('one'),
      E.right('one')
    ])
    expect(await check.read()).toEqual(E.right('one'))
  })

  it('before a revision are taken away, and no others, also again; what else the metadata says stays', async () => {
    const log = open({})
    const call = someId('call')
    const events = [objected(call), objected(call), objected(call)]
    await rightOf(log.append(call, events, 'no-stream'))
    await raw.client.setStreamMetadata(`call-${call}`, { cacheControl: 7 })
    for (let time = 0; time < 2; time++) {
      await rightOf(truncateCall(log)(call, 2n))
      expect((await rightOf(log.load(call))).entries.map(({ id }) => id)).toEqual([events[2]!.id])
    }
    expect((await raw.client.getStreamMetadata(`call-${call}`)).metadata).toEqual({
      cacheControl: 7,
      truncateBefore: 2
    })
  })

  it('of older schemas are brought to the present one, step by step', async () => {
    const upcasters: ReadonlyArray<Upcaster> = [
      { type: 'analysis-objected', from: 0, upcast: ({ way, ...rest }) => ({ ...rest, medium: way }) },
      { type: 'analysis-objected', from: 1, upcast: ({ medium, ...rest }) => ({ ...rest, channel: medium }) }
    ]
    const log = open({ upcasters })
    const call = someId('call')
    const { channel: _, ...event } = objected(call) as ReturnType<typeof objected> & { channel: string }
    await raw.client.appendToStream(`call-${call}`, {
      id: event.id,
      type: event.type,
      contentType: 'application/json',
      data: { ...event, way: 'letter' },
      metadata: { schemaVersion: 0 }
    })
    const [entry] = (await rightOf(log.load(call))).entries
    expect(entry?.payload).toMatchObject({ _tag: 'readable', event: { channel: 'letter' } })
  })

  it('whose upcaster throws are undecodable, and hold up nothing', async () => {
    const log = open({
      upcasters: [
        {
          type: 'analysis-objected',
          from: 1,
          upcast: () => {
            throw new Error('of someone')
          }
        }
      ]
    })
    const call = someId('call')
    await rightOf(log.append(call, [objected(call)], 'no-stream'))
    expect((await rightOf(log.load(call))).entries[0]?.payload).toEqual({
      _tag: 'undecodable',
      reason: 'schema: the upcaster of analysis-objected failed'
    })
  })

  it('carry schema version, correlation and causation, and nothing personal, as metadata', async () => {
    const log = open({})
    const call = someId('call')
    const [own, caused] = [objected(call), { ...objected(call), subjectRef: someId('subject') }]
    await rightOf(log.append(call, [own], 'no-stream'))
    await rightOf(log.append(call, [caused], 0n, { correlationId: 'case-1', causationId: own.id }))
    const { records } = await rightOf(() => log.store.read(`call-${call}`))
    expect(records.map(record => record.metadata())).toEqual([
      { schemaVersion: 1, $correlationId: call, $causationId: own.id },
      { schemaVersion: 1, $correlationId: 'case-1', $causationId: own.id }
    ])
  })
})
