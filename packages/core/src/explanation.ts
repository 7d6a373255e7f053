/**
 * Why an action is due when it is, as data: which rule, from which events, by which arithmetic.
 *
 * Folding the steps again reaches the action's `dueAt`.
 */
import type { AccessRequest } from './accessRequest.ts'
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import { answerDay, plusMonths } from './deadline.ts'
import { addMonths, endSteps, periodSteps, rollSteps, startSteps } from './deadlineSteps.ts'
import { type DueAction, groundsLeft } from './dueAction.ts'
import { proofDeadline } from './proofDeadline.ts'
import type { AnchorMember, ExplanationStep, Steps } from './explanationStep.ts'
import type { Ground } from './ground.ts'
import type { Hold } from './hold.ts'
import type { Period } from './period.ts'
import type { PolicyVersion } from './policy.ts'
import { plausibleEnd, type Recording } from './recording.ts'
import { lacksRuleForAType, matchingRules, shortest, type View } from './rules.ts'

/** The period of a version that ends first from the anchor, and what it was chosen from. */
const choiceOfPeriod = (
  view: View,
  recording: Recording,
  version: PolicyVersion
): { steps: Steps; keep: Period } => {
  const { calendar } = view.rules
  const { match, anchor, event } = recording
  const keep = [...view.rules.periods(version, match)].reduce((a, b) =>
    shortest(calendar, anchor, [b]).dueAt < shortest(calendar, anchor, [a]).dueAt ? b : a
  )
  const matching = matchingRules(version, match)
  const because =
    matching.length === 0
      ? 'no-rule'
      : lacksRuleForAType(match, matching)
        ? 'customer-type-without-rule'
        : match.customerTypes === 'any'
          ? 'customer-type-unknown'
          : match.customerTypes === 'private or business'
            ? 'customer-type-conflict'
            : undefined
  const isWithoutRule = because === 'no-rule' || because === 'customer-type-without-rule'
  const rules = isWithoutRule ? version.recordings : matching
  const candidates = rules.map(({ customerType, keep }) => ({ customerType, keep }))
  return {
    steps:
      because === undefined
        ? []
        : [{ op: 'shortest-of', because, candidates, chosen: keep, events: [event.id] }],
    keep
  }
}

const anchorMember = ({ event }: Recording): AnchorMember =>
  plausibleEnd(event) === undefined ? 'startedAt' : 'endedAt'

const laterPolicy = (retained: Recording | Analysis): Steps => {
  const { version, dueAt } = retained.expiry
  return version === retained.inForceAtStart
    ? []
    : [
        {
          op: 'later-policy',
          version: version.version,
          effectiveFrom: version.effectiveFrom,
          candidate: dueAt
        }
      ]
}

const expirySteps = (view: View, retained: Recording | Analysis): Steps => {
  const { calendar, policy } = view.rules
  const from = calendar.localDate(retained.anchor)
  const member = retained.target === 'recording' ? anchorMember(retained) : 'occurredAt'
  const { steps, keep } =
    retained.target === 'recording'
      ? choiceOfPeriod(view, retained, retained.inForceAtStart)
      : { steps: [], keep: retained.inForceAtStart.analyses.keep }
  return [
    ...steps,
    ...startSteps(calendar, policy.timeZone, member, retained.anchor, [retained.event.id]),
    ...periodSteps(calendar, from, keep),
    ...laterPolicy(retained)
  ]
}

const groundStep = ({ rule, at, article, events }: Ground): ExplanationStep => ({
  op: 'ground',
  rule,
  instant: at,
  article,
  events
})

const holdSteps = (holds: ReadonlyArray<Hold>): Steps =>
  holds.map(({ holdId, placed }) => ({ op: 'hold', holdId, takesOut: placed.suspends, events: [placed.id] }))

const retainedSteps = (view: View, call: CallState, retained: Recording | Analysis): Steps => {
  const left = groundsLeft(retained.grounds, call.holdsInForce)
  const grounds = left.length === 0 ? retained.grounds : left
  const first = grounds[0] as Ground
  const others = grounds.filter(ground => ground !== first)
  const own = first.rule === 'expiry' ? expirySteps(view, retained) : [groundStep(first)]
  const earliest: Steps =
    others.length === 0
      ? []
      : [
          {
            op: 'earliest-of',
            candidates: grounds.map(({ rule, at }) => ({ rule, instant: at })),
            chosen: first.at
          }
        ]
  // Each takes out at least the end of the period, which everything has.
  return [...own, ...earliest, ...holdSteps(call.holdsInForce)]
}

const answerSteps = ({ rules: { calendar, policy } }: View, request: AccessRequest): Steps => {
  const { event, extension, deadline } = request
  const receivedOn = calendar.localDate(event.occurredAt)
  const oneMonth = addMonths(receivedOn, 1)
  const wanted = answerDay(receivedOn, extension !== undefined)
  const extended: Steps =
    extension === undefined
      ? []
      : [
          {
            op: 'extension',
            a: plusMonths(receivedOn, 3),
            b: plusMonths(oneMonth.to, 2),
            chosen: wanted,
            article: '12(3)',
            events: [extension.id]
          }
        ]
  return [
    ...startSteps(calendar, policy.timeZone, 'occurredAt', event.occurredAt, [event.id]),
    oneMonth,
    ...extended,
    ...rollSteps(calendar, wanted, deadline.lastLawfulDay),
    ...endSteps(calendar, deadline.lastLawfulDay)
  ]
}

const reviewSteps = ({ rules: { calendar, policy } }: View, { latest }: Hold): Steps => [
  { op: 'local-date', zone: policy.timeZone, date: latest.reviewOn, events: [latest.id] },
  {
    op: 'ground',
    rule: 'review',
    instant: calendar.startOfDay(latest.reviewOn),
    article: '17(3)(e)',
    events: [latest.id]
  }
]

const proofSteps = (view: View, call: CallState): Steps => {
  const { calendar, policy } = view.rules
  const deadline = proofDeadline(view, call)
  if (deadline === undefined) return []
  const { occurredAt, id } = deadline.anchor
  return [
    ...startSteps(calendar, policy.timeZone, 'occurredAt', occurredAt, [id]),
    ...periodSteps(calendar, calendar.localDate(occurredAt), deadline.period),
    ...holdSteps(call.holdsInForce)
  ]
}

/**
 * Why an action of a call is due when it is. Empty for an action that the call does not have.
 *
 * @example
 * import { callState, compilePolicy, dueActions, explain, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-01T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   {
 *     id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *     type: 'access-requested',
 *     callId: 'call-1',
 *     occurredAt: '2025-08-31T11:50:00Z',
 *     requestId: 'request-1',
 *     channel: 'email'
 *   }
 * ])
 * const steps = calls.map(callState(view)).flatMap(call => dueActions(view)(call).flatMap(action => explain(view)(call, action)))
 * assert.deepStrictEqual(
 *   steps.map(step => step.op),
 *   ['anchor', 'local-date', 'day-not-counted', 'add-months', 'last-lawful-day', 'exclusive-end']
 * )
 */
export const explain =
  (view: View) =>
  (call: CallState, action: DueAction): ReadonlyArray<ExplanationStep> => {
    const isIt = ({ targetId }: Recording | Analysis): boolean => targetId === action.targetId
    switch (action.target) {
      case 'recording':
        return call.recordings.filter(isIt).flatMap(recording => retainedSteps(view, call, recording))
      case 'analysis':
        return call.analyses.filter(isIt).flatMap(analysis => retainedSteps(view, call, analysis))
      case 'access-request':
        return call.accessRequests
          .filter(request => request.requestId === action.targetId)
          .flatMap(request => answerSteps(view, request))
      case 'hold':
        return call.holds
          .filter(hold => hold.holdId === action.targetId)
          .flatMap(hold => reviewSteps(view, hold))
      case 'proof':
        return proofSteps(view, call)
    }
  }
