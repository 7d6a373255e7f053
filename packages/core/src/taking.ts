/**
 * When acts of each kind have taken the purposes for which something is kept.
 *
 * @see policies, section 3: a_K(q)
 */
import { type ConsentAct, takesFrom, type TakingKind } from './consentAct.ts'
import type { Instant } from './instant.ts'
import { firstPlace, noPurposes, placesIn, type PurposeSet } from './purposeSet.ts'

/** What acts after a start take, from what. */
export interface Takeable {
  readonly acts: ReadonlyArray<ConsentAct>
  readonly start: Instant
  readonly from: 'takesFromRecording' | 'takesFromAnalysis'
  /** P: the purposes that stood at the start. */
  readonly purposes: PurposeSet
  /**
   * The purposes of recordings with which an analysis falls: where withdrawals have taken them all, they have taken the
   * purposes of `needing` too. Empty where that cannot be.
   */
  readonly recording: PurposeSet
  readonly needing: PurposeSet
}

/** What the acts of one kind took. */
export interface Taken {
  readonly kind: TakingKind
  /** The acts that took something, in order. */
  readonly acts: ReadonlyArray<ConsentAct>
  /** When it took the purpose at a place; `undefined` where it did not. */
  readonly at: (place: number) => Instant | undefined
  /** When it had taken every purpose of P. */
  readonly allAt: Instant | undefined
}

const earlier = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a

/** Whether any act took something. */
export const isTaken = ({ acts, start, from, purposes, recording }: Takeable): boolean => {
  for (let i = acts.length - 1; i >= 0; i--) {
    const act = acts[i] as ConsentAct
    if (act.at <= start) return false
    if ((takesFrom(act, from) & (purposes | recording)) !== noPurposes) return true
  }
  return false
}

/** What acts of a kind took, or `undefined` where they took nothing. */
export const takenBy = (takeable: Takeable, kind: TakingKind): Taken | undefined => {
  const { start, from, purposes, needing } = takeable
  const recording = kind === 'withdrawal' ? takeable.recording : noPurposes
  const taking: Array<ConsentAct> = []
  const instants: Array<Instant | undefined> = []
  let left = purposes | recording
  let recordingTakenAt: Instant | undefined
  for (const act of takeable.acts) {
    if (act.at <= start || act.kind !== kind) continue
    let took = takesFrom(act, from) & left
    if (took === noPurposes) continue
    left &= ~took
    taking.push(act)
    if (recording !== noPurposes && (left & recording) === noPurposes) recordingTakenAt ??= act.at
    for (; took !== noPurposes; took &= took - 1) instants[firstPlace(took)] = act.at
  }
  if (taking.length === 0) return undefined
  const at = (place: number): Instant | undefined =>
    (needing & (1 << place)) === 0 ? instants[place] : earlier(instants[place], recordingTakenAt)
  let allAt: Instant | undefined
  for (const place of placesIn(purposes)) {
    const taken = at(place)
    if (taken === undefined) return { kind, acts: taking, at, allAt: undefined }
    if (allAt === undefined || taken > allAt) allAt = taken
  }
  return { kind, acts: taking, at, allAt }
}
