/**
 * Why an action is due when it is, as data: which rule, from which events, by which arithmetic.
 *
 * Folding the steps again reaches the action's `dueAt`; saying them in Danish or English is done elsewhere.
 */
import type { AccessRequest } from './accessRequest.ts'
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import { answerDay, type Calendar, plusDays, plusMonths, whyNotWorkingDay } from './deadline.ts'
import { type DueAction, groundsLeft, proofDeadline } from './dueAction.ts'
import type { Ground, GroundRule } from './ground.ts'
import { type Hold, takesOut } from './hold.ts'
import type { Instant, LocalDate } from './instant.ts'
import { type Period, periodParts } from './period.ts'
import type { PolicyVersion } from './policy.ts'
import type { Recording } from './recording.ts'
import { matchingRules, shortest, type View } from './rules.ts'

/** The event member from whose instant a period runs. */
export type AnchorMember = 'endedAt' | 'startedAt' | 'occurredAt'

/** A period that a rule names, and for which customers. */
export interface PeriodCandidate {
  readonly customerType: 'private' | 'business'
  readonly keep: Period
}

/**
 * One step of an explanation.
 *
 * @see Regulation (EEC, Euratom) No 1182/71, art. 3
 */
export type ExplanationStep = {
  /** The article that the step applies, where it applies one. */
  readonly article?: string
  /** The ids of the events that the step rests on. */
  readonly events?: ReadonlyArray<string>
} & (
  | { readonly op: 'anchor'; readonly member: AnchorMember; readonly instant: Instant }
  | {
      readonly op: 'shortest-of'
      readonly because: 'customer-type-unknown' | 'customer-type-conflict' | 'no-rule'
      readonly candidates: ReadonlyArray<PeriodCandidate>
      readonly chosen: Period
    }
  | { readonly op: 'local-date'; readonly zone: string; readonly date: LocalDate }
  | { readonly op: 'day-not-counted'; readonly date: LocalDate }
  | {
      readonly op: 'add-months'
      readonly months: number
      readonly from: LocalDate
      readonly wantedDay: number
      readonly to: LocalDate
      /** The wanted day does not exist in that month, so the month's last day stands for it. */
      readonly clamped: boolean
    }
  | { readonly op: 'add-days'; readonly days: number; readonly from: LocalDate; readonly to: LocalDate }
  | { readonly op: 'extension'; readonly a: LocalDate; readonly b: LocalDate; readonly chosen: LocalDate }
  | { readonly op: 'roll'; readonly from: LocalDate; readonly to: LocalDate; readonly because: string }
  | { readonly op: 'last-lawful-day'; readonly date: LocalDate }
  | { readonly op: 'exclusive-end'; readonly instant: Instant }
  | {
      readonly op: 'later-policy'
      readonly version: string
      readonly effectiveFrom: Instant
      readonly candidate: Instant
    }
  | { readonly op: 'ground'; readonly rule: GroundRule; readonly instant: Instant }
  | {
      readonly op: 'earliest-of'
      readonly candidates: ReadonlyArray<{ readonly rule: GroundRule; readonly instant: Instant }>
      readonly chosen: Instant
    }
  | { readonly op: 'hold'; readonly holdId: string; readonly takesOut: 'expiry' | 'all' }
)

type Steps = ReadonlyArray<ExplanationStep>

const dayNotCounted = 'Reg. 1182/71 3(1)'
const sameNumberedDay = 'Reg. 1182/71 3(2)(c)'
const nextWorkingDay = 'Reg. 1182/71 3(4)'

const dayOf = (date: LocalDate): number => Number(date.slice(8, 10))

const addMonths = (from: LocalDate, months: number): ExplanationStep & { readonly to: LocalDate } => {
  const to = plusMonths(from, months)
  const wantedDay = dayOf(from)
  return {
    op: 'add-months',
    months,
    from,
    wantedDay,
    to,
    clamped: dayOf(to) !== wantedDay,
    article: sameNumberedDay
  }
}

const startSteps = (
  { localDate }: Calendar,
  zone: string,
  member: AnchorMember,
  instant: Instant,
  events: ReadonlyArray<string>
): Steps => [
  { op: 'anchor', member, instant, events },
  { op: 'local-date', zone, date: localDate(instant) },
  { op: 'day-not-counted', date: localDate(instant), article: dayNotCounted }
]

const endSteps = (calendar: Calendar, last: LocalDate): Steps => [
  { op: 'last-lawful-day', date: last },
  { op: 'exclusive-end', instant: calendar.startOfDay(plusDays(last, 1)) }
]

const periodSteps = (calendar: Calendar, from: LocalDate, period: Period): Steps => {
  const { months, days } = periodParts(period)
  const byMonths = addMonths(from, months)
  const reached = months > 0 ? byMonths.to : from
  const last = plusDays(reached, days)
  return [
    ...(months > 0 ? [byMonths] : []),
    ...(days > 0 ? [{ op: 'add-days', days, from: reached, to: last } as const] : []),
    ...endSteps(calendar, last)
  ]
}

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
      : match.customerTypes === 'any'
        ? 'customer-type-unknown'
        : match.customerTypes === 'private or business'
          ? 'customer-type-conflict'
          : undefined
  const rules = matching.length === 0 ? version.recordings : matching
  const candidates = rules.map(({ customerType, keep }) => ({ customerType, keep }))
  return {
    steps:
      because === undefined
        ? []
        : [{ op: 'shortest-of', because, candidates, chosen: keep, events: [event.id] }],
    keep
  }
}

const anchorMember = (recording: Recording): AnchorMember =>
  recording.anchor === recording.event.endedAt ? 'endedAt' : 'startedAt'

const laterPolicy = (kept: Recording | Analysis): Steps => {
  const { version, dueAt } = kept.expiry
  return version === kept.inForceAtStart
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

const expirySteps = (view: View, kept: Recording | Analysis): Steps => {
  const { calendar, policy } = view.rules
  const from = calendar.localDate(kept.anchor)
  const member = kept.target === 'recording' ? anchorMember(kept) : 'occurredAt'
  const { steps, keep } =
    kept.target === 'recording'
      ? choiceOfPeriod(view, kept, kept.inForceAtStart)
      : { steps: [], keep: kept.inForceAtStart.analyses.keep }
  return [
    ...steps,
    ...startSteps(calendar, policy.timeZone, member, kept.anchor, [kept.event.id]),
    ...periodSteps(calendar, from, keep),
    ...laterPolicy(kept)
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

const keptSteps = (view: View, call: CallState, kept: Recording | Analysis): Steps => {
  const left = groundsLeft(kept.grounds, call.holdsInForce)
  const grounds = left.length === 0 ? kept.grounds : left
  const first = grounds[0] as Ground
  const others = grounds.filter(ground => ground !== first)
  const own = first.rule === 'expiry' ? expirySteps(view, kept) : [groundStep(first)]
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
  const holding = call.holdsInForce.filter(hold => kept.grounds.some(ground => takesOut(hold, ground.rule)))
  return [...own, ...earliest, ...holdSteps(holding)]
}

const rollSteps = ({ holidays }: Calendar, from: LocalDate, to: LocalDate): Steps => {
  const steps: Array<ExplanationStep> = []
  for (let day = from; day < to; day = plusDays(day, 1)) {
    const because = whyNotWorkingDay(holidays, day)
    if (because === undefined) break
    steps.push({ op: 'roll', from: day, to: plusDays(day, 1), because, article: nextWorkingDay })
  }
  return steps
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
  if (deadline === undefined || policy.proofOfConsent === undefined) return []
  const { occurredAt, id } = deadline.anchor
  return [
    ...startSteps(calendar, policy.timeZone, 'occurredAt', occurredAt, [id]),
    ...periodSteps(calendar, calendar.localDate(occurredAt), policy.proofOfConsent.period),
    ...holdSteps(call.holdsInForce)
  ]
}

/**
 * Why an action of a call is due when it is. Empty for an action that the call does not have.
 *
 * @example
 * import { callState, compilePolicy, dueActions, explain, decodeHistories, type Instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2025-09-01T00:00:00.000Z' as Instant }
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
        return call.recordings.filter(isIt).flatMap(recording => keptSteps(view, call, recording))
      case 'analysis':
        return call.analyses.filter(isIt).flatMap(analysis => keptSteps(view, call, analysis))
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
