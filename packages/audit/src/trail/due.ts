/**
 * Everything that followed from what happened: for what is kept, for requests, holds and the proof.
 */
import {
  type AccessRequest,
  type CallState,
  type DueAction,
  explain,
  type Instant,
  actionableGround,
  versionAt,
  versionName,
  type View
} from '@samtykke/core'
import { actionAt, derived, lateSeconds, type Seen } from './derive.ts'
import type { Draft } from './entry.ts'
import { keptDrafts } from './retained.ts'

const requestDrafts = (seen: Seen, request: AccessRequest): ReadonlyArray<Draft> => {
  const { view } = seen
  const { requestId: targetId, event, extension, deadline, answer } = request
  const about = { target: 'access-request', targetId } as const
  const evidence = [event.id, ...(extension === undefined ? [] : [extension.id])]
  const due = {
    rule: 'answer',
    policyVersion: versionName(view.rules, versionAt(view.rules, event.occurredAt)),
    dueAt: deadline.dueAt,
    lastLawfulDay: deadline.lastLawfulDay
  } as const
  const inTime = answer !== undefined && answer.occurredAt < deadline.dueAt
  const became = (): Draft => {
    const { explanation } = actionAt(seen, deadline.dueAt, 'access-request', targetId)
    return derived('became-due', deadline.dueAt, about, { action: 'answer' }, ['12(3)'], evidence, {
      ...due,
      ...(explanation !== undefined && { explanation })
    })
  }
  return [
    ...(inTime || deadline.dueAt > view.asOf ? [] : [became()]),
    ...(answer === undefined
      ? []
      : [
          derived(
            inTime ? 'done-in-time' : 'done-late',
            answer.occurredAt,
            about,
            { action: 'answer' },
            ['12(3)'],
            [...evidence, answer.id],
            { ...due, ...lateSeconds(deadline.dueAt, answer.occurredAt) }
          )
        ])
  ]
}

/** When it fell due, or when a hold that had suspended it was released. */
const actionableSince = (view: View, call: CallState, { target, targetId, dueAt }: DueAction): Instant => {
  const kept = [...call.recordings, ...call.analyses].find(
    each => each.target === target && each.targetId === targetId
  )
  return (kept && actionableGround(kept.grounds, call.holds, view.asOf)?.since) ?? dueAt
}

/** What is due and not done, at the instant from which one looks. */
const overdue = ({ view, call }: Seen, actions: ReadonlyArray<DueAction>): ReadonlyArray<Draft> =>
  actions
    .filter(({ status }) => status === 'due')
    .map(action => {
      const since = actionableSince(view, call, action)
      return derived(
        'overdue',
        view.asOf,
        action,
        { action: action.action, ...(since > action.dueAt && { since }) },
        [action.article],
        action.grounds.flatMap(ground => (ground.at <= view.asOf ? ground.events : [])),
        {
          rule: action.rule,
          policyVersion: action.policyVersion,
          dueAt: action.dueAt,
          ...(action.lastLawfulDay !== undefined && { lastLawfulDay: action.lastLawfulDay }),
          ...lateSeconds(since, view.asOf),
          explanation: explain(view)(call, action)
        }
      )
    })

/** Reviews and redactions that are due; what is due of things kept, and of requests, has its own entries. */
const othersBecameDue = ({ view, call }: Seen, actions: ReadonlyArray<DueAction>): ReadonlyArray<Draft> =>
  actions
    .filter(({ target, status }) => (target === 'hold' || target === 'proof') && status === 'due')
    .map(action =>
      derived(
        'became-due',
        action.dueAt,
        action,
        { action: action.action },
        [action.article],
        action.grounds.flatMap(ground => ground.events),
        {
          rule: action.rule,
          policyVersion: action.policyVersion,
          dueAt: action.dueAt,
          ...(action.lastLawfulDay !== undefined && { lastLawfulDay: action.lastLawfulDay }),
          explanation: explain(view)(call, action)
        }
      )
    )

/** What a redaction of the proof did; whether it came too early is a finding. */
const redactionDrafts = ({ call }: Seen): ReadonlyArray<Draft> =>
  call.redactions
    .slice(0, 1)
    .map(event =>
      derived(
        call.closedAt === undefined ? 'done-early' : 'done-in-time',
        event.occurredAt,
        { target: 'proof', targetId: call.callId },
        { action: 'redact' },
        ['5(1)(e)'],
        [event.id]
      )
    )

/** Everything that followed, for every target of the call. */
export const dueDrafts = (seen: Seen, actions: ReadonlyArray<DueAction>): ReadonlyArray<Draft> => [
  ...[...seen.call.recordings, ...seen.call.analyses].flatMap(kept => keptDrafts(seen, kept)),
  ...seen.call.accessRequests.flatMap(request => requestDrafts(seen, request)),
  ...othersBecameDue(seen, actions),
  ...redactionDrafts(seen),
  ...overdue(seen, actions)
]
