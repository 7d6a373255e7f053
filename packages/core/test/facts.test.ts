import {
  callState,
  ordEvent,
  compilePolicy,
  decodeHistories,
  type Fault,
  type Identifier,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import fc from 'fast-check'

const rules = compilePolicy(noticePolicy, () => undefined)
const view = { rules, asOf: '2026-01-01T00:00:00.000Z' as Instant }
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** `count` uses of a recording, a minute apart, and now and then two at one instant. */
const longCall = (count: number): ReadonlyArray<object> =>
  Array.from({ length: count }, (_, n) => ({
    id: uuid(n),
    type: 'recording-used',
    callId: 'call-1',
    occurredAt: new Date(Date.UTC(2025, 0, 1, 0, n - (n % 3 === 2 ? 1 : 0))).toISOString(),
    recordingId: 'recording-1',
    purpose: 'documentation',
    usedBy: 'someone'
  }))

const factsOfCall = (values: ReadonlyArray<object>) => {
  const [history] = decodeHistories(values).calls
  if (history === undefined) throw new Error('no call')
  return callState(view)(history).facts
}

// Short calls and long ones are put in order in two ways.
test.each([2, 15, 16, 17, 18, 60])('%i events in any order are the same facts', count => {
  const inOrder = factsOfCall(longCall(count)).events
  expect(inOrder.map(({ id }) => id)).toEqual(longCall(count).map((_, n) => uuid(n)))
  fc.assert(
    fc.property(fc.shuffledSubarray([...longCall(count)], { minLength: count }), shuffled => {
      const { events, duplicates, conflicts } = factsOfCall(shuffled)
      expect(events).toEqual([...events].sort(ordEvent.compare))
      expect(events).toEqual(inOrder)
      expect([duplicates, conflicts]).toEqual([[], []])
    }),
    { numRuns: 30 }
  )
})

test('of a copy that says when it was recorded and one that does not, the first counts, whichever comes first', () => {
  const [use] = longCall(1) as [{ occurredAt: string }]
  const recorded = { ...use, recordedAt: use.occurredAt }
  for (const copies of [
    [use, recorded],
    [recorded, use]
  ]) {
    const { events, duplicates } = factsOfCall(copies)
    expect(events.map(event => event.recordedAt)).toEqual([use.occurredAt])
    expect(duplicates).toHaveLength(1)
  }
})

test.each([
  ['one more', { requestId: 'request-1' }],
  ['a list of other purposes', { purposes: ['documentation', 'internal-training'] }],
  ['a list of fewer purposes', { purposes: [] }]
])('copies of which one has %s differ, whichever comes first', (_, differing) => {
  const event = {
    id: uuid(1),
    type: 'a-later-type',
    callId: 'call-1',
    occurredAt: '2025-01-01T00:00:00.000Z',
    purposes: ['documentation']
  }
  const other = { ...event, ...differing }
  for (const copies of [
    [event, other],
    [other, event]
  ])
    expect(factsOfCall(copies)).toMatchObject({ conflicts: [{}], duplicates: [] })
  const { conflicts, duplicates } = factsOfCall([other, { ...other, purposes: [...other.purposes] }])
  expect([conflicts, duplicates]).toMatchObject([[], [{}]])
})

test('at one instant grants of consent come first, then all others by when they were recorded, then by id', () => {
  const act = (n: number, type: string, recorded: number): object => ({
    id: uuid(n),
    type,
    callId: 'call-1',
    occurredAt: '2025-01-01T00:00:00.000Z',
    recordedAt: `2025-01-01T00:00:0${recorded}.000Z`,
    ...(type === 'consent-given'
      ? { method: 'keypress', purposes: ['documentation'], noticeVersion: '1', language: 'da' }
      : { channel: 'email' })
  })
  const acts = [
    act(9, 'consent-given', 3),
    act(8, 'consent-given', 4),
    act(6, 'analysis-objected', 1),
    act(7, 'consent-withdrawn', 1),
    act(1, 'consent-withdrawn', 2)
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(acts, { minLength: acts.length }), shuffled => {
      expect(factsOfCall(shuffled).events.map(({ id }) => id)).toEqual([9, 8, 6, 7, 1].map(uuid))
    })
  )
})

test.each([2, 15, 16, 17, 18, 60])('of %i events, one that came twice is one, and reported', count => {
  fc.assert(
    fc.property(fc.nat(count - 1), fc.boolean(), (n, differs) => {
      const events = longCall(count)
      const copy = { ...events[n], ...(differs && { purpose: 'quality-assurance' }) }
      const facts = factsOfCall([...events, copy])
      expect(facts.events.map(({ id }) => id)).toEqual(events.map((_, m) => uuid(m)))
      expect(facts.duplicates.map(({ id }) => id)).toEqual(differs ? [] : [uuid(n)])
      expect(facts.conflicts.map(({ id }) => id)).toEqual(differs ? [uuid(n)] : [])
      expect(facts.uncertain).toBe(differs)
    }),
    { numRuns: 30 }
  )
})

describe('what cannot be read counts from when it was recorded', () => {
  const unread = (recordedAt: string): Fault => ({
    _tag: 'undecodable',
    id: uuid(1),
    recordedAt: recordedAt as Instant
  })
  const isUncertain = (recordedAt: string, knownAt?: string): boolean =>
    callState({ ...view, ...(knownAt !== undefined && { knownAt: knownAt as Instant }) })({
      callId: 'call-1' as Identifier,
      events: [],
      faults: [unread(recordedAt)]
    }).facts.uncertain

  test('up to and at the instant of the view', () => {
    expect(isUncertain('2025-12-31T23:59:59.999Z')).toBe(true)
    expect(isUncertain('2026-01-01T00:00:00.000Z')).toBe(true)
    expect(isUncertain('2026-01-01T00:00:00.001Z')).toBe(false)
  })

  test('up to and at what was known', () => {
    const knownAt = '2025-06-01T00:00:00.000Z'
    expect(isUncertain('2025-05-31T00:00:00.000Z', knownAt)).toBe(true)
    expect(isUncertain(knownAt, knownAt)).toBe(true)
    expect(isUncertain('2025-06-01T00:00:00.001Z', knownAt)).toBe(false)
  })
})
