/**
 * What a customer agreed to at an instant.
 *
 * Consent is a fold over acts in the order of events, in which at one instant grants come before removals.
 *
 * @see contract, section 2; policies, sections 2 and 3; GDPR art. 4(11), 7
 */
import type { ConsentAct } from './consentAct.ts'
import { evidenceDiffers } from './consentEvidence.ts'
import type { EventOf } from './event.ts'
import { type Instant, millisecondsBetween, plusMilliseconds } from './instant.ts'
import { once } from './once.ts'
import { noPurposes, type PurposeSet } from './purposeSet.ts'
import type { Rules } from './rules.ts'
import { few, groupedBy, none, those } from './select.ts'

/**
 * C(t): the purposes agreed to at an instant, acts at that very instant included.
 *
 * @param acts those of a recording, an analysis or a call's state
 *
 * @example
 * import { consentAt, instant } from '@samtykke/core'
 *
 * const training = 0b0010
 * const given = { at: instant('2025-09-01T08:00:00.000Z'), gives: training, takes: 0 }
 * const withdrawn = { at: instant('2025-09-02T08:00:00.000Z'), gives: 0, takes: training }
 * assert.deepStrictEqual(consentAt([given, withdrawn], instant('2025-09-01T09:00:00.000Z')), training)
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
 * Consent at the start of a recording or the making of an analysis: where nothing stands on it then, grants that come
 * within the clock tolerance count as given at that instant.
 */
export const consentAtStart = (
  { clockTolerance }: Rules,
  acts: ReadonlyArray<ConsentAct>,
  start: Instant,
  stands: (consent: PurposeSet) => boolean
): { readonly consent: PurposeSet; readonly grantsUntil: Instant } => {
  const consent = consentAt(acts, start)
  if (clockTolerance === 0 || stands(consent)) return { consent, grantsUntil: start }
  const grantsUntil = plusMilliseconds(start, clockTolerance)
  return { consent: consentWithLateGrants(acts, start, grantsUntil), grantsUntil }
}

/** The acts by the recording in which their words are. */
const spokenIn = once((acts: ReadonlyArray<ConsentAct>) =>
  groupedBy(acts, ({ event }) => (event.type === 'consent-given' && event.recordingId) || '')
)

type RecordingId = EventOf<'recording-stored'>['recordingId']

const isSpokenIn = (
  { clockTolerance, spokenConsentWithin }: Rules,
  { event, at }: ConsentAct,
  recordingId: RecordingId,
  start: Instant
): boolean =>
  at > start &&
  event.type === 'consent-given' &&
  event.method === 'spoken' &&
  event.recordingId === recordingId &&
  event.offsetMs !== undefined &&
  event.offsetMs <= spokenConsentWithin &&
  millisecondsBetween(start, at) <= spokenConsentWithin &&
  !evidenceDiffers(event, start, clockTolerance)

/**
 * The consents spoken at the beginning of a recording itself, which count as given at its start.
 *
 * @see policies, section 2, `spokenConsentWithin`; notice: "i selve samtalen"
 */
export const spokenConsents = (
  rules: Rules,
  acts: ReadonlyArray<ConsentAct>,
  recordingId: RecordingId,
  start: Instant
): ReadonlyArray<ConsentAct> =>
  those(acts.length <= few ? acts : (spokenIn(acts).get(recordingId) ?? none), act =>
    isSpokenIn(rules, act, recordingId, start)
  )

/** What spoken consents add to the consent at the start: what had none of the purposes asked for, and was not taken then. */
export const withSpoken = (
  {
    acts,
    spoken,
    start
  }: {
    readonly acts: ReadonlyArray<ConsentAct>
    readonly spoken: ReadonlyArray<ConsentAct>
    readonly start: Instant
  },
  asked: PurposeSet,
  consent: PurposeSet
): PurposeSet => {
  if (spoken.length === 0) return consent
  let added = noPurposes
  for (const { gives } of spoken) added |= gives
  added &= asked & ~consentAt(acts, start)
  for (const { at, takes } of acts) if (at === start) added &= ~takes
  return consent | added
}
