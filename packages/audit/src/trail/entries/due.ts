/**
 * Everything that followed from what happened: for what is kept, for requests, holds and the proof.
 */
import {
  type AccessRequest,
  type CallHistory,
  type CallState,
  type DueAction,
  type Event,
  type Instant,
  millisecondsBetween,
  actionableGround,
  versionAt,
  versionName,
  type View
} from '@samtykke/core'
import { retainedOf } from '@samtykke/core/lookups'
import { timelinessOf } from '../../basis/timeliness.ts'
import { actionFrom, derivedEntry, described, lateSeconds, type TrailInput, whyDue } from './derive.ts'
import type { DraftEntry } from './entry.ts'
import { retentionDrafts } from './retention.ts'

const without = (history: CallHistory, left: ReadonlyArray<Event>): CallHistory => {
  const ids = new Set<string>(left.map(({ id }) => id))
  return { ...history, events: history.events.filter(({ id }) => !ids.has(id)) }
}

const requestDrafts = (input: TrailInput, request: AccessRequest): ReadonlyArray<DraftEntry> => {
  const { view, deciding } = input
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
  const became = (): DraftEntry => {
    const { explanation, reason } = described(
      actionFrom(view, deadline.dueAt, about, deciding.aboutRequest(request))
    )
    return derivedEntry(about, {
      code: 'became-due',
      at: deadline.dueAt,
      facts: { action: 'answer' },
      articles: ['12(3)'],
      evidence,
      ...due,
      ...(explanation !== undefined && { explanation }),
      ...(reason !== undefined && { reason })
    })
  }
  const done = (by: NonNullable<typeof answer>): DraftEntry => {
    const history = deciding.aboutRequest(request)
    const before = actionFrom(view, by.occurredAt, about, without(history, [by]))
    return derivedEntry(about, {
      code: inTime ? 'done-in-time' : 'done-late',
      at: by.occurredAt,
      facts: { action: 'answer' },
      articles: ['12(3)'],
      evidence: [...evidence, by.id],
      ...due,
      ...lateSeconds(deadline.dueAt, by.occurredAt),
      timeliness: inTime ? 'in-time' : 'late',
      ...(before !== undefined && whyDue(before))
    })
  }
  return [
    ...(inTime || deadline.dueAt > view.asOf ? [] : [became()]),
    ...(answer === undefined ? [] : [done(answer)])
  ]
}

/** When it fell due, or when a hold that had suspended it was released. */
const actionableSince = (view: View, call: CallState, { target, targetId, dueAt }: DueAction): Instant => {
  const kept =
    target === 'recording'
      ? retainedOf(call.recordings, targetId)
      : target === 'analysis'
        ? retainedOf(call.analyses, targetId)
        : undefined
  return (kept && actionableGround(kept.grounds, call.holds, view.asOf)?.since) ?? dueAt
}

const dateOf = ({
  rule,
  policyVersion,
  dueAt,
  lastLawfulDay
}: DueAction): Pick<DraftEntry, 'rule' | 'policyVersion' | 'dueAt' | 'lastLawfulDay'> => ({
  rule,
  policyVersion,
  dueAt,
  ...(lastLawfulDay !== undefined && { lastLawfulDay })
})

/** What is due and not done, at the instant from which one looks. */
const overdue = ({ view, call }: TrailInput, actions: ReadonlyArray<DueAction>): ReadonlyArray<DraftEntry> =>
  actions
    .filter(({ status }) => status === 'due')
    .map(action => {
      const since = actionableSince(view, call, action)
      return derivedEntry(action, {
        code: 'overdue',
        at: view.asOf,
        facts: { action: action.action, ...(since > action.dueAt && { since }) },
        articles: [action.article],
        evidence: action.grounds.flatMap(ground => (ground.at <= view.asOf ? ground.events : [])),
        ...dateOf(action),
        ...lateSeconds(since, view.asOf),
        ...whyDue({ view, call, action })
      })
    })

/** Reviews and redactions that are due; what is due of things kept, and of requests, has its own entries. */
const othersBecameDue = (
  { view, call }: TrailInput,
  actions: ReadonlyArray<DueAction>
): ReadonlyArray<DraftEntry> =>
  actions
    .filter(({ target, status }) => (target === 'hold' || target === 'proof') && status === 'due')
    .map(action =>
      derivedEntry(action, {
        code: 'became-due',
        at: action.dueAt,
        facts: { action: action.action },
        articles: [action.article],
        evidence: action.grounds.flatMap(ground => ground.events),
        ...dateOf(action),
        ...whyDue({ view, call, action })
      })
    )

/** What a redaction of the proof did; whether it came too early is a finding. */
const redactionDrafts = ({ view, history, call }: TrailInput): ReadonlyArray<DraftEntry> =>
  call.redactions.slice(0, 1).map(event => {
    const about = { target: 'proof', targetId: call.callId } as const
    const at = event.occurredAt
    const before = actionFrom(view, at, about, without(history, call.redactions))
    const dueAt = before?.action.dueAt
    const lateness = dueAt === undefined || dueAt > at ? undefined : millisecondsBetween(dueAt, at)
    const timeliness = timelinessOf(lateness, view.rules.executionGrace)
    return derivedEntry(about, {
      code: call.closedAt === undefined ? 'done-early' : `done-${timeliness}`,
      at,
      facts: { action: 'redact' },
      articles: ['5(1)(e)'],
      evidence: [event.id],
      ...(before !== undefined && { ...dateOf(before.action), ...whyDue(before) }),
      ...(dueAt !== undefined && lateSeconds(dueAt, at)),
      timeliness
    })
  })

/** Everything that followed, for every target of the call. */
export const dueDrafts = (
  input: TrailInput,
  actions: ReadonlyArray<DueAction>
): ReadonlyArray<DraftEntry> => [
  ...[...input.call.recordings, ...input.call.analyses].flatMap(kept => retentionDrafts(input, kept)),
  ...input.call.accessRequests.flatMap(request => requestDrafts(input, request)),
  ...othersBecameDue(input, actions),
  ...redactionDrafts(input),
  ...overdue(input, actions)
]
