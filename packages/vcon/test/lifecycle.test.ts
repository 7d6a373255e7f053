/** What happened to a vCon: draft-howe-vcon-lifecycle-01. */
import { decodeHistories, instant, noticePolicy, compilePolicy } from '@samtykke/core'
import { callToVcon, vconLifecycle } from '@samtykke/vcon'

const callId = '01934b2a-7e2f-8c3d-9a1b-2c3d4e5f6a7b'
let ids = 0
const event = (type: string, occurredAt: string, members: object = {}): object => ({
  id: `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  type,
  callId,
  occurredAt,
  ...members
})
const given = event('consent-given', '2025-01-01T10:00:00Z', {
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
})
const stored = event('recording-stored', '2025-01-01T10:10:00Z', {
  recordingId: 'r-1',
  startedAt: '2025-01-01T10:00:01Z',
  endedAt: '2025-01-01T10:09:00Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
})
const erased = (at: string) => event('recording-erased', at, { recordingId: 'r-1', confirmation: 'c' })

const viewAt = (asOf: string) => ({
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: instant(asOf as '2026-01-01T00:00:00.000Z')
})
const historyOf = (events: ReadonlyArray<object>) => decodeHistories(events).calls[0]!
const lifecycle = (asOf: string, ...events: ReadonlyArray<object>) =>
  vconLifecycle(viewAt(asOf))(historyOf(events)).map(({ operation, at, uuid }) => {
    expect(uuid).toBe(callId)
    return `${operation} ${at}`
  })

const accepted = 'vcon_consent_accepted 2025-01-01T10:00:00.000Z'
const expired = 'vcon_expired 2025-07-01T22:00:00.000Z'

test('kept, expired, deleted', () => {
  expect(lifecycle('2025-03-01T00:00:00.000Z', given, stored)).toEqual([accepted])
  expect(lifecycle('2025-07-02T00:00:00.000Z', given, stored)).toEqual([accepted, expired])
  expect(lifecycle('2025-08-01T00:00:00.000Z', given, stored, erased('2025-07-02T01:00:00Z'))).toEqual([
    accepted,
    expired,
    'vcon_deleted 2025-07-02T01:00:00.000Z'
  ])
})

test('revoked, and deleted for it: not expired', () => {
  const withdrawn = event('consent-withdrawn', '2025-02-01T00:00:00Z', { channel: 'email' })
  expect(
    lifecycle('2026-01-01T00:00:00.000Z', given, stored, withdrawn, erased('2025-02-01T01:00:00Z'))
  ).toEqual([
    accepted,
    'vcon_consent_revoked 2025-02-01T00:00:00.000Z',
    'vcon_deleted 2025-02-01T01:00:00.000Z'
  ])
})

test('erased before its time: deleted, and never expired', () => {
  expect(lifecycle('2026-01-01T00:00:00.000Z', given, stored, erased('2025-03-01T00:00:00Z'))).toEqual([
    accepted,
    'vcon_deleted 2025-03-01T00:00:00.000Z'
  ])
})

test('held for a claim: neither', () => {
  const hold = event('hold-placed', '2025-02-01T00:00:00Z', {
    holdId: 'h-1',
    claimReference: 'c',
    approvedBy: 'a',
    reviewOn: '2026-06-01',
    suspends: 'all'
  })
  expect(lifecycle('2026-01-01T00:00:00.000Z', given, stored, hold)).toEqual([accepted])
})

test('refused is not revoked; objected and asked to erase is', () => {
  expect(
    lifecycle(
      '2025-02-01T00:00:00.000Z',
      event('consent-refused', '2025-01-01T10:00:00Z', { method: 'keypress' })
    )
  ).toEqual([])
  for (const [type, members] of [
    ['analysis-objected', {}],
    ['erasure-requested', { scope: 'all' }]
  ] as const)
    expect(
      lifecycle(
        '2025-02-01T00:00:00.000Z',
        event(type, '2025-01-01T10:00:00Z', { channel: 'email', ...members })
      )
    ).toEqual(['vcon_consent_revoked 2025-01-01T10:00:00.000Z'])
})

test('two things kept: deleted with the last', () => {
  const analysed = event('analysis-produced', '2025-01-01T10:05:00Z', {
    analysisId: 'a-1',
    direction: 'inbound',
    features: ['tempo'],
    engine: 'e',
    engineVersion: '1',
    subjects: ['customer']
  })
  const gone = event('analysis-erased', '2025-04-02T00:00:00Z', { analysisId: 'a-1', confirmation: 'c' })
  expect(
    lifecycle('2025-05-01T00:00:00.000Z', given, stored, analysed, gone).some(each =>
      each.includes('deleted')
    )
  ).toBe(false)
  expect(
    lifecycle('2025-08-01T00:00:00.000Z', given, stored, analysed, gone, erased('2025-07-03T00:00:00Z')).at(
      -1
    )
  ).toBe('vcon_deleted 2025-07-03T00:00:00.000Z')
})

test('what is erased leaves an empty place, so that others keep theirs', () => {
  const second = { ...stored, id: '00000000-0000-4000-8000-100000000000', recordingId: 'r-2' }
  const { vcon, emptied } = callToVcon(viewAt('2026-01-01T00:00:00.000Z'))(
    historyOf([given, stored, second, erased('2025-03-01T00:00:00Z')])
  )
  expect(vcon['dialog']).toEqual([{}, expect.objectContaining({ type: 'recording' })])
  expect(emptied).toBe(1)
})
