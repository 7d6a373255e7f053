/**
 * What core says of a history, seen from an instant.
 */
import {
  type CallHistory,
  callState,
  type CallState,
  type DueAction,
  dueActions,
  explain,
  type ExplanationStep,
  type Finding,
  findings,
  ordAction,
  ordFinding,
  runFindings,
  type View
} from '@samtykke/core'

/** All actions and findings of some calls, in the contract's order. */
export interface Assessment {
  readonly view: View
  readonly actions: ReadonlyArray<DueAction>
  readonly findings: ReadonlyArray<Finding>
  /** What is found of the policy alone. */
  readonly findingsOfPolicy: ReadonlyArray<Finding>
  /** By which arithmetic an action is due when it is. */
  readonly explain: (action: DueAction) => ReadonlyArray<ExplanationStep>
}

export const assess = (view: View, histories: ReadonlyArray<CallHistory>): Assessment => {
  const calls = histories.map(callState(view))
  const byId = new Map<string, CallState>(calls.map(call => [call.callId, call]))
  return {
    view,
    actions: calls.flatMap(dueActions(view)).sort(ordAction.compare),
    findings: calls.flatMap(findings(view)).sort(ordFinding.compare),
    findingsOfPolicy: runFindings(view),
    explain: action => {
      const call = byId.get(action.callId)
      return call === undefined ? [] : explain(view)(call, action)
    }
  }
}
