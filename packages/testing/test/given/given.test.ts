/** A history, an instant, and what follows: what is compared, and what is said where it is not so. */
import {
  callState,
  compilePolicy,
  decodeHistories,
  dueActions,
  findings,
  noticePolicy,
  parseInstant
} from '@samtykke/core'
import {
  aCall,
  anEvent,
  due,
  type Expectation,
  found,
  given,
  notFound,
  nothingDue,
  scheduled,
  simulate,
  suspended
} from '@samtykke/testing'
import { localDate } from '@samtykke/core'

const recorded = aCall({ startsAt: '2025-08-31T12:00:00Z' }).with('consent-given').with('recording-stored')
const expired = given(recorded).when('2026-03-01T00:00:00Z')

const messageOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was thrown'
}

describe('given, when, then', () => {
  test('says what core says, of simulated calls too', () => {
    const events = [
      ...simulate({ calls: 40, seed: 3, from: localDate('2025-09-01'), to: localDate('2025-09-09') })
    ]
    const { view, actions, findings: all } = given(events).when('2026-02-01T00:00:00Z')
    const calls = decodeHistories(events).calls.map(callState(view))
    expect(new Set(actions)).toEqual(new Set(calls.flatMap(dueActions(view))))
    expect(new Set(all)).toEqual(new Set(calls.flatMap(findings(view))))
    // Each of them is expected by all that it says, and contradicted by what it does not say.
    for (const action of actions) {
      const { status, ...members } = action
      const expects = { due, scheduled, suspended }[status](members)
      given(events).when(view.asOf).then(expects)
    }
    for (const finding of all) given(events).when(view.asOf).then(found(finding))
  })

  test('compares what is named only, and all that is', () => {
    expired.then(
      due(),
      due({ targetId: 'recording-1', legalBasis: { reliedOn: '6(1)(a)' }, holds: [] }),
      found({ code: 'overdue' }),
      notFound('done-late'),
      nothingDue({ target: 'analysis' })
    )
    const wrong: ReadonlyArray<Expectation> = [
      due({ targetId: 'recording-2' }),
      due({ holds: ['hold-1'] }),
      due({ legalBasis: { reliedOn: null } }),
      due({ grounds: [] }),
      scheduled(),
      suspended({ targetId: 'recording-1' }),
      nothingDue(),
      nothingDue({ rule: 'expiry' }),
      found('done-late'),
      found({ code: 'overdue', targetId: 'recording-2' }),
      notFound('overdue'),
      notFound({ severity: 'info' }),
      notFound()
    ]
    for (const each of wrong) expect(() => expired.then(each)).toThrow('as of 2026-03-01T00:00:00.000Z')
  })

  test('takes instants as they are written, and compares what they mean', () => {
    given(recorded)
      .when('2026-03-01T01:00:00+02:00')
      .then(due({ dueAt: '2026-03-01T00:00:00+01:00', grounds: [{ at: '2026-02-28T23:00:00Z' }] }))
    given(recorded).when('2026-03-01T00:59:59.999+02:00').then(nothingDue())
  })

  test('explains by the arithmetic of the nearest action', () => {
    const message = messageOf(() =>
      expired.then(due({ target: 'recording', dueAt: '2026-02-27T23:00:00Z' }), notFound('overdue'))
    )
    expect(message).toBe(`expected an action that is due: target=recording dueAt=2026-02-27T23:00:00.000Z
  the nearest action:
    call-1 recording recording-1: erase due, rule=expiry article=17(1)(a) dueAt=2026-02-28T23:00:00.000Z lastLawfulDay=2026-02-28
      anchor member=endedAt instant=2025-08-31T12:11:00.000Z
      local-date zone=Europe/Copenhagen date=2025-08-31
      day-not-counted date=2025-08-31 article=Reg. 1182/71 3(1)
      add-months months=6 from=2025-08-31 to=2026-02-28 clamped article=Reg. 1182/71 3(2)(c)
      last-lawful-day date=2026-02-28
      exclusive-end instant=2026-02-28T23:00:00.000Z
  it differs:
    dueAt: expected 2026-02-27T23:00:00.000Z, found 2026-02-28T23:00:00.000Z
expected no finding: code=overdue
  info overdue call-1 recording recording-1 at=2026-02-28T23:00:00.000Z: ${expired.findings[1]!.detail}
as of 2026-03-01T00:00:00.000Z, policy 3-samtaler
actions: 1
  call-1 recording recording-1: erase due, rule=expiry article=17(1)(a) dueAt=2026-02-28T23:00:00.000Z lastLawfulDay=2026-02-28
findings: 2
  info bundled-consent call-1 at=2025-08-31T12:00:00.000Z: ${expired.findings[0]!.detail}
  info overdue call-1 recording recording-1 at=2026-02-28T23:00:00.000Z: ${expired.findings[1]!.detail}`)
  })

  test('is held to another policy, with its holidays', () => {
    const asked = aCall().with('access-requested', { occurredAt: '2025-10-15T08:00:00Z' })
    const monday = '2025-11-17'
    given(asked)
      .when('2025-10-16T00:00:00Z')
      .then(scheduled({ lastLawfulDay: monday }))
    given(asked)
      .under({ ...noticePolicy, timeZone: 'UTC' }, date => (date === monday ? 'a-holiday' : undefined))
      .when('2025-10-16T00:00:00Z')
      .then(scheduled({ lastLawfulDay: '2025-11-18', dueAt: '2025-11-19T00:00:00Z' }))
  })

  test('sees what the log had learnt of', () => {
    const late = recorded.with('consent-withdrawn', {
      occurredAt: '2025-10-01T08:00:00Z',
      recordedAt: '2025-10-20T08:00:00Z'
    })
    given(late)
      .when('2025-11-01T00:00:00Z')
      .then(due({ rule: 'withdrawal' }))
    given(late).when('2025-11-01T00:00:00Z', { knownAt: '2025-10-19T00:00:00Z' }).then(nothingDue())
  })

  test('finds what is found of the policy where its code is named, and otherwise not', () => {
    expired.then(found('record-incomplete'), notFound({ severity: 'warning' }))
  })
})

describe('what cannot be so is an error, and never a test that passes', () => {
  const nothing = anEvent('consent-given')
  const cases: ReadonlyArray<readonly [string, () => unknown, string]> = [
    [
      'an event that is none',
      () => given([nothing, { ...nothing, callId: '+45 12 34 56 78' }]),
      'given: event 2: callId: expected an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), found a text of 15 characters'
    ],
    [
      'a misspelt type',
      () => given([{ ...nothing, type: 'consent-givn' }]),
      'given: event 1: type: expected a known type of event, the nearest being consent-given, found "consent-givn"'
    ],
    [
      'a day that is none',
      () => given([nothing]).when('2025-02-29T00:00:00Z'),
      'when: asOf: expected an instant (RFC 3339), found a day that does not exist'
    ],
    [
      'no instant',
      () => given([nothing]).when('2025-03-01T00:00:00Z', { knownAt: 'today' }),
      'when: knownAt: expected an instant (RFC 3339), found "today"'
    ],
    [
      'a policy that is none',
      () => given([nothing]).under({ ...noticePolicy, timeZone: 'Europe/Kolding' }),
      'under: timeZone: expected a time zone (IANA name, such as Europe/Copenhagen), found a text of 14 characters'
    ],
    [
      'a misspelt code',
      () => notFound('overdu' as 'overdue'),
      'notFound: code: expected overdue, found "overdu"'
    ],
    [
      'a misspelt word',
      () => due({ rule: 'expirey' as 'expiry' }),
      'due: rule: expected expiry, found "expirey"'
    ],
    [
      'a misspelt member',
      () => due({ ruel: 'expiry' } as object),
      'due: ruel: no such member, the nearest being rule'
    ],
    [
      'a wrong instant within',
      () => scheduled({ grounds: [{ at: '2025-09-01' }] }),
      'scheduled: grounds.0.at: expected an instant (RFC 3339), found "2025-09-01" (a date without a time)'
    ],
    ['no expectation', () => expired.then(), 'then: expects nothing: name what is due or found']
  ]
  test.each(cases)('%s', (_, run, message) => {
    expect(messageOf(run)).toBe(message)
  })

  test('and so is waiting for it', async () => {
    await expect((async () => await (expired as unknown as Promise<void>))()).rejects.toThrow('is no promise')
  })

  test('the policy of the notice is the one that core has', () => {
    const { view } = expired
    expect(view.rules.policy).toEqual(compilePolicy(noticePolicy, () => undefined).policy)
    expect(view.asOf).toBe(parseInstant('2026-03-01T00:00:00Z'))
  })
})
