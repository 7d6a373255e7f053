import type { EventOf, Identifier, StoreError } from '@samtykke/core'
import { type Notice, renderNotice, startWorker } from '@samtykke/retention'
import { createMemoryStore } from '@samtykke/testing'
import type { Hints } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createArchive, day, now, refOf, rightOf } from './support/archive.ts'

const hour = 3_600_000
const unavailable: StoreError = { _tag: 'Unavailable', retry: 'later', reason: 'switched off' }

test('a withdrawal: the recording is gone at once', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - day)
  const worker = startWorker(archive.ports())
  await archive.time.passTo(now + hour)
  expect((await archive.inventory()).size).toBe(1)
  await archive.say('call-1', 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + hour + 1_000)
  expect((await archive.inventory()).size).toBe(0)
  expect(await archive.typesOf('call-1')).toEqual([
    'consent-given',
    'recording-stored',
    'consent-withdrawn',
    'erasure-instructed',
    'recording-erased'
  ])
  expect(await archive.time.passUntil(worker.stop())).toMatchObject({ state: 'ended', carriedOut: 1 })
})

test('a month and more passes: what expires goes on its day, and a hold keeps its own', async () => {
  const archive = createArchive()
  const started = Date.parse('2025-10-01T10:00:00.000Z')
  for (const callId of ['first', 'held', 'later'])
    await archive.call(callId, callId === 'later' ? started + 20 * day : started)
  await archive.say('held', 'hold-placed', {
    holdId: 'hold-1',
    claimReference: 'claim',
    approvedBy: 'somebody',
    reviewOn: '2026-12-01',
    suspends: 'expiry'
  })
  const worker = startWorker(archive.ports())
  const midnight = Date.parse('2026-04-01T22:00:00.000Z')
  await archive.time.passTo(midnight - 1)
  expect((await archive.inventory()).size).toBe(3)
  await archive.time.passTo(midnight + 1_000)
  expect(await archive.inventory()).toEqual(new Set(['held', 'later']))
  await archive.time.passTo(midnight + 25 * day)
  expect(await archive.inventory()).toEqual(new Set(['held']))
  await archive.say('held', 'hold-released', { holdId: 'hold-1', approvals: 2 })
  await archive.time.passTo(midnight + 25 * day + 1_000)
  expect((await archive.inventory()).size).toBe(0)
  expect(worker.health()).toMatchObject({ carriedOut: 3, agendaMissed: 0 })
  expect(worker.health().error).toBeUndefined()
  await archive.time.passUntil(worker.stop())
})

test('a store that is off for three days: a failure is recorded once a day, then it goes on', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - day)
  const worker = startWorker(archive.ports())
  await archive.time.passTo(now + hour)
  archive.store.fail(unavailable)
  await archive.say('call-1', 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + hour + 23 * hour)
  expect(await archive.typesOf('call-1')).not.toContain('retention-failed')
  await archive.time.passTo(now + 75 * hour)
  const failures = rightOf(await archive.log.load('call-1' as Identifier)()).entries.flatMap(({ payload }) =>
    payload._tag === 'readable' && payload.event.type === 'retention-failed'
      ? [payload.event as EventOf<'retention-failed'>]
      : []
  )
  expect(failures.map(({ permanent }) => permanent)).toEqual([false, false, false])
  archive.store.fail(undefined)
  await archive.time.passTo(now + 76 * hour)
  expect((await archive.inventory()).size).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test('what another worker is at is left to it for a while, and meanwhile takes no place', async () => {
  const archive = createArchive()
  for (const callId of ['left', 'other']) await archive.call(callId, now - day)
  const ports = archive.ports()
  const follow = async function* (signal: AbortSignal): Hints {
    for await (const hint of ports.feed.follow(signal)) {
      const isLeft = E.isRight(hint) && hint.right.callId === ('left' as Identifier)
      yield isLeft ? E.right({ ...hint.right, leaveFor: 5_000 }) : hint
    }
  }
  const worker = startWorker({ ...ports, feed: { ...ports.feed, follow } }, { concurrency: 1 })
  await archive.time.passTo(now + hour)
  for (const callId of ['left', 'other']) await archive.say(callId, 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + hour + 4_000)
  expect(await archive.inventory()).toEqual(new Set(['left']))
  await archive.time.passTo(now + hour + 6_000)
  expect((await archive.inventory()).size).toBe(0)
  const { attended } = worker.health()
  await archive.time.passTo(now + 2 * hour)
  expect(worker.health()).toMatchObject({ attended, carriedOut: 2, inFlight: 0 })
  await archive.time.passUntil(worker.stop())
})

test('what the agenda did not give of a day is found before the day is closed', async () => {
  const archive = createArchive()
  await archive.call('expires', Date.parse('2025-10-01T10:00:00.000Z'))
  const ports = archive.ports()
  const gives = { none: false }
  const take: typeof ports.agenda.take = day =>
    gives.none ? (async function* () {})() : ports.agenda.take(day)
  const worker = startWorker({ ...ports, agenda: { ...ports.agenda, take } })
  await archive.time.passTo(now + hour)
  gives.none = true
  const midnight = Date.parse('2026-04-01T22:00:00.000Z')
  await archive.time.passTo(midnight + 2 * day - 1)
  expect((await archive.inventory()).size).toBe(1)
  await archive.time.passTo(midnight + 2 * day + hour)
  expect((await archive.inventory()).size).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test('a lock is for a person at once', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - 200 * day)
  archive.store.fail({ _tag: 'Locked', retry: 'never', reason: 'legal hold' })
  const worker = startWorker(archive.ports())
  await archive.time.passTo(now + 60_000)
  expect(worker.forPeople()).toMatchObject([{ callId: 'call-1', reason: 'failed' }])
  expect(await archive.typesOf('call-1')).toEqual(['consent-given', 'recording-stored', 'retention-failed'])
  await archive.time.passUntil(worker.stop())
})

test('a processor that takes orders is asked until it is gone', async () => {
  const archive = createArchive()
  const slow = createMemoryStore({
    name: 'recorder',
    acceptsUntil: new Date(now + 2 * hour).toISOString() as never
  })
  rightOf(
    await slow.put(
      refOf('call-1'),
      (async function* () {
        yield await Promise.resolve(Buffer.from('sound'))
      })()
    )()
  )
  await archive.call('call-1', now - 200 * day)
  const worker = startWorker(archive.ports(slow))
  await archive.time.passTo(now + hour)
  expect(await archive.typesOf('call-1')).toEqual(['consent-given', 'recording-stored', 'erasure-instructed'])
  slow.carryOut()
  await archive.time.passTo(now + 2 * hour + 60_000)
  expect((await archive.typesOf('call-1')).at(-1)).toBe('recording-erased')
  await archive.time.passUntil(worker.stop())
})

test('an answer of a processor is taken up at once', async () => {
  const archive = createArchive()
  const slow = createMemoryStore({
    name: 'recorder',
    acceptsUntil: new Date(now + 200 * hour).toISOString() as never
  })
  await archive.call('call-1', now - 200 * day)
  rightOf(
    await slow.put(
      refOf('call-1'),
      (async function* () {
        yield await Promise.resolve(Buffer.from('sound'))
      })()
    )()
  )
  const worker = startWorker(archive.ports(slow))
  await archive.time.passTo(now + hour)
  slow.carryOut()
  worker.attend('call-1' as Identifier)
  await archive.time.passTo(now + hour + 1_000)
  expect((await archive.typesOf('call-1')).at(-1)).toBe('recording-erased')
  await archive.time.passUntil(worker.stop())
})

test('stop finishes what is under way, and takes nothing new', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - day)
  const slowly: typeof archive.store = {
    ...archive.store,
    erase: ref => () => archive.time.sleep(30_000).then(() => archive.store.erase(ref)())
  }
  const worker = startWorker(archive.ports(slowly))
  await archive.time.passTo(now + hour)
  await archive.say('call-1', 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + hour + 10_000)
  expect(worker.health().inFlight).toBeGreaterThan(0)
  const health = await archive.time.passUntil(worker.stop())
  expect(health).toMatchObject({ state: 'ended', inFlight: 0, carriedOut: 1 })
  expect(archive.time.now()).toBeLessThan(now + hour + 40_000)
  expect((await archive.typesOf('call-1')).at(-1)).toBe('recording-erased')
})

test('a log that cannot be reached is asked again, and nothing is lost', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - day)
  const ports = archive.ports()
  let off = false
  const worker = startWorker({
    ...ports,
    log: {
      ...ports.log,
      load: callId =>
        off ? TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'off' }) : ports.log.load(callId)
    }
  })
  await archive.time.passTo(now + hour)
  off = true
  await archive.say('call-1', 'consent-withdrawn', { channel: 'phone' })
  await archive.time.passTo(now + 2 * hour)
  expect(worker.health().error).toMatchObject({ _tag: 'Unavailable' })
  off = false
  await archive.time.passTo(now + 4 * hour)
  expect((await archive.inventory()).size).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test('a processor that gets its store weeks later: told at each start until then, and what fell due meanwhile is done', async () => {
  const archive = createArchive()
  const other = createMemoryStore({ name: 'other' })
  const ref = { ...refOf('elsewhere'), processor: 'other' }
  other.replace(ref, Buffer.from('sound'))
  await archive.stored('elsewhere', now - 200 * day, { recordingId: ref.recordingId, processor: 'other' })
  await archive.call('recent', now - day)
  const ports = archive.ports()
  const left = { stored: 2, forPeople: { 'no-store': 1 }, withoutStore: { other: 1 } }

  const first = startWorker(ports)
  await archive.time.passTo(now + 60_000)
  expect(first.health().surveyed).toEqual({ day: '2026-03-24', ...left })
  // The day of which it was a note is closed, and every call was looked at once more.
  await archive.time.passTo(now + 20 * day)
  await archive.time.passUntil(first.stop())

  const notices: Notice[] = []
  const second = startWorker(ports, { tell: notice => notices.push(notice) })
  await archive.time.passTo(now + 20 * day + 60_000)
  await archive.time.passUntil(second.stop())
  const [told] = notices.filter(({ _tag }) => _tag === 'surveyed')
  expect(told).toMatchObject(left)
  expect(told).not.toMatchObject({ day: '2026-03-24' })
  expect(told && renderNotice(told)).toMatch(
    /^when every call was last looked at \(2026-04-\d\d\), 2 recordings and analyses were stored and 1 no-store was left to people; the processors without a store: 1 other$/
  )
  expect(rightOf(await other.find(ref)())).toMatchObject({ _tag: 'present' })

  const recordings = new Map([...ports.stores.recordings, ['other', other]])
  const third = startWorker({ ...ports, stores: { ...ports.stores, recordings } })
  await archive.time.passTo(now + 20 * day + 120_000)
  expect(rightOf(await other.find(ref)())).toEqual({ _tag: 'absent' })
  expect(third.health()).toMatchObject({ carriedOut: 1, surveyed: { forPeople: {}, withoutStore: {} } })
  await archive.time.passUntil(third.stop())
})
