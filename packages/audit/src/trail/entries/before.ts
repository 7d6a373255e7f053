/**
 * What was open about something at the instant before it was done.
 */
import {
  type CallHistory,
  callState,
  type DueAction,
  dueActions,
  epochMilliseconds,
  type Event,
  type Instant,
  instantFromEpoch,
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

const instantBefore = (instant: Instant): Instant => instantFromEpoch(epochMilliseconds(instant) - 1)

/** The same call, without what did it, seen from the instant before; `undefined` where nothing was open. */
export const actionBefore = (
  view: View,
  history: CallHistory,
  { target, targetId, since, by }: Done
): ActionOfCall | undefined => {
  const at = by[0].occurredAt
  const before = { ...view, asOf: at > since ? instantBefore(at) : since }
  const did = new Set(by.map(({ id }) => id as string))
  const call = callState(before)({ ...history, events: history.events.filter(({ id }) => !did.has(id)) })
  const action = dueActions(before)(call).find(each => each.target === target && each.targetId === targetId)
  return action && { view: before, call, action }
}
