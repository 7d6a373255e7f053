// Contract 3: what a call has, what each thing's grounds are, and when it was done.
import {
  consentActs,
  consentAt,
  recordingPurposesIn,
  sufficesForAnalysis,
  sufficesForRecording
} from './consent.ts'
import { takenBy } from './consent.ts'
import { answerEnd, endOf, extendedAnswerEnd, recordingEnd, retentionEnd } from './periods.ts'
import type { Deadline } from './periods.ts'
import { firstInstantOf, readHours, readInstant } from './time.ts'
import type { Instant } from './time.ts'
import type { Ground, PlainPolicy, PolicyVersion } from './plain.ts'
import type { CallHistory, Standing } from './what-counts.ts'

/** A recording or an analysis. `start` is s or p. */
export interface Kept {
  kind: 'recording' | 'analysis'
  id: string
  own: Standing
  start: Instant
  /** C(s) or C(p). */
  consent: ReadonlySet<string>
  /** The consent acts as they count for it. */
  acts: readonly Standing[]
  /** All that apply, in order. */
  grounds: readonly Ground[]
  expiry: Deadline & { version: PolicyVersion }
  anonymisable: boolean
  /** Valid outcomes, by order. */
  outcomes: readonly Standing[]
  /** Outcomes earlier than s or p. */
  tooEarly: readonly Standing[]
  /** `recording-stored` of its id, all but the first. */
  storedAgain: readonly Standing[]
}

export interface Hold {
  id: string
  own: Standing
  suspends: string
  /** The releases, by order. */
  releases: readonly Standing[]
  /** Its latest placing or review. */
  latest: Standing
  ground: Ground
}

export interface AccessRequest {
  id: string
  own: Standing
  /** Valid answers, by order. */
  answers: readonly Standing[]
  tooEarly: readonly Standing[]
  lateExtensions: readonly Standing[]
  end: Deadline
  ground: Ground
}

export interface Call {
  callId: string
  history: CallHistory
  consentActs: readonly Standing[]
  recordings: readonly Kept[]
  analyses: readonly Kept[]
  holds: readonly Hold[]
  requests: readonly AccessRequest[]
  redactions: readonly Standing[]
}

export const member = (event: Standing, name: string): string | undefined =>
  event.members[name] as string | undefined

// "comes twice under its own id within a call: the first stands"
const firstOfEach = (events: readonly Standing[], name: string): Standing[] => {
  const seen = new Set<string>()
  return events.filter(event => {
    const id = member(event, name) ?? ''
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

const ofType = (events: readonly Standing[], ...types: readonly string[]): Standing[] =>
  events.filter(({ type }) => types.includes(type))

export const ground = (rule: string, at: Instant, article: string, events: readonly string[]): Ground => ({
  rule,
  at,
  article,
  events
})

// "Order: by instant, at the same instant in the order of the tables."
const inOrder = (grounds: readonly (Ground | undefined)[]): Ground[] =>
  grounds.filter(each => each !== undefined).sort((left, right) => left.at - right.at)

const firstRequest = (
  events: readonly Standing[],
  start: Instant,
  scopes: readonly string[]
): Ground | undefined => {
  const request = ofType(events, 'erasure-requested').find(
    event => event.at > start && scopes.includes(member(event, 'scope') ?? '')
  )
  return request && ground('request', request.at, '17(1)(b)', [request.id])
}

/** "anchor = `endedAt`; where that is absent, before s, or after the stored event's `occurredAt`: anchor = s" */
const anchorOf = (own: Standing, s: Instant): Instant => {
  const ended = member(own, 'endedAt')
  if (ended === undefined) return s
  const end = readInstant(ended)
  return end < s || end > own.at ? s : end
}

// "Known types that differ among the `recording-stored` events of one call"
export const knownCustomerTypes = (events: readonly Standing[]): string[] => [
  ...new Set(
    ofType(events, 'recording-stored')
      .map(event => member(event, 'customerType') ?? 'unknown')
      .filter(type => type !== 'unknown')
  )
]

const recordingOf = (own: Standing, events: readonly Standing[], policy: PlainPolicy): Kept => {
  const id = member(own, 'recordingId') ?? ''
  const s = readInstant(member(own, 'startedAt') ?? '')
  const acts = consentActs(events)
  const at = consentAt(acts, s, readHours(policy.clockTolerance), sufficesForRecording)
  const held = recordingPurposesIn(at.purposes)
  const types = knownCustomerTypes(events)
  // "each of its recordings takes the shortest of the periods that those types would give"
  const countingTypes = types.length > 1 ? types : [member(own, 'customerType') ?? 'unknown']
  const anchor = anchorOf(own, s)
  const expiry = retentionEnd(policy, s, version =>
    recordingEnd(
      policy,
      version,
      anchor,
      member(own, 'direction') ?? '',
      member(own, 'line') ?? '',
      countingTypes
    )
  )
  // "each later `consent-withdrawn` or `consent-refused` takes its purposes from H …: the instant H becomes empty"
  const withdrawal = takenBy(acts, s, new Set(held), left => left.size === 0)
  const erasures = ofType(events, 'recording-erased').filter(event => member(event, 'recordingId') === id)
  return {
    kind: 'recording',
    id,
    own,
    start: s,
    consent: at.purposes,
    acts: at.acts,
    grounds: inOrder([
      held.length === 0 ? ground('no-basis', s, '17(1)(d)', [own.id]) : undefined,
      held.length > 0 && withdrawal
        ? ground('withdrawal', withdrawal.at, '17(1)(b)', withdrawal.events)
        : undefined,
      firstRequest(events, s, ['all', 'recording']),
      ground('expiry', expiry.dueAt, '17(1)(a)', [own.id])
    ]),
    expiry,
    anonymisable: false,
    // "earlier than s, p or the request it does nothing"
    outcomes: erasures.filter(event => event.at >= s),
    tooEarly: erasures.filter(event => event.at < s),
    storedAgain: ofType(events, 'recording-stored').filter(
      event => member(event, 'recordingId') === id && event !== own
    )
  }
}

const analysisOf = (own: Standing, events: readonly Standing[], policy: PlainPolicy): Kept => {
  const id = member(own, 'analysisId') ?? ''
  const p = own.at
  const acts = consentActs(events)
  const at = consentAt(acts, p, readHours(policy.clockTolerance), sufficesForAnalysis)
  const hasBasis = sufficesForAnalysis(at.purposes)
  // "have taken voice-analysis, or all recording purposes of C(p)"
  const withdrawal = takenBy(acts, p, at.purposes, left => !sufficesForAnalysis(left))
  const objection = ofType(events, 'analysis-objected').find(event => event.at > p)
  const expiry = retentionEnd(policy, p, version => endOf(version.analyses.keep, p, policy.timeZone))
  const anonymisable = own.members['anonymisable'] !== false
  // "an analysis with `analysis-erased`, or, if `anonymisable`, `analysis-anonymised`"
  const outcomeTypes = anonymisable ? ['analysis-erased', 'analysis-anonymised'] : ['analysis-erased']
  const outcomes = ofType(events, ...outcomeTypes).filter(event => member(event, 'analysisId') === id)
  return {
    kind: 'analysis',
    id,
    own,
    start: p,
    consent: at.purposes,
    acts: at.acts,
    grounds: inOrder([
      member(own, 'direction') === 'outbound' ? ground('outside-notice', p, '17(1)(d)', [own.id]) : undefined,
      hasBasis ? undefined : ground('no-basis', p, '17(1)(d)', [own.id]),
      objection && ground('objection', objection.at, '17(1)(c)', [objection.id]),
      hasBasis && withdrawal ? ground('withdrawal', withdrawal.at, '17(1)(b)', withdrawal.events) : undefined,
      firstRequest(events, p, ['all', 'analysis']),
      ground('expiry', expiry.dueAt, '5(1)(e)', [own.id])
    ]),
    expiry,
    anonymisable,
    outcomes: outcomes.filter(event => event.at >= p),
    tooEarly: outcomes.filter(event => event.at < p),
    storedAgain: []
  }
}

const holdOf = (own: Standing, events: readonly Standing[], policy: PlainPolicy): Hold => {
  const id = member(own, 'holdId') ?? ''
  // "the first instant of the `reviewOn` day of its latest placing or review"
  const latest =
    events
      .filter(event => event === own || (event.type === 'hold-reviewed' && member(event, 'holdId') === id))
      .at(-1) ?? own
  const due = firstInstantOf(member(latest, 'reviewOn') ?? '', policy.timeZone)
  return {
    id,
    own,
    suspends: member(own, 'suspends') ?? '',
    releases: ofType(events, 'hold-released').filter(event => member(event, 'holdId') === id),
    latest,
    ground: ground('review', due, '17(3)(e)', [latest.id])
  }
}

const requestOf = (own: Standing, events: readonly Standing[], policy: PlainPolicy): AccessRequest => {
  const id = member(own, 'requestId') ?? ''
  const mine = (type: string): Standing[] =>
    ofType(events, type).filter(event => member(event, 'requestId') === id)
  const unextended = answerEnd(own.at, policy.timeZone)
  // "An `access-extended` before that instant (also one before the request) gives …; a later one changes nothing."
  const counting = mine('access-extended').find(event => event.at < unextended.dueAt)
  const end = counting === undefined ? unextended : extendedAnswerEnd(own.at, policy.timeZone)
  return {
    id,
    own,
    answers: mine('access-answered').filter(event => event.at >= own.at),
    tooEarly: mine('access-answered').filter(event => event.at < own.at),
    lateExtensions: mine('access-extended').filter(event => event.at >= unextended.dueAt),
    end,
    ground: ground('answer', end.dueAt, '12(3)', [own.id, ...(counting === undefined ? [] : [counting.id])])
  }
}

export const callOf = (history: CallHistory, policy: PlainPolicy): Call => {
  const { callId, events } = history
  return {
    callId,
    history,
    consentActs: consentActs(events),
    recordings: firstOfEach(ofType(events, 'recording-stored'), 'recordingId').map(own =>
      recordingOf(own, events, policy)
    ),
    analyses: firstOfEach(ofType(events, 'analysis-produced'), 'analysisId').map(own =>
      analysisOf(own, events, policy)
    ),
    holds: firstOfEach(ofType(events, 'hold-placed'), 'holdId').map(own => holdOf(own, events, policy)),
    requests: firstOfEach(ofType(events, 'access-requested'), 'requestId').map(own =>
      requestOf(own, events, policy)
    ),
    redactions: ofType(events, 'proof-redacted')
  }
}
