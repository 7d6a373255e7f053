/** Where in a store a record stands (EventStoreDB: its log position), as decimal strings. */
export interface Position {
  readonly commit: string
  readonly prepare: string
}

/**
 * An event as it is stored. `data` and `metadata` are the very bytes that are sealed (a string stands for its
 * UTF-8): for `json` the canonical JSON of the stored value, for `bytes` what lies there, ciphertext included.
 */
export interface StoredRecord {
  readonly stream: string
  /** Absent where the source has none (files): then the order within the stream counts, and `created` is a claim. */
  readonly revision?: string
  readonly id: string
  readonly type: string
  /** When it was recorded: UTC, milliseconds, `Z`. */
  readonly created: string
  readonly encoding: 'json' | 'bytes'
  readonly data: string | Uint8Array
  readonly metadata?: string | Uint8Array
  readonly position?: Position
}

/**
 * Stored events, in batches, each stream in order. `after` asks for those later than a position; a source
 * whose records have no positions gives all of them. Streams that are not calls are passed over by the reader.
 */
export interface SealSource {
  readonly read: (after?: Position) => AsyncIterable<ReadonlyArray<StoredRecord>>
}
