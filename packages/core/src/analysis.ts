/**
 * The analyses of a call.
 *
 * @see contract, section 3
 */
import type { ActsUnder } from './consentAct.ts'
import { consentAtStart } from './consent.ts'
import type { Event, EventOf } from './event.ts'
import type { RecordingMatch } from './fit.ts'
import { byInstant, outsideNoticeGround } from './ground.ts'
import { baselessLifetime, lifetimeOf } from './lifetime.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import { instructionFor, type Retained, type Outcome } from './retained.ts'
import { type Rules, rulesAt } from './rules.ts'
import { firsts, none, ofType } from './select.ts'
import { standingAt } from './standing.ts'

/** An analysis of the call. */
export interface Analysis extends Retained {
  readonly target: 'analysis'
  readonly event: EventOf<'analysis-produced'>
  readonly anonymisable: boolean
  /** Whether anonymising it failed for good. */
  readonly cannotBeAnonymised: boolean
  /** Whether the policy has it erased, and not anonymised, when its period is over. */
  readonly erasedAfter: boolean
  /** Whether calls of its direction are analysed at all. */
  readonly outsideNotice: boolean
}

const analysisOf =
  (
    rules: Rules,
    events: ReadonlyArray<Event>,
    actsUnder: ActsUnder,
    recordings: ReadonlyArray<RecordingMatch>
  ) =>
  (event: EventOf<'analysis-produced'>): Analysis => {
    const start = event.occurredAt
    const id = event.analysisId
    const { direction } = event
    const anonymisable = event.anonymisable ?? true
    const inForce = rulesAt(rules, start)
    const { purposes } = inForce
    const { onConsent, needRecording } = purposes
    const acts = actsUnder(inForce)
    const fit = inForce.analyses(direction)
    const matching = fit.purposes
    const ofRecordings = inForce.recordingPurposesOf(direction, recordings)
    const from = 'takesFromAnalysis'
    const recordingStanding = (consent: PurposeSet): PurposeSet =>
      ofRecordings & standingAt({ purposes, acts, from: 'takesFromRecording' }, start, consent)
    const standing = (consent: PurposeSet): PurposeSet => {
      const stands = matching & standingAt({ purposes, acts, from }, start, consent)
      return recordingStanding(consent) === noPurposes ? stands & ~needRecording : stands
    }
    const { consent, grantsUntil } = consentAtStart(
      rules,
      acts,
      start,
      given => (standing(given) & onConsent) !== noPurposes
    )
    const keptFor = standing(consent)
    const recording = recordingStanding(consent)
    const needing = keptFor & needRecording
    const fallsWithRecording = needing !== noPurposes && (recording & ~onConsent) === noPurposes
    const takeable = {
      acts,
      start,
      from,
      purposes: keptFor,
      recording: fallsWithRecording ? recording : noPurposes,
      needing: fallsWithRecording ? needing : noPurposes
    } as const
    const living = { rules, own: event, anchor: start, fit, takeable }
    const { grounds, expiry, shorter } =
      keptFor === noPurposes ? baselessLifetime(living, matching) : lifetimeOf(living, onConsent)
    const outsideNotice = !inForce.analysed.has(direction)
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
      purposes,
      matching,
      consent,
      grantsUntil,
      spoken: none,
      acts,
      from,
      keptFor,
      agreed: consent & (matching | ofRecordings) & onConsent,
      grounds: byInstant(outsideNotice ? [outsideNoticeGround(start, event), ...grounds] : grounds),
      expiry,
      shorter,
      inForceAtStart: inForce.version,
      erasedAfter: (keptFor & fit.erasedAfter) !== noPurposes,
      outsideNotice,
      outcomes,
      done: outcomes.length > 0,
      anonymisable,
      cannotBeAnonymised,
      instructed: instructionFor(events, 'analysis', id)
    }
  }

/** The kinds of recordings that a call has, each once. */
const kindsOf = (
  recordings: ReadonlyArray<{ readonly match: RecordingMatch }>
): ReadonlyArray<RecordingMatch> =>
  recordings.length < 2
    ? recordings.map(({ match }) => match)
    : firsts(
        recordings.map(({ match }) => match),
        ({ line, customerTypes }) => `${line} ${customerTypes}`
      )

/** The analyses among the events of a call, of which the recordings are these. */
export const analysesOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  actsUnder: ActsUnder,
  recordings: ReadonlyArray<{ readonly match: RecordingMatch }>
): ReadonlyArray<Analysis> => {
  const produced = ofType(events, 'analysis-produced')
  return produced.length === 0
    ? none
    : firsts(produced, each => each.analysisId).map(analysisOf(rules, events, actsUnder, kindsOf(recordings)))
}
