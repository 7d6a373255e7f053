import { type ChallengedConsents, type IfInvalid, reportCsv, reportOf } from '@samtykke/audit'
import {
  type AnyEvent,
  type CallHistory,
  callState,
  compilePolicy,
  dueActions,
  noticePolicy,
  type View
} from '@samtykke/core'
import { instant, eventOf } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { parse } from '../render/parseCsv.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const challenges: ReadonlyArray<ChallengedConsents> = [
  { bundled: true },
  { method: 'keypress' },
  { method: 'spoken', bundled: true },
  { noticeVersion: '2025-01' },
  { from: instant('2025-01-01T00:00:00Z'), until: instant('2025-05-01T00:00:00Z') },
  {}
]

const found = (view: View, calls: ReadonlyArray<CallHistory>, ifInvalid: ChallengedConsents): IfInvalid => {
  const [first, second] = [reportOf(view, { ifInvalid }), reportOf(view, { ifInvalid })]
  calls.forEach((call, index) => (index % 2 === 0 ? first : second).add(call))
  second.merge(first.tally())
  return second.finish().ifInvalid!
}

/** Whether an event is a consent that is meant, read off the words of the option. */
const isMeant = (event: AnyEvent, challenge: ChallengedConsents): boolean => {
  const members = event as unknown as Readonly<Record<string, string & ReadonlyArray<string>>>
  if (event.type !== 'consent-given') return false
  if (challenge.bundled && members['purposes']!.every(each => each === members['purposes']![0])) return false
  if (challenge.noticeVersion !== undefined && members['noticeVersion'] !== challenge.noticeVersion)
    return false
  if (challenge.method !== undefined && members['method'] !== challenge.method) return false
  if (challenge.from !== undefined && event.occurredAt < challenge.from) return false
  return challenge.until === undefined || event.occurredAt < challenge.until
}

/** What falls, from the call with the consents taken out by hand. */
const naive = (view: View, calls: ReadonlyArray<CallHistory>, challenge: ChallengedConsents) => {
  const rows: Array<string> = []
  let [all, meant] = [0, 0]
  for (const history of calls) {
    const before = callState(view)(history)
    const given = before.facts.events.filter(({ type }) => type === 'consent-given')
    const out = given.filter(event => isMeant(event, challenge)).map(({ id }) => id as string)
    all += given.length
    meant += out.length
    const after = callState(view)({
      ...history,
      events: history.events.filter(({ id }) => !out.includes(id))
    })
    for (const kind of ['recordings', 'analyses'] as const) {
      for (const kept of before[kind]) {
        const same = [...after[kind]].find(({ targetId }) => targetId === kept.targetId)!
        const stood = kept.purposes.namesIn(kept.keptFor)
        const stands = kept.purposes.namesIn(same.keptFor)
        const lost = stood.filter(each => !stands.includes(each))
        if (lost.length === 0) continue
        const statusIn = (call: typeof before) =>
          dueActions(view)(call).find(
            ({ target, targetId }) => target === kept.target && targetId === kept.targetId
          )
        const action = statusIn(after)
        const newly = action?.status === 'due' && statusIn(before)?.status !== 'due'
        rows.push(
          [
            before.callId,
            `${kept.target} ${kept.targetId}`,
            ...[kept.start, lost, stands, action?.status ?? 'gone', action?.dueAt, newly].map(String)
          ].join(' | ')
        )
      }
    }
  }
  return { all, meant, rows: rows.sort() }
}

const rowsOf = ({ first }: IfInvalid): ReadonlyArray<string> =>
  first
    .map(({ callId, target, targetId, since, purposes, left, status, dueAt, newlyDue }) =>
      [callId, `${target} ${targetId}`, ...[since, purposes, left, status, dueAt, newlyDue].map(String)].join(
        ' | '
      )
    )
    .sort()

const expectNaive = (
  view: View,
  calls: ReadonlyArray<CallHistory>,
  challenge: ChallengedConsents
): number => {
  const read = found(view, calls, challenge)
  const { all, meant, rows } = naive(view, calls, challenge)
  expect([read.consentsInAll, read.consentsMeant]).toEqual([all, meant])
  expect(rowsOf(read)).toEqual(rows)
  for (const [counts, target] of [
    [read.recordings, 'recording'],
    [read.analyses, 'analysis']
  ] as const) {
    const ofKind = read.first.filter(each => each.target === target)
    expect(counts).toEqual({
      withoutBasis: ofKind.filter(({ left }) => left.length === 0).length,
      fewerPurposes: ofKind.filter(({ left }) => left.length > 0).length,
      newlyDue: ofKind.filter(({ newlyDue }) => newlyDue).length,
      gone: ofKind.filter(({ status }) => status === 'gone').length
    })
  }
  expect(read.calls).toBe(new Set(read.first.map(({ callId }) => callId)).size)
  for (const [purpose, counts] of Object.entries(read.byPurpose)) {
    const fallen = read.first.filter(({ purposes }) => purposes.includes(purpose))
    expect(counts).toMatchObject({
      calls: new Set(fallen.map(({ callId }) => callId)).size,
      recordings: fallen.filter(({ target }) => target === 'recording').length,
      analyses: fallen.filter(({ target }) => target === 'analysis').length
    })
    expect(counts.subjects).toBeLessThanOrEqual(read.subjects)
  }
  return rows.length
}

test('it is what the calls are with the consents taken out by hand: hostile histories', () => {
  let fallen = 0
  for (const seed of seeds(240)) {
    const { view, calls } = hostile(seed + 50_000)
    // An event of two contents is one consent or the other: what is taken out by hand would take both.
    const plain = calls.filter(call => callState(view)(call).facts.conflicts.length === 0)
    fallen += expectNaive(view, plain, challenges[seed % challenges.length]!)
  }
  expect(fallen).toBeGreaterThan(30)
})

test.each(challenges)('of simulated calls likewise: %j', challenge => {
  expectNaive(simulatedView, simulatedCalls(80, 11), challenge)
})

test('every consent challenged, all that rests on consent falls; none, nothing', () => {
  const calls = simulatedCalls(80, 11)
  const whole = found(simulatedView, calls, {})
  expect(whole.consentsMeant).toBe(whole.consentsInAll)
  expect(whole.recordings.withoutBasis).toBeGreaterThan(30)
  expect(whole.recordings.fewerPurposes).toBe(0)
  expect(whole.findingsGained['recording-without-consent']).toBeGreaterThan(0)
  expect(found(simulatedView, calls, { noticeVersion: 'never' })).toMatchObject({
    consentsMeant: 0,
    calls: 0,
    byPurpose: {},
    first: [],
    findingsGained: {},
    findingsLost: {}
  })
})

test('another consent that stands keeps what it was given for', () => {
  const consent = (at: string, method: string, purposes: ReadonlyArray<string>) =>
    eventOf('consent-given', at, { method, purposes, noticeVersion: '2025-01', language: 'da' })
  const events = [
    consent('2025-09-01T07:58:00Z', 'keypress', ['documentation', 'internal-training']),
    consent('2025-09-01T07:59:00Z', 'web', ['documentation']),
    eventOf('recording-stored', '2025-09-01T08:10:00Z', {
      recordingId: 'recording-1',
      startedAt: instant('2025-09-01T08:00:00Z'),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: 'recorder',
      region: 'DK',
      subjectRef: 'person-1'
    })
  ]
  const view = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-10-01T00:00:00Z') }
  const read = found(view, [{ callId: events[0]!.callId, events, faults: [] }], { bundled: true })
  expect(read).toMatchObject({ calls: 1, subjects: 1, callsWithoutReference: 0, consentsMeant: 1 })
  expect(read.first).toEqual([
    expect.objectContaining({
      since: '2025-09-01T08:00:00.000Z',
      purposes: ['internal-training'],
      left: ['documentation'],
      newlyDue: false
    })
  ])
})

test('csv has a row for each number, and for each of the first', () => {
  const reporter = reportOf(simulatedView, { ifInvalid: { bundled: true } })
  simulatedCalls(80, 11).forEach(reporter.add)
  const report = reporter.finish()
  const rows = parse(reportCsv(report)).filter(([section]) => section === 'if-invalid')
  const valueOf = (measure: string, target: string) =>
    rows.find(row => row[1] === measure && row[6] === target)?.[2]
  expect(valueOf('bundled', '')).toBe('true')
  expect(valueOf('calls', '')).toBe(String(report.ifInvalid!.calls))
  expect(valueOf('newly_due', 'recording')).toBe(String(report.ifInvalid!.recordings.newlyDue))
  expect(rows.filter(row => row[1] === 'first')).toHaveLength(report.ifInvalid!.first.length)
})
