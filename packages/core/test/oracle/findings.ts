// Contract 4: the findings of one call.
import { eventFindings } from './event-findings.ts'
import { keptFindings } from './kept-findings.ts'
import { writeInstant } from './time.ts'
import type { Instant } from './time.ts'
import { finding, inOrder } from './finding.ts'
import { answerOverdue, proofOverdue } from './overdue.ts'
import type { Finding, PlainPolicy } from './plain.ts'
import { reached } from './reach.ts'
import {
  closedAt,
  isAnsweredAt,
  isDoneAt,
  isInForceAt,
  keptOf,
  mayBeRedactedAt,
  takesOut
} from './standing.ts'
import type { AccessRequest, Call, Hold } from './targets.ts'
import { member } from './what-counts.ts'

const requestFindings = (call: Call, request: AccessRequest, asOf: Instant): Finding[] => {
  const about = { call, target: 'access-request', targetId: request.id } as const
  const [answer] = request.answers
  return [
    ...(isAnsweredAt(request, asOf) ? [] : answerOverdue(call, request, asOf)),
    ...request.tooEarly.map(early =>
      finding('outcome-before-target', 'error', early.at, about, [request.own, early])
    ),
    // "answered at or after `dueAt`; the answer"; "(of `answered-late` the extension that counted too)"
    ...(answer !== undefined && answer.at >= request.end.dueAt
      ? [
          finding('answered-late', 'error', answer.at, about, [
            request.own,
            ...inOrder(call, [...request.ground.events, answer.id])
          ])
        ]
      : []),
    // "`copyHandedOver` false and no `refusedBecause`; the answer"
    ...(answer !== undefined &&
    answer.members['copyHandedOver'] === false &&
    answer.members['refusedBecause'] === undefined
      ? [finding('answered-without-copy', 'error', answer.at, about, [request.own, answer])]
      : []),
    // "`access-extended` too late; the extension"
    ...request.lateExtensions.map(late =>
      finding('extension-late', 'warning', late.at, about, [request.own, late])
    )
  ]
}

const holdFindings = (call: Call, hold: Hold, policy: PlainPolicy, asOf: Instant): Finding[] => {
  const about = { call, target: 'hold', targetId: hold.id } as const
  const placed = hold.own.at
  // "once a hold that was ever in force: placed at or after a ground that it takes out, of a recording or analysis not
  // done by then"
  const tooLateFor = isInForceAt(hold, placed)
    ? keptOf(call)
        .filter(kept => !isDoneAt(kept, placed))
        .flatMap(({ grounds }) => grounds.filter(ground => takesOut(hold, ground) && ground.at <= placed))
    : []
  const [release] = hold.releases
  return [
    ...(tooLateFor.length > 0
      ? [
          finding('hold-after-due', 'warning', placed, about, [
            hold.own,
            ...inOrder(
              call,
              tooLateFor.flatMap(({ events }) => events)
            )
          ])
        ]
      : []),
    // "review `due`; `dueAt`"
    ...(release === undefined && hold.ground.at <= asOf
      ? [finding('hold-review-overdue', 'warning', hold.ground.at, about, [hold.own, hold.latest])]
      : []),
    // "per hold that the call has: its first release, with `approvals` below `holdReleaseApprovals`; the release"
    ...(release !== undefined && (release.members['approvals'] as number) < policy.holdReleaseApprovals
      ? [finding('hold-released-by-one', 'warning', release.at, about, [hold.own, release])]
      : [])
  ]
}

const callFindings = (call: Call): Finding[] => {
  const stored = call.history.events.filter(
    event => event.type === 'recording-stored' && member(event, 'customerType') !== 'unknown'
  )
  const [first] = stored
  const second = stored.find(
    event => member(event, 'customerType') !== (first && member(first, 'customerType'))
  )
  return [
    // "once a call, no target; the second of the differing events"
    ...(first !== undefined && second !== undefined
      ? [finding('customer-type-conflict', 'warning', second.at, { call }, [first, second])]
      : []),
    // "each early `proof-redacted`; that event"
    ...call.redactions
      .filter(redaction => !mayBeRedactedAt(call, redaction.at))
      .map(early =>
        finding('proof-redacted-early', 'error', early.at, { call, target: 'proof', targetId: call.callId }, [
          early
        ])
      )
  ]
}

// "A closed call gives only the findings of its access requests, `stored-after-erasure`, `outcome-before-target`,
// `duplicate-event`, `conflicting-event` and `unreadable-event`."
const leftOfClosed = new Set([
  ...[
    'stored-after-erasure',
    'outcome-before-target',
    'duplicate-event',
    'conflicting-event',
    'unreadable-event'
  ]
])

// "A severity that `severities` gives replaces error and warning of that code, and leaves `info` within the grace."
const bySeverities =
  ({ severities = {} }: PlainPolicy) =>
  (found: Finding): Finding => {
    const { code, severity } = found
    const isWithinGrace = severity === 'info' && (code === 'overdue' || code === 'done-late')
    const other = severities[code]
    reached('a severity replaced', other !== undefined && !isWithinGrace)
    reached('a severity left within the grace', other !== undefined && isWithinGrace)
    return other === undefined || isWithinGrace ? found : { ...found, severity: other }
  }

export const findingsOf = (call: Call, policy: PlainPolicy, asOf: Instant): Finding[] => {
  const all = [
    ...keptOf(call).flatMap(kept => keptFindings(call, kept, policy, asOf)),
    ...call.requests.flatMap(request => requestFindings(call, request, asOf)),
    ...call.holds.flatMap(hold => holdFindings(call, hold, policy, asOf)),
    ...proofOverdue(call, policy, asOf),
    ...callFindings(call),
    ...eventFindings(call, policy)
  ].map(bySeverities(policy))
  if (closedAt(call) === undefined) return all
  return all.filter(({ code, target }) => target === 'access-request' || leftOfClosed.has(code))
}

/** "once a run, without `callId`; `asOf`" */
export const proofPeriodUnset = (policy: PlainPolicy, asOf: Instant): Finding[] =>
  policy.proofOfConsent === undefined
    ? [{ code: 'proof-period-unset', severity: 'warning', at: writeInstant(asOf), events: [] }]
    : []

/** "once a run (per missing member)": which members a notice should state is a reading, so they are an argument. */
export const recordIncomplete = (missing: readonly string[], asOf: Instant): Finding[] =>
  missing.map(() => ({ code: 'record-incomplete', severity: 'warning', at: writeInstant(asOf), events: [] }))
