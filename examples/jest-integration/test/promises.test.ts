// What the company promised, without any log: given what happened, when it is that day, then this follows.
import { aCall, due, found, given, notFound, nothingDue, suspended } from '@samtykke/testing'
import { samtykkeMatchers } from '@samtykke/testing/jest'

expect.extend(samtykkeMatchers)

const recorded = aCall({ startsAt: '2025-08-31T12:00:00Z' }).with('consent-given').with('recording-stored')

test('a call of a private customer is kept for six months, and February has no 31st', () => {
  given(recorded).when('2026-02-28T22:59:59Z').then(nothingDue())
  given(recorded)
    .when('2026-02-28T23:00:00Z')
    .then(due({ rule: 'expiry', lastLawfulDay: '2026-02-28' }))
})

test('who withdraws is forgotten at once; a claim holds only what would expire', () => {
  const claimed = recorded.with('hold-placed', { occurredAt: '2025-12-01T09:00:00Z', suspends: 'expiry' })
  given(claimed)
    .when('2026-03-02T00:00:00Z')
    .then(suspended({ rule: 'expiry' }))
  expect(
    given(claimed.with('consent-withdrawn', { occurredAt: '2026-03-01T10:00:00Z' })).when(
      '2026-03-01T10:00:00Z'
    )
  ).toHaveDue({ rule: 'withdrawal', target: 'recording' })
})

test('a trainer may use a recording with consent to training, and not after it was withdrawn', () => {
  const used = { purpose: 'internal-training', occurredAt: '2025-09-02T09:00:00Z' }
  given(recorded.with('recording-used', used))
    .when('2025-09-03T00:00:00Z')
    .then(notFound('used-without-basis'))
  given(
    recorded.with('consent-withdrawn', { occurredAt: '2025-09-01T10:00:00Z' }).with('recording-used', used)
  )
    .when('2025-09-03T00:00:00Z')
    .then(found('used-without-basis'))
})
