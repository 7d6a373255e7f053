/**
 * Where a group's events come from, and the pages that it reads.
 */
import { isShownInAll } from '../store/read.ts'
import type { EventFilter, RecordedEvent, Store } from '../store/types.ts'
import { fromWire, toWire } from '../wire/numbers.ts'

/** The start position that means: only what comes from now on. */
export const LIVE = -1

const MOST_READ_AT_ONCE = 100

/** How many events one read of a group asks for. */
export const pageSize = (readBatchSize: number): number =>
  Math.max(
    1,
    Math.min(Math.max(readBatchSize, 10), readBatchSize === 0 ? 20 : readBatchSize, MOST_READ_AT_ONCE)
  )

/** What a page of a source holds. */
export type Page =
  | {
      readonly _tag: 'Page'
      readonly events: ReadonlyArray<RecordedEvent>
      readonly next: number
      readonly isEnd: boolean
      /** Events looked at that the filter left out, when it left out all of them. */
      readonly skipped: number
    }
  | { readonly _tag: 'Unreadable' }

/** Where a group takes its events from: one stream, or `$all` with or without a filter. */
export interface Source {
  readonly name: string
  readonly positionOf: (event: RecordedEvent) => number
  readonly read: (store: Store, from: number, count: number, window: number) => Page
  /** Whether an event just committed belongs to the source. */
  readonly includes: (event: RecordedEvent) => boolean
  /** Whether the filter lets an included event through; `target` is where its link points, if it was resolved. */
  readonly allows: (target: RecordedEvent) => boolean
  /** A place as checkpoints and statistics show it. */
  readonly show: (position: number) => string
  readonly parse: (text: string) => number
}

export const streamSource = (stream: string): Source => ({
  name: stream,
  positionOf: event => event.revision,
  read: (store, from, count) => {
    const slice = store.readForwards(stream, from, count)
    switch (slice._tag) {
      case 'Slice':
        return {
          _tag: 'Page',
          events: slice.events,
          next: slice.nextRevision,
          isEnd: slice.isEndOfStream,
          skipped: 0
        }
      case 'NoStream':
        return { _tag: 'Page', events: [], next: 0, isEnd: true, skipped: 0 }
      case 'StreamDeleted':
        return { _tag: 'Unreadable' }
    }
  },
  includes: event => event.stream === stream,
  allows: () => true,
  show: revision => (revision === LIVE ? '-1' : toWire(revision)),
  parse: text => (text === '-1' ? LIVE : fromWire(text))
})

export const allSource = (filter: EventFilter | undefined): Source => ({
  name: '$all',
  positionOf: event => event.position,
  read: (store, from, count, window) => {
    const slice = store.readAllForwards(from, count, filter, filter === undefined ? undefined : window)
    const skipped = filter !== undefined && slice.events.length === 0 ? slice.considered : 0
    return { _tag: 'Page', events: slice.events, next: slice.nextPosition, isEnd: slice.isEndOfLog, skipped }
  },
  includes: isShownInAll,
  allows: filter ?? (() => true),
  show: position => `C:${position}/P:${position}`,
  parse: text => Number(/^C:(-?\d+)\//.exec(text)?.[1])
})
