/**
 * Findings about what was done, or not done, to recordings, analyses and the proof.
 */
import type { AccessRequest } from '../accessRequest.ts'
import type { Analysis } from '../analysis.ts'
import { type CallState, nothingOpenAt } from '../call.ts'
import { proofDeadline } from '../proofDeadline.ts'
import type { Event } from '../event.ts'
import { proofGround } from '../ground.ts'
import { lastingAt } from '../lasting.ts'
import { once } from '../once.ts'
import type { Outcome } from '../retained.ts'
import type { Recording } from '../recording.ts'
import type { View } from '../rules.ts'
import { append, groupedBy, mapped, none, ofType, those } from '../select.ts'
import { groundsLeft, holdsInForce } from '../suspension.ts'
import { eventsOf, evidence, type Finding, findingOf } from './finding.ts'
import { latenessSeverity, renderDuration, actionableGround } from './lateness.ts'

type Item = Recording | Analysis

/** When it was first erased or anonymised: too late, too early or under a hold. */
export const outcomeFindings = ({ rules }: View, call: CallState, retained: Item): ReadonlyArray<Finding> => {
  const outcome: Outcome | undefined = retained.outcomes[0]
  if (outcome === undefined) return none
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
    ? none
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

/** What is due of it and is not done. */
export const overdueRetained = (view: View, call: CallState, retained: Item): ReadonlyArray<Finding> => {
  if (retained.done) return none
  const actionable = actionableGround(retained.grounds, call.holds, view.asOf)
  if (actionable === undefined) return none
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

/**
 * What was anonymised and was to be erased.
 *
 * @param allOutcomes those of the analysis, before it too
 */
export const anonymisedNotErased = (
  call: CallState,
  analysis: Analysis,
  allOutcomes: ReadonlyArray<Outcome>
): ReadonlyArray<Finding> => {
  const { event, anonymisable, outcomes, grounds } = analysis
  if (!anonymisable) {
    const anonymisations = those(allOutcomes, ({ type }) => type === 'analysis-anonymised')
    return mapped(anonymisations, each =>
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
  if (outcome?.type !== 'analysis-anonymised') return none
  const ground = grounds.find(({ rule, at }) => rule !== 'expiry' && at <= outcome.occurredAt)
  return ground === undefined
    ? none
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
export const erasedBeforeHandover = (call: CallState, retained: Recording): ReadonlyArray<Finding> => {
  const outcome = retained.outcomes[0]
  return outcome === undefined || call.accessRequests.length === 0 ? none : owedAt(call, retained, outcome)
}

const owedAt = (call: CallState, retained: Recording, outcome: Outcome): ReadonlyArray<Finding> => {
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

/**
 * Each outcome that is earlier than what it is an outcome of.
 *
 * @param outcomes those of the recording, or of the analysis, in order
 */
export const outcomesBeforeTarget = (
  call: CallState,
  retained: Item,
  outcomes: ReadonlyArray<Outcome>
): ReadonlyArray<Finding> => {
  const { target, start } = retained
  let findings: ReadonlyArray<Finding> = none
  for (const outcome of outcomes) {
    if (outcome.occurredAt >= start) break
    if (outcome.type === 'analysis-anonymised' && target === 'analysis' && !retained.anonymisable) continue
    findings = append(
      findings,
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
  if (deadline === undefined) return none
  const ground = proofGround(deadline.dueAt, deadline.anchor)
  const actionable = actionableGround([ground], call.holds, view.asOf)
  return actionable === undefined
    ? none
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
  mapped(
    those(call.redactions, event => !nothingOpenAt(call, event.occurredAt)),
    event =>
      findingOf(call, {
        code: 'proof-redacted-early',
        about: proofOf(call),
        at: event.occurredAt,
        events: [event.id],
        detail: 'something of the call was still open'
      })
  )
