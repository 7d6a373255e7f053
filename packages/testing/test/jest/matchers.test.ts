/** The matchers of jest: what they say when they fail, and under `not`. */
import { aCall, given } from '@samtykke/testing'
import { samtykkeMatchers } from '@samtykke/testing/jest'

expect.extend(samtykkeMatchers)

const recorded = aCall().with('consent-given').with('recording-stored')
const expired = given(recorded).when('2026-03-03T00:00:00Z')
const waiting = given(recorded).when('2025-09-02T00:00:00Z')
const held = given(recorded.with('hold-placed')).when('2026-03-03T00:00:00Z')

test('pass where it is so', () => {
  expect(expired).toHaveDue()
  expect(expired).toHaveDue({ rule: 'expiry' })
  expect(expired).toHaveFound('overdue')
  expect(expired).not.toHaveNothingDue()
  expect(waiting).toHaveNothingDue()
  expect(waiting).toHaveScheduled({ lastLawfulDay: '2026-03-01' })
  expect(waiting).not.toHaveDue()
  expect(waiting).not.toHaveFound({ severity: 'error' })
  expect(held).toHaveSuspended({ holds: ['hold-1'] })
  expect(held).not.toHaveDue({ target: 'recording' })
})

test('explain by the arithmetic where it is not', () => {
  expect(() => expect(waiting).toHaveDue({ target: 'recording' })).toThrow(
    /^expected an action that is due: target=recording\n {2}the nearest action:\n[^]*add-months months=6 from=2025-09-01 to=2026-03-01[^]*status: expected due, found scheduled\nas of 2025-09-02/
  )
  expect(() => expect(expired).toHaveNothingDue()).toThrow(/exclusive-end instant=2026-03-01T23:00:00.000Z/)
  expect(() => expect(waiting).toHaveFound('overdue')).toThrow(/^expected a finding: code=overdue\nas of/)
})

test('show under not what should not be there', () => {
  expect(() => expect(expired).not.toHaveDue()).toThrow(
    /^expected not an action that is due: any\n {2}call-1 recording recording-1: erase due[^]*add-months/
  )
  expect(() => expect(expired).not.toHaveFound('overdue')).toThrow(
    /^expected not a finding: code=overdue\n {2}error overdue call-1/
  )
})

test('take what given, when gives, and nothing else', () => {
  expect(() => expect(recorded).toHaveDue()).toThrow('takes what given(…).when(…) gives')
  expect(() => expect(waiting).not.toHaveFound('overdu' as 'overdue')).toThrow('expected overdue')
})
