/**
 * All findings of a call.
 *
 * @see contract, section 4
 */
import type { CallState } from '../call.ts'
import type { View } from '../rules.ts'
import { analysisFindings } from './analysis.ts'
import { eventFindings, recordFindings } from './event.ts'
import { compareFindings, type Finding } from './finding.ts'
import { holdFindings } from './hold.ts'
import { earlyRedactions, keptFindings, outcomesBeforeTarget, overdueProof } from './outcome.ts'
import { customerTypeConflict, recordingFindings, storedAfterErasure } from './recording.ts'
import { accessRequestFindings, answersBeforeRequest } from './request.ts'

/** What a call gives whether it is closed or not. */
const alwaysGiven = (view: View, call: CallState): Array<Finding> => [
  ...recordFindings(call),
  ...call.recordings.flatMap(recording => [
    ...storedAfterErasure(call, recording),
    ...outcomesBeforeTarget(call, recording)
  ]),
  ...call.analyses.flatMap(analysis => outcomesBeforeTarget(call, analysis)),
  ...call.accessRequests.flatMap(request => [
    ...accessRequestFindings(view, call, request),
    ...answersBeforeRequest(call, request)
  ])
]

const givenWhileOpen = (view: View, call: CallState): ReadonlyArray<Finding> => [
  ...eventFindings(call),
  ...call.recordings.flatMap(recording => [
    ...recordingFindings(view, call, recording),
    ...keptFindings(view, call, recording)
  ]),
  ...call.analyses.flatMap(analysis => [
    ...analysisFindings(view, call, analysis),
    ...keptFindings(view, call, analysis)
  ]),
  ...call.holds.flatMap(hold => holdFindings(view, call, hold)),
  ...customerTypeConflict(call),
  ...overdueProof(view, call),
  ...earlyRedactions(call)
]

/**
 * The findings of a call, in the contract's order.
 *
 * @example
 * import { callState, compilePolicy, findings, type Identifier, type Instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2026-01-01T00:00:00.000Z' as Instant }
 * const call = callState(view)({ callId: 'call-1' as Identifier, events: [], faults: [{ _tag: 'bad-line' }] })
 * assert.deepStrictEqual(findings(view)(call), [])
 * assert.deepStrictEqual(call.facts.uncertain, true)
 *
 * @see contract, section 4
 */
export const findings =
  (view: View) =>
  (call: CallState): ReadonlyArray<Finding> => {
    const found =
      call.closedAt === undefined
        ? [...alwaysGiven(view, call), ...givenWhileOpen(view, call)]
        : alwaysGiven(view, call)
    return found.sort(compareFindings)
  }
