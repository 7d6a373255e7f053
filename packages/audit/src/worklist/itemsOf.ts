/**
 * What of a call needs a person.
 */
import {
  type Analysis,
  type CallState,
  type DueAction,
  dueActions,
  epochMilliseconds,
  type Finding,
  findings as findingsOf,
  type Instant,
  instantFromEpoch,
  noticePolicy,
  originOf,
  processorsOf,
  type Recording,
  type View
} from '@samtykke/core'
import { ofType } from '@samtykke/core/lookups'
import { type About, firstAbout } from '../basis/aboutTarget.ts'
import { unconfirmedBy } from '../instructions/unconfirmed.ts'
import { type Reason, reasons, type Urgency, type WorkItem } from './workItem.ts'

/** How far the list looks ahead, and how long a processor may take to confirm. */
export interface WorklistOptions {
  /** Days ahead. */
  readonly days: number
  /** Whole days since a processor was told. */
  readonly unconfirmedFor: number
}

const msPerDay = 86_400_000

type Kept = Recording | Analysis

/** The command that shows the same as the list, on another day too. */
const commandOf = ({ asOf, knownAt, rules }: View, callId: string | undefined): string =>
  [
    callId === undefined ? 'samtykke findings SOURCE' : `samtykke trail SOURCE --call ${callId}`,
    ...(rules.policy === noticePolicy ? [] : ['--policy POLICY']),
    `--as-of ${asOf}`,
    ...(knownAt === undefined ? [] : [`--known-at ${knownAt}`])
  ].join(' ')

/** When erasing or anonymising something last failed for good, since it was last stored. */
const lastFailures = ({ facts }: CallState): ((kept: Kept) => Instant | undefined) => {
  const lastOf = firstAbout(
    ofType(facts.events, 'retention-failed')
      .filter(({ permanent }) => permanent)
      .toReversed()
  )
  return kept => {
    const at = lastOf(kept)?.occurredAt
    return at !== undefined && at >= originOf(kept).occurredAt ? at : undefined
  }
}

/** Something to erase or anonymise, as it stands. */
interface Disposal {
  readonly kept: Kept
  readonly action: DueAction | undefined
  readonly isOverdue: boolean
  readonly waitsFor: ReadonlyArray<string>
  readonly failed: Instant | undefined
}

const orderedReasons = (holds: Readonly<Partial<Record<Reason, boolean>>>): ReadonlyArray<Reason> =>
  reasons.filter(each => holds[each] === true)

const disposalItem = (
  view: View,
  call: CallState,
  { kept, action, isOverdue, waitsFor, failed }: Disposal,
  ahead: Instant
): ReadonlyArray<WorkItem> => {
  const isDue = action?.status === 'due'
  const isNear = action !== undefined && action.status !== 'suspended' && action.dueAt <= ahead
  const processors = processorsOf(call, kept)
  const why = orderedReasons({
    overdue: isOverdue,
    'failed-permanently': failed !== undefined && isNear && !isAnonymisedByErasing(kept, action),
    'no-processor': isNear && processors.length === 0,
    'not-confirmed': waitsFor.length > 0,
    'call-unreadable': isNear && action.uncertain === true
  })
  if (why.length === 0) return []
  const urgency: Urgency = isOverdue ? 'late' : isDue || waitsFor.length > 0 ? 'now' : 'soon'
  return [
    {
      urgency,
      reasons: why,
      callId: call.callId,
      target: kept.target,
      targetId: kept.targetId,
      ...(action !== undefined && { action: action.action, article: action.article }),
      at: action?.dueAt ?? view.asOf,
      ...(action?.lastLawfulDay !== undefined && { lastLawfulDay: action.lastLawfulDay }),
      processors,
      ...(kept.instructed !== undefined && { instructedAt: kept.instructed.occurredAt }),
      ...(failed !== undefined && { failedAt: failed }),
      command: commandOf(view, call.callId),
      anchor: 'due'
    }
  ]
}

/** What could not be anonymised is erased instead, which has not failed yet. */
const isAnonymisedByErasing = (kept: Kept, action: DueAction | undefined): boolean =>
  kept.target === 'analysis' &&
  kept.cannotBeAnonymised &&
  action?.action === 'erase' &&
  kept.instructed === undefined

/** What a person answers, reviews or redacts. */
const otherItem = (
  view: View,
  action: DueAction,
  isOverdue: boolean,
  ahead: Instant
): ReadonlyArray<WorkItem> => {
  const { callId, target, targetId, dueAt, article, lastLawfulDay } = action
  const isRequest = target === 'access-request'
  const isLate = isOverdue || (target === 'hold' && action.status === 'due')
  const isNear = dueAt <= ahead && action.status !== 'suspended'
  if (!isLate && (target === 'proof' || (!isRequest && !isNear))) return []
  return [
    {
      urgency: isLate ? 'late' : isNear ? (dueAt <= view.asOf ? 'now' : 'soon') : 'later',
      reasons: orderedReasons({
        overdue: isLate,
        'access-request': isRequest,
        'hold-review': target === 'hold',
        'call-unreadable': target === 'proof' && action.uncertain === true
      }),
      callId,
      target,
      targetId,
      action: action.action,
      article,
      at: dueAt,
      ...(lastLawfulDay !== undefined && { lastLawfulDay }),
      command: commandOf(view, callId),
      anchor: 'due'
    }
  ]
}

const conflicts: ReadonlyArray<string> = ['conflicting-event', 'customer-type-conflict']

/** A finding that is an error or a conflict; what is overdue stands in the list already. */
export const findingItem =
  (view: View) =>
  ({ code, severity, callId, target, targetId, at }: Finding): ReadonlyArray<WorkItem> => {
    const isConflict = conflicts.includes(code)
    if (code === 'overdue' || (severity !== 'error' && !isConflict)) return []
    return [
      {
        urgency: 'look',
        reasons: [isConflict ? 'conflict' : 'finding'],
        callId: callId ?? null,
        ...(target !== undefined && { target }),
        ...(targetId !== undefined && { targetId }),
        finding: code,
        at,
        command: commandOf(view, callId),
        anchor: 'findings'
      }
    ]
  }

/** What of a call needs a person. */
export const itemsOf = (view: View, { days, unconfirmedFor }: WorklistOptions) => {
  const [dueIn, foundIn] = [dueActions(view), findingsOf(view)]
  const ahead = instantFromEpoch(epochMilliseconds(view.asOf) + days * msPerDay)
  return (call: CallState): ReadonlyArray<WorkItem> => {
    const actions = dueIn(call)
    const found = foundIn(call)
    const actionOf = firstAbout(actions)
    const overdueOf = firstAbout(
      found.filter(({ code, severity }) => code === 'overdue' && severity === 'error')
    )
    const isOverdue = (about: About): boolean => overdueOf(about) !== undefined
    const failedAt = lastFailures(call)
    const disposals = [...call.recordings, ...call.analyses]
      .filter(({ done }) => !done)
      .flatMap(kept =>
        disposalItem(
          view,
          call,
          {
            kept,
            action: actionOf(kept),
            isOverdue: isOverdue(kept),
            waitsFor: unconfirmedBy(view, unconfirmedFor, call, kept),
            failed: failedAt(kept)
          },
          ahead
        )
      )
    const others = actions
      .filter(({ target }) => target !== 'recording' && target !== 'analysis')
      .flatMap(action => otherItem(view, action, isOverdue(action), ahead))
    return [...disposals, ...others, ...found.flatMap(findingItem(view))]
  }
}
