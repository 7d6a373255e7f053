/**
 * Core's own fold: what is known of a call, and what is due of it.
 */
import { callState, compilePolicy, type DueAction, dueActions, noticePolicy, type View } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { asOf, type Call } from './histories.ts'

const view: View = { rules: compilePolicy(noticePolicy, holidaysOf('DK')), asOf }
const stateOf = callState(view)
const actionsOf = dueActions(view)

export const rules = view.rules

export const foldOnCore = ({ callId, events }: Call): ReadonlyArray<DueAction> =>
  actionsOf(stateOf({ callId, events, faults: [] }))
