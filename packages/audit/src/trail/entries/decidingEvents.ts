/**
 * Of all that happened in a call, what decides about one thing of it at an instant: a few events, however many there are.
 *
 * What core makes of these alone, seen from that instant, it makes of the whole call.
 */
import {
  type AccessRequest,
  type CallHistory,
  type CallState,
  type Event,
  type EventOf,
  holdsInForce,
  type Instant,
  linesNamed,
  type Rules
} from '@samtykke/core'
import { countAtFront, decidingActs, groupedBy, lastBy, ofType, retainedOf } from '@samtykke/core/lookups'
import type { RetainedItem } from '../../basis/segment.ts'

/** The events that decide, of a call. */
export interface DecidingEvents {
  /**
   * About a recording or an analysis, at an instant.
   *
   * @param outcomesBefore where only outcomes before an instant count
   */
  readonly aboutKept: (kept: RetainedItem, at: Instant, outcomesBefore?: Instant) => CallHistory
  readonly aboutRequest: (request: AccessRequest) => CallHistory
}

type Stored = EventOf<'recording-stored'>

/** The first recording of each kind: to the policy, lines that it does not name are alike. */
const firstOfEachKind = ({ versions }: Rules, { recordings }: CallState): ReadonlyArray<Stored> => {
  const named = new Set(linesNamed(versions))
  const kinds = new Map<string, Stored>()
  for (const { event } of recordings) {
    const kind = `${named.has(event.line) ? event.line : ''} ${event.customerType}`
    if (!kinds.has(kind)) kinds.set(kind, event)
  }
  return [...kinds.values()]
}

/** The first that names each customer type, and what first stored the same recording. */
const firstOfEachType = ({ recordings, facts }: CallState): ReadonlyArray<Stored> => {
  const types = new Map<string, Stored>()
  for (const event of ofType(facts.events, 'recording-stored'))
    if (!types.has(event.customerType)) types.set(event.customerType, event)
  return [...types.values()].flatMap(event => [
    retainedOf(recordings, event.recordingId)?.event ?? event,
    event
  ])
}

type OfRequest = EventOf<'access-requested'> | EventOf<'access-extended'> | EventOf<'access-answered'>

const isOfRequest = (event: Event): event is OfRequest =>
  event.type === 'access-requested' || event.type === 'access-extended' || event.type === 'access-answered'

/** The events that decide, of a call. */
export const decidingEventsOf = (rules: Rules, call: CallState): DecidingEvents => {
  const { events } = call.facts
  const recordings = [...firstOfEachKind(rules, call), ...firstOfEachType(call)]
  const reviews = groupedBy(ofType(events, 'hold-reviewed'), each => each.holdId)
  const failures = groupedBy(
    ofType(events, 'retention-failed').filter(
      ({ target, action, permanent }) => target === 'analysis' && action === 'anonymise' && permanent
    ),
    each => each.targetId
  )
  const ofRequests = groupedBy(events.filter(isOfRequest), each => each.requestId)
  const historyOf = (deciding: ReadonlyArray<Event>): CallHistory => ({
    callId: call.callId,
    events: deciding,
    faults: []
  })
  return {
    aboutKept: (kept, at, outcomesBefore) => {
      const { event, start, allActs, spoken, outcomes, targetId } = kept
      const acts = [...decidingActs(allActs, start < at ? start : at), ...spoken]
      const outcome =
        outcomesBefore === undefined
          ? lastBy(outcomes, at)
          : outcomes[countAtFront(outcomes, ({ occurredAt }) => occurredAt < outcomesBefore) - 1]
      const own = kept.target === 'recording' ? lastBy(kept.repeats, at) : failures.get(targetId)?.[0]
      const holds = holdsInForce(call.holds, at).flatMap(({ holdId, placed }) => [
        placed,
        lastBy(reviews.get(holdId) ?? [], at)
      ])
      const all = [...recordings, event, outcome, own, ...acts.map(act => act.event), ...holds]
      return historyOf([...new Set(all)].flatMap(each => (each === undefined ? [] : [each])))
    },
    aboutRequest: ({ requestId }) => historyOf(ofRequests.get(requestId) ?? [])
  }
}
