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
  type Instant,
  millisecondsBetween,
  type Outcome,
  type View
} from '@samtykke/core'
import type { RetainedItem } from '../../basis/segment.ts'
import { explanationText } from '../../explanation/explanationText.ts'
import type { DecidingEvents } from './decidingEvents.ts'
import type { DerivedCode, DerivedFacts, DraftEntry } from './entry.ts'

/** From what the derived entries of a call are made: the call, and what of it decided at an earlier instant. */
export interface TrailInput {
  readonly view: View
  readonly history: CallHistory
  readonly call: CallState
  readonly deciding: DecidingEvents
}

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

/** An action of a call, in the view from which it is seen. */
export interface ActionOfCall {
  readonly view: View
  readonly call: CallState
  readonly action: DueAction
}

type Why = Required<Pick<DraftEntry, 'explanation' | 'reason'>>

/** Why an action is due when it is, as steps and in words. */
export const whyDue = ({ view, call, action }: ActionOfCall): Why => {
  const explanation = explain(view)(call, action)
  return { explanation, reason: explanationText(view)(call, action, explanation) }
}

/** The action on a target that a history gives, seen from an instant with what is known now. */
export const actionFrom = (
  view: View,
  asOf: Instant,
  { target, targetId }: Pick<DueAction, 'target' | 'targetId'>,
  history: CallHistory
): ActionOfCall | undefined => {
  const then = { ...view, asOf }
  const call = callState(then)(history)
  const action = dueActions(then)(call).find(each => each.target === target && each.targetId === targetId)
  return action && { view: then, call, action }
}

/** What it was that was to be done, under which version of the policy, and why it was due when it was. */
export const described = (
  found: ActionOfCall | undefined
): Partial<Why> & Pick<DraftEntry, 'policyVersion'> & { readonly action: DueAction | undefined } =>
  found === undefined
    ? { action: undefined }
    : { action: found.action, ...whyDue(found), policyVersion: found.action.policyVersion }

/** The action on something kept as it stood when an outcome came, had neither that nor a later one come. */
export const actionBeforeOutcome = (
  { view, deciding }: Pick<TrailInput, 'view' | 'deciding'>,
  kept: RetainedItem,
  { occurredAt }: Outcome
): ActionOfCall | undefined => {
  const asOf = later(occurredAt, kept.event.occurredAt)
  return actionFrom(view, asOf, kept, deciding.aboutKept(kept, asOf, occurredAt))
}

/** Seconds from when it could be done, where it was not in time. */
export const lateSeconds = (since: Instant, until: Instant): Pick<DraftEntry, 'lateSeconds'> => {
  const seconds = Math.floor(millisecondsBetween(since, until) / 1000)
  return seconds > 0 ? { lateSeconds: seconds } : {}
}

/** What a derived entry states, beside the target that it is about. */
type Statement = Pick<DraftEntry, 'at' | 'articles' | 'evidence'> &
  Partial<Omit<DraftEntry, 'at' | 'kind' | 'code' | 'target' | 'targetId' | 'facts'>> & {
    readonly code: DerivedCode
    readonly facts: DerivedFacts
  }

/** A derived entry about a target; each event is evidence once. */
export const derivedEntry = (
  { target, targetId }: Pick<DueAction, 'target' | 'targetId'>,
  { at, code, facts, articles, evidence, ...rest }: Statement
): DraftEntry => ({
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
