/**
 * One event of each id, where several are sent at once.
 */
import { type AnyEvent, canonicalJson, recordedAt, sameContent } from '@samtykke/core'

interface OfEachId {
  /** In the order in which their ids were sent. */
  readonly standing: ReadonlyArray<AnyEvent>
  /** With other content than the one of their id that stands. */
  readonly others: ReadonlyArray<AnyEvent>
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const contentOf = (event: AnyEvent): string => canonicalJson({ ...event, recordedAt: undefined })

const isFirst = (a: AnyEvent, b: AnyEvent): boolean =>
  (compareText(recordedAt(a), recordedAt(b)) ||
    compareText(a.occurredAt, b.occurredAt) ||
    compareText(contentOf(a), contentOf(b))) < 0

/**
 * Of several events of one id the one that stands: a log holds one. Equal ones are one that was sent twice.
 *
 * @see contract, section 2, "Identity"
 */
export const oneOfEachId = (events: ReadonlyArray<AnyEvent>): OfEachId => {
  const byId = new Map<string, AnyEvent>()
  for (const event of events) {
    const other = byId.get(event.id)
    if (other === undefined || isFirst(event, other)) byId.set(event.id, event)
  }
  const standing = [...byId.values()]
  if (standing.length === events.length) return { standing, others: [] }
  const others = events.filter(event => !sameContent(event, byId.get(event.id) ?? event))
  return { standing, others }
}
