/**
 * The legal bases of storing at an instant: declared, and relied on.
 *
 * @see policies, section 3, "Remained at x"; GDPR art. 5(2), 6(1)
 */
import type { Instant } from './instant.ts'
import type { LegalBasis } from './legalBasis.ts'
import type { Purpose } from './purpose.ts'
import { firstPlace, noPurposes, type Purposes, type PurposeSet } from './purposeSet.ts'
import type { Retained } from './retained.ts'
import { remainedAt } from './standing.ts'

/** The legal bases of storing. Its members stand in the order of the output. */
export interface StorageBasis {
  /** What the notice declares for the purposes that remain. */
  readonly declared: ReadonlyArray<LegalBasis>
  /** The basis of the first of them; what was taken is never revived by another basis that the notice declares. */
  readonly reliedOn: LegalBasis | null
  /** The purposes that remain. */
  readonly purposes: ReadonlyArray<Purpose>
  /** The basis of each, where what it is kept for rests on more than one. */
  readonly bases?: Readonly<Record<Purpose, LegalBasis>>
}

const basisAt = ({ listed }: Purposes, place: number): LegalBasis =>
  (listed[place] as Purposes['listed'][number]).basis

/** Whether the purposes of a set rest on more than one basis. */
const restsOnSeveral = ({ byBasis }: Purposes, set: PurposeSet): boolean => {
  let bases = 0
  for (const same of byBasis) if ((same & set) !== noPurposes) bases++
  return bases > 1
}

/** The legal bases of storing a recording or an analysis at an instant. */
export const storageBasis = (retained: Retained, asOf: Instant): StorageBasis => {
  const { purposes, keptFor, matching, from } = retained
  const remained = remainedAt(retained, asOf)
  const kept = remained & keptFor
  const ofItsKind = from === 'takesFromRecording' ? purposes.ofRecordings : purposes.ofAnalyses
  const lost = retained.grounds.some(ground => ground.rule !== 'expiry' && ground.at <= asOf)
  const declared = purposes.declaredFor(kept || keptFor || matching || ofItsKind)
  const reliedOn = lost || kept === noPurposes ? null : basisAt(purposes, firstPlace(kept))
  const named = purposes.namesIn(remained)
  return restsOnSeveral(purposes, kept)
    ? { declared, reliedOn, purposes: named, bases: purposes.basesIn(kept) }
    : { declared, reliedOn, purposes: named }
}
