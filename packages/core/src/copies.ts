/**
 * Which of several copies of an event counts, and whether they say the same.
 *
 * @see contract, section 2, "Identity"
 */
import { canonicalJson } from './canonicalJson.ts'
import { type AnyEvent, forgottenMembers } from './event.ts'
import { forgotten } from './eventCodecs.ts'
import { recordedAt } from './eventOrder.ts'
import { ordText } from './order.ts'

/** Events of one id, in any order; there is always one. */
export type Copies = readonly [AnyEvent, ...ReadonlyArray<AnyEvent>]

/** What becomes of the copies of an event. */
export interface ResolvedCopies {
  /** The copy that counts. */
  readonly winner: AnyEvent
  /** Whether some content came more than once. */
  readonly duplicate: boolean
  /** Whether not all have the same content. */
  readonly conflict: boolean
}

/** What an event says, without when the log learnt of it; of the members named only that it has them. */
const contentOf = (event: AnyEvent, unread: ReadonlyArray<string> = []): string => {
  const members: Record<string, unknown> = { ...event, recordedAt: undefined }
  for (const member of unread) if (members[member] !== undefined) members[member] = forgotten
  return canonicalJson(members)
}

/** What one of several copies has forgotten is compared in none of them. */
const contentsOf = (copies: ReadonlyArray<AnyEvent>): ReadonlyArray<string> => {
  const unread = [...new Set(copies.flatMap(forgottenMembers))]
  return copies.map(copy => contentOf(copy, unread))
}

/**
 * Whether two events say the same, whenever the log learnt of them, as far as neither has forgotten it.
 *
 * @example
 * import { type EventOf, identifier, instant, sameContent, uuid } from '@samtykke/core'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.ok(sameContent(objected, { ...objected, recordedAt: instant('2025-09-02T08:00:00.000Z') }))
 * assert.ok(!sameContent(objected, { ...objected, channel: 'phone' }))
 *
 * @see contract, section 2, "Identity"
 */
export const sameContent = (a: AnyEvent, b: AnyEvent): boolean => new Set(contentsOf([a, b])).size === 1

type Members = Readonly<Record<string, unknown>>

/** Whether values are plainly the same: a text, number or flag, or a list of some. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, i) => each === b[i]))

const saysAll = (a: Members, b: Members): boolean => {
  for (const member in b) if (member !== 'recordedAt' && !isSame(a[member], b[member])) return false
  return true
}

/** Whether copies plainly say the same, as nearly all do: what they say need not be brought into one form. */
const sayTheSame = (copies: ReadonlyArray<object>): boolean => {
  const [first, ...others] = copies as ReadonlyArray<Members> as [Members, ...Array<Members>]
  return others.every(other => saysAll(first, other) && saysAll(other, first))
}

const text = ordText.compare

/**
 * Of several copies of one event the winner: the earliest `recordedAt`, then the earliest `occurredAt`, then the
 * smallest canonical JSON of the content.
 *
 * @example
 * import { decodeHistories, groupCopies, resolveCopies } from '@samtykke/core'
 *
 * const copy = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T08:00:00Z'
 * }
 * const { calls } = decodeHistories([{ ...copy, channel: 'phone' }, { ...copy, channel: 'email' }])
 * const resolved = calls.flatMap(({ events }) => groupCopies(events)).map(resolveCopies)
 * assert.deepStrictEqual(
 *   resolved.map(({ winner, duplicate, conflict }) => ['channel' in winner && winner.channel, duplicate, conflict]),
 *   [['email', false, true]]
 * )
 *
 * @see contract, section 2, "Identity"
 */
export const resolveCopies = (copies: Copies): ResolvedCopies => {
  if (copies.length === 1) return { winner: copies[0], duplicate: false, conflict: false }
  const areAlike = sayTheSame(copies)
  const contents = areAlike ? copies.map(() => '') : contentsOf(copies)
  const different = new Set(contents)
  let first = 0
  for (let i = 1; i < copies.length; i++) {
    const [a, b] = [copies[i] as AnyEvent, copies[first] as AnyEvent]
    const order =
      text(recordedAt(a), recordedAt(b)) ||
      text(a.occurredAt, b.occurredAt) ||
      text(contents[i], contents[first]) ||
      (areAlike ? 0 : text(contentOf(a), contentOf(b))) ||
      // An event without the instant counts as recorded when it occurred; a copy that says so tells more.
      Number(a.recordedAt === undefined) - Number(b.recordedAt === undefined)
    if (order < 0) first = i
  }
  return {
    winner: copies[first] as AnyEvent,
    duplicate: different.size < copies.length,
    conflict: different.size > 1
  }
}

/**
 * Events by their id, in the order in which the ids first come.
 *
 * @example
 * import { groupCopies } from '@samtykke/core'
 * import { aCall } from '@samtykke/testing'
 *
 * const { events } = aCall().with('consent-given').with('recording-stored')
 * assert.deepStrictEqual(groupCopies([...events, ...events]).map(copies => copies.length), [2, 2])
 *
 * @see `resolveCopies`
 */
export const groupCopies = (events: ReadonlyArray<AnyEvent>): ReadonlyArray<Copies> => {
  const groups = new Map<string, [AnyEvent, ...Array<AnyEvent>]>()
  for (const event of events) {
    const group = groups.get(event.id)
    if (group === undefined) groups.set(event.id, [event])
    else group.push(event)
  }
  return [...groups.values()]
}
