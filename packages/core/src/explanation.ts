/**
 * Why an action is due when it is, as data: which rule, from which events, by which arithmetic.
 *
 * Folding the steps again reaches the action's `dueAt`.
 */
import { type AccessRequest, requestOf } from './accessRequest.ts'
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import { answerDay, plusMonths } from './deadline.ts'
import { addMonths, endSteps, eventAnchor, periodSteps, rollSteps, startSteps } from './deadlineSteps.ts'
import type { DueAction } from './dueAction.ts'
import { proofDeadline } from './proofDeadline.ts'
import type { AnchorMember, ExplanationStep, PeriodCandidate, Steps } from './explanationStep.ts'
import { type Fit, type RecordingMatch, recordingRulesFor } from './fit.ts'
import type { Ground } from './ground.ts'
import { type Hold, holdOf } from './hold.ts'
import type { Instant } from './instant.ts'
import type { Period } from './period.ts'
import { listOf } from './member.ts'
import type { RecordingRule } from './policyVersion.ts'
import type { Purpose } from './purpose.ts'
import { noPurposes, placesIn } from './purposeSet.ts'
import { plausibleEnd, type Recording } from './recording.ts'
import { retainedOf } from './retained.ts'
import { expiryOf, rulesAt, shortest, type View } from './rules.ts'
import { groundsLeft } from './suspension.ts'

const fitOf = ({ rules }: View, retained: Recording | Analysis): Fit => {
  const inForce = rulesAt(rules, retained.start)
  return retained.target === 'recording'
    ? inForce.recordings(retained.match)
    : inForce.analyses(retained.event.direction)
}

/** The purpose whose period decides: the first of those that share it. */
const decidingPurpose = (view: View, retained: Recording | Analysis): Purpose | undefined => {
  const { purposes, keptFor, matching, expiry } = retained
  const { schedules } = fitOf(view, retained)
  const decides = (place: number): boolean =>
    schedules.some(
      schedule =>
        (schedule.purposes & (1 << place)) !== noPurposes &&
        expiryOf(view.rules, retained.anchor, schedule).dueAt === expiry.dueAt
    )
  const place = placesIn(keptFor || matching).find(decides)
  return place === undefined ? undefined : purposes.listed[place]?.purpose
}

/** The period that ends first from the anchor. */
const firstToEnd = ({ rules: { calendar } }: View, anchor: Instant, periods: ReadonlyArray<Period>): Period =>
  periods.reduce((a, b) =>
    shortest(calendar, anchor, [b]).dueAt < shortest(calendar, anchor, [a]).dueAt ? b : a
  )

/** What the candidates are of a rule: one for each customer type that it names. */
const candidatesOf = ({ customerType, keep }: RecordingRule): ReadonlyArray<PeriodCandidate> =>
  customerType === undefined ? [{ keep }] : listOf(customerType).map(type => ({ customerType: type, keep }))

const reasonForShortest = (
  { customerTypes }: RecordingMatch,
  rules: ReadonlyArray<RecordingRule>,
  lacking: boolean
): (ExplanationStep & { readonly op: 'shortest-of' })['because'] | undefined => {
  if (rules.length === 0) return 'no-rule'
  if (lacking) return 'customer-type-without-rule'
  switch (customerTypes) {
    case 'any':
      return 'customer-type-unknown'
    case 'private or business':
      return 'customer-type-conflict'
    default:
      return rules.length > 1 && new Set(rules.map(({ keep }) => keep)).size > 1 ? 'several-rules' : undefined
  }
}

/** The period of the version in force at the start, and what it was chosen from. */
const choiceOfPeriod = (view: View, recording: Recording): { steps: Steps; keep: Period } => {
  const { match, anchor, event, inForceAtStart: version } = recording
  const purpose = decidingPurpose(view, recording)
  const { rules, lacking } =
    purpose === undefined ? { rules: [], lacking: true } : recordingRulesFor(version, match, purpose)
  const because = reasonForShortest(match, rules, lacking)
  const chosenFrom = lacking ? version.recordings : rules
  const keep = firstToEnd(
    view,
    anchor,
    chosenFrom.map(rule => rule.keep)
  )
  const candidates = chosenFrom.flatMap(candidatesOf)
  return {
    steps:
      because === undefined
        ? []
        : [{ op: 'shortest-of', because, candidates, chosen: keep, events: [event.id] }],
    keep
  }
}

/** The period of an analysis, of the version in force at its making. */
const analysisPeriod = (view: View, analysis: Analysis): Period => {
  const { schedules, otherwise } = fitOf(view, analysis)
  const { keptFor, matching, purposes, anchor } = analysis
  const purpose = decidingPurpose(view, analysis)
  const set = purpose === undefined ? keptFor || matching : purposes.setOf(purpose)
  const [term] = (schedules.find(schedule => (schedule.purposes & set) !== noPurposes) ?? otherwise).terms
  return firstToEnd(view, anchor, term?.periods ?? [])
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

/** When each purpose ends, where they do not end together: it is kept until the last. */
const purposeSteps = (view: View, retained: Recording | Analysis): Steps => {
  const { purposes, keptFor, anchor } = retained
  const { schedules } = fitOf(view, retained)
  const candidates = placesIn(keptFor).flatMap(place => {
    const schedule = schedules.find(each => (each.purposes & (1 << place)) !== noPurposes)
    const declared = purposes.listed[place]
    return schedule === undefined || declared === undefined
      ? []
      : [
          {
            purpose: declared.purpose,
            basis: declared.basis,
            instant: expiryOf(view.rules, anchor, schedule).dueAt
          }
        ]
  })
  return new Set(candidates.map(({ instant }) => instant)).size < 2
    ? []
    : [{ op: 'purposes-end', candidates, chosen: retained.expiry.dueAt }]
}

const expirySteps = (view: View, retained: Recording | Analysis): Steps => {
  const { calendar, policy } = view.rules
  const from = calendar.localDate(retained.anchor)
  const member = retained.target === 'recording' ? anchorMember(retained) : 'occurredAt'
  const { steps, keep } =
    retained.target === 'recording'
      ? choiceOfPeriod(view, retained)
      : { steps: [], keep: analysisPeriod(view, retained) }
  return [
    ...purposeSteps(view, retained),
    ...steps,
    ...startSteps(calendar, policy.timeZone, {
      member,
      instant: retained.anchor,
      events: [retained.event.id]
    }),
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
    ...startSteps(calendar, policy.timeZone, eventAnchor(event)),
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
  return [
    ...startSteps(calendar, policy.timeZone, eventAnchor(deadline.anchor)),
    ...periodSteps(calendar, calendar.localDate(deadline.anchor.occurredAt), deadline.period),
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
    const { target, targetId } = action
    switch (target) {
      case 'recording':
      case 'analysis': {
        const retained = retainedOf<Recording | Analysis>(
          target === 'recording' ? call.recordings : call.analyses,
          targetId
        )
        return retained === undefined ? [] : retainedSteps(view, call, retained)
      }
      case 'access-request': {
        const request = requestOf(call.accessRequests, targetId)
        return request === undefined ? [] : answerSteps(view, request)
      }
      case 'hold': {
        const hold = holdOf(call.holds, targetId)
        return hold === undefined ? [] : reviewSteps(view, hold)
      }
      case 'proof':
        return proofSteps(view, call)
    }
  }
