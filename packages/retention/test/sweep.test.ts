import { resumeErasing, sweep } from '@samtykke/retention'
import type { LocalDate } from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createArchive, day, now, refOf, rightOf } from './support/archive.ts'

const entriesOf = async (archive: ReturnType<typeof createArchive>): Promise<number> => {
  let entries = 0
  for await (const page of archive.log.replay()) entries += rightOf(page).length
  return entries
}

test('canaries: of 10,000 calls the 100 that are due are found by the dry run, and erased by the real one', async () => {
  const archive = createArchive()
  const canaries = new Set<string>()
  for (let number = 0; number < 10_000; number++) {
    const callId = `call-${number}`
    const expired = number % 200 === 7
    await archive.call(callId, now - (expired ? 200 : 20) * day)
    if (number % 200 === 42) await archive.say(callId, 'consent-withdrawn', { channel: 'phone' })
    if (expired || number % 200 === 42) canaries.add(callId)
  }
  expect(canaries.size).toBe(100)
  const before = await archive.inventory()
  const entries = await entriesOf(archive)
  expect(before.size).toBe(10_000)

  const found: string[] = []
  const dry = rightOf(
    await sweep(archive.ports(), { dryRun: true, found: ({ callId }) => void found.push(callId) })
  )
  expect(dry).toMatchObject({ calls: 10_000, due: 100, carriedOut: 0 })
  expect(new Set(found)).toEqual(canaries)
  expect(await archive.inventory()).toEqual(before)
  expect(await entriesOf(archive)).toBe(entries)

  const real = rightOf(await sweep(archive.ports(), { dryRun: false }))
  expect(real).toMatchObject({ due: 100, carriedOut: 100, failed: 0, forPeople: 0 })
  const after = await archive.inventory()
  expect(new Set([...before].filter(callId => !after.has(callId)))).toEqual(canaries)
  for (const callId of canaries)
    expect((await archive.typesOf(callId)).slice(-2)).toEqual(['erasure-instructed', 'recording-erased'])

  expect(rightOf(await sweep(archive.ports(), { dryRun: false }))).toMatchObject({ due: 0, carriedOut: 0 })
})

test('more than the most of a day: nothing of it is erased, but what people asked for', async () => {
  const archive = createArchive()
  for (let number = 0; number < 30; number++) await archive.call(`call-${number}`, now - 200 * day)
  await archive.call('withdrawn', now - 20 * day)
  await archive.say('withdrawn', 'consent-withdrawn', { channel: 'phone' })
  const options = { dryRun: false, mostPerDay: 29 }

  const first = rightOf(await sweep(archive.ports(), options))
  expect(first).toMatchObject({ due: 31, carriedOut: 1 })
  expect([...first.stopped]).toEqual(['most-per-day'])
  expect((await archive.inventory()).size).toBe(30)

  // It stays so after a restart, and for any limit, until a person approves.
  const again = rightOf(await sweep(archive.ports(), { dryRun: false }))
  expect(again).toMatchObject({ due: 30, carriedOut: 0 })
  rightOf(await resumeErasing(archive.journals, 'change-77', '2026-03-24' as LocalDate)())
  expect(rightOf(await sweep(archive.ports(), options))).toMatchObject({ due: 30, carriedOut: 30 })
})

test('what is not found is not erased: it is for a person, and one in twenty stops it all', async () => {
  const archive = createArchive()
  for (let number = 0; number < 40; number++)
    await archive.call(`call-${number}`, now - 200 * day, number >= 20)
  const swept = rightOf(await sweep(archive.ports(), { dryRun: false, concurrency: 1 }))
  expect([...swept.stopped]).toEqual(['not-found'])
  expect(swept.carriedOut).toBe(0)
  expect((await archive.inventory()).size).toBe(20)
  expect(await archive.typesOf('call-0')).toEqual(['consent-given', 'recording-stored', 'retention-failed'])
})

test('a clock that is more than five minutes off erases nothing', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - 200 * day)
  const ports = archive.ports()
  const off = { ...ports, clock: { ...ports.clock, now: () => ports.clock.now() + 301_000 } }
  const swept = rightOf(await sweep(off, { dryRun: false }))
  expect([...swept.stopped]).toEqual(['clock'])
  expect((await archive.inventory()).size).toBe(1)
})

test('what another worker erases between the reading and the look is no wrong path', async () => {
  const archive = createArchive()
  for (let number = 0; number < 40; number++) await archive.call(`call-${number}`, now - 200 * day)
  const erased = new Set<string>()
  const shared: typeof archive.store = {
    ...archive.store,
    find: ref => async () => {
      if (!erased.has(ref.callId)) {
        erased.add(ref.callId)
        const { recordingId } = refOf(ref.callId)
        const target = { target: 'recording', targetId: recordingId, processor: ref.processor }
        await archive.say(ref.callId, 'erasure-instructed', target)
        rightOf(await archive.store.erase(ref)())
        await archive.say(ref.callId, 'recording-erased', { recordingId, confirmation: 'another worker' })
      }
      return archive.store.find(ref)()
    }
  }
  const swept = rightOf(await sweep(archive.ports(shared), { dryRun: false }))
  expect(swept).toMatchObject({ due: 40, failed: 0 })
  expect([...swept.stopped]).toEqual([])
  for (const callId of erased) expect(await archive.typesOf(callId)).not.toContain('retention-failed')
})

test('what is not found twice is said once, and erased when it is found', async () => {
  const archive = createArchive()
  await archive.call('call-1', now - 200 * day, false)
  for (let sweeps = 0; sweeps < 2; sweeps++) {
    expect(rightOf(await sweep(archive.ports(), { dryRun: false }))).toMatchObject({ due: 1, failed: 1 })
    await archive.time.passTo(archive.time.now() + 60_000)
  }
  await archive.keep('call-1')
  expect(rightOf(await sweep(archive.ports(), { dryRun: false }))).toMatchObject({ due: 1, carriedOut: 1 })
  expect((await archive.typesOf('call-1')).slice(2)).toEqual([
    'retention-failed',
    'erasure-instructed',
    'recording-erased'
  ])
})

test('a store that is down throughout a day of 25 hours: said once that day, and erased when it is back', async () => {
  const start = Date.parse('2026-10-25T00:10:00.000+02:00')
  const archive = createArchive({ start })
  await archive.call('call-1', start - 200 * day)
  const down: typeof archive.store = {
    ...archive.store,
    find: () => TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'down' })
  }
  for (let sweeps = 0; sweeps < 2; sweeps++) {
    expect(rightOf(await sweep(archive.ports(down), { dryRun: false }))).toMatchObject({ due: 1, failed: 1 })
    await archive.time.passTo(archive.time.now() + day)
  }
  expect(await archive.inventory()).toEqual(new Set(['call-1']))
  expect(rightOf(await sweep(archive.ports(), { dryRun: false }))).toMatchObject({ due: 1, carriedOut: 1 })
  expect((await archive.typesOf('call-1')).slice(2)).toEqual([
    'retention-failed',
    'erasure-instructed',
    'recording-erased'
  ])
})
