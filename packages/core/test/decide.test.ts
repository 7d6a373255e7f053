import {
  type CallState,
  callState,
  compilePolicy,
  decide,
  decodeHistories,
  type Event,
  type EventOf,
  type Instant,
  noticePolicy,
  type Uuid,
  withDerivedId
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
  const analysisErased = event(12, 'analysis-erased', '2025-10-01T00:00:00.000Z', {
    analysisId: 'analysis-1',
    confirmation: 'c'
  })
  expect(refusal(callWith(erased), redacted(13))).toBe('StillOpen')
  expect(refusal(callWith(erased, analysisErased), redacted(13))).toBe('recorded 1')
  expect(refusal(callWith(erased, analysisErased, redacted(13)), redacted(14))).toBe('recorded 0')
})

test('an id follows from the content, whenever the log learns of it', () => {
  const derive = withDerivedId(name => name as Uuid)
  const objection = {
    type: 'analysis-objected',
    callId: 'call-1',
    occurredAt: '2025-10-01T00:00:00.000Z',
    channel: 'email'
  } as Omit<EventOf<'analysis-objected'>, 'id'>
  const id = derive<EventOf<'analysis-objected'>>(objection).id
  expect(
    derive<EventOf<'analysis-objected'>>({ ...objection, recordedAt: '2025-10-02T00:00:00.000Z' as Instant })
      .id
  ).toBe(id)
  expect(derive<EventOf<'analysis-objected'>>({ ...objection, channel: 'phone' }).id).not.toBe(id)
})
