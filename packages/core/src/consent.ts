/**
 * What a customer agreed to at an instant.
 *
 * Consent is a fold over acts in the order of events, in which at one instant grants come before removals.
 *
 * @see contract, section 2; GDPR art. 4(11), 7
 */
import type { Event } from './event.ts'
import { type Instant, plusMilliseconds } from './instant.ts'
import {
  allPurposes,
  noPurposes,
  purposeSet,
  type PurposeSet,
  recordingPurposes,
  voiceAnalysis
} from './purpose.ts'

/** An act that gives or takes consent. */
export interface ConsentAct {
  readonly event: Event
  readonly at: Instant
  readonly gives: PurposeSet
  readonly takes: PurposeSet
  /** Withdrawn or refused, as against objected or requested to be erased. */
  readonly withdraws: boolean
}

const given = (event: Event, gives: PurposeSet): ConsentAct => ({
  event,
  at: event.occurredAt,
  gives,
  takes: noPurposes,
  withdraws: false
})

const taken = (event: Event, takes: PurposeSet, withdraws: boolean): ConsentAct => ({
  event,
  at: event.occurredAt,
  gives: noPurposes,
  takes,
  withdraws
})

const actOf = (event: Event): ConsentAct | undefined => {
  switch (event.type) {
    case 'consent-given':
      return given(event, purposeSet(event.purposes))
    case 'consent-refused':
    case 'consent-withdrawn':
      return taken(event, event.purposes === undefined ? allPurposes : purposeSet(event.purposes), true)
    case 'analysis-objected':
      return taken(event, voiceAnalysis, false)
    case 'erasure-requested':
      return taken(
        event,
        event.scope === 'all' ? allPurposes : event.scope === 'recording' ? recordingPurposes : voiceAnalysis,
        false
      )
    default:
      return undefined
  }
}

/** The acts of consent among events, in their order. */
export const consentActs = (events: ReadonlyArray<Event>): ReadonlyArray<ConsentAct> => {
  const acts: Array<ConsentAct> = []
  for (const event of events) {
    const act = actOf(event)
    if (act !== undefined) acts.push(act)
  }
  return acts
}

/**
 * C(t): the purposes agreed to at an instant, acts at that very instant included.
 *
 * @param acts the `consentActs` of a call's state
 *
 * @example
 * import { consentAt, instant, purposeBit, purposesIn } from '@samtykke/core'
 *
 * const training = purposeBit('internal-training')
 * const given = { at: instant('2025-09-01T08:00:00.000Z'), gives: training, takes: 0 }
 * const withdrawn = { at: instant('2025-09-02T08:00:00.000Z'), gives: 0, takes: training }
 * const consent = consentAt([given, withdrawn], instant('2025-09-01T09:00:00.000Z'))
 * assert.deepStrictEqual(purposesIn(consent), ['internal-training'])
 * assert.deepStrictEqual(consentAt([given, withdrawn], withdrawn.at), 0)
 *
 * @see contract, section 2; GDPR art. 7(1), 7(3)
 */
export const consentAt = (
  acts: ReadonlyArray<Pick<ConsentAct, 'at' | 'gives' | 'takes'>>,
  instant: Instant
): PurposeSet => {
  let consent = noPurposes
  for (const act of acts) {
    if (act.at > instant) break
    consent = (consent | act.gives) & ~act.takes
  }
  return consent
}

/** Consent as it stands at an instant when grants up to `until` count as given then. */
const consentWithLateGrants = (
  acts: ReadonlyArray<ConsentAct>,
  instant: Instant,
  until: Instant
): PurposeSet => {
  let before = noPurposes
  let takenAtInstant = noPurposes
  for (const act of acts) {
    if (act.at > until) break
    if (act.at < instant) before = (before | act.gives) & ~act.takes
    else if (act.gives !== noPurposes) before |= act.gives
    else if (act.at === instant) takenAtInstant |= act.takes
  }
  return before & ~takenAtInstant
}

/**
 * Consent at the start of a recording or the making of an analysis: where it has no basis then, grants that
 * come within the clock tolerance count as given at that instant.
 */
export const consentAtStart = (
  acts: ReadonlyArray<ConsentAct>,
  start: Instant,
  clockTolerance: number,
  hasBasis: (consent: PurposeSet) => boolean
): PurposeSet => {
  const consent = consentAt(acts, start)
  return hasBasis(consent) || clockTolerance === 0
    ? consent
    : consentWithLateGrants(acts, start, plusMilliseconds(start, clockTolerance))
}

/**
 * Whether a recording may be kept at all under this consent: it holds one of the three recording purposes.
 *
 * @example
 * import { permitsRecording, purposeBit } from '@samtykke/core'
 *
 * assert.deepStrictEqual(permitsRecording(purposeBit('documentation')), true)
 * assert.deepStrictEqual(permitsRecording(purposeBit('voice-analysis')), false)
 *
 * @see contract, section 3, `no-basis`; GDPR art. 6(1)(a), 17(1)(d)
 */
export const permitsRecording = (consent: PurposeSet): boolean => (consent & recordingPurposes) !== noPurposes

/**
 * Whether a voice may be analysed under this consent: it needs the consent to recording too.
 *
 * @example
 * import { permitsAnalysis, purposeBit } from '@samtykke/core'
 *
 * const consent = purposeBit('voice-analysis')
 * assert.deepStrictEqual(permitsAnalysis(consent), false)
 * assert.deepStrictEqual(permitsAnalysis(consent | purposeBit('documentation')), true)
 *
 * @see contract, section 3, `no-basis`; GDPR art. 6(1)(a), 17(1)(d)
 */
export const permitsAnalysis = (consent: PurposeSet): boolean =>
  permitsRecording(consent) && (consent & voiceAnalysis) !== noPurposes

/**
 * What remained, at `until`, of the consent at `start`: later removals take, later grants put nothing back.
 *
 * @param consent the purposes agreed to at `start`
 * @param until the last instant whose acts count
 *
 * @example
 * import { instant, purposeBit, remainedAt } from '@samtykke/core'
 *
 * const training = purposeBit('internal-training')
 * const start = instant('2025-09-01T08:00:00.000Z')
 * const withdrawn = { at: instant('2025-09-02T08:00:00.000Z'), gives: 0, takes: training }
 * const givenAgain = { at: instant('2025-09-03T08:00:00.000Z'), gives: training, takes: 0 }
 * assert.deepStrictEqual(remainedAt([withdrawn, givenAgain], training, start, givenAgain.at), 0)
 *
 * @see contract, section 4, "Remained at x"; GDPR art. 7(3)
 */
export const remainedAt = (
  acts: ReadonlyArray<Pick<ConsentAct, 'at' | 'gives' | 'takes'>>,
  consent: PurposeSet,
  start: Instant,
  until: Instant
): PurposeSet => {
  let remained = consent
  for (const act of acts) {
    if (act.at > until) break
    if (act.at > start) remained &= ~act.takes
  }
  return remained
}
