/**
 * Core's own fold: what is known of a call, and what is due of it.
 */
import {
  callState,
  compilePolicy,
  type DueAction,
  dueActions,
  noticePolicy,
  type Policy,
  type Rules,
  type View
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { asOf, type Call } from './histories.ts'

const foldBy = (rules: Rules): ((call: Call) => ReadonlyArray<DueAction>) => {
  const view: View = { rules, asOf }
  const stateOf = callState(view)
  const actionsOf = dueActions(view)
  return ({ callId, events }) => actionsOf(stateOf({ callId, events, faults: [] }))
}

const rulesOf = (policy: Policy): Rules => compilePolicy(policy, holidaysOf('DK'))

export const rules = rulesOf(noticePolicy)
export const foldOnCore = foldBy(rules)

export const foldUnder = (policy: Policy): ((call: Call) => ReadonlyArray<DueAction>) =>
  foldBy(rulesOf(policy))
