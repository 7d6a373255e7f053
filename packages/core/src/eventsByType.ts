/**
 * The events of a call by what they are, picked in one pass.
 */
import type { Event, EventOf } from './event.ts'
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

type Mutable<A> = { -readonly [K in keyof A]: A[K] }

/** Picks the events of a call by what they are. */
export const eventsByType = (events: ReadonlyArray<Event>): EventsByType => {
  const by: Mutable<EventsByType> = {
    acts: none,
    stored: none,
    recordingsErased: none,
    produced: none,
    analysisOutcomes: none,
    instructed: none,
    failed: none,
    uses: none,
    requested: none,
    extended: none,
    answered: none,
    placed: none,
    reviewed: none,
    released: none,
    redacted: none
  }
  for (const event of events) add(by, event)
  return by
}

// A switch, and no table of lists by type: to reach a member of which the name is looked up takes ten times as long.
const add = (by: Mutable<EventsByType>, event: Event): void => {
  switch (event.type) {
    case 'consent-given':
    case 'consent-refused':
    case 'consent-withdrawn':
    case 'analysis-objected':
    case 'processing-objected':
    case 'erasure-requested':
      by.acts = append(by.acts, event)
      break
    case 'recording-stored':
      by.stored = append(by.stored, event)
      break
    case 'recording-erased':
      by.recordingsErased = append(by.recordingsErased, event)
      break
    case 'recording-used':
    case 'recording-disclosed':
      by.uses = append(by.uses, event)
      break
    case 'analysis-produced':
      by.produced = append(by.produced, event)
      break
    case 'analysis-erased':
    case 'analysis-anonymised':
      by.analysisOutcomes = append(by.analysisOutcomes, event)
      break
    case 'erasure-instructed':
      by.instructed = append(by.instructed, event)
      break
    case 'retention-failed':
      by.failed = append(by.failed, event)
      break
    case 'access-requested':
      by.requested = append(by.requested, event)
      break
    case 'access-extended':
      by.extended = append(by.extended, event)
      break
    case 'access-answered':
      by.answered = append(by.answered, event)
      break
    case 'hold-placed':
      by.placed = append(by.placed, event)
      break
    case 'hold-reviewed':
      by.reviewed = append(by.reviewed, event)
      break
    case 'hold-released':
      by.released = append(by.released, event)
      break
    case 'proof-redacted':
      by.redacted = append(by.redacted, event)
  }
}
