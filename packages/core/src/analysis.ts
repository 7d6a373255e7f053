/**
 * The analyses of a call.
 *
 * @see contract, section 3
 */
import { type ConsentAct, consentAtStart, permitsAnalysis } from './consent.ts'
import type { Event, EventOf } from './event.ts'
import { analysisGrounds } from './ground.ts'
import { instructionFor, type Retained, type Outcome } from './retained.ts'
import { expiryFrom, type Rules, versionAt } from './rules.ts'
import { firsts, ofType } from './select.ts'

/** An analysis of the call. */
export interface Analysis extends Retained {
  readonly target: 'analysis'
  readonly event: EventOf<'analysis-produced'>
  readonly anonymisable: boolean
  /** Whether anonymising it failed for good. */
  readonly cannotBeAnonymised: boolean
}

const analysisOf =
  (rules: Rules, events: ReadonlyArray<Event>, acts: ReadonlyArray<ConsentAct>) =>
  (event: EventOf<'analysis-produced'>): Analysis => {
    const start = event.occurredAt
    const id = event.analysisId
    const anonymisable = event.anonymisable ?? true
    const consent = consentAtStart(acts, start, rules.clockTolerance, permitsAnalysis)
    const expiry = expiryFrom(rules, start, start, version => [version.analyses.keep])
    const outcomes: Array<Outcome> = []
    let cannotBeAnonymised = false
    for (const each of events) {
      if (each.type === 'analysis-erased' || (each.type === 'analysis-anonymised' && anonymisable)) {
        if (each.analysisId === id && each.occurredAt >= start) outcomes.push(each)
      } else if (each.type === 'retention-failed' && each.target === 'analysis' && each.targetId === id) {
        if (each.action === 'anonymise' && each.permanent) cannotBeAnonymised = true
      }
    }
    return {
      target: 'analysis',
      targetId: id,
      event,
      start,
      anchor: start,
      consent,
      grounds: analysisGrounds(event, consent, acts, expiry),
      expiry,
      inForceAtStart: versionAt(rules, start),
      outcomes,
      done: outcomes.length > 0,
      anonymisable,
      cannotBeAnonymised,
      instructed: instructionFor(events, 'analysis', id)
    }
  }

/** The analyses among the events of a call. */
export const analysesOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  acts: ReadonlyArray<ConsentAct>
): ReadonlyArray<Analysis> =>
  firsts(ofType(events, 'analysis-produced'), each => each.analysisId).map(analysisOf(rules, events, acts))
