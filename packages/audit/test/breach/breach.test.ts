import { type Breach, breachCsv, breachOf, type BreachRequest, type Exposure } from '@samtykke/audit'
import {
  type CallHistory,
  type CallState,
  callState,
  compilePolicy,
  type Event,
  type Instant,
  noticePolicy,
  type View
} from '@samtykke/core'
import { call1, eventOf, instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { parse } from '../render/parseCsv.ts'
import { faultsIn } from '../schema.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const search = (view: View, calls: ReadonlyArray<CallHistory>, request: BreachRequest): Breach => {
  const { add, finish } = breachOf(view, request)
  calls.forEach(add)
  return finish()
}

/** Who is named as the holder of an analysis, else of its recording, else of the call's recordings. */
const holders = (call: CallState, event: Event): ReadonlyArray<string> => {
  if (event.type !== 'analysis-produced') return []
  if (event.processor !== undefined) return [event.processor]
  const { events } = call.facts
  const told = events.filter(
    each =>
      each.type === 'erasure-instructed' && each.target === 'analysis' && each.targetId === event.analysisId
  )
  const erased = events.filter(
    each =>
      each.type === 'analysis-erased' &&
      each.analysisId === event.analysisId &&
      each.occurredAt >= event.occurredAt
  )
  const named = [...told, ...erased].flatMap(each => ('processor' in each ? (each.processor ?? []) : []))
  if (named.length > 0) return named
  const stored = events.flatMap(each => (each.type === 'recording-stored' ? [each] : []))
  const own = stored.filter(each => each.recordingId === event.recordingId)
  return (own.length > 0 ? own : stored).map(each => each.processor)
}

interface Began {
  readonly id: string
  readonly at: Instant
  readonly ends: ReadonlyArray<Instant>
}

/** When each recording and analysis came to the processor, and when things were erased; read from the events alone. */
const begun = (call: CallState, processor: string): ReadonlyArray<Began> => [
  ...call.recordings.flatMap(({ targetId, start, outcomes, event: first }) =>
    call.facts.events.flatMap(event =>
      event.type === 'recording-stored' && event.recordingId === targetId && event.processor === processor
        ? [
            {
              id: `recording ${targetId}`,
              at: event.id === first.id && start < event.occurredAt ? start : event.occurredAt,
              ends: outcomes.map(({ occurredAt }) => occurredAt)
            }
          ]
        : []
    )
  ),
  ...call.analyses.flatMap(({ targetId, event, start, outcomes }) => {
    const named = holders(call, event)
    return named.length === 0 || named.includes(processor)
      ? [{ id: `analysis ${targetId}`, at: start, ends: outcomes.map(({ occurredAt }) => occurredAt) }]
      : []
  })
]

/** Whether it is with the processor at an instant. */
const isWith =
  (instantAsked: Instant) =>
  ({ at, ends }: Began): boolean =>
    at <= instantAsked && !ends.some(end => end >= at && end <= instantAsked)

const idOf = ({ target, targetId }: Pick<Exposure, 'target' | 'targetId'>): string => `${target} ${targetId}`

const sorted = (ids: Iterable<string>): ReadonlyArray<string> => [...new Set(ids)].sort()

test('what is with a processor is what a reading of each instant finds: hostile histories', () => {
  let [present, gone] = [0, 0]
  for (const seed of seeds(300)) {
    const { view, calls } = hostile(seed + 70_000)
    const states = calls.map(callState(view))
    const instants = [
      ...new Set(states.flatMap(({ facts }) => facts.events.map(({ occurredAt }) => occurredAt)))
    ].sort()
    const [from, until] = [instants[Math.floor(instants.length / 2)], instants.at(-1 - (seed % 2))]
    if (from === undefined || until === undefined || from >= until) continue
    for (const [index, call] of states.entries()) {
      for (const processor of [
        'p1',
        'p2',
        'recorder',
        ...call.recordings.map(({ event }) => event.processor)
      ]) {
        const all = begun(call, processor)
        const looked = [from, ...all.map(({ at }) => at).filter(at => at > from && at < until)]
        const naive = sorted(looked.flatMap(at => all.filter(isWith(at)).map(({ id }) => id)))
        const found = search(view, [calls[index]!], { processor, from, until })
        const rows = [...found.exposed, ...found.inDoubt]
        expect(sorted(rows.filter(each => (each.heldUntil ?? until) > from).map(idOf))).toEqual(naive)
        const before = sorted([
          ...rows.filter(each => (each.heldUntil ?? until) <= from).map(idOf),
          ...found.erasedBefore.map(idOf)
        ])
        const isEndedBefore = ({ at, ends }: Began): boolean => ends.some(end => end > at && end <= from)
        const isNamed = ({ id }: Began): boolean =>
          id.startsWith('recording') ||
          call.analyses.some(each => idOf(each) === id && holders(call, each.event).length > 0)
        const endedAtOnce = ({ at, ends }: Began): boolean => ends.includes(at)
        expect(before).toEqual(
          sorted(
            all.filter(each => isNamed(each) && isEndedBefore(each) && !endedAtOnce(each)).map(({ id }) => id)
          )
        )
        present += naive.length
        gone += before.length
      }
    }
  }
  expect(present).toBeGreaterThan(50)
  expect(gone).toBeGreaterThan(5)
})

const march = { from: instant('2025-03-01T00:00:00Z'), until: instant('2025-04-01T00:00:00Z') }

test('of simulated calls: schema, order of calls, ranges, tables', () => {
  const calls = simulatedCalls(250, 4)
  for (const processor of ['recorder-north', 'recorder-cloud', 'voice-feedback']) {
    const found = search(simulatedView, calls, { processor, ...march, awareAt: march.until })
    expect(faultsIn('breach', found)).toEqual([])
    expect(
      search(simulatedView, [...calls].reverse(), { processor, ...march, awareAt: march.until })
    ).toEqual(found)
    const { numbers, byPurpose, withoutPurpose, exposed, inDoubt, erasedBefore, subjects } = found
    for (const { atLeast, atMost } of [numbers, withoutPurpose, ...Object.values(byPurpose)])
      for (const measure of Object.keys(atLeast) as ReadonlyArray<keyof typeof atLeast>)
        expect(atLeast[measure]).toBeLessThanOrEqual(atMost[measure])
    expect(numbers.atLeast.recordings + numbers.atLeast.analyses).toBe(new Set(exposed.map(idOf)).size)
    expect(numbers.atMost.subjects).toBe(subjects.length)
    expect(numbers.atLeast.subjects).toBe(subjects.filter(({ certain }) => certain).length)
    expect(exposed.length + erasedBefore.length).toBeGreaterThan(3)
    const rows = parse(breachCsv(found)).slice(1)
    expect(rows.map(([state]) => state)).toEqual([
      ...exposed.map(() => 'exposed'),
      ...inDoubt.map(() => 'in-doubt'),
      ...erasedBefore.map(() => 'erased-before')
    ])
  }
})

const stored = (processor: string, at: string, members: object = {}): Event =>
  eventOf('recording-stored', at, {
    recordingId: 'recording-1',
    startedAt: instant('2025-02-01T08:00:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor,
    region: 'DK',
    subjectRef: 'person-1',
    ...members
  })
const erased = (at: string, members: object): Event =>
  eventOf('recording-erased', at, { recordingId: 'recording-1', confirmation: 'c-1', ...members })
const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-06-01T00:00:00Z') }
const of = (events: ReadonlyArray<Event>, processor = 'recorder'): Breach =>
  search(view, [{ callId: call1, events, faults: [] }], { processor, ...march })
const first = stored('recorder', '2025-02-01T08:10:00Z')
const doubtsIn = ({ inDoubt }: Breach) => inDoubt.map(({ doubts }) => doubts)

describe('what is in doubt, and what is not', () => {
  test('held throughout: nothing', () => {
    expect(of([first])).toMatchObject({ inDoubt: [], numbers: { atLeast: { recordings: 1, subjects: 1 } } })
    expect(of([first], 'another')).toMatchObject({ exposed: [], inDoubt: [], erasedBefore: [] })
  })

  test('told to erase, and never confirmed', () => {
    const told = eventOf('erasure-instructed', '2025-02-20T08:00:00Z', {
      target: 'recording',
      targetId: 'recording-1',
      processor: 'recorder'
    })
    expect(doubtsIn(of([first, told]))).toEqual([['told-not-confirmed']])
    expect(of([first, told]).inDoubt[0]).toMatchObject({ instructedAt: '2025-02-20T08:00:00.000Z' })
    // Who confirms later that it erased then had it until then.
    const done = erased('2025-03-05T08:00:00Z', { processor: 'recorder' })
    expect(of([first, told, done])).toMatchObject({ inDoubt: [], exposed: [{ doubts: [] }] })
  })

  test('erased before, but another confirmed it, or back-ups were there still', () => {
    const at = '2025-02-20T08:00:00Z'
    expect(of([first, erased(at, { processor: 'recorder' })])).toMatchObject({
      exposed: [],
      inDoubt: [],
      erasedBefore: [{ erasedAt: '2025-02-20T08:00:00.000Z' }],
      backupsNotStated: 1
    })
    expect(doubtsIn(of([first, erased(at, { processor: 'another' })]))).toEqual([['confirmed-by-another']])
    expect(doubtsIn(of([first, erased(at, { backupsExpireOn: '2025-03-01' })]))).toEqual([
      ['backups-may-remain']
    ])
    expect(of([first, erased(at, { backupsExpireOn: '2025-02-28' })])).toMatchObject({
      inDoubt: [],
      backupsNotStated: 0
    })
  })

  test('stored again after erasure, with one processor or another', () => {
    const gone = erased('2025-02-20T08:00:00Z', {})
    const again = stored('another', '2025-03-10T08:00:00Z')
    expect(of([first, gone, again])).toMatchObject({ exposed: [], erasedBefore: [{}] })
    expect(of([first, gone, again], 'another')).toMatchObject({
      exposed: [{ heldFrom: '2025-03-10T08:00:00.000Z', heldUntil: null }]
    })
  })

  test('an analysis whose holder is inferred, or that nothing names', () => {
    const analysis = eventOf('analysis-produced', '2025-02-01T08:20:00Z', {
      analysisId: 'analysis-1',
      direction: 'inbound',
      features: ['tempo'],
      engine: 'engine',
      engineVersion: '1',
      subjects: ['customer']
    })
    expect(doubtsIn(of([first, analysis]))).toEqual([['holder-inferred']])
    expect(doubtsIn(of([analysis], 'anyone'))).toEqual([['holder-unknown']])
    expect(of([first, { ...analysis, processor: 'analyst' } as Event])).toMatchObject({ inDoubt: [] })
  })

  test('a call of which something cannot be read', () => {
    const faults = [{ _tag: 'bad-line' as const }]
    const found = search(view, [{ callId: call1, events: [first], faults }], {
      processor: 'recorder',
      ...march
    })
    expect(doubtsIn(found)).toEqual([['call-unreadable']])
    expect(
      search(view, [{ callId: call1, events: [], faults }], { processor: 'recorder', ...march })
    ).toMatchObject({ inDoubt: [], unreadableCalls: ['call-1'] })
  })
})

test('its ends: what ended when the time began is not in it, nor what began when it ended', () => {
  const till = (at: string): Breach =>
    of([first, erased(at, { processor: 'recorder', backupsExpireOn: '2025-01-01' })])
  expect(till('2025-03-01T00:00:00Z').exposed).toEqual([])
  expect(till('2025-03-01T00:00:00.001Z').exposed).toHaveLength(1)
  const since = (startedAt: string): Breach =>
    of([stored('recorder', startedAt, { startedAt: instant(startedAt) })])
  expect(since('2025-04-01T00:00:00Z').exposed).toEqual([])
  expect(since('2025-03-31T23:59:59.999Z').exposed).toHaveLength(1)
})

test('72 hours are hours, also where clocks go forward', () => {
  const request = { processor: 'recorder', ...march, awareAt: instant('2025-03-28T12:00:00+01:00') }
  expect(search(view, [], request).notifyBy).toBe('2025-03-31T11:00:00.000Z')
  expect(of([]).notifyBy).toBeNull()
})

test('the purposes are those that remained when the time began', () => {
  const consent = eventOf('consent-given', '2025-02-01T07:59:00Z', {
    method: 'keypress',
    purposes: ['documentation', 'internal-training', 'voice-analysis'],
    noticeVersion: '2025-01',
    language: 'da'
  })
  const withdrawn = eventOf('consent-withdrawn', '2025-02-10T08:00:00Z', {
    channel: 'email',
    purposes: ['internal-training']
  })
  expect(of([consent, first, withdrawn]).exposed[0]?.purposes).toEqual(['documentation'])
  expect(of([first])).toMatchObject({ byPurpose: {}, withoutPurpose: { atLeast: { recordings: 1 } } })
})
