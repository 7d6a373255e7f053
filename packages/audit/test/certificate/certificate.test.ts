import { certificatesOf, disposalCsv } from '@samtykke/audit'
import {
  callState,
  compilePolicy,
  decodeHistories,
  findings,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { historyOf } from '../../../core/test/oracle/histories.ts'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

const histories = Array.from({ length: 250 }, (_, index) => historyOf(index + 5000)).flatMap(
  ({ entries }) => decodeHistories(entries).calls
)

test('each first outcome has its certificate, late where the findings say so', () => {
  let late = 0
  for (const history of histories) {
    const call = callState(view)(history)
    const certificates = certificatesOf(view)(history)
    for (const kept of [...call.recordings, ...call.analyses]) {
      const [outcome] = kept.outcomes
      const own = certificates.filter(each => each.target === kept.target && each.targetId === kept.targetId)
      if (outcome === undefined) {
        expect(own).toEqual([])
        continue
      }
      const first = own.find(each => each.eventId === outcome.id)
      expect(first).toMatchObject({ executedAt: outcome.occurredAt })
      if (call.closedAt !== undefined) continue
      const isLate = findings(view)(call).some(
        ({ code, target, targetId }) =>
          code === 'done-late' && target === kept.target && targetId === kept.targetId
      )
      if ((first?.lateSeconds ?? 0) > 0) expect(isLate).toBe(true)
      if (isLate) late += 1
    }
  }
  expect(late).toBeGreaterThan(30)
})

test('an instruction or a failure is no outcome, and gives no certificate', () => {
  const event = (n: number, type: string, members: object) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`,
    type,
    callId: 'call-1',
    occurredAt: `2026-01-0${n}T10:00:00Z`,
    ...members
  })
  const recording = event(1, 'recording-stored', {
    recordingId: 'recording-1',
    startedAt: '2026-01-01T09:50:00Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK',
    sha256: 'ab'.repeat(32)
  })
  const instructed = event(2, 'erasure-instructed', {
    target: 'recording',
    targetId: 'recording-1',
    processor: 'recorder'
  })
  const failed = event(3, 'retention-failed', {
    target: 'recording',
    targetId: 'recording-1',
    action: 'erase',
    reason: 'r',
    permanent: false
  })
  const erased = event(4, 'recording-erased', {
    recordingId: 'recording-1',
    confirmation: 'recorder-77',
    copies: 2
  })
  const redacted = event(5, 'proof-redacted', { keyDestroyed: true })
  const certificates = (...events: ReadonlyArray<object>) =>
    decodeHistories([recording, ...events]).calls.flatMap(certificatesOf(view))

  expect(certificates(instructed, failed)).toEqual([])
  const [certificate] = certificates(instructed, failed, erased)
  expect(certificate).toMatchObject({
    target: 'recording',
    rule: 'no-basis',
    article: '17(1)(d)',
    dueAt: '2026-01-01T09:50:00.000Z',
    instructedAt: '2026-01-02T10:00:00.000Z',
    executedAt: '2026-01-04T10:00:00.000Z',
    confirmation: 'recorder-77',
    copies: 2,
    method: 'not stated',
    lateSeconds: 3 * 86_400 + 600,
    contentSha256: 'ab'.repeat(32)
  })
  expect(certificate?.statement.en).toBe(
    'The processor confirmed that the recording was erased. This program did not see the disk.'
  )
  expect(certificates(erased, redacted)[0]).not.toHaveProperty('contentSha256')
})

test('the disposal log has a row for each', () => {
  const certificates = histories.flatMap(certificatesOf(view))
  const rows = disposalCsv(certificates).split('\r\n')
  expect(rows).toHaveLength(certificates.length + 2)
  expect(rows[0]?.split(',')).toHaveLength(24)
})
