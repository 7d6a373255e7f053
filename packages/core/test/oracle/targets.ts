// Contract 3: what a call has, what each thing's grounds are, and when it was done.
import { consentActs } from './consent.ts'
import { analysisOf, recordingOf } from './kept.ts'
import type { Kept } from './kept.ts'
import { answerEnd, extendedAnswerEnd } from './periods.ts'
import type { Deadline } from './periods.ts'
import type { Ground, PlainPolicy } from './plain.ts'
import { firstInstantOf } from './time.ts'
import type { Instant } from './time.ts'
import { member, ofType } from './what-counts.ts'
import type { CallHistory, Standing } from './what-counts.ts'

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

export const ground = (rule: string, at: Instant, article: string, events: readonly string[]): Ground => ({
  rule,
  at,
  article,
  events
})

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
  const acts = consentActs(events)
  const recordings = firstOfEach(ofType(events, 'recording-stored'), 'recordingId')
  return {
    callId,
    history,
    consentActs: acts,
    recordings: recordings.map(own => recordingOf(own, events, acts, policy)),
    analyses: firstOfEach(ofType(events, 'analysis-produced'), 'analysisId').map(own =>
      analysisOf(own, events, acts, recordings, policy)
    ),
    holds: firstOfEach(ofType(events, 'hold-placed'), 'holdId').map(own => holdOf(own, events, policy)),
    requests: firstOfEach(ofType(events, 'access-requested'), 'requestId').map(own =>
      requestOf(own, events, policy)
    ),
    redactions: ofType(events, 'proof-redacted')
  }
}
