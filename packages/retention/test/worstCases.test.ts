/**
 * What nobody wishes for, and what may come all the same: nothing is lost, nothing goes early, and each is said in one
 * sentence.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventOf, Identifier, LocalDate, RecordingStore, StoreError } from '@samtykke/core'
import {
  answersPlace,
  type Notice,
  openDirectoryStore,
  renderNotice,
  resumeErasing,
  startWorker,
  type WorkerPorts
} from '@samtykke/retention'
import { createMemoryStore } from '@samtykke/testing'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { chunks, newFolder, removeFolders, right, treeOf } from './stores/some.ts'
import { createArchive, day, now, processor, refOf, rightOf } from './support/archive.ts'

afterAll(removeFolders)

const hour = 3_600_000
const year = 365 * day
const expired = now - 200 * day

/** A worker, and what it says, each sentence once. */
const start = (ports: WorkerPorts, options: Parameters<typeof startWorker>[1] = {}) => {
  const said = new Set<string>()
  const tell = (notice: Notice): void => void said.add(renderNotice(notice))
  return { worker: startWorker(ports, { ...options, tell }), said }
}

const eventsOf = async <Type extends 'retention-failed' | 'recording-erased' | 'erasure-instructed'>(
  archive: ReturnType<typeof createArchive>,
  callId: string,
  type: Type
): Promise<ReadonlyArray<EventOf<Type>>> =>
  rightOf(await archive.log.load(callId as Identifier)()).entries.flatMap(({ payload }) =>
    payload._tag === 'readable' && payload.event.type === type ? [payload.event as EventOf<Type>] : []
  )

test('a store that lies: it says erased and still has it, and is not believed', async () => {
  const archive = createArchive()
  await archive.call('call-1', expired)
  const orders = new Set<string | undefined>()
  let lies = true
  const liar: RecordingStore = {
    ...archive.store,
    erase: (ref, instructionId) => {
      orders.add(instructionId)
      return lies
        ? TE.right({ _tag: 'gone', confirmation: 'believe me', copies: 1 })
        : archive.store.erase(ref, instructionId)
    }
  }
  const { worker, said } = start(archive.ports(liar))
  await archive.time.passTo(now + 30 * hour)
  expect(await archive.typesOf('call-1')).not.toContain('recording-erased')
  expect(await eventsOf(archive, 'call-1', 'retention-failed')).toMatchObject([
    { permanent: false, reason: 'the store said that it was gone, and still has it' }
  ])
  expect(said).toContain(
    'call-1: 0 carried out; 1 failed, as the store said that it was gone, and still has it'
  )
  lies = false
  await archive.time.passTo(now + 32 * hour)
  expect((await archive.inventory()).size).toBe(0)
  expect(await eventsOf(archive, 'call-1', 'recording-erased')).toHaveLength(1)
  // Every try was the same order.
  const [instruction] = await eventsOf(archive, 'call-1', 'erasure-instructed')
  expect(orders).toEqual(new Set([instruction?.id]))
  await archive.time.passUntil(worker.stop())
})

test('a store that hangs keeps nobody waiting, and what it was asked for is done in the end', async () => {
  const archive = createArchive()
  const other = createMemoryStore({ name: 'other' })
  let hangs = true
  const hanging: RecordingStore = {
    ...archive.store,
    find: ref => () => (hangs ? new Promise(() => undefined) : archive.store.find(ref)()),
    erase: (ref, id) => () => (hangs ? new Promise(() => undefined) : archive.store.erase(ref, id)())
  }
  const ports = archive.ports(hanging)
  const both = new Map([...ports.stores.recordings, ['other', other]])
  const { worker, said } = start({ ...ports, stores: { ...ports.stores, recordings: both } })
  await archive.time.passTo(now + hour)
  for (let n = 0; n < 40; n++) await archive.call(`hangs-${n}`, expired)
  const elsewhere = { ...refOf('elsewhere'), processor: 'other' }
  other.replace(elsewhere, Buffer.from('sound'))
  const { recordingId } = elsewhere
  await archive.stored('elsewhere', expired, { recordingId, processor: 'other' })
  await archive.time.passTo(now + 2 * hour)
  expect(rightOf(await other.find(elsewhere)())).toEqual({ _tag: 'absent' })
  expect((await archive.inventory()).size).toBe(40)
  expect(said).toContain(
    'hangs-0: 0 carried out; 1 failed, as the store cannot be reached: no answer within 60000 ms'
  )
  hangs = false
  await archive.time.passTo(now + 4 * hour)
  expect((await archive.inventory()).size).toBe(0)
  hangs = true
  await archive.call('last', expired)
  await archive.time.passTo(now + 4 * hour + 1_000)
  const before = archive.time.now()
  await archive.time.passUntil(worker.stop())
  expect(archive.time.now() - before).toBeLessThanOrEqual(61_000)
})

test('10,000 due at once: none goes before a person approves, and then each goes once', async () => {
  const archive = createArchive()
  for (let n = 0; n < 10_000; n++) await archive.call(`call-${n}`, expired)
  const { worker, said } = start(archive.ports())
  await archive.time.passTo(now + 60_000)
  expect((await archive.inventory()).size).toBe(10_000)
  expect(worker.health()).toMatchObject({ state: 'stopped', causes: ['most-per-day'] })
  expect(said).toContain(
    'nothing is erased but what people asked for, until a person approves: more is due than may go in a day'
  )
  rightOf(await resumeErasing(archive.journals, 'change-77', '2026-03-24' as LocalDate)())
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.inventory()).size).toBe(0)
  expect(worker.health()).toMatchObject({ state: 'running', carriedOut: 10_000, failed: 0 })
  expect(said).toContain('erasing goes on, which was stopped by most-per-day')
  const types = new Map<string, number>()
  for await (const page of archive.log.replay())
    for (const { type } of rightOf(page)) types.set(type, (types.get(type) ?? 0) + 1)
  expect(types.get('erasure-instructed')).toBe(10_000)
  expect(types.get('recording-erased')).toBe(10_000)
  await archive.time.passUntil(worker.stop())
})

test('a full disk: the erasure goes on when there is room, and waits for a copy no longer than it may', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - day)
  const answers = createMemoryStore({ name: 'answers' })
  const full: StoreError = { _tag: 'OutOfSpace', retry: 'later', reason: 'ENOSPC' }
  const { worker, said } = start({ ...archive.ports(), answers: answersPlace(answers) })
  await archive.time.passTo(now + hour)
  answers.fail(full)
  await archive.say('call-1', 'access-requested', { requestId: 'request-1', channel: 'email' })
  await archive.time.passTo(now + hour + 1_000)
  await archive.say('call-1', 'consent-withdrawn', { channel: 'email' })
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.inventory()).size).toBe(1)
  expect(said).toContain(
    'call-1: 0 carried out; 1 failed, as the store is full: ENOSPC; left to a person: access-answer'
  )
  answers.fail(undefined)
  archive.store.fail(full)
  await archive.time.passTo(now + 4 * hour)
  expect(await right(answersPlace(answers).list())).toHaveLength(0)
  archive.store.fail(undefined)
  await archive.time.passTo(now + 6 * hour)
  expect((await archive.inventory()).size).toBe(0)
  expect(await right(answersPlace(answers).list())).toHaveLength(1)
  await archive.time.passUntil(worker.stop())
})

test('a log without room: what is not recorded first is not erased', async () => {
  const archive = createArchive()
  await archive.call('call-1', expired)
  let isFull = true
  const ports = archive.ports()
  const append: typeof ports.log.append = (...entry) =>
    isFull ? TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'ENOSPC' }) : ports.log.append(...entry)
  const { worker, said } = start({ ...ports, log: { ...ports.log, append } })
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.inventory()).size).toBe(1)
  expect(said).toContain('the log cannot be reached: ENOSPC')
  isFull = false
  await archive.time.passTo(now + 4 * hour)
  expect((await archive.inventory()).size).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test.each([
  ['ahead', year],
  ['back', -year]
])('a clock that jumps a year %s erases nothing, and misses nothing', async (_, jump) => {
  const archive = createArchive()
  // Expires after 70 days.
  await archive.call('young', now - 113 * day)
  await archive.call('withdrawn', now - day)
  let off = 0
  const ports = archive.ports()
  const clock = { ...ports.clock, now: () => ports.clock.now() + off }
  const { worker, said } = start({ ...ports, clock })
  await archive.time.passTo(now + hour)
  off = jump
  await archive.time.passTo(now + 2 * hour)
  await archive.say('withdrawn', 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + 5 * day)
  expect((await archive.inventory()).size).toBe(2)
  expect(worker.health()).toMatchObject({ state: 'stopped', causes: ['clock'], carriedOut: 0 })
  expect(said).toContain(
    'nothing is erased while the clock of this machine is more than 5 minutes from that of the log'
  )
  off = 0
  await archive.time.passTo(now + 5 * day + 2 * hour)
  expect(await archive.inventory()).toEqual(new Set(['young']))
  await archive.time.passTo(now + 75 * day)
  expect((await archive.inventory()).size).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test('a call with 5,000 recordings: each goes once', async () => {
  const archive = createArchive()
  const worker = start(archive.ports(), { mostPerDay: 5_000 }).worker
  await archive.time.passTo(now + hour)
  const all = Array.from({ length: 5_000 }, (_, n) => `recording-${n}` as Identifier)
  for (const recordingId of all)
    archive.store.replace({ callId: 'call-1' as Identifier, recordingId, processor }, Buffer.from('sound'))
  await archive.stored('call-1', expired, ...all.map(recordingId => ({ recordingId })))
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.inventory()).size).toBe(0)
  const erased = await eventsOf(archive, 'call-1', 'recording-erased')
  expect(erased).toHaveLength(5_000)
  expect(new Set(erased.map(({ recordingId }) => recordingId)).size).toBe(5_000)
  expect(worker.health()).toMatchObject({ carriedOut: 5_000, failed: 0 })
  await archive.time.passUntil(worker.stop())
})

test('ids made to leave the folder: nothing outside is touched, and a person is asked', async () => {
  const archive = createArchive()
  const outside = await newFolder()
  const victim = join(outside, 'victim')
  await writeFile(victim, 'mine')
  const folder = join(outside, 'store')
  const store = await right(openDirectoryStore(folder, { name: processor, create: true }))
  await right(store.put(refOf('call-1'), chunks('sound')))
  const evil = ['../victim', '../../victim', '..', '/etc/passwd', 'a/../../victim', '..\\victim', 'victim\0']
  for (const id of evil) {
    const refusal = await store.erase({
      callId: id as Identifier,
      recordingId: id as Identifier,
      processor
    })()
    expect(refusal).toMatchObject({ left: { _tag: 'InvalidRef' } })
  }
  const { worker, said } = start(archive.ports(store))
  await archive.time.passTo(now + hour)
  await archive.stored('call-1', expired, { recordingId: refOf('call-1').recordingId })
  for (const [n, recordingId] of evil.entries()) {
    const event = archive.storing(`evil-${n}`, expired, { recordingId: recordingId as Identifier })
    archive.log.writeRaw(`evil-${n}` as Identifier, {
      id: event.id,
      type: event.type,
      json: JSON.stringify(event)
    })
    await archive.stored(`evil-${n}`, expired, { recordingId: `recording-${n}` as Identifier })
    await right(
      store.put({ ...refOf(`evil-${n}`), recordingId: `recording-${n}` as Identifier }, chunks('x'))
    )
  }
  await archive.time.passTo(now + 2 * hour)
  const files = await treeOf(outside)
  expect(files).toContain('victim')
  // The call that can be read is done with; in those that cannot, whatever they name stays.
  expect(files.filter(file => file.includes('evil'))).toHaveLength(2 * evil.length)
  expect(files.some(file => file.includes('call-1'))).toBe(false)
  expect(said).toContain('evil-0: 0 carried out; left to a person: uncertain')
  expect(worker.forPeople().map(({ reason }) => reason)).toEqual(evil.map(() => 'uncertain'))
  await archive.time.passUntil(worker.stop())
})
