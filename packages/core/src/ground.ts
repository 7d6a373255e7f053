/**
 * Grounds: the reasons why something is due, each with its instant.
 *
 * @see contract, section 3; policies, section 3; GDPR art. 17(1)
 */
import type { ConsentAct, TakingKind } from './consentAct.ts'
import type { Event } from './event.ts'
import type { Instant } from './instant.ts'
import { inOrder, ordText } from './order.ts'
import { mapped, those } from './select.ts'

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
export const byInstant = (grounds: Array<Ground>): ReadonlyArray<Ground> =>
  inOrder(grounds, (a, b) => ordText.compare(a.at, b.at))

/** It was made of a call that is not analysed. */
export const outsideNoticeGround = (at: Instant, own: Event): Ground =>
  ground('outside-notice', at, '17(1)(d)', [own.id])

/** No purpose stood at its start. */
export const noBasisGround = (at: Instant, own: Event): Ground => ground('no-basis', at, '17(1)(d)', [own.id])

const articleOf = { objection: '17(1)(c)', withdrawal: '17(1)(b)', request: '17(1)(b)' } as const

/**
 * Acts of a kind took what it was kept for.
 *
 * @param acts those that took something, in order
 * @param onConsent whether consent is the basis of anything of it
 */
export const takingGround = (
  kind: TakingKind,
  at: Instant,
  acts: ReadonlyArray<ConsentAct>,
  onConsent: boolean
): Ground =>
  ground(
    kind,
    at,
    kind === 'request' && !onConsent ? '17(1)(c)' : articleOf[kind],
    mapped(
      those(acts, act => act.at <= at),
      act => act.event.id
    )
  )

/** The retention period is over. */
export const expiryGround = (at: Instant, own: Event): Ground =>
  ground('expiry', at, own.type === 'recording-stored' ? '17(1)(a)' : '5(1)(e)', [own.id])

/** The one ground of an answer to a request for access. */
export const answerGround = (dueAt: Instant, events: ReadonlyArray<string>): Ground =>
  ground('answer', dueAt, '12(3)', events)

/** The one ground of the review of a hold. */
export const reviewGround = (dueAt: Instant, event: Event): Ground =>
  ground('review', dueAt, '17(3)(e)', [event.id])

/** The one ground of the redaction of a proof. */
export const proofGround = (dueAt: Instant, anchor: Event): Ground =>
  ground('expiry', dueAt, '5(1)(e)', [anchor.id])
