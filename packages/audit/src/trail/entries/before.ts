/**
 * What was open about something when it was done, had it not been.
 */
import {
  type CallHistory,
  callState,
  type DueAction,
  dueActions,
  type Event,
  type Instant,
  type View
} from '@samtykke/core'
import type { ActionOfCall } from './derive.ts'

/** Something that was done, and by which events; the first of them is the one that counts. */
export interface Done {
  readonly target: DueAction['target']
  readonly targetId: string
  /** From when it was there. */
  readonly since: Instant
  readonly by: readonly [Event, ...ReadonlyArray<Event>]
}

/** The same call, without what did it, seen from the instant at which it was done; `undefined` where nothing was open. */
export const actionBefore = (
  view: View,
  history: CallHistory,
  { target, targetId, since, by }: Done
): ActionOfCall | undefined => {
  const at = by[0].occurredAt
  const before = { ...view, asOf: at > since ? at : since }
  const did = new Set(by.map(({ id }) => id as string))
  const call = callState(before)({ ...history, events: history.events.filter(({ id }) => !did.has(id)) })
  const action = dueActions(before)(call).find(each => each.target === target && each.targetId === targetId)
  return action && { view: before, call, action }
}
