// What a trail says of its call beside its entries.
import { type CallHistory, type Event, forgotten } from '@samtykke/core'
import { type LogContext, type Trail, trailOf } from '../../src/trail/trail.ts'
import { call1, eventOf, instant } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { simulatedView } from '../simulated.ts'

const asOf = instant('2025-12-01T00:00:00Z')

const consent = eventOf('consent-given', '2025-08-31T11:40:00Z', {
  subjectRef: 'person-b',
  method: 'keypress',
  purposes: ['documentation', 'voice-analysis'],
  noticeVersion: '1',
  language: 'da'
})
const recordingFacts = {
  recordingId: 'recording-1',
  startedAt: instant('2025-08-31T11:45:00Z'),
  endedAt: instant('2025-08-31T12:00:00Z'),
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}
const stored = eventOf('recording-stored', '2025-08-31T12:01:00Z', recordingFacts)
const analysisFacts = {
  analysisId: 'analysis-1',
  recordingId: 'recording-1',
  direction: 'inbound',
  features: ['tempo'],
  engine: 'voice-feedback',
  engineVersion: '4.2.0',
  subjects: ['customer']
}
const produced = eventOf('analysis-produced', '2025-08-31T12:05:00Z', {
  ...analysisFacts,
  subjectRef: 'person-a'
})
const used = eventOf('recording-used', '2025-09-02T08:00:00Z', {
  recordingId: 'recording-1',
  purpose: 'documentation',
  usedBy: forgotten
})

const historyOf = (events: ReadonlyArray<Event>, faults: CallHistory['faults'] = []): CallHistory => ({
  callId: call1,
  events,
  faults
})

const trailIn = (history: CallHistory, context?: LogContext): Trail =>
  trailOf({ ...simulatedView, asOf }, context)(history)

test('recordings and analyses are there with what is known of each, and which event says so', () => {
  const { kind, callId, recordings, analyses, executionGrace } = trailIn(
    historyOf([used, produced, stored, consent])
  )
  expect({ kind, callId, recordings, analyses, executionGrace }).toEqual({
    kind: 'trail',
    callId: 'call-1',
    recordings: [{ ...recordingFacts, eventId: stored.id }],
    analyses: [{ ...analysisFacts, subjectRef: 'person-a', eventId: produced.id }],
    executionGrace: simulatedView.rules.policy.executionGrace
  })
})

test('the person of the call is the first of those that its events name, or nobody', () => {
  expect(trailIn(historyOf([consent, stored, produced])).subjectRef).toBe('person-a')
  expect(trailIn(historyOf([consent, stored])).subjectRef).toBe('person-b')
  expect('subjectRef' in trailIn(historyOf([stored]))).toBe(false)
  expect('subjectRef' in trailIn(historyOf([{ ...consent, subjectRef: forgotten }, stored]))).toBe(false)
})

test('payloads are counted by what can be read of them', () => {
  const at = instant('2025-09-01T00:00:00Z')
  const { payloads } = trailIn(
    historyOf(
      [consent, stored, produced, used],
      [
        { _tag: 'redacted', id: 'r-1', recordedAt: at },
        { _tag: 'undecodable', id: 'u-1', recordedAt: at },
        { _tag: 'undecodable', id: 'u-2', recordedAt: at },
        { _tag: 'bad-line' },
        { _tag: 'bad-line' },
        { _tag: 'bad-line' }
      ]
    )
  )
  expect(payloads).toEqual({ readable: 3, forgotten: 1, redacted: 1, undecodable: 5 })
})

test('of any history, each entry of an event is counted once, and each line that was refused', () => {
  for (const seed of seeds(50)) {
    const { view, calls } = hostile(seed)
    for (const history of calls) {
      const { entries, payloads } = trailOf(view)(history)
      const lines = history.faults.filter(({ _tag }) => _tag === 'bad-line').length
      const sum = Object.values(payloads).reduce((a, b) => a + b, 0)
      expect(sum).toBe(entries.filter(({ kind }) => kind === 'event').length + lines)
    }
  }
})

test('events have their places in the log, and what is derived has none', () => {
  const seal = { origin: 'telecom.example/log', size: '12', root: 'root' }
  const places = new Map([
    [consent.id, { stream: 'call-call-1', revision: '0', leaf: 7 }],
    [stored.id, { stream: 'call-call-1', revision: '1' }]
  ])
  const asked: Array<string> = []
  const trail = trailIn(historyOf([consent, stored]), {
    seal,
    placeOf: id => {
      asked.push(id)
      return places.get(id)
    }
  })
  expect(trail.seal).toEqual(seal)
  expect(asked.sort()).toEqual([consent.id, stored.id].sort())
  for (const { eventId, stream, revision, leaf } of trail.entries) {
    expect({ stream, revision, leaf }).toEqual({
      stream: undefined,
      revision: undefined,
      leaf: undefined,
      ...(eventId !== undefined && places.get(eventId))
    })
  }
  expect(trail.entries.some(({ eventId }) => eventId === undefined)).toBe(true)
  expect(trailIn(historyOf([consent])).seal).toBeNull()
})
