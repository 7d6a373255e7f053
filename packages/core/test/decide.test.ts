import {
  type CallState,
  callState,
  compilePolicy,
  decide,
  decodeHistories,
  type Event,
  type Instant,
  noticePolicy,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const uuid = (n: number): Uuid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Uuid

const stored = {
  id: uuid(1),
  type: 'recording-stored',
  callId: 'call-1',
  occurredAt: '2025-08-31T12:30:00.000Z',
  recordingId: 'recording-1',
  startedAt: '2025-08-31T12:00:00.000Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}
const produced = {
  id: uuid(2),
  type: 'analysis-produced',
  callId: 'call-1',
  occurredAt: '2025-08-31T12:20:00.000Z',
  analysisId: 'analysis-1',
  direction: 'inbound',
  features: ['tempo'],
  engine: 'voice',
  engineVersion: '1',
  subjects: ['customer'],
  anonymisable: false
}
const event = (n: number, type: string, occurredAt: string, members: object): Event =>
  ({ id: uuid(n), type, callId: 'call-1', occurredAt, ...members }) as Event

const erased = event(3, 'recording-erased', '2025-09-01T10:00:00.000Z', {
  recordingId: 'recording-1',
  confirmation: 'processor-1'
})

const analysisErased = event(12, 'analysis-erased', '2025-10-01T00:00:00.000Z', {
  analysisId: 'analysis-1',
  confirmation: 'c'
})
const asked = (n: number, requestId: string, occurredAt: string) =>
  event(n, 'access-requested', occurredAt, { requestId, channel: 'email' })
const answeredAt = (requestId: string, occurredAt: string) =>
  event(40, 'access-answered', occurredAt, { requestId, copyHandedOver: true })
const placed = (n: number, holdId: string) =>
  event(n, 'hold-placed', '2025-09-01T00:00:00.000Z', {
    holdId,
    claimReference: 'claim',
    approvedBy: 'a',
    reviewOn: '2026-01-01',
    suspends: 'all'
  })

const view = {
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: '2026-01-01T00:00:00.000Z' as Instant
}

const callWith = (...events: ReadonlyArray<object>): CallState => {
  const [history] = decodeHistories([stored, produced, ...events]).calls
  if (history === undefined) throw new Error('no call')
  return callState(view)(history)
}

const refusal = (call: CallState, proposed: Event): string => {
  const decision = decide(call)(proposed)
  return E.isLeft(decision) ? decision.left._tag : `recorded ${decision.right.length}`
}

test('what is new is recorded, and what is recorded is nothing new', () => {
  expect(decide(callWith())(erased)).toEqual(E.right([erased]))
  expect(decide(callWith(erased))(erased)).toEqual(E.right([]))
  expect(decide(callWith(erased))({ ...erased, recordedAt: '2025-10-01T00:00:00.000Z' as Instant })).toEqual(
    E.right([])
  )
})

test('an outcome reported twice, under another id, is no second event', () => {
  expect(refusal(callWith(erased), { ...erased, id: uuid(4) })).toBe('recorded 0')
  const answered = (n: number) =>
    event(n, 'access-answered', '2025-10-02T00:00:00.000Z', { requestId: 'request-1', copyHandedOver: true })
  const asked = event(5, 'access-requested', '2025-10-01T00:00:00.000Z', {
    requestId: 'request-1',
    channel: 'email'
  })
  expect(refusal(callWith(asked), answered(6))).toBe('recorded 1')
  expect(refusal(callWith(asked, answered(6)), answered(7))).toBe('recorded 0')
})

test('a recording that was stored again can be erased again', () => {
  const again = { ...stored, id: uuid(8), occurredAt: '2025-10-01T00:00:00.000Z' }
  const erasedAgain = { ...erased, id: uuid(9), occurredAt: '2025-10-02T00:00:00.000Z' as Instant }
  expect(refusal(callWith(erased, again), erasedAgain)).toBe('recorded 1')
})

test.each([
  ['recording-erased', { recordingId: 'recording-2', confirmation: 'c' }],
  ['analysis-erased', { analysisId: 'analysis-2', confirmation: 'c' }],
  ['erasure-instructed', { target: 'recording', targetId: 'analysis-1', processor: 'p' }],
  [
    'retention-failed',
    { target: 'analysis', targetId: 'recording-1', action: 'erase', reason: 'r', permanent: false }
  ],
  ['access-extended', { requestId: 'request-1', reason: 'r' }],
  ['access-answered', { requestId: 'request-1', copyHandedOver: true }],
  ['hold-released', { holdId: 'hold-1', approvals: 2 }],
  ['hold-reviewed', { holdId: 'hold-1', approvedBy: 'a', reviewOn: '2026-01-01' }]
])('%s of what the call never had is refused', (type, members) => {
  expect(refusal(callWith(), event(10, type, '2025-10-01T00:00:00.000Z', members))).toBe('UnknownTarget')
})

test('what cannot be true of the call is refused', () => {
  const early = '2025-08-30T00:00:00.000Z' as Instant
  expect(refusal(callWith(), { ...erased, occurredAt: early })).toBe('BeforeTarget')
  expect(refusal(callWith(), { ...erased, id: uuid(1) })).toBe('IdTaken')
  const anonymised = event(11, 'analysis-anonymised', '2025-10-01T00:00:00.000Z', {
    analysisId: 'analysis-1',
    technique: 'aggregation'
  })
  expect(refusal(callWith(), anonymised)).toBe('NotAnonymisable')
})

test('the proof is redacted only when nothing is open, and once', () => {
  const redacted = (n: number) =>
    event(n, 'proof-redacted', '2025-12-01T00:00:00.000Z', { keyDestroyed: true })
  expect(refusal(callWith(erased), redacted(13))).toBe('StillOpen')
  expect(refusal(callWith(erased, analysisErased), redacted(13))).toBe('recorded 1')
  expect(refusal(callWith(erased, analysisErased, redacted(13)), redacted(14))).toBe('recorded 0')
})

describe('of two things of one kind, the one that is named', () => {
  const second = { ...stored, id: uuid(20), recordingId: 'recording-2' }
  const analysis = { ...produced, id: uuid(21), analysisId: 'analysis-2' }

  test.each([
    ['erasure-instructed', { target: 'recording', targetId: 'recording-2', processor: 'p' }],
    ['erasure-instructed', { target: 'analysis', targetId: 'analysis-2', processor: 'p' }],
    [
      'retention-failed',
      { target: 'analysis', targetId: 'analysis-1', action: 'erase', reason: 'r', permanent: false }
    ]
  ])('%s of %p', (type, members) => {
    const proposed = event(22, type, '2025-10-01T00:00:00.000Z', members)
    expect(decide(callWith(second, analysis))(proposed)).toEqual(E.right([proposed]))
  })

  test('a recording and an analysis may have one id', () => {
    const namesake = { ...produced, id: uuid(23), analysisId: 'recording-1' }
    const namesakeErased = event(24, 'analysis-erased', '2025-10-01T00:00:00.000Z', {
      analysisId: 'recording-1',
      confirmation: 'c'
    })
    const call = callWith(namesake, namesakeErased)
    expect(refusal(call, { ...namesakeErased, id: uuid(25) })).toBe('recorded 0')
    expect(refusal(call, erased)).toBe('recorded 1')
  })

  test('a request', () => {
    const call = callWith(
      asked(30, 'request-1', '2025-10-01T00:00:00.000Z'),
      answeredAt('request-1', '2025-10-02T00:00:00.000Z'),
      asked(31, 'request-2', '2025-10-03T00:00:00.000Z')
    )
    const answer = { ...answeredAt('request-2', '2025-10-04T00:00:00.000Z'), id: uuid(32) }
    expect(decide(call)(answer)).toEqual(E.right([answer]))
  })

  test('a hold', () => {
    const call = callWith(placed(33, 'hold-1'), placed(34, 'hold-2'))
    const reviewed = event(35, 'hold-reviewed', '2025-10-01T00:00:00.000Z', {
      holdId: 'hold-2',
      approvedBy: 'a',
      reviewOn: '2026-02-01'
    })
    const released = (n: number, holdId: string) =>
      event(n, 'hold-released', '2025-10-02T00:00:00.000Z', { holdId, approvals: 2 })
    expect(refusal(call, reviewed)).toBe('recorded 1')
    expect(refusal(call, released(36, 'hold-2'))).toBe('recorded 1')
    const releasedOnce = callWith(placed(33, 'hold-1'), placed(34, 'hold-2'), released(36, 'hold-1'))
    expect(refusal(releasedOnce, released(37, 'hold-1'))).toBe('recorded 0')
    expect(refusal(releasedOnce, released(37, 'hold-2'))).toBe('recorded 1')
    expect(refusal(releasedOnce, { ...reviewed, holdId: 'hold-1' } as Event)).toBe('recorded 1')
  })
})

test('a refusal names what is unknown', () => {
  const at = '2025-10-01T00:00:00.000Z'
  const left = (proposed: Event) => decide(callWith())(proposed)
  expect(left(event(50, 'access-extended', at, { requestId: 'request-9', reason: 'r' }))).toEqual(
    E.left({ _tag: 'UnknownTarget', target: 'access-request', targetId: 'request-9' })
  )
  expect(left(event(51, 'hold-released', at, { holdId: 'hold-9', approvals: 2 }))).toEqual(
    E.left({ _tag: 'UnknownTarget', target: 'hold', targetId: 'hold-9' })
  )
  const failed = {
    target: 'recording',
    targetId: 'recording-9',
    action: 'erase',
    reason: 'r',
    permanent: true
  }
  expect(left(event(52, 'retention-failed', at, failed))).toEqual(
    E.left({ _tag: 'UnknownTarget', target: 'recording', targetId: 'recording-9' })
  )
})

test('an outcome at the instant of its target is late enough, one before it is not', () => {
  const start = '2025-08-31T12:00:00.000Z' as Instant
  const justBefore = '2025-08-31T11:59:59.999Z' as Instant
  expect(refusal(callWith(), { ...erased, occurredAt: start })).toBe('recorded 1')
  expect(decide(callWith())({ ...erased, occurredAt: justBefore })).toEqual(
    E.left({ _tag: 'BeforeTarget', targetId: 'recording-1', since: start })
  )
  const askedAt = '2025-10-01T00:00:00.000Z'
  const call = callWith(asked(30, 'request-1', askedAt))
  expect(refusal(call, answeredAt('request-1', askedAt))).toBe('recorded 1')
  expect(decide(call)(answeredAt('request-1', '2025-09-30T23:59:59.999Z'))).toEqual(
    E.left({ _tag: 'BeforeTarget', targetId: 'request-1', since: askedAt })
  )
})

test('an erasure earlier than the one recorded is news', () => {
  const earlier = { ...erased, id: uuid(60), occurredAt: '2025-08-31T20:00:00.000Z' as Instant }
  expect(refusal(callWith(erased), earlier)).toBe('recorded 1')
})

test('so is one in the time in which a recording was there again', () => {
  const again = { ...stored, id: uuid(61), occurredAt: '2025-10-01T00:00:00.000Z' }
  const erasedAgain = { ...erased, id: uuid(62), occurredAt: '2025-10-05T00:00:00.000Z' as Instant }
  const between = { ...erased, id: uuid(63), occurredAt: '2025-10-03T00:00:00.000Z' as Instant }
  const call = callWith(erased, again, erasedAgain)
  expect(refusal(call, between)).toBe('recorded 1')
  expect(refusal(call, { ...between, occurredAt: '2025-09-15T00:00:00.000Z' as Instant })).toBe('recorded 0')
})

test('an analysis that cannot be anonymised can be erased, once', () => {
  expect(refusal(callWith(), analysisErased)).toBe('recorded 1')
  expect(refusal(callWith(analysisErased), { ...analysisErased, id: uuid(64) })).toBe('recorded 0')
})

test('the time for an answer can be extended before the request came, and after it was answered', () => {
  const extended = (occurredAt: string) =>
    event(70, 'access-extended', occurredAt, { requestId: 'request-1', reason: 'r' })
  const call = callWith(
    asked(30, 'request-1', '2025-10-01T00:00:00.000Z'),
    answeredAt('request-1', '2025-10-02T00:00:00.000Z')
  )
  expect(refusal(call, extended('2025-09-01T00:00:00.000Z'))).toBe('recorded 1')
  expect(refusal(call, extended('2025-10-03T00:00:00.000Z'))).toBe('recorded 1')
})
