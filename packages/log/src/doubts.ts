/**
 * What `decide` of core would refuse of history that is brought in.
 */
import {
  type AnyEvent,
  type CallHistory,
  callState,
  decide,
  decodeEvent,
  type Event,
  type EventType,
  isKnownEvent,
  type Refusal,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { wholeView } from './wholeView.ts'

/** An event that cannot be true of its call as it is recorded, and why. */
export interface DoubtfulEvent {
  readonly event: AnyEvent
  readonly refusal: Refusal
}

/** All others are recorded whatever the call is like. */
const refusable: ReadonlySet<string> = new Set<EventType>([
  'recording-erased',
  'analysis-erased',
  'analysis-anonymised',
  'erasure-instructed',
  'retention-failed',
  'access-extended',
  'access-answered',
  'hold-reviewed',
  'hold-released',
  'proof-redacted'
])

const placeholderId = '00000000-0000-0000-0000-000000000000' as Uuid

const decoded = (event: AnyEvent): ReadonlyArray<Event> => {
  const result = decodeEvent(event)
  return E.isRight(result) && isKnownEvent(result.right) ? [result.right] : []
}

/**
 * Those of the events that `decide` would refuse, each judged by everything that is recorded of the call and comes with
 * it, in whatever order: what counts is what happened.
 */
export const doubtfulAmong = (
  events: ReadonlyArray<AnyEvent>,
  { callId, events: before, faults }: CallHistory
): ReadonlyArray<DoubtfulEvent> => {
  const candidates = events.filter(({ type }) => refusable.has(type))
  if (candidates.length === 0) return []
  const all = [...before, ...events.flatMap(decoded)]
  // The call has each of them already: judged is another of its kind, which is not the repeat of itself.
  const call = { ...callState(wholeView())({ callId, events: all, faults }), redactions: [] }
  return candidates.flatMap(event => {
    const [proposed] = decoded(event)
    if (proposed === undefined) return []
    const decision = decide(call)({ ...proposed, id: placeholderId })
    return E.isLeft(decision) ? [{ event, refusal: decision.left }] : []
  })
}
