import { compilePolicy, identifier, noticePolicy } from '@samtykke/core'
import { recordCall } from '@samtykke/log'
import { aCall, type Call, createTestClock } from '@samtykke/testing'
import { useEventStoreDBLog } from '@samtykke/testing/eventstoredb'
import { trainingLibrary } from '../src/trainingLibrary'

// A server of this file's own, and an empty log for each test: the ids need not be unique.
const store = useEventStoreDBLog()
const clock = createTestClock('2025-09-02T09:00:00Z')
beforeEach(() => clock.set('2025-09-02T09:00:00Z'))

const rules = compilePolicy(noticePolicy, () => undefined)
const callId = identifier('call-1')
const listen = () =>
  trainingLibrary(store.log, rules, clock.instant)(callId, identifier('recording-1'), 'trainer-7')()

const happened = (call: Call) => recordCall(store.log)(callId, call.events)()
const recorded = aCall().with('consent-given').with('recording-stored')

test('a trainer listens with consent, and that is recorded', async () => {
  await happened(recorded)
  expect(await listen()).toMatchObject({ right: { purpose: 'internal-training' } })
  const call = await store.log.load(callId)()
  expect(call).toMatchObject({ right: { entries: [{}, {}, { type: 'recording-used' }] } })
})

test.each([
  ['nothing is recorded of the call', aCall(), 'no-such-recording'],
  [
    'the consent is to something else',
    aCall()
      .with('consent-given', { purposes: ['documentation'] })
      .with('recording-stored'),
    'no-consent'
  ],
  [
    'the consent was withdrawn',
    recorded.with('consent-withdrawn', { occurredAt: '2025-09-02T08:59:59Z' }),
    'no-consent'
  ]
])('a trainer does not listen where %s', async (_, call, reason) => {
  await happened(call)
  expect(await listen()).toEqual({ _tag: 'Left', left: { _tag: 'NotForTraining', reason } })
  const loaded = await store.log.load(callId)()
  expect(loaded).toMatchObject({ right: { entries: { length: call.events.length } } })
})

test('a trainer does not listen when the time of the recording is over', async () => {
  await happened(recorded)
  clock.set('2026-03-02T23:00:00Z')
  expect(await listen()).toEqual({
    _tag: 'Left',
    left: { _tag: 'NotForTraining', reason: 'its-time-is-over' }
  })
})

test('what the server does not answer is an error that says to try again, and nothing is lost', async () => {
  await happened(recorded)
  store.server.faults.loseAppendAnswer()
  // Written, and the answer lost: the log sends the same again, and it is there once.
  expect(await listen()).toMatchObject({ _tag: 'Right' })
  const call = await store.log.load(callId)()
  expect(call).toMatchObject({ right: { entries: { length: 3 } } })
})
