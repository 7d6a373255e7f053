// What a report counts, in the unit that its sentence names.
import { type CallHistory, type Event, type Fault, instantFromEpoch, epochMilliseconds } from '@samtykke/core'
import { reportOf } from '../../src/report/report.ts'
import { call1, eventOf, instant } from '../events.ts'
import { simulatedView } from '../simulated.ts'

const asOf = instant('2025-12-01T00:00:00Z')

const reportOn = (events: ReadonlyArray<Event>, faults: ReadonlyArray<Fault> = []) => {
  const { add, finish } = reportOf({ ...simulatedView, asOf })
  const history: CallHistory = { callId: call1, events, faults }
  add(history)
  return finish()
}

const consent = (purposes: ReadonlyArray<string>) =>
  eventOf('consent-given', '2025-08-31T11:40:00Z', {
    method: 'keypress',
    purposes,
    noticeVersion: '1',
    language: 'da'
  })
const stored = (recordingId: string, members: object = {}) =>
  eventOf('recording-stored', '2025-08-31T12:01:00Z', {
    recordingId,
    startedAt: instant('2025-08-31T11:45:00Z'),
    endedAt: instant('2025-08-31T12:00:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK',
    ...members
  })
const withdrawn = eventOf('consent-withdrawn', '2025-09-03T08:12:00Z', { channel: 'email' })

describe('what is kept without a basis is counted as recordings, whatever the number of purposes', () => {
  test.each([[['documentation']], [['documentation', 'quality-assurance', 'internal-training']]])(
    '%j',
    purposes => {
      const { coverage } = reportOn([consent(purposes), stored('rec-1'), stored('rec-2'), withdrawn])
      expect(coverage.withoutBasis).toBe(2)
      expect(reportOn([consent(purposes), stored('rec-1')]).coverage.withoutBasis).toBe(0)
    }
  )

  test('and so is what is held', () => {
    const held = eventOf('hold-placed', '2025-09-02T08:00:00Z', {
      holdId: 'hold-1',
      claimReference: 'c-1',
      approvedBy: 'a-1',
      reviewOn: '2026-06-01',
      suspends: 'all'
    })
    const purposes = ['documentation', 'quality-assurance']
    const { coverage } = reportOn([consent(purposes), stored('rec-1'), stored('rec-2'), held, withdrawn])
    expect(coverage).toMatchObject({ held: 2, withoutBasis: 0 })
  })
})

test('recordings without an end or with an unknown customer are counted, and not the events that tell of them', () => {
  const unknown = { customerType: 'unknown', endedAt: undefined }
  const again = { ...stored('rec-1', unknown), id: eventOf('hold-placed', '2025-08-31T12:01:00Z', {}).id }
  const { quality } = reportOn([consent(['documentation']), stored('rec-1', unknown), again])
  expect(quality).toMatchObject({ noCallEnd: 1, customerTypeUnknown: 1 })
})

test.each(['constructor', '__proto__', 'a name with blanks'])(
  'lateness is by processor, whatever it is called: %s',
  processor => {
    const { lateness } = reportOn([consent(['documentation']), stored('rec-1', { processor }), withdrawn])
    expect(Object.keys(lateness.overdue.byProcessor)).toEqual([processor])
    expect(lateness.overdue.all.count).toBe(1)
  }
)

test('a claim to have happened later than it was recorded is counted by what it claims, near or far', () => {
  const recorded = instant('2025-09-01T08:00:00Z')
  const claiming = (milliseconds: number) =>
    eventOf('analysis-objected', instantFromEpoch(epochMilliseconds(recorded) + milliseconds), {
      channel: 'email',
      recordedAt: recorded
    })
  const { quality } = reportOn([
    claiming(0),
    claiming(1),
    claiming(240_000),
    claiming(3_600_000),
    claiming(86_400_000)
  ])
  expect(quality.recordedBeforeOccurred).toBe(4)
  expect(quality.arrivalDelay).toEqual({ p50: 0, p99: 0, max: 0 })
})

test('why a call needs a person: a contradiction is not unreadable', () => {
  const one = consent(['documentation'])
  const other = { ...one, language: 'en' } as Event
  const unknownType = {
    ...eventOf('hold-placed', '2025-09-01T08:00:00Z', {}),
    type: 'call-transferred'
  } as unknown
  expect(reportOn([one, other]).quality).toMatchObject({
    uncertainCalls: 1,
    uncertainBecause: { unreadable: 0, conflicting: 1, unknownType: 0 }
  })
  expect(reportOn([one, unknownType as Event]).quality.uncertainBecause).toEqual({
    unreadable: 0,
    conflicting: 0,
    unknownType: 1
  })
  expect(reportOn([one], [{ _tag: 'bad-line' }]).quality.uncertainBecause).toEqual({
    unreadable: 1,
    conflicting: 0,
    unknownType: 0
  })
  expect(reportOn([one]).quality.uncertainCalls).toBe(0)
})
