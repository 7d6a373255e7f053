/**
 * Which purposes stand at an instant, and which of them remain later.
 *
 * @see policies, section 3
 */
import { type ConsentAct, takesFrom } from './consentAct.ts'
import type { Instant } from './instant.ts'
import type { ShorterPeriod } from './lifetime.ts'
import { noPurposes, type Purposes, type PurposeSet } from './purposeSet.ts'
import type { Takeable } from './taking.ts'

/** What had been objected to at an instant, of recordings or of analyses. */
const objectedAt = (
  { objectable }: Purposes,
  acts: ReadonlyArray<ConsentAct>,
  instant: Instant,
  from: Takeable['from']
): PurposeSet => {
  if (objectable === noPurposes) return noPurposes
  let objected = noPurposes
  for (const act of acts) {
    if (act.at > instant) break
    if (act.kind === 'objection') objected |= takesFrom(act, from) & objectable
  }
  return objected
}

/**
 * The purposes that stand at an instant, of recordings or of analyses: what rests on consent where it is given, what rests
 * on a task or an interest where nobody objected, all else always.
 *
 * @param consent as it counts at that instant
 */
export const standingAt = (
  { purposes, acts, from }: Pick<Kept, 'acts' | 'from'> & { readonly purposes: Purposes },
  instant: Instant,
  consent: PurposeSet
): PurposeSet => {
  const { all, onConsent } = purposes
  return all === onConsent
    ? consent
    : (consent & onConsent) | (all & ~onConsent & ~objectedAt(purposes, acts, instant, from))
}

/** What a recording or an analysis is kept for, and what takes it. */
export interface Kept {
  /** When it began to exist: a recording's start, an analysis's making. */
  readonly start: Instant
  /** At least those acts of the call that decide about it, as sets of the version in force at its start. */
  readonly acts: ReadonlyArray<ConsentAct>
  readonly from: Takeable['from']
  /** P: the purposes that stood at its start. */
  readonly keptFor: PurposeSet
  /** The purposes on consent that match, of either kind, and that were agreed to at its start. */
  readonly agreed: PurposeSet
  readonly shorter: ReadonlyArray<ShorterPeriod>
}

/**
 * What remained, at `until`, of what a recording or an analysis was kept for and agreed to: later acts take, later grants
 * put nothing back, and a purpose whose period is over while others run is gone.
 *
 * @param kept a recording or an analysis of a call's state
 * @param until the last instant whose acts count
 *
 * @example
 * import { type ConsentAct, instant, remainedAt } from '@samtykke/core'
 *
 * const training = 0b0010
 * const start = instant('2025-09-01T08:00:00.000Z')
 * const withdrawn = { at: '2025-09-02T08:00:00.000Z', takes: training, takesFromRecording: training } as ConsentAct
 * const kept = { start, acts: [withdrawn], from: 'takesFromRecording', keptFor: training, agreed: training, shorter: [] } as const
 * assert.deepStrictEqual(remainedAt(kept, start), training)
 * assert.deepStrictEqual(remainedAt(kept, withdrawn.at), 0)
 *
 * @see policies, section 3, "Remained at x"; GDPR art. 7(3), 21(1)
 */
export const remainedAt = (
  { start, acts, from, keptFor, agreed, shorter }: Kept,
  until: Instant
): PurposeSet => {
  let kept = keptFor
  let others = agreed & ~keptFor
  for (const act of acts) {
    if (act.at > until) break
    if (act.at <= start) continue
    kept &= ~takesFrom(act, from)
    others &= ~act.takes
  }
  for (const { purposes, dueAt } of shorter) if (dueAt <= until) kept &= ~purposes
  return kept | others
}

/** The first act by an instant that took a purpose that had stood, or been agreed to, at the start. */
export const takerOf = (
  { start, acts, from, keptFor, agreed }: Kept,
  purpose: PurposeSet,
  until: Instant
): ConsentAct | undefined => {
  const stood = (keptFor & purpose) !== noPurposes
  if (!stood && (agreed & purpose) === noPurposes) return undefined
  return acts.find(
    act =>
      act.at > start &&
      act.at <= until &&
      ((stood ? takesFrom(act, from) : act.takes) & purpose) !== noPurposes
  )
}
