/**
 * Where an encrypted member that opens nothing here was encrypted for: one of the events that were read with it.
 */
import type { PlacedMembers } from '@samtykke/core'
import { encryptableIn } from './keyOfStream.ts'
import { type MemberPlace, openText, type SealedText } from './memberText.ts'

/** Of a text that does not open: the place, as far as it is another than that in which it stands, or `undefined`. */
export type PlaceFinder = (
  key: Buffer,
  text: SealedText,
  here: MemberPlace
) => Partial<MemberPlace> | undefined

/** As many events of a call are looked at as are read from a log at once. */
const mostEvents = 500
/** Where more than these do not open, no place is looked for: it takes all events for each of them. */
const mostSearches = 10

/** Looks among the events that were read together, of the same call. */
export const placeFinder = (together: ReadonlyArray<PlacedMembers>): PlaceFinder => {
  let searches = 0
  return (key, text, here) => {
    if (++searches > mostSearches) return undefined
    const events = together.filter(({ boundTo }) => boundTo.stream === here.stream).slice(0, mostEvents)
    for (const { boundTo } of events) {
      for (const member of encryptableIn(here.stream)) {
        if (openText(key, text, { ...boundTo, member }) === undefined) continue
        return {
          ...(member !== here.member && { member }),
          ...(boundTo.id !== here.id && { id: boundTo.id }),
          ...(boundTo.type !== here.type && { type: boundTo.type })
        }
      }
    }
    return undefined
  }
}
