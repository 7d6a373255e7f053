/**
 * A history, an instant, and what follows: `given(events).when(asOf).then(due(…), found(…))`.
 */
import {
  type CallHistory,
  compilePolicy,
  decodeHistories,
  decodeKnownEvent,
  decodePolicy,
  type Event,
  type Holidays,
  type Instant,
  noticePolicy,
  parseInstant,
  type Policy,
  renderMemberError,
  type Rules,
  whyNoInstant
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { assess, type Assessment } from './assessment.ts'
import type { Expectation } from './expectation.ts'
import { messageOf, verdictOn, verdictText } from './verdict.ts'

/** A history, and the policy that it is held to. */
export interface Given {
  /**
   * Under another policy than the notice's.
   *
   * @param holidays which days are no working days beside Saturdays and Sundays; without them none is
   */
  readonly under: (policy: Policy, holidays?: Holidays) => Given
  /** Seen at an instant, RFC 3339; with `knownAt` only what the log had learnt of by then. */
  readonly when: (asOf: string, options?: { readonly knownAt?: string }) => Assessed
}

/** What core says of a history, to be held to expectations. */
export interface Assessed extends Assessment {
  /**
   * Holds it to all of the expectations.
   *
   * @throws Error which says of each that is not met what there was, and why the nearest action is due when it is
   */
  readonly then: (...expectations: ReadonlyArray<Expectation>) => void
}

/** The events of a call are those of `aCall` too; each may have come from JSON. */
const eventsOf = (values: Iterable<object>): ReadonlyArray<Event> => {
  const decoded = [...values].map(decodeKnownEvent)
  const errors = decoded.flatMap((each, index) =>
    E.isLeft(each) ? [`event ${index + 1}: ${each.left.map(renderMemberError).join('; ')}`] : []
  )
  if (errors.length > 0) throw new Error(`given: ${errors.join('\n')}`)
  return decoded.flatMap(each => (E.isRight(each) ? [each.right] : []))
}

const instantOf = (name: string, text: string): Instant => {
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  const found = whyNoInstant(text) ?? JSON.stringify(text)
  throw new Error(`when: ${name}: expected an instant (RFC 3339), found ${found}`)
}

const rulesOf = (policy: unknown, holidays: Holidays): Rules => {
  const decoded = decodePolicy(policy)
  if (E.isLeft(decoded)) throw new Error(`under: ${decoded.left.map(renderMemberError).join('; ')}`)
  return compilePolicy(decoded.right, holidays)
}

const thenOf = (assessment: Assessment): Assessed['then'] => {
  const then: Assessed['then'] = (...expectations) => {
    if (expectations.length === 0) throw new Error('then: expects nothing: name what is due or found')
    if (expectations.some(each => typeof each === 'function'))
      throw new Error(
        'given(…).when(…) is no promise: call then(…) with what is due or found, and do not await it'
      )
    const unmet = expectations.map(each => verdictOn(assessment, each)).filter(({ isMet }) => !isMet)
    if (unmet.length === 0) return
    const error = new Error(messageOf(assessment, unmet.map(verdictText)))
    // It points at the test, where the expectation stands.
    Error.captureStackTrace(error, then)
    throw error
  }
  return then
}

const givenUnder = (histories: ReadonlyArray<CallHistory>, rules: Rules): Given => ({
  under: (policy, holidays = noHolidays) => givenUnder(histories, rulesOf(policy, holidays)),
  when: (asOf, { knownAt } = {}) => {
    const view = {
      rules,
      asOf: instantOf('asOf', asOf),
      ...(knownAt !== undefined && { knownAt: instantOf('knownAt', knownAt) })
    }
    const assessment = assess(view, histories)
    return { ...assessment, then: thenOf(assessment) }
  }
})

const noHolidays: Holidays = () => undefined

/**
 * What follows from the events of any number of calls: under the policy of the notice, or another, at an instant. Needs no test
 * framework: an expectation that is not met is an error, whose message has every action and finding that there was, and
 * the arithmetic of the action that comes nearest.
 *
 * @throws Error where an event, a policy or an instant is none: which member, what was expected, what was found
 *
 * @example
 * import { aCall, due, given, notFound, nothingDue } from '@samtykke/testing'
 *
 * const stored = aCall({ startsAt: '2025-08-31T12:00:00Z' }).with('consent-given').with('recording-stored')
 * given(stored).when('2026-02-28T22:59:59Z').then(nothingDue(), notFound({ severity: 'error' }))
 * given(stored).when('2026-02-28T23:00:00Z').then(due({ action: 'erase', rule: 'expiry', article: '17(1)(a)' }))
 *
 * const wrong = (): void => given(stored).when('2026-03-01T00:00:00Z').then(due({ dueAt: '2026-02-27T23:00:00Z' }))
 * assert.throws(wrong, /add-months months=6 from=2025-08-31 to=2026-02-28 clamped/)
 *
 * @see contract, sections 2 to 4
 */
export const given = (events: Iterable<object>): Given =>
  givenUnder(decodeHistories(eventsOf(events)).calls, compilePolicy(noticePolicy, noHolidays))
