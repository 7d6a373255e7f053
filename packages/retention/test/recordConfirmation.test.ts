/** From a request that a processor sends to what stands in the log, through the receiver. */
import { Readable } from 'node:stream'
import { compilePolicy, type Identifier, type Instant, instantFromEpoch, noticePolicy } from '@samtykke/core'
import { recordConfirmation, signWebhook, startWorker, webhookReceiver } from '@samtykke/retention'
import { createMemoryStore } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createArchive, day, now, refOf, rightOf } from './support/archive.ts'

const secret = 'a secret of at least thirty-two signs'
const rules = compilePolicy(noticePolicy, () => undefined)
const hour = 3_600_000
const ref = refOf('call-1')

const start = async () => {
  const archive = createArchive()
  const vendor = createMemoryStore({ name: ref.processor, acceptsUntil: instantFromEpoch(now + 90 * day) })
  vendor.replace(ref, Buffer.from('sound'))
  await archive.call('call-1', now - 200 * day)
  const receive = webhookReceiver({ secrets: [secret], now: archive.time.now })

  /** What a server does with a request; refusals are its answer. */
  const deliver = async (message: object, header?: string, at = archive.time.now()) => {
    const body = Buffer.from(JSON.stringify(message))
    const signature = header ?? signWebhook(secret, archive.time.now(), body)
    const received = await receive({
      headers: { 'samtykke-signature': signature },
      body: Readable.from([body])
    })()
    if (E.isLeft(received)) return received.left._tag
    const view = { rules, asOf: instantFromEpoch(at) }
    const ports = { log: archive.log, stores: archive.ports(vendor).stores }
    const recorded = await recordConfirmation(ports, view)(ref, received.right)()
    return E.isLeft(recorded) ? recorded.left._tag : recorded.right.recorded.length
  }
  return { archive, vendor, deliver }
}

const message = (more: object = {}) => ({
  reference: 'recorder-1',
  status: 'gone',
  confirmation: 'confirmation-1',
  copies: 1,
  ...more
})

test('what was instructed and is gone is recorded once, however often it is confirmed', async () => {
  const { archive, vendor, deliver } = await start()
  const worker = startWorker(archive.ports(vendor))
  await archive.time.passTo(now + hour)
  vendor.carryOut()
  expect(await deliver(message())).toBe(1)
  expect(await deliver(message())).toBe(0)
  expect(await deliver(message({ confirmation: 'another' }))).toBe(0)
  const types = ['consent-given', 'recording-stored', 'erasure-instructed', 'recording-erased']
  expect(await archive.typesOf('call-1')).toEqual(types)
  // The worker, which asks too, finds it done.
  worker.attend('call-1' as Identifier)
  await archive.time.passTo(now + 100 * day)
  expect(await archive.typesOf('call-1')).toEqual(types)
  await archive.time.passUntil(worker.stop())
})

test('after the worker saw for itself it is nothing new', async () => {
  const { archive, vendor, deliver } = await start()
  const worker = startWorker(archive.ports(vendor))
  await archive.time.passTo(now + hour)
  vendor.carryOut()
  worker.attend('call-1' as Identifier)
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.typesOf('call-1')).at(-1)).toBe('recording-erased')
  expect(await deliver(message())).toBe(0)
  await archive.time.passUntil(worker.stop())
})

test('nor is it anything new that the worker saw while the request was on its way', async () => {
  const { archive, vendor, deliver } = await start()
  const worker = startWorker(archive.ports(vendor))
  await archive.time.passTo(now + hour)
  vendor.carryOut()
  const receivedAt = archive.time.now()
  await archive.time.passTo(receivedAt + 1)
  worker.attend('call-1' as Identifier)
  await archive.time.passTo(now + 2 * hour)
  expect((await archive.typesOf('call-1')).at(-1)).toBe('recording-erased')
  expect(await deliver(message(), undefined, receivedAt)).toBe(0)
  expect(await archive.typesOf('call-1')).toHaveLength(4)
  await archive.time.passUntil(worker.stop())
})

test('what is still there, was not instructed or is not signed leaves no trace in the log', async () => {
  const { archive, vendor, deliver } = await start()
  expect(await deliver(message())).toBe('NotInstructed')
  expect(await archive.typesOf('call-1')).toHaveLength(2)
  const worker = startWorker(archive.ports(vendor))
  await archive.time.passTo(now + hour)
  expect(await deliver(message())).toBe('StillThere')
  vendor.carryOut()
  const body = Buffer.from(JSON.stringify(message()))
  const wrong = signWebhook('another secret of thirty-two signs', archive.time.now(), body)
  expect(await deliver(message(), wrong)).toBe('WrongSignature')
  expect(await deliver(message({ copies: 2 }), signWebhook(secret, archive.time.now(), body))).toBe(
    'WrongSignature'
  )
  const old = signWebhook(secret, archive.time.now(), body)
  await archive.time.passTo(now + 2 * hour)
  expect(await deliver(message(), old)).toBe('TooOld')
  expect(await archive.typesOf('call-1')).toHaveLength(3)
  await archive.time.passUntil(worker.stop())
})

test.each([
  ['before the instruction', '2020-01-01T00:00:00.000Z'],
  ['that is yet to come', '2030-01-01T00:00:00.000Z']
])('a time %s is not believed', async (_, goneAt) => {
  const { archive, vendor, deliver } = await start()
  const worker = startWorker(archive.ports(vendor))
  await archive.time.passTo(now + hour)
  vendor.carryOut()
  expect(await deliver(message({ goneAt: goneAt as Instant }))).toBe(1)
  const { entries } = rightOf(await archive.log.load('call-1' as Identifier)())
  expect(entries.at(-1)?.payload).toMatchObject({
    event: {
      type: 'recording-erased',
      occurredAt: instantFromEpoch(now + hour),
      confirmation: 'confirmation-1'
    }
  })
  await archive.time.passUntil(worker.stop())
})

test('a log that cannot be reached is its error, and the processor may come again', async () => {
  const { archive, vendor } = await start()
  const log = { ...archive.log, load: () => TE.left({ _tag: 'Closed', retry: 'never' } as const) }
  const view = { rules, asOf: instantFromEpoch(now) }
  const recorded = await recordConfirmation({ log, stores: archive.ports(vendor).stores }, view)(ref, {
    reference: 'recorder-1',
    erasure: { _tag: 'gone', confirmation: 'confirmation-1', copies: 1 },
    isRepeated: false
  })()
  expect(recorded).toEqual(E.left({ _tag: 'Closed', retry: 'never' }))
})
