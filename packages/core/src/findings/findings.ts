/**
 * All findings of a call.
 *
 * @see contract, section 4
 */
import { outcomesOf } from '../analysis.ts'
import type { CallState } from '../call.ts'
import type { EventOf } from '../event.ts'
import { type EventsByType, eventsByType } from '../eventsByType.ts'
import { inOrder } from '../order.ts'
import { erasuresOf } from '../recording.ts'
import type { View } from '../rules.ts'
import { eventsById } from '../select.ts'
import { alreadyAnonymised, analysisFindings } from './analysis.ts'
import { eventFindings, recordFindings } from './event.ts'
import { type Finding, ordFinding, withSeverityOf } from './finding.ts'
import { holdFindings } from './hold.ts'
import {
  anonymisedNotErased,
  earlyRedactions,
  erasedBeforeHandover,
  outcomeFindings,
  outcomesBeforeTarget,
  overdueProof,
  overdueRetained
} from './outcome.ts'
import {
  customerTypeConflict,
  staleConsent,
  storedAfterErasure,
  storedFacts,
  usesWithoutBasis,
  withoutBasis
} from './recording.ts'
import { accessRequestFindings, answersBeforeRequest } from './request.ts'

const usesOf = eventsById((use: EventOf<'recording-used' | 'recording-disclosed'>) => use.recordingId)

type Add = (found: ReadonlyArray<Finding>) => void

/** What a call gives whether it is closed or not. */
const alwaysGiven = (view: View, call: CallState, events: EventsByType, add: Add): void => {
  add(recordFindings(call))
  for (const recording of call.recordings) {
    add(storedAfterErasure(call, recording))
    add(outcomesBeforeTarget(call, recording, erasuresOf(events.recordingsErased, recording.targetId)))
  }
  for (const analysis of call.analyses)
    add(outcomesBeforeTarget(call, analysis, outcomesOf(events.analysisOutcomes, analysis.targetId)))
  for (const request of call.accessRequests) {
    add(accessRequestFindings(view, call, request))
    add(answersBeforeRequest(call, request))
  }
}

const givenWhileOpen = (view: View, call: CallState, events: EventsByType, add: Add): void => {
  eventFindings(view, call, events, add)
  for (const recording of call.recordings) {
    add(withoutBasis(call, recording))
    add(staleConsent(view.rules, call, recording))
    add(usesWithoutBasis(call, recording, usesOf(events.uses, recording.targetId)))
    add(storedFacts(view.rules, call, recording))
    add(outcomeFindings(view, call, recording))
    add(erasedBeforeHandover(call, recording))
    add(overdueRetained(view, call, recording))
  }
  for (const analysis of call.analyses) {
    add(analysisFindings(view, call, analysis))
    add(alreadyAnonymised(call, analysis))
    add(outcomeFindings(view, call, analysis))
    add(overdueRetained(view, call, analysis))
    add(anonymisedNotErased(call, analysis, outcomesOf(events.analysisOutcomes, analysis.targetId)))
  }
  for (const hold of call.holds) add(holdFindings(view, call, hold))
  add(customerTypeConflict(call, events.stored))
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
    const events = eventsByType(call.facts.events)
    alwaysGiven(view, call, events, add)
    if (call.closedAt === undefined) givenWhileOpen(view, call, events, add)
    const { policy } = view.rules
    const weighed = policy.severities === undefined ? found : found.map(withSeverityOf(policy))
    return inOrder(weighed, ordFinding.compare)
  }
