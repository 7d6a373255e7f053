/**
 * What a test expects of a history: what is to be done, what is found. Only what is named is compared.
 */
import type { DueAction, Finding, FindingCode, Plain } from '@samtykke/core'
import { actionShape, type Checked, checked, findingShape } from './shape.ts'

/** Some members of a value, of its members and of the items of its lists; ids, instants and dates are plain texts. */
export type Part<A> =
  A extends ReadonlyArray<infer B>
    ? ReadonlyArray<Part<B>>
    : A extends object
      ? { readonly [K in keyof A]?: Part<A[K]> }
      : A

/** Some members of an action; its status is named by the function that takes it. */
export type ExpectedAction = Part<Plain<Omit<DueAction, 'status'>>>
/** Some members of a finding, or its code. */
export type ExpectedFinding = FindingCode | Part<Plain<Finding>>

/** An expectation, as data: `then` and the matchers for jest hold a history to it. */
export type Expectation =
  | { readonly _tag: 'action'; readonly status: DueAction['status']; readonly expected: object }
  | { readonly _tag: 'nothingDue'; readonly expected: object }
  | { readonly _tag: 'found'; readonly expected: object }
  | { readonly _tag: 'notFound'; readonly expected: object }

const valid = (name: string, { value, errors }: Checked): object => {
  if (errors.length > 0) throw new Error(`${name}: ${errors.join('; ')}`)
  return value as object
}

const action =
  (status: DueAction['status'], name: string) =>
  (expected: ExpectedAction = {}): Expectation => ({
    _tag: 'action',
    status,
    expected: valid(name, checked(actionShape, expected))
  })

const finding = (name: string, expected: ExpectedFinding): object =>
  valid(name, checked(findingShape, typeof expected === 'string' ? { code: expected } : expected))

/**
 * Expects an action with these members whose time has come and that no hold suspends. Of lists all items are named, of an item any
 * of its members.
 *
 * @throws Error where no action can be so: a member, a word or an instant that there is not
 *
 * @example
 * import { aCall, due, given } from '@samtykke/testing'
 *
 * const withdrawn = aCall().with('consent-given').with('recording-stored').with('consent-withdrawn')
 * given(withdrawn)
 *   .when('2025-09-01T09:00:00Z')
 *   .then(due({ targetId: 'recording-1', grounds: [{ rule: 'withdrawal' }, { rule: 'expiry' }] }))
 *
 * @see contract, section 3
 */
export const due = action('due', 'due')

/**
 * Expects an action with these members whose time is still to come.
 *
 * @throws Error where no action can be so
 *
 * @example
 * import { aCall, given, scheduled } from '@samtykke/testing'
 *
 * given(aCall().with('consent-given').with('recording-stored'))
 *   .when('2025-09-01T09:00:00Z')
 *   .then(scheduled({ action: 'erase', lastLawfulDay: '2026-03-01', dueAt: '2026-03-02T00:00:00+01:00' }))
 *
 * @see contract, section 3
 */
export const scheduled = action('scheduled', 'scheduled')

/**
 * Expects an action with these members that a hold suspends.
 *
 * @throws Error where no action can be so
 *
 * @example
 * import { aCall, given, suspended } from '@samtykke/testing'
 *
 * given(aCall().with('consent-given').with('recording-stored').with('hold-placed'))
 *   .when('2026-06-01T00:00:00Z')
 *   .then(suspended({ rule: 'expiry', holds: ['hold-1'] }))
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const suspended = action('suspended', 'suspended')

/**
 * Expects that nothing with these members is due; without any, that nothing is. What is scheduled or suspended is not due.
 *
 * @throws Error where no action can be so
 *
 * @example
 * import { aCall, given, nothingDue } from '@samtykke/testing'
 *
 * given(aCall().with('consent-given').with('recording-stored')).when('2026-03-01T22:59:59Z').then(nothingDue())
 *
 * @see contract, section 3
 */
export const nothingDue = (expected: ExpectedAction = {}): Expectation => ({
  _tag: 'nothingDue',
  expected: valid('nothingDue', checked(actionShape, expected))
})

/**
 * Expects a finding, by its code or some of its members. What is found of the policy alone (`record-incomplete`,
 * `proof-period-unset`) is found where its code is named.
 *
 * @throws Error where no finding can be so
 *
 * @example
 * ```ts
 * import { aCall, found, given } from '@samtykke/testing'
 *
 * given(aCall().with('recording-stored'))
 *   .when('2025-09-01T09:00:00Z')
 *   .then(found('recording-without-consent'), found({ severity: 'error', targetId: 'recording-1' }))
 * // @ts-expect-error a code that there is not
 * assert.throws(() => found('overdu'), { message: 'found: code: expected overdue, found "overdu"' })
 * ```
 *
 * @see contract, section 4
 */
export const found = (expected: ExpectedFinding): Expectation => ({
  _tag: 'found',
  expected: finding('found', expected)
})

/**
 * Expects that nothing is found with this code or these members; without any, that nothing is found of the events.
 *
 * @throws Error where no finding can be so: it could never fail
 *
 * @example
 * import { aCall, given, notFound } from '@samtykke/testing'
 *
 * given(aCall().with('consent-given').with('recording-stored'))
 *   .when('2025-09-01T09:00:00Z')
 *   .then(notFound('recording-without-consent'), notFound({ severity: 'error' }))
 *
 * @see contract, section 4
 */
export const notFound = (expected: ExpectedFinding = {}): Expectation => ({
  _tag: 'notFound',
  expected: finding('notFound', expected)
})
