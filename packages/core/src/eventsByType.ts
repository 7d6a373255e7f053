/**
 * The events of a call by what they are, picked in one pass.
 */
import type { Event, EventOf, EventType } from './event.ts'
import { append, none } from './select.ts'

/** An event that can be a `ConsentAct`. */
export type ActEvent = EventOf<
  | 'consent-given'
  | 'consent-refused'
  | 'consent-withdrawn'
  | 'analysis-objected'
  | 'processing-objected'
  | 'erasure-requested'
>

/** Something that makes an analysis done. */
export type OutcomeOfAnalysis = EventOf<'analysis-erased' | 'analysis-anonymised'>

/** Lists of events, each in the order of the call's; `none` where there are none. */
export interface EventsByType {
  readonly acts: ReadonlyArray<ActEvent>
  readonly stored: ReadonlyArray<EventOf<'recording-stored'>>
  readonly recordingsErased: ReadonlyArray<EventOf<'recording-erased'>>
  readonly produced: ReadonlyArray<EventOf<'analysis-produced'>>
  readonly analysisOutcomes: ReadonlyArray<OutcomeOfAnalysis>
  readonly instructed: ReadonlyArray<EventOf<'erasure-instructed'>>
  readonly failed: ReadonlyArray<EventOf<'retention-failed'>>
  readonly uses: ReadonlyArray<EventOf<'recording-used' | 'recording-disclosed'>>
  readonly requested: ReadonlyArray<EventOf<'access-requested'>>
  readonly extended: ReadonlyArray<EventOf<'access-extended'>>
  readonly answered: ReadonlyArray<EventOf<'access-answered'>>
  readonly placed: ReadonlyArray<EventOf<'hold-placed'>>
  readonly reviewed: ReadonlyArray<EventOf<'hold-reviewed'>>
  readonly released: ReadonlyArray<EventOf<'hold-released'>>
  readonly redacted: ReadonlyArray<EventOf<'proof-redacted'>>
}

const listOf: Readonly<Record<EventType, keyof EventsByType>> = {
  'consent-given': 'acts',
  'consent-refused': 'acts',
  'consent-withdrawn': 'acts',
  'analysis-objected': 'acts',
  'processing-objected': 'acts',
  'erasure-requested': 'acts',
  'recording-stored': 'stored',
  'recording-erased': 'recordingsErased',
  'recording-used': 'uses',
  'recording-disclosed': 'uses',
  'analysis-produced': 'produced',
  'analysis-erased': 'analysisOutcomes',
  'analysis-anonymised': 'analysisOutcomes',
  'erasure-instructed': 'instructed',
  'retention-failed': 'failed',
  'access-requested': 'requested',
  'access-extended': 'extended',
  'access-answered': 'answered',
  'hold-placed': 'placed',
  'hold-reviewed': 'reviewed',
  'hold-released': 'released',
  'proof-redacted': 'redacted'
}

const nothing = Object.fromEntries(Object.values(listOf).map(list => [list, none])) as unknown as EventsByType

/** Picks the events of a call by what they are. */
export const eventsByType = (events: ReadonlyArray<Event>): EventsByType => {
  const by: Record<keyof EventsByType, ReadonlyArray<Event>> = { ...nothing }
  for (const event of events) {
    const list = listOf[event.type]
    by[list] = append(by[list], event)
  }
  return by as EventsByType
}
