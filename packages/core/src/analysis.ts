/**
 * The analyses of a call.
 *
 * @see contract, section 3
 */
import type { ActsUnder } from './consentAct.ts'
import { consentAtStart } from './consent.ts'
import { decidingActs } from './decidingActs.ts'
import type { EventOf } from './event.ts'
import type { EventsByType, OutcomeOfAnalysis } from './eventsByType.ts'
import type { RecordingMatch } from './fit.ts'
import { byInstant, outsideNoticeGround } from './ground.ts'
import type { Instant } from './instant.ts'
import { baselessLifetime, lifetimeOf } from './lifetime.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import { latestInstruction, notBefore, type Retained } from './retained.ts'
import { type Rules, rulesAt, type VersionRules } from './rules.ts'
import { eventsById, few, firsts, mapped, none, those } from './select.ts'
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

const noIds: ReadonlySet<string> = new Set<string>()

/** Of which analyses anonymising failed for good. */
const failedToAnonymise = (failed: ReadonlyArray<EventOf<'retention-failed'>>): ReadonlySet<string> =>
  failed.length === 0
    ? noIds
    : new Set(
        failed.flatMap(({ target, targetId, action, permanent }) =>
          target === 'analysis' && action === 'anonymise' && permanent ? [targetId] : []
        )
      )

/** The outcomes of an analysis. */
export const outcomesOf = eventsById((outcome: OutcomeOfAnalysis) => outcome.analysisId)

/** What of the event decides. */
interface Stated {
  readonly id: Analysis['targetId']
  readonly start: Instant
  readonly direction: RecordingMatch['direction']
  readonly anonymisable: boolean
}

const statedBy = (event: EventOf<'analysis-produced'>): Stated => ({
  id: event.analysisId,
  start: event.occurredAt,
  direction: event.direction,
  anonymisable: event.anonymisable ?? true
})

/** What an analysis can stand on at its making. */
interface Footing extends Pick<Analysis, 'purposes' | 'acts' | 'start' | 'matching'> {
  readonly ofRecordings: PurposeSet
}

const recordingStanding = (
  { purposes, acts, start, ofRecordings }: Footing,
  consent: PurposeSet
): PurposeSet => ofRecordings & standingAt({ purposes, acts, from: 'takesFromRecording' }, start, consent)

const standing = (footing: Footing, consent: PurposeSet): PurposeSet => {
  const { purposes, acts, start, matching } = footing
  const stands = matching & standingAt({ purposes, acts, from: 'takesFromAnalysis' }, start, consent)
  return recordingStanding(footing, consent) === noPurposes ? stands & ~purposes.needRecording : stands
}

// It reads no member of the event: events are of many shapes, for each of which so much would be compiled anew.
const analysisOf = (
  rules: Rules,
  { analysisOutcomes, instructed }: EventsByType,
  actsUnder: ActsUnder,
  purposesOfRecordings: PurposesOfRecordings,
  notAnonymised: ReadonlySet<string>,
  event: EventOf<'analysis-produced'>,
  { id, start, direction, anonymisable }: Stated
): Analysis => {
  const inForce = rulesAt(rules, start)
  const { purposes } = inForce
  const { onConsent, needRecording } = purposes
  const allActs = actsUnder(inForce)
  const acts = decidingActs(allActs, start, rules.clockTolerance)
  const fit = inForce.analyses(direction)
  const matching = fit.purposes
  const ofRecordings = purposesOfRecordings(inForce, direction)
  const from = 'takesFromAnalysis'
  const footing = { purposes, acts, start, matching, ofRecordings }
  const { consent, grantsUntil } = consentAtStart(
    rules,
    acts,
    start,
    given => (standing(footing, given) & onConsent) !== noPurposes
  )
  const keptFor = standing(footing, consent)
  const recording = recordingStanding(footing, consent)
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
  const since = notBefore(start, outcomesOf(analysisOutcomes, id))
  const outcomes = anonymisable ? since : those(since, ({ type }) => type === 'analysis-erased')
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
    instructed: latestInstruction(instructed, 'analysis', id)
  }
}

/** The kinds of recordings that a call has, each once. */
const kindsOf = (
  recordings: ReadonlyArray<{ readonly match: RecordingMatch }>
): ReadonlyArray<RecordingMatch> =>
  firsts(
    mapped(recordings, ({ match }) => match),
    ({ line, customerTypes }) => `${line} ${customerTypes}`
  )

/** The purposes of recordings that an analysis in a direction can have, by a version. */
type PurposesOfRecordings = (version: VersionRules, direction: RecordingMatch['direction']) => PurposeSet

/** Where the recordings of a call are of many kinds, looked up once for each version and direction. */
const purposesOfKinds = (kinds: ReadonlyArray<RecordingMatch>): PurposesOfRecordings => {
  if (kinds.length <= few) return (version, direction) => version.recordingPurposesOf(direction, kinds)
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
  events: EventsByType,
  actsUnder: ActsUnder,
  recordings: ReadonlyArray<{ readonly match: RecordingMatch }>
): ReadonlyArray<Analysis> => {
  const { produced, failed } = events
  if (produced.length === 0) return none
  const ofRecordings = purposesOfKinds(kindsOf(recordings))
  const notAnonymised = failedToAnonymise(failed)
  return mapped(
    firsts(produced, each => each.analysisId),
    event => analysisOf(rules, events, actsUnder, ofRecordings, notAnonymised, event, statedBy(event))
  )
}
