// A second, slow reading of the contract: every call of the input at once, in its JSON form.
import { actionsOf } from './actions.ts'
import { compareFindings } from './finding.ts'
import { findingsOf } from './findings.ts'
import { compareText } from './plain.ts'
import type { Action, Entry, Finding, Moment, PlainPolicy } from './plain.ts'
import { callOf } from './targets.ts'
import { readInstant } from './time.ts'
import { historiesOf } from './what-counts.ts'

// "Actions sort by `dueAt, callId, targetId, target`"
const compareActions = (left: Action, right: Action): number =>
  compareText(left.dueAt, right.dueAt) ||
  compareText(left.callId, right.callId) ||
  compareText(left.targetId, right.targetId) ||
  compareText(left.target, right.target)

export interface Assessment {
  actions: readonly Action[]
  findings: readonly Finding[]
}

export const assess = (
  events: readonly unknown[],
  policy: PlainPolicy,
  { asOf, knownAt }: Moment
): Assessment => {
  const now = readInstant(asOf)
  const known = knownAt === undefined ? Number.POSITIVE_INFINITY : readInstant(knownAt)
  const calls = historiesOf(events as readonly Entry[], now, known).map(history => callOf(history, policy))
  return {
    actions: calls.flatMap(call => actionsOf(call, policy, now)).sort(compareActions),
    findings: calls.flatMap(call => findingsOf(call, policy, now)).sort(compareFindings)
  }
}

export { proofPeriodUnset, recordIncomplete } from './findings.ts'
