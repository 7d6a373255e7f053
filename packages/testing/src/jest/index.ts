/**
 * Matchers for jest, and whatever else has its `expect.extend`: what follows from a history, under `expect`.
 */
import {
  due,
  type Expectation,
  type ExpectedAction,
  type ExpectedFinding,
  found,
  nothingDue,
  scheduled,
  suspended
} from '../given/expectation.ts'
import type { Assessed } from '../given/given.ts'
import { messageOf, verdictOn, verdictText } from '../given/verdict.ts'

/** What a matcher gives to `expect`. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** The matchers, as they are called on what `expect` was given. */
export interface SamtykkeMatchers<R = void> {
  /** There is an action with these members whose time has come and that no hold suspends. */
  toHaveDue(expected?: ExpectedAction): R
  /** There is an action with these members whose time is still to come. */
  toHaveScheduled(expected?: ExpectedAction): R
  /** There is an action with these members that a hold suspends. */
  toHaveSuspended(expected?: ExpectedAction): R
  /** Nothing is due. */
  toHaveNothingDue(): R
  /** There is a finding with this code or these members. */
  toHaveFound(expected: ExpectedFinding): R
}

declare global {
  // The types of jest are extended here, where they are present; where they are not, nobody reads this.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
    interface Matchers<R, T = {}> extends SamtykkeMatchers<R> {}
  }
}

const isAssessed = (received: unknown): received is Assessed =>
  typeof received === 'object' && received !== null && 'actions' in received && 'explain' in received

const held = (received: unknown, expectation: Expectation): MatcherResult => {
  if (!isAssessed(received)) throw new Error('expect(…) of these matchers takes what given(…).when(…) gives')
  const verdict = verdictOn(received, expectation)
  const { isMet, expected } = verdict
  const text = isMet ? verdictText({ ...verdict, expected: `not ${expected}` }) : verdictText(verdict)
  return { pass: isMet, message: () => messageOf(received, [text]) }
}

/**
 * The matchers, for `expect.extend`. A failure says which actions and findings there were, and the arithmetic of the action that comes
 * nearest; under `not`, that of the one that should not be there.
 *
 * @example
 * import { aCall, given } from '@samtykke/testing'
 * import { samtykkeMatchers } from '@samtykke/testing/jest'
 *
 * expect.extend(samtykkeMatchers)
 *
 * const stored = aCall().with('consent-given').with('recording-stored')
 * expect(given(stored).when('2026-03-01T22:59:59Z')).toHaveNothingDue()
 * expect(given(stored).when('2026-03-01T23:00:00Z')).toHaveDue({ rule: 'expiry', lastLawfulDay: '2026-03-01' })
 * expect(given(stored).when('2026-03-03T00:00:00Z')).toHaveFound({ code: 'overdue', severity: 'error' })
 * assert.throws(
 *   () => expect(given(stored).when('2025-09-02T00:00:00Z')).toHaveDue(),
 *   /status: expected due, found scheduled/
 * )
 */
export const samtykkeMatchers = {
  toHaveDue: (received: unknown, expected?: ExpectedAction) => held(received, due(expected)),
  toHaveScheduled: (received: unknown, expected?: ExpectedAction) => held(received, scheduled(expected)),
  toHaveSuspended: (received: unknown, expected?: ExpectedAction) => held(received, suspended(expected)),
  toHaveNothingDue: (received: unknown) => held(received, nothingDue()),
  toHaveFound: (received: unknown, expected: ExpectedFinding) => held(received, found(expected))
} satisfies Record<keyof SamtykkeMatchers, (received: unknown, expected: never) => MatcherResult>
