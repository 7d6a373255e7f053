/**
 * The analyses of a call.
 *
 * @see contract, section 3
 */
import type { ActsUnder } from './consentAct.ts'
import { consentAtStart } from './consent.ts'
import { decidingActs } from './decidingActs.ts'
import type { Event, EventOf } from './event.ts'
import type { RecordingMatch } from './fit.ts'
import { byInstant, outsideNoticeGround } from './ground.ts'
import { baselessLifetime, lifetimeOf } from './lifetime.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import { latestInstructions, type Retained } from './retained.ts'
import { type Rules, rulesAt, type VersionRules } from './rules.ts'
import { firsts, groupedBy, none, ofType } from './select.ts'
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

type OutcomeOfAnalysis = EventOf<'analysis-erased'> | EventOf<'analysis-anonymised'>

export const isOutcomeOfAnalysis = (event: Event): event is OutcomeOfAnalysis =>
  event.type === 'analysis-erased' || event.type === 'analysis-anonymised'

/** Of which analyses anonymising failed for good. */
const failedToAnonymise = (events: ReadonlyArray<Event>): ReadonlySet<string> =>
  new Set(
    ofType(events, 'retention-failed').flatMap(({ target, targetId, action, permanent }) =>
      target === 'analysis' && action === 'anonymise' && permanent ? [targetId] : []
    )
  )

const analysisOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  actsUnder: ActsUnder,
  purposesOfRecordings: PurposesOfRecordings
) => {
  const allOutcomes = groupedBy(events.filter(isOutcomeOfAnalysis), each => each.analysisId)
  const instructions = latestInstructions(events, 'analysis')
  const notAnonymised = failedToAnonymise(events)
  return (event: EventOf<'analysis-produced'>): Analysis => {
    const start = event.occurredAt
    const id = event.analysisId
    const { direction } = event
    const anonymisable = event.anonymisable ?? true
    const inForce = rulesAt(rules, start)
    const { purposes } = inForce
    const { onConsent, needRecording } = purposes
    const allActs = actsUnder(inForce)
    const acts = decidingActs(allActs, start, rules.clockTolerance)
    const fit = inForce.analyses(direction)
    const matching = fit.purposes
    const ofRecordings = purposesOfRecordings(inForce, direction)
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
    const outcomes = (allOutcomes.get(id) ?? none).filter(
      each => each.occurredAt >= start && (anonymisable || each.type === 'analysis-erased')
    )
    return {
      target: 'analysis',
      targetId: id,
      event,
      start,
      anchor: start,
      allActs,
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
      cannotBeAnonymised: notAnonymised.has(id),
      instructed: instructions.get(id)
    }
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

/** The purposes of recordings that an analysis in a direction can have, by a version. */
type PurposesOfRecordings = (version: VersionRules, direction: RecordingMatch['direction']) => PurposeSet

/** Looked up once for each version and direction: the recordings of a call may be of many kinds. */
const purposesOfKinds = (kinds: ReadonlyArray<RecordingMatch>): PurposesOfRecordings => {
  const known: Partial<Record<RecordingMatch['direction'], Map<VersionRules, PurposeSet>>> = {}
  return (version, direction) => {
    const ofDirection = (known[direction] ??= new Map<VersionRules, PurposeSet>())
    const set = ofDirection.get(version) ?? version.recordingPurposesOf(direction, kinds)
    ofDirection.set(version, set)
    return set
  }
}

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
    : firsts(produced, each => each.analysisId).map(
        analysisOf(rules, events, actsUnder, purposesOfKinds(kindsOf(recordings)))
      )
}
