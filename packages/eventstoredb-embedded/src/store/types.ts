/** A revision or position counts from 0; this stands for the revision of a tombstone, 2^63 - 1 on the wire. */
export const tombstoneRevision = Number.POSITIVE_INFINITY

/** What a write expects of its stream: a revision, or one of these. */
export const expectedRevision = { noStream: -1, any: -2, streamExists: -4 } as const

export interface ProposedEvent {
  /** A UUID in small letters. */
  readonly id: string
  readonly type: string
  readonly isJson: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export interface RecordedEvent extends ProposedEvent {
  readonly stream: string
  readonly revision: number
  /** Commit and prepare position at once: every record commits itself. */
  readonly position: number
  /** Milliseconds since the Unix epoch. */
  readonly created: number
}

/** An event as it is read: by itself, through a link, or a link that points to nothing. */
export interface ResolvedEvent {
  readonly event?: RecordedEvent
  readonly link?: RecordedEvent
}

export interface AccessList {
  readonly read?: ReadonlyArray<string>
  readonly write?: ReadonlyArray<string>
  readonly delete?: ReadonlyArray<string>
  readonly metadataRead?: ReadonlyArray<string>
  readonly metadataWrite?: ReadonlyArray<string>
}

export interface StreamMetadata {
  readonly maxCount?: number
  /** Milliseconds. */
  readonly maxAge?: number
  /** `tombstoneRevision` after a soft delete. */
  readonly truncateBefore?: number
  readonly accessList?: AccessList
}

export type WriteResult =
  /** `position` is absent where a repeated write's event can no longer be read; `lastRevision` is -1 after an empty
   * write to no stream. */
  | { readonly _tag: 'Written'; readonly lastRevision: number; readonly position?: number }
  /** `currentRevision` is -1 where there is no stream. */
  | { readonly _tag: 'WrongExpectedRevision'; readonly currentRevision: number }
  | { readonly _tag: 'StreamDeleted' }

export type StreamSlice =
  | {
      readonly _tag: 'Slice'
      readonly events: ReadonlyArray<RecordedEvent>
      /** Where the next page starts; -1 when a backwards read is through. */
      readonly nextRevision: number
      readonly lastRevision: number
      readonly isEndOfStream: boolean
    }
  | { readonly _tag: 'NoStream' }
  | { readonly _tag: 'StreamDeleted' }

export interface AllSlice {
  readonly events: ReadonlyArray<RecordedEvent>
  readonly nextPosition: number
  readonly isEndOfLog: boolean
  /** How many events were looked at, matching or not. */
  readonly considered: number
}

export type EventFilter = (event: RecordedEvent) => boolean

export type CommitListener = (events: ReadonlyArray<RecordedEvent>) => void

/**
 * The log and its index. Every call answers at once from memory; with a journal, a write has reached the
 * operating system when its call returns (so it survives the death of the process) and the disk when
 * `flushed()` settles. What the journal does not take throws a JournalError and is not in the store; if `flushed()`
 * rejects with one, what was written last is there but may not outlive the process.
 */
export interface Store {
  readonly append: (stream: string, events: ReadonlyArray<ProposedEvent>, expected: number) => WriteResult
  /** Appends one event each to many streams in one write, whatever their revisions. Tombstoned streams are passed over. */
  readonly appendLinks: (
    writes: ReadonlyArray<{ readonly stream: string; readonly event: ProposedEvent }>
  ) => void
  readonly softDelete: (stream: string, expected: number) => WriteResult
  readonly tombstone: (stream: string, expected: number) => WriteResult
  /** Resolves when all that was written so far is on disk; `undefined` when there is nothing to wait for. */
  readonly flushed: () => Promise<void> | undefined

  readonly readForwards: (stream: string, from: number, max: number) => StreamSlice
  /** `from` -1 is the end. */
  readonly readBackwards: (stream: string, from: number, max: number) => StreamSlice
  readonly readAllForwards: (from: number, max: number, filter?: EventFilter, window?: number) => AllSlice
  /** `from` itself is left out; -1 is the end. */
  readonly readAllBackwards: (from: number, max: number, filter?: EventFilter, window?: number) => AllSlice
  /** One event, if truncation, age and deletion leave it readable. */
  readonly readEvent: (stream: string, revision: number) => RecordedEvent | undefined
  readonly resolve: (event: RecordedEvent) => ResolvedEvent
  /** The same for an event that is passed on as it is written. */
  readonly resolveLive: (event: RecordedEvent) => ResolvedEvent

  /** -1: no such stream; `tombstoneRevision`: tombstoned. */
  readonly lastRevision: (stream: string) => number
  /** Position of the newest record; -1 in an empty store. */
  readonly lastPosition: () => number
  readonly metadata: (stream: string) => StreamMetadata
  /** The position of the next record to come. */
  readonly endOfLog: () => number
  /** Whether a position points into the middle of a record: nothing can be read from there. */
  readonly isInsideRecord: (position: number) => boolean
  /** Whether a position other than 0 is before the first that a record can have. */
  readonly isBeforeLog: (position: number) => boolean

  /** Called after each write with its records, in the order of the log, links and system events included. */
  readonly onCommitted: (listener: CommitListener) => () => void
  /** Really removes what is deleted, truncated, expired; answers how many records went. */
  readonly scavenge: () => number
  /** Empties the store. Listeners stay. */
  readonly reset: () => void
  readonly close: () => Promise<void>
}
