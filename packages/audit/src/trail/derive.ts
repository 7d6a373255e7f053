/**
 * What entries of what followed are made with.
 */
import {
  type CallHistory,
  callState,
  type CallState,
  type DueAction,
  dueActions,
  explain,
  type Finding,
  type Instant,
  millisecondsBetween,
  type View
} from '@samtykke/core'
import type { DerivedCode, DerivedFacts, Draft } from './entry.ts'

/** A call, with what is needed to look at it from an earlier instant. */
export interface Seen {
  readonly view: View
  readonly history: CallHistory
  readonly call: CallState
  readonly findings: ReadonlyArray<Finding>
}

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The action on a target as it stood at an instant, with what is known now, and its explanation. */
export const actionAt = (
  { view, history }: Seen,
  asOf: Instant,
  target: DueAction['target'],
  targetId: string
): Pick<Draft, 'explanation' | 'policyVersion'> & { readonly action: DueAction | undefined } => {
  const then = { ...view, asOf }
  const call = callState(then)(history)
  const action = dueActions(then)(call).find(each => each.target === target && each.targetId === targetId)
  return action === undefined
    ? { action }
    : { action, explanation: explain(then)(call, action), policyVersion: action.policyVersion }
}

/** Seconds from when it could be done, where it was not in time. */
export const lateSeconds = (since: Instant, until: Instant): Pick<Draft, 'lateSeconds'> => {
  const seconds = Math.floor(millisecondsBetween(since, until) / 1000)
  return seconds > 0 ? { lateSeconds: seconds } : {}
}

export const derived = (
  code: DerivedCode,
  at: Instant,
  { target, targetId }: Pick<DueAction, 'target' | 'targetId'>,
  facts: DerivedFacts,
  articles: ReadonlyArray<string>,
  evidence: ReadonlyArray<string>,
  rest: Partial<Draft> = {}
): Draft => ({
  at,
  kind: 'derived',
  code,
  target,
  targetId,
  facts: { ...facts },
  articles,
  ...rest,
  evidence: [...new Set(evidence)]
})
