/**
 * What became of a call's actions since they were last looked at, and when to look again.
 */
import type { DueAction } from './dueAction.ts'
import { encodeAction } from './encodeAction.ts'
import type { CallHistory } from './facts.ts'
import type { Instant } from './instant.ts'
import type { View } from './rules.ts'

/** What became of an action: it was not there before, is another than before, or is there no more. */
export interface ActionChange {
  readonly change: 'new' | 'changed' | 'gone'
  /** As it is; of one that is gone, as it was. */
  readonly action: DueAction
}

const keyOf = ({ callId, target, targetId }: DueAction): string => `${callId} ${target} ${targetId}`

const byKey = (actions: ReadonlyArray<DueAction>): ReadonlyMap<string, DueAction> =>
  new Map(actions.map(action => [keyOf(action), action]))

/**
 * The difference between two lists of actions: what is gone in the order of the first list, then what is new or
 * changed in the order of the second.
 *
 * @example
 * import { actionChanges, callState, compilePolicy, decodeHistories, dueActions, type Instant, instant, noticePolicy } from '@samtykke/core'
 *
 * const request = { type: 'access-requested', callId: 'call-1', requestId: 'request-1', channel: 'email' }
 * const event = { ...request, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', occurredAt: '2025-12-20T08:00:00Z' }
 * const rules = compilePolicy(noticePolicy, () => undefined)
 * const actionsAt = (asOf: Instant) => {
 *   const view = { rules, asOf }
 *   return decodeHistories([event]).calls.map(callState(view)).flatMap(dueActions(view))
 * }
 * const january = actionsAt(instant('2026-01-01T00:00:00.000Z'))
 * const february = actionsAt(instant('2026-02-01T00:00:00.000Z'))
 * assert.deepStrictEqual(actionChanges([], january).map(({ change }) => change), ['new'])
 * assert.deepStrictEqual(actionChanges(january, february).map(({ change }) => change), ['changed']) // due now
 * assert.deepStrictEqual(actionChanges(february, february), [])
 */
export const actionChanges = (
  before: ReadonlyArray<DueAction>,
  after: ReadonlyArray<DueAction>
): ReadonlyArray<ActionChange> => {
  const [earlier, later] = [byKey(before), byKey(after)]
  return [
    ...before
      .filter(action => !later.has(keyOf(action)))
      .map((action): ActionChange => ({ change: 'gone', action })),
    ...after.flatMap((action): ReadonlyArray<ActionChange> => {
      const known = earlier.get(keyOf(action))
      if (known === undefined) return [{ change: 'new', action }]
      return encodeAction(known) === encodeAction(action) ? [] : [{ change: 'changed', action }]
    })
  ]
}

/**
 * The instant before which time alone changes none of the call's actions: a ground comes then, or an event that
 * claims to happen later happens. `undefined` where only a new event can change anything.
 *
 * @param actions the call's actions, seen from the same view
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, dueActions, instant, nextChangeAt, noticePolicy } from '@samtykke/core'
 *
 * const request = { type: 'access-requested', callId: 'call-1', requestId: 'request-1', channel: 'email' }
 * const event = { ...request, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', occurredAt: '2025-12-20T08:00:00Z' }
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [history] = decodeHistories([event]).calls
 * const actions = dueActions(view)(callState(view)(history!))
 * assert.equal(nextChangeAt(view)(history!, actions), actions[0]?.dueAt)
 */
export const nextChangeAt =
  ({ asOf }: View) =>
  (history: CallHistory, actions: ReadonlyArray<DueAction>): Instant | undefined => {
    let next: Instant | undefined
    const consider = (instant: Instant | undefined): void => {
      if (instant !== undefined && instant > asOf && (next === undefined || instant < next)) next = instant
    }
    // Of a suspended action, too: what may be relied on changes when a ground comes.
    for (const { grounds } of actions) for (const { at } of grounds) consider(at)
    for (const { occurredAt, recordedAt } of history.events) {
      consider(occurredAt)
      // A claim from the future happens when it was recorded.
      consider(recordedAt)
    }
    for (const fault of history.faults) if (fault._tag !== 'bad-line') consider(fault.recordedAt)
    return next
  }
