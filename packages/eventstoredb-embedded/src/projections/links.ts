/**
 * The links that the system projections write.
 */
import { isMetadataStream, originalStreamOf, parseMetadata } from '../store/metadata.ts'
import { tombstoneRevision, type RecordedEvent, type Store } from '../store/types.ts'
import { toWire } from '../wire/numbers.ts'

/** An event of a system projection: a link, or the name of a stream. */
export interface Emission {
  readonly stream: string
  readonly type: '$>' | '$@'
  readonly data: string
  /** Members of its metadata beside those that say where it comes from. */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly causedBy: string | undefined
}

/** An event of the log as a projection sees it: links are resolved. */
export interface ProjectionInput {
  readonly position: number
  readonly record: RecordedEvent
  /** The record itself, or what it links to; absent if that is not there. */
  readonly event: RecordedEvent | undefined
}

const isSystemStream = (stream: string): boolean => stream.startsWith('$')

/** Projections see user streams and the metadata of user streams. */
const isUsers = (stream: string): boolean =>
  !isSystemStream(stream) || (isMetadataStream(stream) && !isSystemStream(originalStreamOf(stream)))

/** A link to a deleted stream is passed over, any other broken one is not. */
const pointsToDeletedStream = (store: Store, record: RecordedEvent): boolean => {
  const text = Buffer.from(record.data).toString('utf8')
  const cut = text.indexOf('@')
  if (cut < 0) return false
  const stream = text.slice(cut + 1)
  const last = store.lastRevision(stream)
  return last < 0 || last === tombstoneRevision || store.metadata(stream).truncateBefore === tombstoneRevision
}

/** What projections see of a record; `undefined` if nothing. */
export const projectionInput = (store: Store, record: RecordedEvent): ProjectionInput | undefined => {
  if (!isUsers(record.stream)) return undefined
  const { event } = store.resolve(record)
  if (event === undefined && pointsToDeletedStream(store, record)) return undefined
  return { position: record.position, record, event }
}

/** The stream whose deletion this is: by tombstone, or by metadata that truncates everything. */
const deletedStream = ({ record, event }: ProjectionInput): string | undefined => {
  if (isMetadataStream(record.stream))
    return event?.type === '$metadata' && parseMetadata(event.data).truncateBefore === tombstoneRevision
      ? originalStreamOf(record.stream)
      : undefined
  return event?.type === '$streamDeleted' ? record.stream : undefined
}

const categoryOf = (stream: string): string | undefined => {
  const cut = isSystemStream(stream) ? -1 : stream.indexOf('-')
  return cut > 0 ? stream.slice(0, cut) : undefined
}

const target = ({ event }: ProjectionInput): string => {
  if (event === undefined) return '-1@'
  return event.type === '$>'
    ? Buffer.from(event.data).toString('utf8')
    : `${toWire(event.revision)}@${event.stream}`
}

export type Projection = (input: ProjectionInput) => Emission | undefined

/** `$ce-`: a link for each event of a category's streams, and for their deletions. */
const byCategory: Projection = input => {
  const deleted = deletedStream(input)
  const stream = deleted ?? input.record.stream
  const category = categoryOf(stream)
  if (category === undefined) return undefined
  return {
    stream: `$ce-${category}`,
    type: '$>',
    data: target(input),
    extra: { $o: stream, ...(deleted === undefined ? {} : { $deleted: -1 }) },
    causedBy: input.event?.id
  }
}

/** `$et-`: a link for each event of a type. A metadata stream's events are listed under its stream, as on the real one. */
const byEventType: Projection = input => {
  const { record, event } = input
  if (event !== record || event.type === '$>') return undefined
  const deleted = deletedStream(input) !== undefined
  const stream = isMetadataStream(record.stream) ? originalStreamOf(record.stream) : record.stream
  return {
    stream: `$et-${deleted ? '$deleted' : event.type}`,
    type: '$>',
    data: `${toWire(event.revision)}@${stream}`,
    ...(deleted ? { extra: { $deleted: -1 } } : {}),
    causedBy: event.id
  }
}

/** `$category-`: the name of each new stream of a category. */
const streamByCategory: Projection = input => {
  const category = categoryOf(input.record.stream)
  if (input.record.revision !== 0 || category === undefined) return undefined
  return {
    stream: `$category-${category}`,
    type: '$@',
    data: input.record.stream,
    causedBy: input.event?.id
  }
}

/** `$streams`: a link to the first event of each stream. */
const allStreams: Projection = input =>
  input.record.revision === 0
    ? { stream: '$streams', type: '$>', data: `0@${input.record.stream}`, causedBy: input.event?.id }
    : undefined

const correlationId = (event: RecordedEvent): string | undefined => {
  if (event.metadata.length === 0) return undefined
  try {
    const metadata: unknown = JSON.parse(Buffer.from(event.metadata).toString('utf8'))
    if (typeof metadata !== 'object' || metadata === null || !('$correlationId' in metadata)) return undefined
    const id = metadata.$correlationId
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
  } catch {
    return undefined
  }
}

/** `$bc-`: a link for each event that names this correlation id in its metadata. */
const byCorrelationId: Projection = input => {
  const { record, event } = input
  if (event !== record || event.type === '$>') return undefined
  const id = correlationId(event)
  if (id === undefined) return undefined
  const timestamp = new Date(event.created).toISOString().replace(/Z$/, '000Z')
  return {
    stream: `$bc-${id}`,
    type: '$>',
    data: target(input),
    extra: { $eventTimestamp: timestamp },
    causedBy: event.id
  }
}

/** The system projections under their names, in the order of their numbers from 1. */
export const systemProjections: Readonly<Record<string, Projection>> = {
  $streams: allStreams,
  $stream_by_category: streamByCategory,
  $by_category: byCategory,
  $by_event_type: byEventType,
  $by_correlation_id: byCorrelationId
}
