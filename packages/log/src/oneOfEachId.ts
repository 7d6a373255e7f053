/**
 * One event of each id, where several are sent at once.
 */
import { type AnyEvent, groupCopies, resolveCopies, sameContent } from '@samtykke/core'

interface OfEachId {
  /** In the order in which their ids were sent. */
  readonly unique: ReadonlyArray<AnyEvent>
  /** With other content than the one of their id that stands. */
  readonly conflicting: ReadonlyArray<AnyEvent>
}

/**
 * Of several events of one id the one that stands: a log holds one. Equal ones are one that was sent twice.
 *
 * @see contract, section 2, "Identity"
 */
export const oneOfEachId = (events: ReadonlyArray<AnyEvent>): OfEachId => {
  const copies = groupCopies(events)
  const unique = copies.map(each => resolveCopies(each).winner)
  if (unique.length === events.length) return { unique, conflicting: [] }
  const byId = new Map(unique.map(event => [event.id, event]))
  const conflicting = events.filter(event => !sameContent(event, byId.get(event.id) ?? event))
  return { unique, conflicting }
}
