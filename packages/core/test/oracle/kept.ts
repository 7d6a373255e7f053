// Contract 3, policies 3: the recordings and the analyses of a call, what they are kept for, and their grounds.
import { fold, spokenAt, stands, withinTolerance } from './consent.ts'
import { endOfAll, expiryOf, groundsOf } from './ends.ts'
import type { Lives } from './ends.ts'
import { endOfAnalysis, endOfRecording, versionAt } from './periods.ts'
import type { Recorded, RetentionEnd } from './periods.ts'
import type { Ground, PlainPolicy, PolicyVersion, Purpose } from './plain.ts'
import {
  idsOf,
  isAmong,
  isOnConsent,
  matching,
  type Place,
  purposesFor,
  purposesOf,
  requiresRecording
} from './purposes.ts'
import { reached } from './reach.ts'
import { readInstant } from './time.ts'
import type { Instant } from './time.ts'
import { member, ofType } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

/** A recording or an analysis. `start` is s or p. */
export interface Kept {
  kind: 'recording' | 'analysis'
  id: string
  own: Standing
  start: Instant
  /** In force at s or p. */
  version: PolicyVersion
  /** The purposes of its kind that match. */
  matching: readonly Purpose[]
  /** P. */
  purposes: readonly Purpose[]
  /** P, and the matching purposes on (a), of either kind, in C(s): in the policy's order. */
  listed: readonly Purpose[]
  /** C(s) or C(p). */
  consent: ReadonlySet<string>
  /** The consent acts as they count for it. */
  acts: readonly Standing[]
  /** E(q). */
  periods: Lives['periods']
  /** T; undefined where P is empty. */
  over: Instant | undefined
  /** All that apply, in order. */
  grounds: readonly Ground[]
  expiry: RetentionEnd
  /** What the rules look at of a recording. */
  recorded?: Recorded
  anonymisable: boolean
  /** Valid outcomes, by order. */
  outcomes: readonly Standing[]
  /** Outcomes earlier than s or p. */
  tooEarly: readonly Standing[]
  /** `recording-stored` of its id, all but the first. */
  storedAgain: readonly Standing[]
}

// "Known types that differ among the `recording-stored` events of one call"
export const knownCustomerTypes = (events: readonly Standing[]): string[] => [
  ...new Set(
    ofType(events, 'recording-stored')
      .map(event => member(event, 'customerType') ?? 'unknown')
      .filter(type => type !== 'unknown')
  )
]

/** "each of its recordings takes the shortest of the periods that those types would give" */
const placeOf = (own: Standing, events: readonly Standing[]): Place => {
  const types = knownCustomerTypes(events)
  return {
    line: member(own, 'line') ?? '',
    types: types.length > 1 ? types : [member(own, 'customerType') ?? 'unknown']
  }
}

/** "anchor = `endedAt`; where that is absent, before s, or after the stored event's `occurredAt`: anchor = s" */
const anchorOf = (own: Standing, s: Instant): Instant => {
  const ended = member(own, 'endedAt')
  if (ended === undefined) return s
  const end = readInstant(ended)
  return end < s || end > own.at ? s : end
}

type Decided = Pick<
  Kept,
  'kind' | 'own' | 'start' | 'version' | 'matching' | 'purposes' | 'consent' | 'acts' | 'listed'
>

/** Its ends and grounds. `recordingPurposes`: of an analysis those that stand at p. */
const endsOf = (
  decided: Decided,
  recordingPurposes: readonly Purpose[],
  isOutsideNotice: boolean,
  end: (purpose: Purpose | undefined) => RetentionEnd
): Pick<Kept, 'periods' | 'over' | 'grounds' | 'expiry'> => {
  const { kind, own, start, purposes } = decided
  const looked = purposes.length > 0 ? purposes : decided.matching
  const lives: Lives = {
    ...{ kind, own, start, purposes, recordingPurposes },
    acts: decided.acts.filter(({ at }) => at > start),
    periods: (looked.length > 0 ? looked : [undefined]).map(purpose => ({ purpose, end: end(purpose) }))
  }
  return {
    periods: lives.periods,
    over: endOfAll(lives),
    grounds: groundsOf(lives, isOutsideNotice),
    expiry: expiryOf(lives)
  }
}

/** "P, and the matching purposes on (a), of either kind, that are in C(s)" */
const listedOf = (
  version: PolicyVersion,
  purposes: readonly Purpose[],
  matchingOfEither: readonly Purpose[],
  consent: ReadonlySet<string>
): readonly Purpose[] =>
  purposesOf(version).filter(
    purpose =>
      isAmong(purposes, purpose) ||
      (isOnConsent(purpose) && consent.has(purpose.purpose) && isAmong(matchingOfEither, purpose))
  )

export const recordingOf = (
  own: Standing,
  events: readonly Standing[],
  acts: readonly Standing[],
  policy: PlainPolicy
): Kept => {
  const id = member(own, 'recordingId') ?? ''
  const s = readInstant(member(own, 'startedAt') ?? '')
  const version = versionAt(policy, s)
  const direction = member(own, 'direction') ?? ''
  const place = placeOf(own, events)
  const matchingOnes = matching(purposesFor(version, 'recording'), direction, [place])
  // "`clockTolerance` (where none of the target's matching purposes on (a) stands) and this both look at C(s) without
  // either."
  const before = fold(acts, s, version)
  const lacking = idsOf(matchingOnes.filter(isOnConsent)).filter(purpose => !before.has(purpose))
  const isTolerated = lacking.length === matchingOnes.filter(isOnConsent).length
  const tolerant = isTolerated ? withinTolerance(acts, s, policy) : acts
  const spoken = spokenAt(acts, id, s, policy, lacking)
  const counting = [...tolerant, ...spoken]
  const consent = fold(counting, s, version)
  const purposes = matchingOnes.filter(purpose => stands(purpose, counting, consent, s))
  notedAt(acts, tolerant, spoken, before, consent, s)
  const decided: Decided = {
    kind: 'recording',
    ...{ own, start: s, version, matching: matchingOnes, purposes, consent, acts: counting },
    listed: listedOf(version, purposes, matching(purposesOf(version), direction, [place]), consent)
  }
  const recorded: Recorded = { ...place, direction, anchor: anchorOf(own, s) }
  const erasures = ofType(events, 'recording-erased').filter(event => member(event, 'recordingId') === id)
  return {
    ...decided,
    ...endsOf(decided, [], false, purpose => endOfRecording(policy, s, recorded, purpose)),
    ...{ id, recorded },
    anonymisable: false,
    // "earlier than s, p or the request it does nothing"
    outcomes: erasures.filter(event => event.at >= s),
    tooEarly: erasures.filter(event => event.at < s),
    storedAgain: ofType(events, 'recording-stored').filter(
      event => member(event, 'recordingId') === id && event !== own
    )
  }
}

const notedAt = (
  acts: readonly Standing[],
  tolerant: readonly Standing[],
  spoken: readonly Standing[],
  before: ReadonlySet<string>,
  consent: ReadonlySet<string>,
  s: Instant
): void => {
  const isMoved = tolerant.some((act, index) => act !== acts[index])
  const given = spoken.flatMap(({ members }) => members['purposes'] as readonly string[])
  reached('clock tolerance: nothing stands', isMoved)
  reached('clock tolerance and spoken consent', isMoved && given.length > 0)
  reached(
    'spoken consent counts at s',
    given.some(purpose => consent.has(purpose))
  )
  reached('spoken consent beside another consent', given.length > 0 && before.size > 0)
  reached(
    'spoken consent: a refusal at s takes it',
    given.some(purpose => !consent.has(purpose))
  )
  reached(
    'spoken consent: a refusal before the words takes it',
    spoken.some(({ id }) =>
      acts.some(
        act =>
          act.type === 'consent-refused' &&
          act.at > s &&
          act.at < (acts.find(each => each.id === id)?.at ?? s)
      )
    )
  )
}

export const analysisOf = (
  own: Standing,
  events: readonly Standing[],
  acts: readonly Standing[],
  recordings: readonly Standing[],
  policy: PlainPolicy
): Kept => {
  const id = member(own, 'analysisId') ?? ''
  const p = own.at
  const version = versionAt(policy, p)
  const direction = member(own, 'direction') ?? ''
  const matchingOnes = matching(purposesFor(version, 'analysis'), direction, [])
  // "`line` and `customerType` of such a purpose's `when` match where one recording of the call, of any time, matches
  // both; where it has none, they are not looked at; its `direction` is the analysis's"
  const places = recordings.map(each => placeOf(each, events))
  const ofRecordings = matching(purposesFor(version, 'recording'), direction, places)
  const decide = (counting: readonly Standing[]) => {
    const consent = fold(counting, p, version)
    const isStanding = (purpose: Purpose): boolean => stands(purpose, counting, consent, p)
    const recordingPurposes = ofRecordings.filter(isStanding)
    // "it stands at p only where some recording purpose stands at p"
    const purposes = matchingOnes.filter(
      purpose => isStanding(purpose) && (recordingPurposes.length > 0 || !requiresRecording(purpose))
    )
    return { consent, recordingPurposes, purposes }
  }
  // "`clockTolerance` is used where no analysis purpose on (a) stands at p"
  const counting = decide(acts).purposes.some(isOnConsent) ? acts : withinTolerance(acts, p, policy)
  const { consent, recordingPurposes, purposes } = decide(counting)
  const required = matchingOnes.some(requiresRecording)
  reached('requires a recording: none stands at p', required && recordingPurposes.length === 0)
  reached('requires a recording: a call without recordings', required && places.length === 0)
  reached(
    'requires a recording: line and customer type of one recording of the call',
    required && purposesFor(version, 'recording').some(({ when }) => when?.line ?? when?.customerType)
  )
  const decided: Decided = {
    kind: 'analysis',
    ...{ own, start: p, version, matching: matchingOnes, purposes, consent, acts: counting },
    listed: listedOf(version, purposes, [...ofRecordings, ...matchingOnes], consent)
  }
  const anonymisable = own.members['anonymisable'] !== false
  // "an analysis with `analysis-erased`, or, if `anonymisable`, `analysis-anonymised`"
  const outcomeTypes = anonymisable ? ['analysis-erased', 'analysis-anonymised'] : ['analysis-erased']
  const outcomes = ofType(events, ...outcomeTypes).filter(event => member(event, 'analysisId') === id)
  // "A version has `analysisDirections` (default `["inbound"]`): others are `outside-notice`."
  const { analysisDirections = ['inbound'] } = version
  const isOutside = !analysisDirections.includes(direction)
  reached('outside analysisDirections', isOutside)
  reached('outbound, and in analysisDirections', direction === 'outbound' && !isOutside)
  return {
    ...decided,
    ...endsOf(decided, recordingPurposes, isOutside, purpose => endOfAnalysis(policy, p, direction, purpose)),
    id,
    anonymisable,
    outcomes: outcomes.filter(event => event.at >= p),
    tooEarly: outcomes.filter(event => event.at < p),
    storedAgain: []
  }
}
