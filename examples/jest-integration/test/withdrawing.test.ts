import { compilePolicy, identifier, noticePolicy } from '@samtykke/core'
import { receiveRequest, recordCall } from '@samtykke/log'
import { aCall, createTestClock } from '@samtykke/testing'
import { useEventStoreDBLog } from '@samtykke/testing/eventstoredb'
import { trainingLibrary } from '../src/trainingLibrary'

// The same ids as in listening.test.ts, at the same time in another worker of jest: each file has its own server.
const store = useEventStoreDBLog()
const clock = createTestClock('2025-09-02T09:00:00Z')
const subjectRef = identifier('person-1')

test('what a customer withdraws by e-mail reaches all of their calls, and trainers listen to none of them', async () => {
  const rules = compilePolicy(noticePolicy, () => undefined)
  const listen = trainingLibrary(store.log, rules, clock.instant)
  const calls = ['call-1', 'call-2'].map(callId =>
    aCall({ callId, subjectRef }).with('consent-given').with('recording-stored')
  )
  for (const { events } of calls) await recordCall(store.log)(events[0]!.callId, events)()

  const withdrawal = {
    kind: 'withdrawal',
    requestId: identifier('mail-42'),
    subjectRef,
    receivedAt: clock.instant(),
    channel: 'email'
  } as const
  expect(await receiveRequest(store.log)(withdrawal)()).toMatchObject({ right: { calls: 2, changed: 2 } })
  // A customer who writes twice, or a server that answered too late: nothing new.
  expect(await receiveRequest(store.log)(withdrawal)()).toMatchObject({ right: { calls: 2, changed: 0 } })

  for (const callId of [identifier('call-1'), identifier('call-2')])
    expect(await listen(callId, identifier('recording-1'), 'trainer-7')()).toMatchObject({
      left: { reason: 'no-consent' }
    })
})
