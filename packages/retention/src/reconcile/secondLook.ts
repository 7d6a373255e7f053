/**
 * What differs is looked at a second time before it is told, since calls go on meanwhile.
 */
import { isKnownEvent, type LoadedCall, type Ref, refId } from '@samtykke/core'
import {
  type DifferenceKind,
  differenceOf,
  isBegunAgain,
  isBeingErased,
  type Known,
  shouldBeThere,
  withSaid
} from './known.ts'
import { erasedElsewhere, keyOf, learn, type Reconciliation, settled, type Sight } from './sight.ts'

export interface SecondLook {
  readonly kind: DifferenceKind | undefined
  readonly known: Known | undefined
  /** Whether it was erased, and the log does not say so. */
  readonly isUnrecorded: boolean
  readonly call: LoadedCall
  /** Whether a person must decide: a hold that was not released, or an entry that cannot be read. */
  readonly isForAPerson: boolean
}

/** The call and the store as they are by now. */
export const lookAgain = async (about: Reconciliation, ref: Ref): Promise<SecondLook> => {
  const found = await settled(about.store.find(ref))
  const call = await settled(about.log.load(ref.callId))
  const { entries } = call
  const sight: Sight = new Map()
  const holds = new Set<string>()
  for (const entry of entries) {
    learn(sight, entry, about)
    if (entry.payload._tag !== 'readable' && entry.payload._tag !== 'forgotten') continue
    const { event } = entry.payload
    if (isKnownEvent(event) && event.type === 'hold-placed') holds.add(event.holdId)
  }
  for (const { payload } of entries) {
    if (payload._tag !== 'readable' && payload._tag !== 'forgotten') continue
    if (isKnownEvent(payload.event) && payload.event.type === 'hold-released')
      holds.delete(payload.event.holdId)
  }
  const { known } = sight.get(keyOf(ref.callId, refId(ref))) ?? {}
  const isThere = found._tag === 'present'
  const lostAt = known !== undefined && shouldBeThere(known) ? await erasedElsewhere(about, ref) : undefined
  // Whoever began to erase it ends that: between the key and the outcome a processor may take days.
  const isLost = lostAt !== undefined && known !== undefined && !isBeingErased(known, lostAt)
  const all = isLost ? withSaid(known, { callId: ref.callId, id: refId(ref), at: lostAt }) : known
  const isUnrecorded = isLost && !shouldBeThere(all ?? {})
  return {
    // What was erased again and is not recorded so is taken up like what is still there.
    kind: isBegunAgain(all)
      ? 'resurrected'
      : isUnrecorded && !isThere
        ? 'missing'
        : differenceOf(all, isThere),
    known: all,
    isUnrecorded,
    call,
    isForAPerson: holds.size > 0 || entries.some(({ payload }) => payload._tag === 'undecodable')
  }
}
