import {
  callState,
  compilePolicy,
  decodeHistories,
  type Finding,
  findings,
  type Instant,
  noticePolicy
} from '@samtykke/core'

const rules = compilePolicy(noticePolicy, () => undefined)
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const event = (n: number, type: string, occurredAt: string, members: object) => ({
  id: uuid(n),
  type,
  callId: 'call-1',
  occurredAt,
  ...members
})

const stored = event(2, 'recording-stored', '2025-09-01T10:20:00Z', {
  recordingId: 'recording-1',
  startedAt: '2025-09-01T10:00:00Z',
  endedAt: '2025-09-01T10:15:00Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
})
const consent = (n: number, occurredAt: string, ...purposes: ReadonlyArray<string>) =>
  event(n, 'consent-given', occurredAt, { method: 'keypress', purposes, noticeVersion: '1', language: 'da' })
const withdrawn = (n: number, occurredAt: string, ...purposes: ReadonlyArray<string>) =>
  event(n, 'consent-withdrawn', occurredAt, { channel: 'email', purposes })
const used = (n: number, occurredAt: string, purpose: string) =>
  event(n, 'recording-used', occurredAt, { recordingId: 'recording-1', purpose, usedBy: 'someone' })

const found = (code: Finding['code'], asOf: string, ...events: ReadonlyArray<object>) => {
  const [history] = decodeHistories(events).calls
  if (history === undefined) throw new Error('no call')
  const view = { rules, asOf: asOf as Instant }
  return findings(view)(callState(view)(history))
    .filter(finding => finding.code === code)
    .map(({ events: ids, detail }) => [ids, detail])
}

describe('a use for which no consent remained', () => {
  const agreed = consent(1, '2025-09-01T09:59:00Z', 'quality-assurance', 'documentation')
  const without = (...events: ReadonlyArray<object>) =>
    found('used-without-basis', '2025-12-01T00:00:00.000Z', agreed, stored, ...events)

  test('names the act that took the purpose, and none that took another or came later', () => {
    expect(
      without(
        withdrawn(3, '2025-09-02T00:00:00Z', 'internal-training'),
        withdrawn(4, '2025-09-03T00:00:00Z', 'documentation'),
        used(5, '2025-09-04T00:00:00Z', 'documentation'),
        withdrawn(6, '2025-09-05T00:00:00Z', 'documentation')
      )
    ).toEqual([[[uuid(2), uuid(4), uuid(5)], 'used for documentation, for which no consent remained']])
  })

  test('names no act where the purpose had never been agreed to', () => {
    expect(
      without(
        withdrawn(3, '2025-09-02T00:00:00Z', 'internal-training'),
        used(5, '2025-09-04T00:00:00Z', 'internal-training')
      )
    ).toEqual([[[uuid(2), uuid(5)], 'used for internal-training, for which no consent remained']])
  })

  test('begins at the instant of the withdrawal, and a use before it is none', () => {
    const taken = withdrawn(4, '2025-09-03T00:00:00Z', 'documentation')
    expect(without(taken, used(5, '2025-09-02T23:59:59.999Z', 'documentation'))).toEqual([])
    expect(without(taken, used(5, '2025-09-03T00:00:00Z', 'documentation'))).toEqual([
      [[uuid(2), uuid(4), uuid(5)], 'used for documentation, for which no consent remained']
    ])
  })

  test('counts from the start of the recording on', () => {
    const again = consent(3, '2025-09-01T09:59:30Z', 'documentation')
    const before = withdrawn(4, '2025-09-01T09:59:20Z', 'documentation')
    expect(without(before, again, used(5, '2025-09-02T00:00:00Z', 'documentation'))).toEqual([])
    const after = withdrawn(6, '2025-09-03T00:00:00Z', 'documentation')
    expect(without(before, again, after, used(5, '2025-09-04T00:00:00Z', 'documentation'))).toEqual([
      [[uuid(2), uuid(6), uuid(5)], 'used for documentation, for which no consent remained']
    ])
  })
})

describe('a disclosure after all was withdrawn', () => {
  const disclosed = (n: number, occurredAt: string) =>
    event(n, 'recording-disclosed', occurredAt, {
      recordingId: 'recording-1',
      recipient: 'a court',
      reason: 'r',
      requestId: 'request-1'
    })
  const asked = event(6, 'access-requested', '2025-10-02T00:00:00Z', {
    requestId: 'request-1',
    channel: 'email'
  })
  const answered = event(7, 'access-answered', '2025-10-05T00:00:00Z', {
    requestId: 'request-1',
    copyHandedOver: true
  })
  const without = (at: string) =>
    found(
      'used-without-basis',
      '2025-12-01T00:00:00.000Z',
      consent(1, '2025-09-01T09:59:00Z', 'documentation'),
      stored,
      withdrawn(4, '2025-10-01T00:00:00Z', 'documentation'),
      asked,
      disclosed(5, at),
      answered
    )

  test('is excused by a request for access from its receipt to its answer', () => {
    expect(without('2025-10-02T00:00:00Z')).toEqual([])
    expect(without('2025-10-05T00:00:00Z')).toEqual([])
    const detail = 'disclosed after it was due to be erased (withdrawal, 2025-10-01T00:00:00.000Z)'
    expect(without('2025-10-01T23:59:59.999Z')).toEqual([[[uuid(2), uuid(4), uuid(5)], detail]])
    expect(without('2025-10-05T00:00:00.001Z')).toEqual([[[uuid(2), uuid(4), uuid(5)], detail]])
  })
})

test.each([
  ['2025-09-01T10:00:00.000Z', '0 s'],
  ['2025-09-01T10:00:59.999Z', '59 s'],
  ['2025-09-01T11:00:00.000Z', '1 h'],
  ['2025-09-03T10:02:00.000Z', '2 d 2 min'],
  ['2025-09-02T12:03:04.000Z', '1 d 2 h 3 min 4 s']
])('what is not done at %s is late by %s', (asOf, late) => {
  const detail = `not done ${late} after 2025-09-01T10:00:00.000Z (no-basis)`
  expect(
    found('overdue', asOf, { ...stored, occurredAt: '2025-09-01T10:00:00Z', endedAt: undefined })
  ).toEqual([[[uuid(2)], detail]])
})

test('lateness counts from the release of the hold that had taken the ground out', () => {
  const placed = event(8, 'hold-placed', '2026-02-01T00:00:00Z', {
    holdId: 'hold-1',
    claimReference: 'claim-1',
    approvedBy: 'someone',
    reviewOn: '2026-06-01',
    suspends: 'expiry'
  })
  const released = (occurredAt: string) =>
    event(9, 'hold-released', occurredAt, { holdId: 'hold-1', approvals: 2 })
  const overdue = (asOf: string, ...holds: ReadonlyArray<object>) =>
    found(
      'overdue',
      asOf,
      consent(1, '2025-09-01T09:59:00Z', 'documentation'),
      { ...stored, customerType: 'business', line: 'sales', direction: 'outbound' },
      ...holds
    ).map(([, detail]) => detail)
  const expiry = '2026-03-01T23:00:00.000Z'
  expect(overdue('2026-03-05T23:00:00.000Z')).toEqual([`not done 4 d after ${expiry} (expiry)`])
  expect(overdue('2026-03-05T23:00:00.000Z', placed)).toEqual([])
  expect(overdue('2026-03-05T23:00:00.000Z', placed, released('2026-03-04T23:00:00Z'))).toEqual([
    'not done 1 d after 2026-03-04T23:00:00.000Z (expiry)'
  ])
  // Released before the ground came: it took nothing out. Released before it was placed: it never was in force.
  expect(overdue('2026-03-05T23:00:00.000Z', placed, released('2026-02-15T00:00:00Z'))).toEqual([
    `not done 4 d after ${expiry} (expiry)`
  ])
  expect(
    overdue(
      '2026-03-05T23:00:00.000Z',
      { ...placed, occurredAt: '2026-03-05T00:00:00Z' },
      released('2026-03-04T00:00:00Z')
    )
  ).toEqual([`not done 4 d after ${expiry} (expiry)`])
})
