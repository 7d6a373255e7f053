/**
 * All findings of a call.
 *
 * @see contract, section 4
 */
import type { CallState } from '../call.ts'
import type { View } from '../rules.ts'
import { analysisFindings } from './analysis.ts'
import { eventFindings, recordFindings } from './event.ts'
import { type Finding, ordFinding, withSeverityOf } from './finding.ts'
import { holdFindings } from './hold.ts'
import { earlyRedactions, retainedFindings, outcomesBeforeTarget, overdueProof } from './outcome.ts'
import { customerTypeConflict, recordingFindings, storedAfterErasure } from './recording.ts'
import { accessRequestFindings, answersBeforeRequest } from './request.ts'

type Add = (found: ReadonlyArray<Finding>) => void

/** What a call gives whether it is closed or not. */
const alwaysGiven = (view: View, call: CallState, add: Add): void => {
  add(recordFindings(call))
  for (const recording of call.recordings) {
    add(storedAfterErasure(call, recording))
    add(outcomesBeforeTarget(call, recording))
  }
  for (const analysis of call.analyses) add(outcomesBeforeTarget(call, analysis))
  for (const request of call.accessRequests) {
    add(accessRequestFindings(view, call, request))
    add(answersBeforeRequest(call, request))
  }
}

const givenWhileOpen = (view: View, call: CallState, add: Add): void => {
  add(eventFindings(view, call))
  for (const recording of call.recordings) {
    add(recordingFindings(view, call, recording))
    add(retainedFindings(view, call, recording))
  }
  for (const analysis of call.analyses) {
    add(analysisFindings(view, call, analysis))
    add(retainedFindings(view, call, analysis))
  }
  for (const hold of call.holds) add(holdFindings(view, call, hold))
  add(customerTypeConflict(call))
  add(overdueProof(view, call))
  add(earlyRedactions(call))
}

/**
 * The findings of a call, in the contract's order.
 *
 * @example
 * import { callState, compilePolicy, findings, identifier, instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const call = callState(view)({ callId: identifier('call-1'), events: [], faults: [{ _tag: 'bad-line' }] })
 * assert.deepStrictEqual(findings(view)(call), [])
 * assert.deepStrictEqual(call.facts.uncertain, true)
 *
 * @see contract, section 4
 */
export const findings =
  (view: View) =>
  (call: CallState): ReadonlyArray<Finding> => {
    const found: Array<Finding> = []
    const add: Add = some => {
      for (const finding of some) found.push(finding)
    }
    alwaysGiven(view, call, add)
    if (call.closedAt === undefined) givenWhileOpen(view, call, add)
    const { policy } = view.rules
    const weighed = policy.severities === undefined ? found : found.map(withSeverityOf(policy))
    return weighed.length < 2 ? weighed : weighed.sort(ordFinding.compare)
  }
