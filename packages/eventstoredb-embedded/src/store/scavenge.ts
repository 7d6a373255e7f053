/**
 * Removing what is deleted, truncated or expired.
 */
import { firstKeptRevision, metadataOf, type Index } from './logIndex.ts'
import { isMetadataStream, originalStreamOf } from './metadata.ts'
import { tombstoneRevision, type RecordedEvent } from './types.ts'

/**
 * The records that a scavenge leaves: of a tombstoned stream only the tombstone (and nothing of its metadata), of any
 * other stream what `$maxCount`, `$tb` and `$maxAge` leave, and always its last event, which carries the revision.
 */
export const retainedRecords = (index: Index, now: number): RecordedEvent[] => {
  const keep = (record: RecordedEvent): boolean => {
    const last = index.streams.get(record.stream)?.last ?? -1
    if (record.revision === last) return !isLeftOfTombstone(record.stream)
    if (last === tombstoneRevision || isLeftOfTombstone(record.stream)) return false
    const metadata = metadataOf(index, record.stream)
    if (record.revision < firstKeptRevision(metadata, last)) return false
    return metadata.maxAge === undefined || record.created >= now - metadata.maxAge
  }
  const isLeftOfTombstone = (stream: string): boolean =>
    isMetadataStream(stream) && index.streams.get(originalStreamOf(stream))?.last === tombstoneRevision
  return index.log.filter(keep)
}
