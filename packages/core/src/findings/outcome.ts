/**
 * Findings about what was done, or not done, to recordings, analyses and the proof.
 */
import type { Analysis } from '../analysis.ts'
import { type CallState, nothingOpenAt } from '../call.ts'
import { groundsLeft } from '../dueAction.ts'
import { proofDeadline } from '../proofDeadline.ts'
import type { Event } from '../event.ts'
import { proofGround } from '../ground.ts'
import { holdsInForce } from '../hold.ts'
import type { Outcome } from '../kept.ts'
import type { Recording } from '../recording.ts'
import type { View } from '../rules.ts'
import { eventsOf, evidence, type Finding, findingOf } from './finding.ts'
import { latenessSeverity, renderDuration, standingAt } from './lateness.ts'

type Kept = Recording | Analysis

const firstOutcome = (
  { rules }: View,
  call: CallState,
  kept: Kept,
  outcome: Outcome
): ReadonlyArray<Finding> => {
  const at = outcome.occurredAt
  const standing = standingAt(kept.grounds, call.holds, at)
  if (standing !== undefined) {
    const { ground, lateness, since } = standing
    return [
      findingOf(
        'done-late',
        call,
        kept,
        at,
        evidence(kept.event, outcome, ...eventsOf(call, [ground])),
        `${renderDuration(lateness)} after ${since} (${ground.rule})`,
        latenessSeverity(lateness, rules.executionGrace)
      )
    ]
  }
  const holds = holdsInForce(call.holds, at)
  if (holds.length > 0) {
    const placings = holds.map(hold => hold.placed)
    return [
      findingOf(
        'erased-under-hold',
        call,
        kept,
        at,
        evidence(kept.event, outcome, ...placings),
        'a hold was in force, and nothing else was due'
      )
    ]
  }
  return outcome.type === 'analysis-anonymised'
    ? []
    : [
        findingOf(
          'done-early',
          call,
          kept,
          at,
          evidence(kept.event, outcome),
          'erased before anything was due'
        )
      ]
}

const overdueKept = (view: View, call: CallState, kept: Kept): ReadonlyArray<Finding> => {
  if (kept.done) return []
  const standing = standingAt(kept.grounds, call.holds, view.asOf)
  if (standing === undefined) return []
  const first = groundsLeft(kept.grounds, call.holdsInForce)[0] ?? standing.ground
  return [
    findingOf(
      'overdue',
      call,
      kept,
      first.at,
      evidence(kept.event, ...eventsOf(call, [first])),
      `not done ${renderDuration(standing.lateness)} after ${standing.since} (${first.rule})`,
      latenessSeverity(standing.lateness, view.rules.executionGrace)
    )
  ]
}

const anonymisedNotErased = (call: CallState, analysis: Analysis): ReadonlyArray<Finding> => {
  const { event, anonymisable, outcomes, grounds } = analysis
  if (!anonymisable) {
    return call.facts.events.flatMap(each =>
      each.type === 'analysis-anonymised' && each.analysisId === analysis.targetId
        ? [
            findingOf(
              'anonymised-not-erased',
              call,
              analysis,
              each.occurredAt,
              evidence(event, each),
              'it cannot be anonymised'
            )
          ]
        : []
    )
  }
  const outcome = outcomes[0]
  if (outcome?.type !== 'analysis-anonymised') return []
  const ground = grounds.find(({ rule, at }) => rule !== 'expiry' && at <= outcome.occurredAt)
  return ground === undefined
    ? []
    : [
        findingOf(
          'anonymised-not-erased',
          call,
          analysis,
          outcome.occurredAt,
          evidence(event, outcome, ...eventsOf(call, [ground])),
          `it was to be erased (${ground.rule}, ${ground.at})`
        )
      ]
}

/** Findings about what became of one recording or analysis of an open call. */
export const keptFindings = (view: View, call: CallState, kept: Kept): ReadonlyArray<Finding> => {
  const outcome = kept.outcomes[0]
  return [
    ...(outcome === undefined ? [] : firstOutcome(view, call, kept, outcome)),
    ...overdueKept(view, call, kept),
    ...(kept.target === 'analysis' ? anonymisedNotErased(call, kept) : [])
  ]
}

const isOutcomeOf = (kept: Kept, event: Event): boolean => {
  switch (event.type) {
    case 'recording-erased':
      return kept.target === 'recording' && event.recordingId === kept.targetId
    case 'analysis-erased':
      return kept.target === 'analysis' && event.analysisId === kept.targetId
    case 'analysis-anonymised':
      return kept.target === 'analysis' && event.analysisId === kept.targetId && kept.anonymisable
    default:
      return false
  }
}

/** Each outcome that is earlier than what it is an outcome of. */
export const outcomesBeforeTarget = (call: CallState, kept: Kept): ReadonlyArray<Finding> =>
  call.facts.events.flatMap(event =>
    event.occurredAt < kept.start && isOutcomeOf(kept, event)
      ? [
          findingOf(
            'outcome-before-target',
            call,
            kept,
            event.occurredAt,
            evidence(kept.event, event),
            `earlier than the ${kept.target} itself, of ${kept.start}`
          )
        ]
      : []
  )

const proofOf = (call: CallState) => ({ target: 'proof', targetId: call.callId }) as const

/** A proof that is due to be redacted and is not. */
export const overdueProof = (view: View, call: CallState): ReadonlyArray<Finding> => {
  const deadline = proofDeadline(view, call)
  if (deadline === undefined) return []
  const ground = proofGround(deadline.dueAt, deadline.anchor)
  const standing = standingAt([ground], call.holds, view.asOf, () => true)
  return standing === undefined
    ? []
    : [
        findingOf(
          'overdue',
          call,
          proofOf(call),
          ground.at,
          ground.events,
          `not redacted ${renderDuration(standing.lateness)} after ${standing.since}`,
          latenessSeverity(standing.lateness, view.rules.executionGrace)
        )
      ]
}

/** Each redaction of the proof while something of the call was open. */
export const earlyRedactions = (call: CallState): ReadonlyArray<Finding> =>
  call.redactions.flatMap(event =>
    nothingOpenAt(call, event.occurredAt)
      ? []
      : [
          findingOf(
            'proof-redacted-early',
            call,
            proofOf(call),
            event.occurredAt,
            [event.id],
            'something of the call was still open'
          )
        ]
  )
