// Over sockets: a server, the worker, two processors and their webhooks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { start } from '@samtykke/eventstoredb-embedded'
import { promises } from '@samtykke/log/promise'
import { aCall } from '@samtykke/testing'
import { startService } from '../service.mjs'
import { startProcessor } from './processor.mjs'

const secrets = {
  recorder: 'the secret of recorder, thirty-two signs',
  vendor: 'the secret of vendor, of thirty-two signs'
}
const processors = {}
let server
let log
let calls
let service

before(async () => {
  server = await start({ startStandardProjections: false })
  const opened = openEventStoreDBLog(server.connectionString)
  assert.equal(opened._tag, 'Right')
  log = opened.right
  calls = promises(log)
  for (const [name, secret] of Object.entries(secrets)) {
    const has = ['call-1', 'call-2', 'call-3'].map(call => `${name}-${call}/recording-1`)
    processors[name] = await startProcessor({ token: `token of ${name}`, secret, has })
  }
  const configured = Object.entries(secrets).map(([name, secret]) => ({
    name,
    secret,
    url: processors[name].url,
    token: `token of ${name}`
  }))
  service = await startService({ log, processors: configured, tell: hear })
})
after(async () => {
  await service.close()
  await Promise.all(Object.values(processors).map(each => each.close()))
  await calls.close()
  await server.stop()
})

const listening = new Map()
const hear = notice => {
  if (notice._tag === 'attended') listening.get(notice.callId)?.()
}
/** Resolves when the worker has next attended the call: then it knows what it was answered. */
const attended = callId => new Promise(resolve => listening.set(callId, resolve))

const webhookOf = name => `${service.url}/webhooks/${name}`
const typesOf = async callId => (await calls.load(callId)).entries.map(({ type }) => type)
const instructed = ['consent-given', 'recording-stored', 'consent-withdrawn', 'erasure-instructed']

/** A call that was recorded with a processor and whose customer withdraws: gives the reference of the order. */
const orderFor = async (name, call) => {
  const callId = `${name}-${call}`
  const startsAt = new Date(Date.now() - 86_400_000).toISOString()
  const { events } = aCall({ callId, startsAt })
    .with('consent-given')
    .with('recording-stored', { processor: name })
  await calls.recordCall(callId, events)
  const order = processors[name].nextOrder()
  const withdrawn = aCall({ callId }).with('consent-withdrawn', {
    occurredAt: new Date().toISOString()
  }).events
  await calls.recordCall(callId, withdrawn)
  const reference = await order
  await attended(callId)
  return reference
}

test('instructed, confirmed, recorded; the same again is nothing new', async () => {
  const { recorder } = processors
  const reference = await orderFor('recorder', 'call-1')
  assert.deepEqual(await typesOf('recorder-call-1'), instructed)
  recorder.carryOut(reference)
  // Recorded by the webhook, or by the worker, which may just be asking: once in any case.
  assert.equal((await recorder.confirm(webhookOf('recorder'), reference))[0], 200)
  const { entries } = await calls.load('recorder-call-1')
  assert.deepEqual(
    entries.map(({ type }) => type),
    [...instructed, 'recording-erased']
  )
  assert.equal(entries.at(-1).payload.event.confirmation, `done-${reference}`)
  for (let again = 0; again < 2; again++)
    assert.deepEqual(await recorder.confirm(webhookOf('recorder'), reference), [200, { recorded: 0 }])
  assert.equal((await typesOf('recorder-call-1')).length, instructed.length + 1)
})

test('what is confirmed and is still there is not recorded', async () => {
  const { recorder } = processors
  const reference = await orderFor('recorder', 'call-2')
  const [status, { error }] = await recorder.confirm(webhookOf('recorder'), reference)
  assert.deepEqual([status, error], [409, 'it is still there'])
  assert.deepEqual(await typesOf('recorder-call-2'), instructed)
})

test('a processor confirms its own orders only, signed with its own secret', async () => {
  const { recorder, vendor } = processors
  const reference = await orderFor('vendor', 'call-3')
  const refused = [
    // The order of another, at its own webhook; the same at that of the other; an order that nobody gave.
    [recorder.confirm(webhookOf('recorder'), reference), 404],
    [recorder.confirm(webhookOf('vendor'), reference), 401],
    [vendor.confirm(webhookOf('vendor'), 'order-of-nobody'), 404],
    [vendor.confirm(webhookOf('vendor'), reference, 'a secret that somebody guessed, wrongly'), 401]
  ]
  for (const [answer, status] of refused) assert.equal((await answer)[0], status)
  assert.deepEqual(await typesOf('vendor-call-3'), instructed)
  vendor.carryOut(reference)
  assert.equal((await vendor.confirm(webhookOf('vendor'), reference))[0], 200)
  assert.deepEqual(await typesOf('vendor-call-3'), [...instructed, 'recording-erased'])
})

test('what has no signature is not read', async () => {
  const answer = await fetch(webhookOf('recorder'), {
    method: 'POST',
    body: '{"reference":"order-1","status":"gone"}'
  })
  assert.deepEqual([answer.status, await answer.json()], [401, { error: 'expected a samtykke-signature' }])
})
