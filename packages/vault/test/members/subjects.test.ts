// What is kept of a subject is encrypted as the members of calls are, and otherwise the same.
import { randomUUID } from 'node:crypto'
import { type EventLog, type Identifier, type Instant, subjectKey, type SubjectRequest } from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { eventLogContract } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { openRaw } from '../../../eventstoredb/test/raw.ts'
import { memberCipher, type OpenedVault, withheldMembers } from '../../src/index.ts'
import { leftOf, rightOf, someId, someVault } from '../support/some.ts'

let server: EmbeddedEventStore
let raw: ReturnType<typeof openRaw>
let vault: OpenedVault
const logs: EventLog[] = []

const openLog = (cipher?: Parameters<typeof openEventStoreDBLog>[1]): EventStoreDBLog => {
  const log = openEventStoreDBLog(server.connectionString, cipher)
  if (E.isLeft(log)) throw new Error(log.left.reason)
  logs.push(log.right)
  return log.right
}

beforeAll(async () => {
  server = await start()
  raw = openRaw(server.connectionString)
  vault = await someVault()
})
afterAll(async () => {
  for (const log of logs) await log.close()()
  await raw.close()
  await server.stop()
})

const ofSubjects = /subject|request|link/

describe('with a vault', () => {
  eventLogContract(
    { describe, it: (name, body) => (ofSubjects.test(name) ? it(name, body) : undefined) },
    () => ({
      log: openLog({ cipher: memberCipher(vault) }),
      writeRaw: raw.writeRaw,
      writeRawSubject: raw.writeRawSubject,
      truncate: raw.truncate
    })
  )
})

const request = (subjectRef: Identifier): SubjectRequest => ({
  kind: 'erasure',
  requestId: someId('request'),
  subjectRef,
  receivedAt: '2025-09-01T08:00:00.000Z' as Instant,
  channel: `kanarie-${randomUUID()}`,
  scope: 'all'
})

test('nothing of a link or a request stands in the clear, and only the vault opens it', async () => {
  const log = openLog({ cipher: memberCipher(vault) })
  const [subjectRef, callId] = [someId('person'), someId('call')]
  const asked = request(subjectRef)
  await rightOf(log.link(subjectRef, callId))
  await rightOf(log.receive(asked))
  const { records } = await rightOf(() => log.store.read(`subject-${subjectRef}`))
  expect(records).toHaveLength(2)
  const stored = JSON.stringify(
    records.map(({ id, type, data, metadata }) => ({ id, type, data, metadata: metadata() }))
  )
  for (const text of [callId, asked.channel, asked.requestId, 'erasure']) expect(stored).not.toContain(text)
  expect(await rightOf(log.subject(subjectRef))).toEqual({ calls: [callId], requests: [asked], setAside: [] })
  expect(await leftOf(openLog().subject(subjectRef))).toMatchObject({ _tag: 'Refused' })
  const withheld = await rightOf(openLog({ cipher: withheldMembers }).subject(subjectRef))
  expect([withheld.calls, withheld.requests, withheld.setAside.length]).toEqual([[], [], 2])
  const other = openLog({ cipher: memberCipher(await someVault()) })
  expect(await leftOf(other.subject(subjectRef))).toMatchObject({ _tag: 'Refused' })
})

test('what stood in the clear before there was a vault is read as before', async () => {
  const [subjectRef, before, after] = [someId('person'), someId('call'), someId('call')]
  await rightOf(openLog().link(subjectRef, before))
  const log = openLog({ cipher: memberCipher(vault) })
  expect((await rightOf(log.link(subjectRef, after))).calls).toEqual([before, after])
  expect((await rightOf(log.link(subjectRef, before))).calls).toEqual([before, after])
})

test('what is brought from another subject is set aside, and says from where', async () => {
  const log = openLog({ cipher: memberCipher(vault) })
  const [victim, stranger] = [someId('person'), someId('person')]
  await rightOf(log.link(victim, someId('call')))
  await rightOf(log.link(stranger, someId('call')))
  const { records } = await rightOf(() => log.store.read(`subject-${victim}`))
  const [stolen] = records
  await raw.writeRawSubject(stranger, {
    id: randomUUID(),
    type: 'call-linked',
    json: JSON.stringify(stolen?.data)
  })
  const { calls, setAside } = await rightOf(log.subject(stranger))
  expect(calls).toHaveLength(1)
  expect(setAside.map(({ reason }) => reason)).toEqual([
    `content: expected what was encrypted for it, found what was encrypted for stream subject-${victim}`
  ])
})

test('with its key destroyed a subject is forgotten, and nothing more is kept of it, in the clear or otherwise', async () => {
  const log = openLog({ cipher: memberCipher(vault) })
  const subjectRef = someId('person')
  await rightOf(log.link(subjectRef, someId('call')))
  await rightOf(vault.destroy(subjectKey(subjectRef)))
  const subject = await rightOf(log.subject(subjectRef))
  expect([subject.calls, subject.setAside.map(({ reason }) => reason)]).toEqual([
    [],
    ['its key was destroyed: the subject was forgotten']
  ])
  for (const task of [log.link(subjectRef, someId('call')), log.receive(request(subjectRef))])
    expect(await leftOf(task as ReturnType<typeof log.receive>)).toMatchObject({
      _tag: 'Refused',
      reason: expect.stringContaining('who comes back needs another reference') as string
    })
  const { records } = await rightOf(() => log.store.read(`subject-${subjectRef}`))
  expect(records).toHaveLength(1)
})
