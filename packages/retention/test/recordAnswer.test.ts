/** A processor that was sent a list is recorded as told, and its answer as the outcome, by the rules of confirmations. */
import {
  compilePolicy,
  type EventLog,
  type Identifier,
  type Instant,
  instantFromEpoch,
  noticePolicy,
  type RecordingStore
} from '@samtykke/core'
import { recordAnswer, recordInstruction } from '@samtykke/retention'
import { createMemoryStore } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { createArchive, day, now, refOf, rightOf } from './support/archive.ts'

const rules = compilePolicy(noticePolicy, () => undefined)
const at = (days: number) => ({ rules, asOf: instantFromEpoch(now + days * day) })
const callId = 'call-1' as Identifier
const ref = refOf(callId)
const told = { callId, target: 'recording', targetId: ref.recordingId } as const
const answer = {
  action: 'erase',
  executedAt: instantFromEpoch(now + 2 * day),
  confirmation: 'vendor-1',
  method: 'deleted'
} as const

type Held = Parameters<typeof recordAnswer>[0]['stores']['recordings']

const confirmWith = (log: EventLog, recordings: Held = new Map<string, RecordingStore>()) =>
  recordAnswer({ log, stores: { recordings, analyses: new Map() } }, at(3))

const start = async () => {
  const archive = createArchive()
  await archive.call(callId, now - 200 * day)
  const last = async () => rightOf(await archive.log.load(callId)()).entries.at(-1)?.payload
  return { ...archive, last }
}

test('told once, however often; answered once, with what was answered', async () => {
  const { log, typesOf, last } = await start()
  for (const recorded of [1, 0])
    expect(rightOf(await recordInstruction(log, at(1))(told)()).recorded).toHaveLength(recorded)
  for (const recorded of [1, 0])
    expect(rightOf(await confirmWith(log)(ref, answer)()).recorded).toHaveLength(recorded)
  expect(await typesOf(callId)).toEqual([
    'consent-given',
    'recording-stored',
    'erasure-instructed',
    'recording-erased'
  ])
  const { action: _, executedAt, ...said } = answer
  expect(await last()).toMatchObject({ event: { ...said, occurredAt: executedAt, processor: ref.processor } })
  // It is done: nobody is told again.
  expect(rightOf(await recordInstruction(log, at(4))(told)()).recorded).toEqual([])
})

test('what is not due, or is under a hold, is not recorded as told', async () => {
  const { log, typesOf, call, say } = await start()
  await call('call-2', now - day)
  const other = { ...told, callId: 'call-2' as Identifier, targetId: refOf('call-2').recordingId }
  expect(rightOf(await recordInstruction(log, at(1))(other)()).recorded).toEqual([])
  expect(rightOf(await recordInstruction(log, at(400))(other)()).recorded).toHaveLength(1)
  expect(await typesOf('call-2')).toContain('erasure-instructed')
  await say(callId, 'hold-placed', {
    holdId: 'hold-1',
    claimReference: 'claim-1',
    approvedBy: 'approver-1',
    reviewOn: '2027-01-01',
    suspends: 'all'
  })
  expect(rightOf(await recordInstruction(log, at(1))(told)()).recorded).toEqual([])
})

test('what another holds too needs that one as well', async () => {
  const { log, stored } = await start()
  await stored(callId, now - 199 * day, { processor: 'second' })
  await recordInstruction(log, at(1))(told)()
  const second = createMemoryStore({ name: 'second' })
  const elsewhere = { ...ref, processor: 'second' }
  second.replace(elsewhere, Buffer.from('sound'))
  const stillThere = E.left({ _tag: 'StillThere', ref: expect.objectContaining(elsewhere) as unknown })
  expect(await confirmWith(log)(ref, answer)()).toEqual(stillThere)
  const held = new Map([['second', second]])
  expect(await confirmWith(log, held)(ref, answer)()).toEqual(stillThere)
  await second.erase(elsewhere)()
  expect(rightOf(await confirmWith(log, held)(ref, answer)()).recorded).toHaveLength(1)
})

test('what nobody was told is not confirmed', async () => {
  const { log } = await start()
  expect(await confirmWith(log)(ref, answer)()).toEqual(E.left({ _tag: 'NotInstructed', ref }))
})

test.each<[string, Instant]>([
  ['before the instruction', instantFromEpoch(now - day)],
  ['yet to come', instantFromEpoch(now + 9 * day)]
])('a time %s is not believed', async (_, executedAt) => {
  const { log, last } = await start()
  await recordInstruction(log, at(1))(told)()
  await confirmWith(log)(ref, { ...answer, executedAt })()
  expect(await last()).toMatchObject({ event: { type: 'recording-erased', occurredAt: at(3).asOf } })
})

test('a store that can be asked is believed before its processor', async () => {
  const { log, typesOf } = await start()
  await recordInstruction(log, at(1))(told)()
  const store = createMemoryStore({ name: ref.processor })
  store.replace(ref, Buffer.from('sound'))
  const held = new Map([[ref.processor, store]])
  expect(await confirmWith(log, held)(ref, answer)()).toMatchObject(E.left({ _tag: 'StillThere' }))
  expect(await typesOf(callId)).not.toContain('recording-erased')
  await store.erase(ref)()
  expect(rightOf(await confirmWith(log, held)(ref, answer)()).recorded).toHaveLength(1)
})
