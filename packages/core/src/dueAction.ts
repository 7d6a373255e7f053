/**
 * What must happen to a call, when, and why.
 *
 * @see contract, sections 3 and 5
 */
import * as Ord from 'fp-ts/lib/Ord.js'
import type { AccessRequest } from './accessRequest.ts'
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import { remainedAt } from './consent.ts'
import type { Deadline } from './deadline.ts'
import { answerGround, type Ground, type GroundRule, proofGround, reviewGround } from './ground.ts'
import { type Hold, takesOut } from './hold.ts'
import type { Instant, LocalDate } from './instant.ts'
import { ordText } from './order.ts'
import type { LegalBasis } from './policy.ts'
import { proofDeadline } from './proofDeadline.ts'
import { type Purpose, purposesIn } from './purpose.ts'
import type { Recording } from './recording.ts'
import { versionAt, versionName, type View } from './rules.ts'
import { none } from './select.ts'

/** What an action is about. */
export type TargetKind = 'recording' | 'analysis' | 'access-request' | 'hold' | 'proof'

/** The legal bases of storing: declared in the notice, and relied on now. */
export interface StorageBasis {
  readonly declared: ReadonlyArray<LegalBasis>
  /** Consent alone is ever relied on; legitimate interest never revives what was withdrawn. */
  readonly reliedOn: '6(1)(a)' | null
  /** The purposes that remain of the consent at the start. */
  readonly purposes: ReadonlyArray<Purpose>
}

/**
 * Something that must be done. Its members stand in the order of the output.
 *
 * @see contract, section 5
 */
export interface DueAction {
  readonly callId: string
  readonly target: TargetKind
  readonly targetId: string
  readonly action: 'erase' | 'anonymise' | 'answer' | 'review' | 'redact'
  readonly rule: GroundRule
  /** The article of the GDPR, as `17(1)(b)`. */
  readonly article: string
  /** The first instant at which it is due. */
  readonly dueAt: Instant
  readonly status: 'scheduled' | 'due' | 'suspended'
  readonly grounds: ReadonlyArray<Ground>
  /** The last day through which it was lawful to wait. */
  readonly lastLawfulDay?: LocalDate
  /** `POLICY/VERSION` */
  readonly policyVersion: string
  readonly legalBasis?: StorageBasis
  /** The holds in force. */
  readonly holds: ReadonlyArray<string>
  /** Requests for access whose copy is handed over before the recording is erased. */
  readonly handOverFirst?: ReadonlyArray<string>
  readonly instructedAt?: Instant
  /** Something of the call cannot be read: nothing is carried out without a person. */
  readonly uncertain?: true
}

type Mutable<A> = { -readonly [K in keyof A]: A[K] }

const text = ordText.compare

/**
 * Actions by `dueAt`, `callId`, `targetId`, `target`; of any number of calls.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, dueActions, instantFromEpoch, noticePolicy, ordAction } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instantFromEpoch(Date.UTC(2026, 0, 1)) }
 * const request = { type: 'access-requested', requestId: 'request-1', channel: 'email', occurredAt: '2025-12-20T08:00:00Z' }
 * const { calls } = decodeHistories([
 *   { ...request, callId: 'call-2', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10' },
 *   { ...request, callId: 'call-1', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11' }
 * ])
 * const actions = calls.map(callState(view)).flatMap(dueActions(view)).sort(ordAction.compare)
 * assert.deepStrictEqual(actions.map(({ callId }) => callId), ['call-1', 'call-2'])
 *
 * @see contract, section 5
 */
export const ordAction: Ord.Ord<DueAction> = Ord.fromCompare(
  (a, b) =>
    text(a.dueAt, b.dueAt) ||
    text(a.callId, b.callId) ||
    text(a.targetId, b.targetId) ||
    text(a.target, b.target)
)

const holdIds = (holds: ReadonlyArray<Hold>): ReadonlyArray<string> =>
  holds.length === 0 ? none : holds.map(hold => hold.holdId).sort(text)

/**
 * The grounds that no hold takes out, in their order.
 *
 * @param holds those in force
 *
 * @example
 * import { type Ground, groundsLeft, type Hold } from '@samtykke/core'
 *
 * const [withdrawal, expiry] = [{ rule: 'withdrawal' } as Ground, { rule: 'expiry' } as Ground]
 * const hold = { placed: { suspends: 'expiry' } } as Hold
 * assert.deepStrictEqual(groundsLeft([withdrawal, expiry], [hold]), [withdrawal])
 *
 * @see contract, section 3, "Holds in force"; GDPR art. 17(3)(e)
 */
export const groundsLeft = (
  grounds: ReadonlyArray<Ground>,
  holds: ReadonlyArray<Hold>
): ReadonlyArray<Ground> =>
  holds.length === 0 ? grounds : grounds.filter(ground => !holds.some(hold => takesOut(hold, ground.rule)))

/** What is to be done to an analysis: anonymised when its time is over, erased for every other reason. */
export const analysisAction = (analysis: Analysis): 'erase' | 'anonymise' =>
  analysis.grounds.some(ground => ground.rule !== 'expiry') ||
  !analysis.anonymisable ||
  analysis.cannotBeAnonymised ||
  analysis.inForceAtStart.analyses.then === 'erase'
    ? 'erase'
    : 'anonymise'

const storageBasis = (call: CallState, kept: Recording | Analysis, asOf: Instant): StorageBasis => {
  const remained = remainedAt(call.consentActs, kept.consent, kept.start, asOf)
  const lost = kept.grounds.some(ground => ground.rule !== 'expiry' && ground.at <= asOf)
  const { bases } = kept.inForceAtStart
  return {
    declared: kept.target === 'recording' ? bases.recording : bases.analysis,
    reliedOn: lost ? null : '6(1)(a)',
    purposes: purposesIn(remained)
  }
}

const handOverFirst = (requests: ReadonlyArray<AccessRequest>, dueAt: Instant): ReadonlyArray<string> =>
  requests
    .filter(({ answer, event }) => answer === undefined && event.occurredAt < dueAt)
    .map(request => request.requestId)
    .sort(text)

const actionOf = (
  view: View,
  call: CallState,
  target: TargetKind,
  targetId: string,
  action: DueAction['action'],
  grounds: ReadonlyArray<Ground>,
  suspended: boolean,
  deadline: Deadline | undefined,
  policyVersion: string
): Mutable<DueAction> => {
  const first = grounds[0] as Ground
  const result: Mutable<DueAction> = {
    callId: call.callId,
    target,
    targetId,
    action,
    rule: first.rule,
    article: first.article,
    dueAt: first.at,
    status: suspended ? 'suspended' : first.at <= view.asOf ? 'due' : 'scheduled',
    grounds
  } as Mutable<DueAction>
  if (deadline !== undefined) result.lastLawfulDay = deadline.lastLawfulDay
  result.policyVersion = policyVersion
  return result
}

const finished = (call: CallState, action: Mutable<DueAction>): DueAction => {
  if (call.facts.uncertain) action.uncertain = true
  return action
}

const keptAction = (view: View, call: CallState, kept: Recording | Analysis): DueAction => {
  const left = groundsLeft(kept.grounds, call.holdsInForce)
  const suspended = left.length === 0
  const grounds = suspended ? kept.grounds : left
  const first = grounds[0] as Ground
  const action = actionOf(
    view,
    call,
    kept.target,
    kept.targetId,
    kept.target === 'recording' ? 'erase' : analysisAction(kept),
    grounds,
    suspended,
    first.rule === 'expiry' ? kept.expiry : undefined,
    versionName(view.rules, kept.expiry.version)
  )
  action.legalBasis = storageBasis(call, kept, view.asOf)
  action.holds = holdIds(call.holdsInForce)
  if (kept.target === 'recording' && call.accessRequests.length > 0) {
    const requests = handOverFirst(call.accessRequests, action.dueAt)
    if (requests.length > 0) action.handOverFirst = requests
  }
  if (kept.instructed !== undefined) action.instructedAt = kept.instructed.occurredAt
  return finished(call, action)
}

const answerAction = (view: View, call: CallState, request: AccessRequest): DueAction => {
  const { event, extension, deadline } = request
  const events = extension === undefined ? [event.id] : [event.id, extension.id]
  const version = versionName(view.rules, versionAt(view.rules, event.occurredAt))
  const grounds = [answerGround(deadline.dueAt, events)]
  const action = actionOf(
    view,
    call,
    'access-request',
    request.requestId,
    'answer',
    grounds,
    false,
    deadline,
    version
  )
  action.holds = holdIds(call.holdsInForce)
  return finished(call, action)
}

const reviewAction = (view: View, call: CallState, hold: Hold): DueAction => {
  const dueAt = view.rules.calendar.startOfDay(hold.latest.reviewOn)
  const version = versionName(view.rules, versionAt(view.rules, hold.placed.occurredAt))
  const grounds = [reviewGround(dueAt, hold.latest)]
  const action = actionOf(view, call, 'hold', hold.holdId, 'review', grounds, false, undefined, version)
  action.holds = holdIds(call.holdsInForce)
  return finished(call, action)
}

const redactAction = (view: View, call: CallState): DueAction | undefined => {
  const deadline = proofDeadline(view, call)
  if (deadline === undefined) return undefined
  const version = versionName(view.rules, versionAt(view.rules, deadline.anchor.occurredAt))
  const grounds = [proofGround(deadline.dueAt, deadline.anchor)]
  const suspended = call.holdsInForce.length > 0
  const action = actionOf(view, call, 'proof', call.callId, 'redact', grounds, suspended, deadline, version)
  action.holds = holdIds(call.holdsInForce)
  return finished(call, action)
}

/**
 * The open actions of a call, in the contract's order.
 *
 * @example
 * import { callState, compilePolicy, dueActions, decodeHistories, type Instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2026-01-01T00:00:00.000Z' as Instant }
 * const { calls } = decodeHistories([
 *   {
 *     id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *     type: 'recording-stored',
 *     callId: 'call-1',
 *     occurredAt: '2025-08-31T12:01:00Z',
 *     recordingId: 'recording-1',
 *     startedAt: '2025-08-31T11:50:00Z',
 *     direction: 'inbound',
 *     customerType: 'private',
 *     line: 'customer-service',
 *     processor: 'recorder',
 *     region: 'DK'
 *   }
 * ])
 * const actions = calls.map(callState(view)).flatMap(dueActions(view))
 * assert.deepStrictEqual(
 *   actions.map(({ action, rule, dueAt }) => [action, rule, dueAt]),
 *   [['erase', 'no-basis', '2025-08-31T11:50:00.000Z']]
 * )
 *
 * @see contract, sections 3 and 5
 */
export const dueActions =
  (view: View) =>
  (call: CallState): ReadonlyArray<DueAction> => {
    const actions: Array<DueAction> = []
    const { closedAt } = call
    if (closedAt === undefined) {
      for (const recording of call.recordings)
        if (!recording.done) actions.push(keptAction(view, call, recording))
      for (const analysis of call.analyses) if (!analysis.done) actions.push(keptAction(view, call, analysis))
      for (const hold of call.holds)
        if (hold.releases.length === 0) actions.push(reviewAction(view, call, hold))
      const redaction = redactAction(view, call)
      if (redaction !== undefined) actions.push(redaction)
    }
    for (const request of call.accessRequests) {
      if (request.answer !== undefined) continue
      if (closedAt === undefined || request.event.occurredAt > closedAt)
        actions.push(answerAction(view, call, request))
    }
    return actions.length < 2 ? actions : actions.sort(ordAction.compare)
  }
