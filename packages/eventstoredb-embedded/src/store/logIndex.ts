/**
 * The log, and what finds its way about in it.
 */
import {
  isMetadataStream,
  metadataOfMetadataStreams,
  metadataStreamOf,
  noMetadata,
  originalStreamOf,
  parseMetadata
} from './metadata.ts'
import { tombstoneRevision, type RecordedEvent, type StreamMetadata } from './types.ts'

/** One stream. `records` is in the order of revisions, without a tombstone. */
interface StreamEntry {
  last: number
  records: RecordedEvent[]
  metadata: StreamMetadata | undefined
}

/** Everything that is in the store: the log in the order of positions, and what finds its way about in it. */
export interface Index {
  readonly streams: Map<string, StreamEntry>
  log: RecordedEvent[]
  /** By event id, the first record that had it. */
  readonly byId: Map<string, RecordedEvent>
}

export const emptyIndex = (): Index => ({ streams: new Map(), log: [], byId: new Map() })

/** Links in system streams are the server's own: nobody repeats them, so their ids need not be found. */
const isLinkOfServer = (record: RecordedEvent): boolean =>
  record.type === '$>' && record.stream.startsWith('$')

export const addRecord = (index: Index, record: RecordedEvent): void => {
  let entry = index.streams.get(record.stream)
  if (entry === undefined) {
    entry = { last: -1, records: [], metadata: undefined }
    index.streams.set(record.stream, entry)
  }
  entry.last = record.revision
  if (record.revision !== tombstoneRevision) entry.records.push(record)
  index.log.push(record)
  if (!isLinkOfServer(record) && !index.byId.has(record.id)) index.byId.set(record.id, record)
  if (isMetadataStream(record.stream)) {
    const original = index.streams.get(originalStreamOf(record.stream))
    if (original !== undefined) original.metadata = undefined
  }
}

/** The last revision as writers see it: a metadata stream lives on behind its stream's tombstone. */
export const writtenRevision = (index: Index, stream: string): number => {
  const last = index.streams.get(stream)?.last
  return last ?? lastRevision(index, stream)
}

/** The last revision as readers see it: -1 if there is no stream, `tombstoneRevision` if it was tombstoned. */
export const lastRevision = (index: Index, stream: string): number => {
  if (isMetadataStream(stream) && lastRevision(index, originalStreamOf(stream)) === tombstoneRevision)
    return tombstoneRevision
  return index.streams.get(stream)?.last ?? -1
}

const readMetadata = (index: Index, stream: string): StreamMetadata => {
  const entry = index.streams.get(metadataStreamOf(stream))
  const newest = entry?.records.at(-1)
  if (newest === undefined || entry?.last === tombstoneRevision) return noMetadata
  return newest.isJson ? parseMetadata(newest.data) : noMetadata
}

export const metadataOf = (index: Index, stream: string): StreamMetadata => {
  if (isMetadataStream(stream)) return metadataOfMetadataStreams
  const entry = index.streams.get(stream)
  if (entry === undefined) return readMetadata(index, stream)
  entry.metadata ??= readMetadata(index, stream)
  return entry.metadata
}

export const isSoftDeleted = (index: Index, stream: string): boolean =>
  metadataOf(index, stream).truncateBefore === tombstoneRevision

/** The place of the first record at or behind a revision. */
export const placeOfRevision = (records: ReadonlyArray<RecordedEvent>, revision: number): number => {
  const first = records[0]
  if (first === undefined || revision <= first.revision) return 0
  const dense = revision - first.revision
  if (records[dense]?.revision === revision) return dense
  return lowerBound(records, record => record.revision < revision)
}

/** The place of the first record at or behind a position. */
export const placeOfPosition = (log: ReadonlyArray<RecordedEvent>, position: number): number => {
  const newest = log.at(-1)
  if (newest === undefined || newest.position < position) return log.length
  return lowerBound(log, record => record.position < position)
}

const lowerBound = (
  records: ReadonlyArray<RecordedEvent>,
  isBefore: (record: RecordedEvent) => boolean
): number => {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(records[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

export const recordAt = (index: Index, stream: string, revision: number): RecordedEvent | undefined => {
  const records = index.streams.get(stream)?.records
  if (records === undefined) return undefined
  const record = records[placeOfRevision(records, revision)]
  return record?.revision === revision ? record : undefined
}

/** The first revision that `$maxCount` and `$tb` leave. */
export const firstKeptRevision = (metadata: StreamMetadata, last: number): number =>
  Math.max(
    0,
    metadata.maxCount === undefined ? 0 : last - metadata.maxCount + 1,
    metadata.truncateBefore ?? 0
  )
