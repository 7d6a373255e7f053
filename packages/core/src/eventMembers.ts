/**
 * What all events have, or several types of them, each read in one place.
 *
 * Events are of many shapes, by what they leave out. V8 compiles a place that reads them for the shapes that it has seen,
 * and again whenever another comes; one place that all pass through has soon seen them all.
 */
import type { AnyEvent, Event, EventOf, EventType } from './event.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import type { Purpose } from './purpose.ts'

export const idOf = (event: Pick<AnyEvent, 'id'>): AnyEvent['id'] => event.id

export const occurredAt = (event: Pick<AnyEvent, 'occurredAt'>): Instant => event.occurredAt

/** Whether an event is of a type. */
export const isOf = <T extends EventType>(event: Event, type: T): event is EventOf<T> => event.type === type

export const recordingIdOf = (event: { readonly recordingId: Identifier }): Identifier => event.recordingId

export const analysisIdOf = (event: { readonly analysisId: Identifier }): Identifier => event.analysisId

/** The purposes that an act names. */
export const namedPurposes = <E extends { readonly purposes?: ReadonlyArray<Purpose> }>(
  event: E
): E['purposes'] => event.purposes as E['purposes']
