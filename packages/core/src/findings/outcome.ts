/**
 * Findings about what was done, or not done, to recordings, analyses and the proof.
 */
import type { AccessRequest } from '../accessRequest.ts'
import type { Analysis } from '../analysis.ts'
import { type CallState, nothingOpenAt } from '../call.ts'
import { proofDeadline } from '../proofDeadline.ts'
import type { Event } from '../event.ts'
import { eventsByType } from '../eventsByType.ts'
import { proofGround } from '../ground.ts'
import { lastingAt } from '../lasting.ts'
import { once } from '../once.ts'
import type { Outcome } from '../retained.ts'
import type { Recording } from '../recording.ts'
import type { View } from '../rules.ts'
import { groupedBy, none, ofType } from '../select.ts'
import { groundsLeft, holdsInForce } from '../suspension.ts'
import { eventsOf, evidence, type Finding, findingOf } from './finding.ts'
import { latenessSeverity, renderDuration, actionableGround } from './lateness.ts'

type Item = Recording | Analysis

const firstOutcome = (
  { rules }: View,
  call: CallState,
  retained: Item,
  outcome: Outcome
): ReadonlyArray<Finding> => {
  const at = outcome.occurredAt
  const actionable = actionableGround(retained.grounds, call.holds, at)
  if (actionable !== undefined) {
    const { ground, lateness, since } = actionable
    return [
      findingOf(call, {
        code: 'done-late',
        about: retained,
        at,
        events: evidence(retained.event, outcome, ...eventsOf(call, [ground])),
        detail: `${renderDuration(lateness)} after ${since} (${ground.rule})`,
        severity: latenessSeverity(lateness, rules.executionGrace)
      })
    ]
  }
  const holds = holdsInForce(call.holds, at)
  if (holds.length > 0) {
    const placings = holds.map(hold => hold.placed)
    return [
      findingOf(call, {
        code: 'erased-under-hold',
        about: retained,
        at,
        events: evidence(retained.event, outcome, ...placings),
        detail: 'a hold was in force, and nothing else was due'
      })
    ]
  }
  return outcome.type === 'analysis-anonymised'
    ? []
    : [
        findingOf(call, {
          code: 'done-early',
          about: retained,
          at,
          events: evidence(retained.event, outcome),
          detail: 'erased before anything was due'
        })
      ]
}

const overdueRetained = (view: View, call: CallState, retained: Item): ReadonlyArray<Finding> => {
  if (retained.done) return []
  const actionable = actionableGround(retained.grounds, call.holds, view.asOf)
  if (actionable === undefined) return []
  const first = groundsLeft(retained.grounds, call.holdsInForce)[0] ?? actionable.ground
  return [
    findingOf(call, {
      code: 'overdue',
      about: retained,
      at: first.at,
      events: evidence(retained.event, ...eventsOf(call, [first])),
      detail: `not done ${renderDuration(actionable.lateness)} after ${actionable.since} (${first.rule})`,
      severity: latenessSeverity(actionable.lateness, view.rules.executionGrace)
    })
  ]
}

const anonymisations = once((events: ReadonlyArray<Event>) =>
  groupedBy(ofType(events, 'analysis-anonymised'), each => each.analysisId)
)

const anonymisationsOf = ({ facts }: CallState, { targetId }: Analysis) =>
  anonymisations(facts.events).get(targetId) ?? none

const anonymisedNotErased = (call: CallState, analysis: Analysis): ReadonlyArray<Finding> => {
  const { event, anonymisable, outcomes, grounds } = analysis
  if (!anonymisable) {
    return anonymisationsOf(call, analysis).map(each =>
      findingOf(call, {
        code: 'anonymised-not-erased',
        about: analysis,
        at: each.occurredAt,
        events: evidence(event, each),
        detail: 'it cannot be anonymised'
      })
    )
  }
  const outcome = outcomes[0]
  if (outcome?.type !== 'analysis-anonymised') return []
  const ground = grounds.find(({ rule, at }) => rule !== 'expiry' && at <= outcome.occurredAt)
  return ground === undefined
    ? []
    : [
        findingOf(call, {
          code: 'anonymised-not-erased',
          about: analysis,
          at: outcome.occurredAt,
          events: evidence(event, outcome, ...eventsOf(call, [ground])),
          detail: `it was to be erased (${ground.rule}, ${ground.at})`
        })
      ]
}

/** What was disclosed on requests, by recording and request. */
const handedOver = once((events: ReadonlyArray<Event>) =>
  groupedBy(ofType(events, 'recording-disclosed'), ({ recordingId, requestId = '' }) =>
    keyOf(recordingId, requestId)
  )
)

const keyOf = (recordingId: string, requestId: string): string => `${recordingId} ${requestId}`

const requestTimes = once((requests: ReadonlyArray<AccessRequest>) =>
  lastingAt(
    requests.map(({ requestId, event, answer }) => ({
      from: event.occurredAt,
      until: answer?.occurredAt,
      requestId,
      event
    }))
  )
)

/** A recording that was erased while a copy of it was owed to the person. */
const erasedBeforeHandover = (call: CallState, retained: Item, outcome: Outcome): ReadonlyArray<Finding> => {
  const at = outcome.occurredAt
  const due = retained.grounds[0]?.at
  const isHandedOver = (requestId: string): boolean => {
    const first = handedOver(call.facts.events).get(keyOf(retained.targetId, requestId))?.[0]
    return first !== undefined && first.occurredAt <= at
  }
  const owed: Array<Event> = []
  for (const { requestId, event } of requestTimes(call.accessRequests)(at)) {
    if (event.occurredAt >= at || (due !== undefined && event.occurredAt >= due)) break
    if (!isHandedOver(requestId)) owed.push(event)
  }
  return owed.length === 0
    ? []
    : [
        findingOf(call, {
          code: 'erased-before-handover',
          about: retained,
          at,
          events: evidence(retained.event, ...owed, outcome),
          detail: `erased while ${owed.length === 1 ? 'a request for access was' : `${owed.length} requests for access were`} not answered, and its copy not handed over`
        })
      ]
}

/** Findings about what became of one recording or analysis of an open call. */
export const retainedFindings = (view: View, call: CallState, retained: Item): ReadonlyArray<Finding> => {
  const outcome = retained.outcomes[0]
  return [
    ...(outcome === undefined ? [] : firstOutcome(view, call, retained, outcome)),
    ...(outcome === undefined || retained.target === 'analysis' || call.accessRequests.length === 0
      ? []
      : erasedBeforeHandover(call, retained, outcome)),
    ...overdueRetained(view, call, retained),
    ...(retained.target === 'analysis' ? anonymisedNotErased(call, retained) : [])
  ]
}

type Outcomes = ReadonlyMap<string, ReadonlyArray<Outcome>>

const outcomesIn = once((events: ReadonlyArray<Event>): Readonly<Record<Item['target'], Outcomes>> => ({
  recording: groupedBy(ofType(events, 'recording-erased'), each => each.recordingId),
  analysis: groupedBy(eventsByType(events).analysisOutcomes, each => each.analysisId)
}))

/** Each outcome that is earlier than what it is an outcome of. */
export const outcomesBeforeTarget = (call: CallState, retained: Item): ReadonlyArray<Finding> => {
  const { target, targetId, start } = retained
  const findings: Array<Finding> = []
  for (const outcome of outcomesIn(call.facts.events)[target].get(targetId) ?? none) {
    if (outcome.occurredAt >= start) break
    if (outcome.type === 'analysis-anonymised' && target === 'analysis' && !retained.anonymisable) continue
    findings.push(
      findingOf(call, {
        code: 'outcome-before-target',
        about: retained,
        at: outcome.occurredAt,
        events: evidence(retained.event, outcome),
        detail: `earlier than the ${target} itself, of ${start}`
      })
    )
  }
  return findings
}

const proofOf = (call: CallState) => ({ target: 'proof', targetId: call.callId }) as const

/** A proof that is due to be redacted and is not. */
export const overdueProof = (view: View, call: CallState): ReadonlyArray<Finding> => {
  const deadline = proofDeadline(view, call)
  if (deadline === undefined) return []
  const ground = proofGround(deadline.dueAt, deadline.anchor)
  const actionable = actionableGround([ground], call.holds, view.asOf)
  return actionable === undefined
    ? []
    : [
        findingOf(call, {
          code: 'overdue',
          about: proofOf(call),
          at: ground.at,
          events: ground.events,
          detail: `not redacted ${renderDuration(actionable.lateness)} after ${actionable.since}`,
          severity: latenessSeverity(actionable.lateness, view.rules.executionGrace)
        })
      ]
}

/** Each redaction of the proof while something of the call was open. */
export const earlyRedactions = (call: CallState): ReadonlyArray<Finding> =>
  call.redactions.flatMap(event =>
    nothingOpenAt(call, event.occurredAt)
      ? []
      : [
          findingOf(call, {
            code: 'proof-redacted-early',
            about: proofOf(call),
            at: event.occurredAt,
            events: [event.id],
            detail: 'something of the call was still open'
          })
        ]
  )
