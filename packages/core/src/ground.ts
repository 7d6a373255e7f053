/**
 * Grounds: the reasons why something is due, each with its instant.
 *
 * @see contract, section 3; GDPR art. 17(1)
 */
import { type ConsentAct, permitsAnalysis, permitsRecording } from './consent.ts'
import type { Event, EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import { noPurposes, type PurposeSet, recordingPurposes, voiceAnalysis } from './purpose.ts'
import type { Expiry } from './rules.ts'

/** The name of a ground, in the order in which grounds at one instant are listed. */
export type GroundRule =
  'outside-notice' | 'no-basis' | 'objection' | 'withdrawal' | 'request' | 'expiry' | 'answer' | 'review'

/** A reason why something is due. */
export interface Ground {
  readonly rule: GroundRule
  readonly at: Instant
  /** The article of the GDPR, as `17(1)(b)`. */
  readonly article: string
  /** The ids of the events that it rests on. */
  readonly events: ReadonlyArray<string>
}

const ground = (rule: GroundRule, at: Instant, article: string, events: ReadonlyArray<string>): Ground => ({
  rule,
  at,
  article,
  events
})

/** Grounds by instant; those at one instant stay in the order in which they are given. */
const byInstant = (grounds: Array<Ground>): ReadonlyArray<Ground> => {
  for (let i = 1; i < grounds.length; i++) {
    const each = grounds[i] as Ground
    let j = i
    while (j > 0 && (grounds[j - 1] as Ground).at > each.at) {
      grounds[j] = grounds[j - 1] as Ground
      j--
    }
    grounds[j] = each
  }
  return grounds
}

const withdrawalGround = (at: Instant, events: ReadonlyArray<string>): Ground =>
  ground('withdrawal', at, '17(1)(b)', events)

/**
 * The instant at which withdrawals and refusals after `start` have taken what was needed, with every act that
 * took something up to then. A later grant puts nothing back.
 */
const withdrawal = (
  acts: ReadonlyArray<ConsentAct>,
  start: Instant,
  agreed: PurposeSet,
  suffices: (left: PurposeSet) => boolean
): Ground | undefined => {
  let left = agreed
  let fell: Instant | undefined
  const events: Array<string> = []
  for (const act of acts) {
    if (act.at <= start || !act.withdraws) continue
    if (fell !== undefined && act.at > fell) break
    const took = left & act.takes
    if (took === noPurposes) continue
    left &= ~took
    events.push(act.event.id)
    if (!suffices(left)) fell ??= act.at
  }
  return fell === undefined ? undefined : withdrawalGround(fell, events)
}

const firstRequest = (
  acts: ReadonlyArray<ConsentAct>,
  start: Instant,
  scope: 'recording' | 'analysis'
): Ground | undefined => {
  for (const { event, at } of acts) {
    if (
      at > start &&
      event.type === 'erasure-requested' &&
      (event.scope === 'all' || event.scope === scope)
    ) {
      return ground('request', at, '17(1)(b)', [event.id])
    }
  }
  return undefined
}

const firstObjection = (acts: ReadonlyArray<ConsentAct>, start: Instant): Ground | undefined => {
  for (const { event, at } of acts) {
    if (at > start && event.type === 'analysis-objected')
      return ground('objection', at, '17(1)(c)', [event.id])
  }
  return undefined
}

/** The grounds for erasing a recording. */
export const recordingGrounds = (
  stored: EventOf<'recording-stored'>,
  consent: PurposeSet,
  acts: ReadonlyArray<ConsentAct>,
  expiry: Expiry
): ReadonlyArray<Ground> => {
  const start = stored.startedAt
  const grounds: Array<Ground> = []
  if (permitsRecording(consent)) {
    const withdrawn = withdrawal(acts, start, consent & recordingPurposes, left => left !== noPurposes)
    if (withdrawn !== undefined) grounds.push(withdrawn)
  } else {
    grounds.push(ground('no-basis', start, '17(1)(d)', [stored.id]))
  }
  const request = firstRequest(acts, start, 'recording')
  if (request !== undefined) grounds.push(request)
  grounds.push(ground('expiry', expiry.dueAt, '17(1)(a)', [stored.id]))
  return byInstant(grounds)
}

/** The grounds for erasing or anonymising an analysis. */
export const analysisGrounds = (
  produced: EventOf<'analysis-produced'>,
  consent: PurposeSet,
  acts: ReadonlyArray<ConsentAct>,
  expiry: Expiry
): ReadonlyArray<Ground> => {
  const start = produced.occurredAt
  const grounds: Array<Ground> = []
  if (produced.direction === 'outbound')
    grounds.push(ground('outside-notice', start, '17(1)(d)', [produced.id]))
  if (!permitsAnalysis(consent)) grounds.push(ground('no-basis', start, '17(1)(d)', [produced.id]))
  const objection = firstObjection(acts, start)
  if (objection !== undefined) grounds.push(objection)
  if (permitsAnalysis(consent)) {
    const withdrawn = withdrawal(acts, start, consent & (recordingPurposes | voiceAnalysis), permitsAnalysis)
    if (withdrawn !== undefined) grounds.push(withdrawn)
  }
  const request = firstRequest(acts, start, 'analysis')
  if (request !== undefined) grounds.push(request)
  grounds.push(ground('expiry', expiry.dueAt, '5(1)(e)', [produced.id]))
  return byInstant(grounds)
}

/** The one ground of an answer to a request for access. */
export const answerGround = (dueAt: Instant, events: ReadonlyArray<string>): Ground =>
  ground('answer', dueAt, '12(3)', events)

/** The one ground of the review of a hold. */
export const reviewGround = (dueAt: Instant, event: Event): Ground =>
  ground('review', dueAt, '17(3)(e)', [event.id])

/** The one ground of the redaction of a proof. */
export const proofGround = (dueAt: Instant, anchor: Event): Ground =>
  ground('expiry', dueAt, '5(1)(e)', [anchor.id])
