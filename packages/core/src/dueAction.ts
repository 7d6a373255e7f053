/**
 * What must happen to a call, when, and why.
 *
 * @see contract, sections 3 and 5
 */
import type { Ord } from 'fp-ts/lib/Ord.js'
import type { AccessRequest } from './accessRequest.ts'
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import type { Deadline } from './deadline.ts'
import { answerGround, type Ground, type GroundRule, proofGround, reviewGround } from './ground.ts'
import type { Hold } from './hold.ts'
import type { Identifier } from './identifier.ts'
import type { Instant, LocalDate } from './instant.ts'
import { once } from './once.ts'
import { inOrder, ordBy, ordText } from './order.ts'
import { proofDeadline } from './proofDeadline.ts'
import type { Recording } from './recording.ts'
import { versionAt, versionName, type View } from './rules.ts'
import { countAtFront, mapped, none, those } from './select.ts'
import { storageBasis, type StorageBasis } from './storageBasis.ts'
import { groundsLeft } from './suspension.ts'

/** What an action is about. */
export type TargetKind = 'recording' | 'analysis' | 'access-request' | 'hold' | 'proof'

/**
 * Something that must be done. Its members stand in the order of the output.
 *
 * @see contract, section 5
 */
export interface DueAction {
  readonly callId: Identifier
  readonly target: TargetKind
  readonly targetId: Identifier
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
  readonly holds: ReadonlyArray<Identifier>
  /** Requests for access whose copy is handed over before the recording is erased. */
  readonly handOverFirst?: ReadonlyArray<Identifier>
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
export const ordAction: Ord<DueAction> = ordBy(
  (a, b) =>
    text(a.dueAt, b.dueAt) ||
    text(a.callId, b.callId) ||
    text(a.targetId, b.targetId) ||
    text(a.target, b.target)
)

const idsInOrder = once((holds: ReadonlyArray<Hold>) => holds.map(hold => hold.holdId).sort(text))

const holdIds = (holds: ReadonlyArray<Hold>): ReadonlyArray<Identifier> =>
  holds.length === 0 ? none : idsInOrder(holds)

/** What is to be done to an analysis: anonymised when its time is over, erased for every other reason. */
export const analysisAction = (analysis: Analysis): 'erase' | 'anonymise' =>
  analysis.grounds.some(ground => ground.rule !== 'expiry') ||
  !analysis.anonymisable ||
  analysis.cannotBeAnonymised ||
  analysis.erasedAfter
    ? 'erase'
    : 'anonymise'

const unanswered = once((requests: ReadonlyArray<AccessRequest>) =>
  those(requests, ({ answer }) => answer === undefined)
)

const handOverFirst = (requests: ReadonlyArray<AccessRequest>, dueAt: Instant): ReadonlyArray<Identifier> => {
  const open = unanswered(requests)
  if (open.length === 0) return none
  const before = countAtFront(open, ({ event }) => event.occurredAt < dueAt)
  return inOrder([...mapped(open.slice(0, before), request => request.requestId)], text)
}

/** What is to be done, and what of it decides how it is said. */
interface Task extends Pick<DueAction, 'target' | 'targetId' | 'action' | 'grounds' | 'policyVersion'> {
  readonly deadline?: Deadline | undefined
  readonly suspended?: boolean
  /** The recording or the analysis that it is about. */
  readonly retained?: Recording | Analysis
}

const actionOf = (view: View, call: CallState, task: Task): DueAction => {
  const { target, targetId, grounds, deadline, retained } = task
  const { rule, article, at: dueAt } = grounds[0] as Ground
  const status = task.suspended === true ? 'suspended' : dueAt <= view.asOf ? 'due' : 'scheduled'
  const { callId, holdsInForce, accessRequests } = call
  const action = {
    callId,
    target,
    targetId,
    action: task.action,
    rule,
    article,
    dueAt,
    status,
    grounds
  } as Mutable<DueAction>
  if (deadline !== undefined) action.lastLawfulDay = deadline.lastLawfulDay
  action.policyVersion = task.policyVersion
  if (retained !== undefined) action.legalBasis = storageBasis(retained, view.asOf)
  action.holds = holdIds(holdsInForce)
  // What few have is put in by the engine's own function: it compiles this one anew for each shape that it has not met.
  if (target === 'recording' && accessRequests.length > 0) {
    const requests = handOverFirst(accessRequests, dueAt)
    if (requests.length > 0) Object.assign(action, { handOverFirst: requests })
  }
  if (retained?.instructed !== undefined)
    Object.assign(action, { instructedAt: retained.instructed.occurredAt })
  if (call.facts.uncertain) Object.assign(action, { uncertain: true })
  return action
}

/** To erase a recording, or to erase or anonymise an analysis. */
const disposal = (view: View, call: CallState, retained: Recording | Analysis): DueAction => {
  const left = groundsLeft(retained.grounds, call.holdsInForce)
  const suspended = left.length === 0
  const grounds = suspended ? retained.grounds : left
  const { target, targetId, expiry } = retained
  return actionOf(view, call, {
    target,
    targetId,
    action: target === 'recording' ? 'erase' : analysisAction(retained),
    grounds,
    policyVersion: versionName(view.rules, expiry.version),
    deadline: grounds[0]?.rule === 'expiry' ? expiry : undefined,
    suspended,
    retained
  })
}

/** The name of the version of the policy in force at an instant. */
const versionNameAt = ({ rules }: View, instant: Instant): string =>
  versionName(rules, versionAt(rules, instant))

const answer = (view: View, call: CallState, request: AccessRequest): DueAction => {
  const { requestId, event, extension, deadline } = request
  const events = extension === undefined ? [event.id] : [event.id, extension.id]
  return actionOf(view, call, {
    target: 'access-request',
    targetId: requestId,
    action: 'answer',
    grounds: [answerGround(deadline.dueAt, events)],
    policyVersion: versionNameAt(view, event.occurredAt),
    deadline
  })
}

const review = (view: View, call: CallState, { holdId, placed, latest }: Hold): DueAction =>
  actionOf(view, call, {
    target: 'hold',
    targetId: holdId,
    action: 'review',
    grounds: [reviewGround(view.rules.calendar.startOfDay(latest.reviewOn), latest)],
    policyVersion: versionNameAt(view, placed.occurredAt)
  })

const redaction = (view: View, call: CallState): DueAction | undefined => {
  const deadline = proofDeadline(view, call)
  if (deadline === undefined) return undefined
  const { dueAt, anchor } = deadline
  return actionOf(view, call, {
    target: 'proof',
    targetId: call.callId,
    action: 'redact',
    grounds: [proofGround(dueAt, anchor)],
    policyVersion: versionNameAt(view, anchor.occurredAt),
    deadline,
    suspended: call.holdsInForce.length > 0
  })
}

type AddAll = (actions: Array<DueAction>, view: View, call: CallState) => void

const addDisposals = (
  actions: Array<DueAction>,
  view: View,
  call: CallState,
  kept: ReadonlyArray<Recording | Analysis>
): void => {
  for (const each of kept) if (!each.done) actions.push(disposal(view, call, each))
}

const addReviews: AddAll = (actions, view, call) => {
  for (const hold of call.holds) if (hold.releases.length === 0) actions.push(review(view, call, hold))
}

const addAnswers: AddAll = (actions, view, call) => {
  const { closedAt } = call
  for (const request of call.accessRequests) {
    const isOpen = closedAt === undefined || request.event.occurredAt > closedAt
    if (request.answer === undefined && isOpen) actions.push(answer(view, call, request))
  }
}

/**
 * The open actions of a call, in the contract's order.
 *
 * @example
 * import { callState, compilePolicy, dueActions, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
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
    if (call.closedAt === undefined) {
      addDisposals(actions, view, call, call.recordings)
      addDisposals(actions, view, call, call.analyses)
      addReviews(actions, view, call)
      const redact = redaction(view, call)
      if (redact !== undefined) actions.push(redact)
    }
    addAnswers(actions, view, call)
    return inOrder(actions, ordAction.compare)
  }
