// The steps of an explanation, whole, against what the contract and the regulation say of each case.
import {
  analysisRules,
  callState,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  dueActions,
  explain,
  type ExplanationStep,
  instant,
  noticePolicy
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const stored = {
  type: 'recording-stored',
  occurredAt: '2025-08-31T14:10:00+02:00',
  recordingId: 'recording-1',
  startedAt: '2025-08-31T14:00:00+02:00',
  endedAt: '2025-08-31T14:09:00+02:00',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}
const agreed = {
  type: 'consent-given',
  occurredAt: '2025-08-31T13:59:00+02:00',
  method: 'keypress',
  purposes: ['documentation', 'voice-analysis'],
  noticeVersion: '1',
  language: 'da'
}
const produced = {
  type: 'analysis-produced',
  occurredAt: '2025-08-31T15:00:00+02:00',
  analysisId: 'analysis-1',
  direction: 'inbound',
  features: ['tempo'],
  engine: 'meter',
  engineVersion: '1',
  subjects: ['customer']
}
const withdrawn = { type: 'consent-withdrawn', occurredAt: '2025-10-01T10:00:00+02:00', channel: 'email' }
const placed = {
  type: 'hold-placed',
  occurredAt: '2025-09-10T10:00:00+02:00',
  holdId: 'hold-1',
  claimReference: 'claim-1',
  approvedBy: 'employee-1',
  reviewOn: '2026-03-29',
  suspends: 'expiry'
}
const requested = {
  type: 'access-requested',
  occurredAt: '2026-01-31T10:00:00+01:00',
  requestId: 'request-1',
  channel: 'email'
}

/** The steps of each action by its target; the id of an event is its place in the list. */
const stepsOf = (
  events: ReadonlyArray<object>,
  policy: object = {},
  asOf = instant('2025-11-01T00:00:00.000Z')
): Readonly<Record<string, ReadonlyArray<ExplanationStep>>> => {
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  const holiday = (date: string) => (date === '2026-04-06' ? 'easter-monday' : undefined)
  const view = { rules: compilePolicy(decoded.right, holiday), asOf }
  const { calls, rejected } = decodeHistories(
    events.map((event, n) => ({ callId: 'c', id: uuid(n), ...event }))
  )
  expect(rejected).toEqual([])
  return Object.fromEntries(
    calls
      .map(callState(view))
      .flatMap(call => dueActions(view)(call).map(action => [action.target, explain(view)(call, action)]))
  )
}

const counted = (member: string, at: string, date: string, n: number) => [
  { op: 'anchor', member, instant: at, events: [uuid(n)] },
  { op: 'local-date', zone: 'Europe/Copenhagen', date },
  { op: 'day-not-counted', date, article: 'Reg. 1182/71 3(1)' }
]
const months = (count: number, from: string, to: string, clamped: boolean) => ({
  op: 'add-months',
  months: count,
  from,
  wantedDay: Number(from.slice(8)),
  to,
  clamped,
  article: 'Reg. 1182/71 3(2)(c)'
})
const until = (date: string, at: string) => [
  { op: 'last-lawful-day', date },
  { op: 'exclusive-end', instant: at }
]

const ended = counted('endedAt', '2025-08-31T12:09:00.000Z', '2025-08-31', 1)
const halfAYear = [
  months(6, '2025-08-31', '2026-02-28', true),
  ...until('2026-02-28', '2026-02-28T23:00:00.000Z')
]

test('a month without the wanted day ends with its last, and only then is the day clamped', () => {
  expect(stepsOf([agreed, stored])['recording']).toEqual([...ended, ...halfAYear])
  const endedAt = '2025-08-28T14:09:00+02:00'
  const earlier = { ...stored, startedAt: '2025-08-28T14:00:00+02:00', endedAt }
  expect(stepsOf([{ ...agreed, occurredAt: '2025-08-28T13:59:00+02:00' }, earlier])['recording']).toEqual([
    ...counted('endedAt', '2025-08-28T12:09:00.000Z', '2025-08-28', 1),
    months(6, '2025-08-28', '2026-02-28', false),
    ...until('2026-02-28', '2026-02-28T23:00:00.000Z')
  ])
})

test('without a plausible end the period runs from the start', () => {
  for (const endedAt of [null, '2025-08-31T13:00:00+02:00', '2025-08-31T14:11:00+02:00']) {
    expect(stepsOf([agreed, { ...stored, endedAt }])['recording']).toEqual([
      ...counted('startedAt', '2025-08-31T12:00:00.000Z', '2025-08-31', 1),
      ...halfAYear
    ])
  }
})

test('an end at the start is the end where it can be, and only there', () => {
  const atStart = { ...stored, endedAt: stored.startedAt }
  const from = (member: string) => [
    ...counted(member, '2025-08-31T12:00:00.000Z', '2025-08-31', 1),
    ...halfAYear
  ]
  expect(stepsOf([agreed, atStart])['recording']).toEqual(from('endedAt'))
  const storedBefore = { ...atStart, occurredAt: '2025-08-31T13:59:30+02:00' }
  expect(stepsOf([agreed, storedBefore])['recording']).toEqual(from('startedAt'))
})

describe('the shortest of several periods', () => {
  const [ofPrivate, ofBusiness] = [
    { customerType: 'private', keep: 'P6M' },
    { customerType: 'business', keep: 'P16M' }
  ]
  const chosen = (because: string, candidates: ReadonlyArray<object>) => [
    { op: 'shortest-of', because, candidates, chosen: 'P6M', events: [uuid(1)] },
    ...ended,
    ...halfAYear
  ]

  test('an unknown customer type takes it of all that match', () => {
    const unknown = { ...stored, customerType: 'unknown' }
    expect(stepsOf([agreed, unknown])['recording']).toEqual(
      chosen('customer-type-unknown', [ofPrivate, ofBusiness])
    )
  })

  test('customer types that differ take it of theirs', () => {
    const other = { ...stored, customerType: 'business', recordingId: 'recording-1' }
    expect(stepsOf([agreed, stored, other])['recording']).toEqual(
      chosen('customer-type-conflict', [ofPrivate, ofBusiness])
    )
  })

  test('a line without a rule takes it of all that the version has', () => {
    const all = [ofPrivate, ofBusiness, ofPrivate, { customerType: 'business', keep: 'P6M' }]
    expect(stepsOf([agreed, { ...stored, line: 'other' }])['recording']).toEqual(chosen('no-rule', all))
  })

  test('of two customer types one without a rule takes it of all that the version has', () => {
    const version = noticePolicy.versions[0]
    const recordings = version?.recordings.filter(each => each.rule !== 'inbound-private')
    const other = { ...stored, customerType: 'business' }
    expect(stepsOf([agreed, stored, other], { versions: [{ ...version, recordings }] })['recording']).toEqual(
      chosen('customer-type-without-rule', [ofBusiness, ofPrivate, { customerType: 'business', keep: 'P6M' }])
    )
  })

  test('of periods that give the same date it is the first', () => {
    const version = noticePolicy.versions[0]
    const recordings = version?.recordings.map(rule => ({
      ...rule,
      keep: rule.customerType === 'private' ? 'P1M' : 'P30D'
    }))
    const unknown = { ...stored, customerType: 'unknown' }
    const steps = stepsOf([agreed, unknown], { versions: [{ ...version, recordings }] })['recording']
    expect(steps?.[0]).toMatchObject({ op: 'shortest-of', chosen: 'P1M' })
  })

  test('a customer type that has a rule takes that', () => {
    expect(stepsOf([agreed, { ...stored, customerType: 'business' }])['recording']).toEqual([
      ...ended,
      months(16, '2025-08-31', '2026-12-31', false),
      ...until('2026-12-31', '2026-12-31T23:00:00.000Z')
    ])
  })
})

test('years, months and days of a period are steps of their own', () => {
  const kept = (keep: string) => ({
    versions: noticePolicy.versions.map(version => ({
      ...version,
      analyses: analysisRules(version).map(rule => ({ ...rule, keep }))
    }))
  })
  const start = counted('occurredAt', '2025-08-31T13:00:00.000Z', '2025-08-31', 1)
  const days = (count: number, from: string, to: string) => ({ op: 'add-days', days: count, from, to })
  expect(stepsOf([agreed, produced], kept('P3M'))['analysis']).toEqual([
    ...start,
    months(3, '2025-08-31', '2025-11-30', true),
    ...until('2025-11-30', '2025-11-30T23:00:00.000Z')
  ])
  expect(stepsOf([agreed, produced], kept('P90D'))['analysis']).toEqual([
    ...start,
    days(90, '2025-08-31', '2025-11-29'),
    ...until('2025-11-29', '2025-11-29T23:00:00.000Z')
  ])
  expect(stepsOf([agreed, produced], kept('P1Y1M2D'))['analysis']).toEqual([
    ...start,
    months(13, '2025-08-31', '2026-09-30', true),
    days(2, '2026-09-30', '2026-10-02'),
    ...until('2026-10-02', '2026-10-02T22:00:00.000Z')
  ])
})

test('a later version that shortens is named, after the arithmetic of the version in force at the start', () => {
  const version = noticePolicy.versions[0]
  const recordings = version?.recordings.map(rule => ({ ...rule, keep: 'P2M' }))
  const later = { ...version, version: '2', effectiveFrom: '2025-12-01T00:00:00+01:00', recordings }
  expect(stepsOf([agreed, stored], { versions: [version, later] })['recording']).toEqual([
    ...ended,
    ...halfAYear,
    {
      op: 'later-policy',
      version: '2',
      effectiveFrom: '2025-11-30T23:00:00.000Z',
      candidate: '2025-11-30T23:00:00.000Z'
    }
  ])
})

const ground = (rule: string, at: string, article: string, n: number) => ({
  op: 'ground',
  rule,
  instant: at,
  article,
  events: [uuid(n)]
})

describe('several grounds', () => {
  const withdrawal = ground('withdrawal', '2025-10-01T08:00:00.000Z', '17(1)(b)', 2)
  const hold = { op: 'hold', holdId: 'hold-1', events: [uuid(3)] }
  const candidates = [
    { rule: 'withdrawal', instant: '2025-10-01T08:00:00.000Z' },
    { rule: 'expiry', instant: '2026-02-28T23:00:00.000Z' }
  ]
  const earliest = { op: 'earliest-of', candidates, chosen: '2025-10-01T08:00:00.000Z' }

  test('the earliest is chosen', () => {
    expect(stepsOf([agreed, stored, withdrawn])['recording']).toEqual([withdrawal, earliest])
  })

  test('those that a hold takes out are no candidates', () => {
    expect(stepsOf([agreed, stored, withdrawn, placed])['recording']).toEqual([
      withdrawal,
      { ...hold, takesOut: 'expiry' }
    ])
  })

  test('where a hold takes all out, what would have been is explained', () => {
    const all = { ...placed, suspends: 'all' }
    expect(stepsOf([agreed, stored, withdrawn, all])['recording']).toEqual([
      withdrawal,
      earliest,
      { ...hold, takesOut: 'all' }
    ])
  })

  test('a hold that is released is none', () => {
    const released = {
      type: 'hold-released',
      holdId: 'hold-1',
      approvals: 2,
      occurredAt: '2025-09-20T08:00:00Z'
    }
    expect(stepsOf([agreed, stored, withdrawn, placed, released])['recording']).toEqual([
      withdrawal,
      earliest
    ])
  })
})

test('a hold is reviewed on the day that its latest review names, from its first instant', () => {
  const reviewed = {
    ...{ type: 'hold-reviewed', holdId: 'hold-1', approvedBy: 'employee-2' },
    ...{ occurredAt: '2025-09-11T10:00:00+02:00', reviewOn: '2026-03-30' }
  }
  const review = (date: string, at: string, n: number) => [
    { op: 'local-date', zone: 'Europe/Copenhagen', date, events: [uuid(n)] },
    ground('review', at, '17(3)(e)', n)
  ]
  expect(stepsOf([placed])['hold']).toEqual(review('2026-03-29', '2026-03-28T23:00:00.000Z', 0))
  expect(stepsOf([placed, reviewed])['hold']).toEqual(review('2026-03-30', '2026-03-29T22:00:00.000Z', 1))
})

describe('an answer', () => {
  const asked = { ...requested, occurredAt: '2025-08-31T10:00:00+02:00' }
  const received = counted('occurredAt', '2025-08-31T08:00:00.000Z', '2025-08-31', 0)

  test('is due a month after the request', () => {
    expect(stepsOf([asked])['access-request']).toEqual([
      ...received,
      months(1, '2025-08-31', '2025-09-30', true),
      ...until('2025-09-30', '2025-09-30T22:00:00.000Z')
    ])
  })

  test('extended, by the earlier of three months together and of one month and two more', () => {
    const extended = {
      type: 'access-extended',
      requestId: 'request-1',
      reason: 'many',
      occurredAt: '2025-09-02T08:00:00Z'
    }
    expect(stepsOf([asked, extended])['access-request']).toEqual([
      ...received,
      months(1, '2025-08-31', '2025-09-30', true),
      {
        op: 'extension',
        a: '2025-11-30',
        b: '2025-11-30',
        chosen: '2025-11-30',
        article: '12(3)',
        events: [uuid(1)]
      },
      { op: 'roll', from: '2025-11-30', to: '2025-12-01', because: 'sunday', article: 'Reg. 1182/71 3(4)' },
      ...until('2025-12-01', '2025-12-01T23:00:00.000Z')
    ])
    const inJanuary = { ...requested, occurredAt: '2025-01-31T10:00:00+01:00' }
    const steps = stepsOf([inJanuary, { ...extended, occurredAt: '2025-02-02T08:00:00Z' }])['access-request']
    expect(steps?.find(step => step.op === 'extension')).toMatchObject({
      a: '2025-04-30',
      b: '2025-04-28',
      chosen: '2025-04-28'
    })
  })

  test('whose last day is no working day is due by the next that is one, each day with its reason', () => {
    const beforeEaster = { ...requested, occurredAt: '2026-03-04T10:00:00+01:00' }
    const roll = (from: string, to: string, because: string) => ({
      op: 'roll',
      from,
      to,
      because,
      article: 'Reg. 1182/71 3(4)'
    })
    const steps = stepsOf([beforeEaster], {}, instant('2026-03-05T00:00:00.000Z'))['access-request']
    expect(steps).toEqual([
      ...counted('occurredAt', '2026-03-04T09:00:00.000Z', '2026-03-04', 0),
      months(1, '2026-03-04', '2026-04-04', false),
      roll('2026-04-04', '2026-04-05', 'saturday'),
      roll('2026-04-05', '2026-04-06', 'sunday'),
      roll('2026-04-06', '2026-04-07', 'easter-monday'),
      ...until('2026-04-07', '2026-04-07T22:00:00.000Z')
    ])
  })
})

test('a proof runs from what was done last, and any hold suspends it', () => {
  const erased = {
    ...{ type: 'recording-erased', recordingId: 'recording-1', confirmation: 'ok' },
    occurredAt: '2025-10-31T10:00:00+01:00'
  }
  const policy = { proofOfConsent: { period: 'P5Y' } }
  const steps = [
    ...counted('occurredAt', '2025-10-31T09:00:00.000Z', '2025-10-31', 2),
    months(60, '2025-10-31', '2030-10-31', false),
    ...until('2030-10-31', '2030-10-31T23:00:00.000Z')
  ]
  expect(stepsOf([agreed, stored, erased], policy)['proof']).toEqual(steps)
  expect(stepsOf([agreed, stored, erased, placed], policy)['proof']).toEqual([
    ...steps,
    { op: 'hold', holdId: 'hold-1', takesOut: 'expiry', events: [uuid(3)] }
  ])
  expect(stepsOf([agreed, stored, erased])['proof']).toBeUndefined()
})

test('of two analyses each has the steps of its own', () => {
  const second = { ...produced, analysisId: 'analysis-2', occurredAt: '2025-09-01T15:00:00+02:00' }
  const steps = stepsOf([agreed, produced, second])['analysis'] ?? []
  expect(steps.flatMap(step => (step.op === 'anchor' ? step.events : []))).toEqual([uuid(2)])
})

test('an action that a call does not have has no explanation', () => {
  const policy = decodePolicy({ ...noticePolicy, proofOfConsent: { period: 'P5Y' } })
  if (E.isLeft(policy)) throw new Error(JSON.stringify(policy.left))
  const view = {
    rules: compilePolicy(policy.right, () => undefined),
    asOf: instant('2026-02-01T00:00:00.000Z')
  }
  const callsOf = (events: ReadonlyArray<object>) =>
    decodeHistories(events.map((event, n) => ({ id: uuid(n), ...event }))).calls.map(callState(view))
  const calls = callsOf([
    ...[agreed, stored, produced, requested, placed].map(event => ({ callId: 'c', ...event })),
    { callId: 'proof-only', ...agreed }
  ])
  const actions = calls.flatMap(dueActions(view))
  expect(actions.map(({ target }) => target).sort()).toEqual([
    'access-request',
    'analysis',
    'hold',
    'proof',
    'recording'
  ])
  const [none] = callsOf([{ callId: 'none', ...withdrawn, type: 'analysis-objected' }])
  for (const action of actions) expect(none && explain(view)(none, action)).toEqual([])
})
