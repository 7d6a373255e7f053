/**
 * Reading streams and the log, both ways.
 */
import {
  firstKeptRevision,
  lastRevision,
  metadataOf,
  placeOfPosition,
  placeOfRevision,
  type Index
} from './logIndex.ts'
import {
  tombstoneRevision,
  type AllSlice,
  type EventFilter,
  type RecordedEvent,
  type StreamMetadata,
  type StreamSlice
} from './types.ts'

type Found =
  | {
      readonly last: number
      readonly metadata: StreamMetadata
      readonly records: ReadonlyArray<RecordedEvent>
    }
  | { readonly last: undefined; readonly slice: StreamSlice }

const find = (index: Index, stream: string): Found => {
  const last = lastRevision(index, stream)
  if (last === tombstoneRevision) return { last: undefined, slice: { _tag: 'StreamDeleted' } }
  const metadata = metadataOf(index, stream)
  if (last < 0 || metadata.truncateBefore === tombstoneRevision)
    return { last: undefined, slice: { _tag: 'NoStream' } }
  return { last, metadata, records: index.streams.get(stream)?.records ?? [] }
}

const sliceOf =
  (lastRevision: number) =>
  (
    events: ReadonlyArray<RecordedEvent>,
    nextRevision: number,
    isEndOfStream = nextRevision === -1
  ): StreamSlice => ({ _tag: 'Slice', events, nextRevision, lastRevision, isEndOfStream })

/** A page of a stream, and when it is read: `maxAge` counts from there. */
interface StreamPage {
  readonly stream: string
  readonly from: number
  readonly max: number
  readonly now: number
}

/** One page forwards: the revisions from `from` to `from + max - 1`, as far as they are there. */
export const readForwards = (index: Index, { stream, from, max, now }: StreamPage): StreamSlice => {
  const found = find(index, stream)
  if (found.last === undefined) return found.slice
  const { last, metadata, records } = found
  const end = from + max - 1
  const firstKept = firstKeptRevision(metadata, last)
  const slice = sliceOf(last)
  if (end < firstKept) return slice([], firstKept, false)
  const start = Math.max(from, firstKept)
  if (start > last) return slice([], last + 1, true)

  let place = placeOfRevision(records, start)
  if (metadata.maxAge !== undefined) {
    const threshold = now - metadata.maxAge
    while (place < records.length && records[place]!.created < threshold) place += 1
    if (place === records.length) return slice([], last + 1, true)
    if (records[place]!.revision > end) return slice([], records[place]!.revision, false)
  }
  const events = records.slice(place, placeOfRevision(records, end + 1))
  const newest = events.at(-1)
  return slice(events, newest === undefined ? Math.min(end, last) + 1 : newest.revision + 1, end >= last)
}

/** One page backwards from `from`, -1 being the end. */
export const readBackwards = (index: Index, { stream, from, max, now }: StreamPage): StreamSlice => {
  const found = find(index, stream)
  if (found.last === undefined) return found.slice
  const { last, metadata, records } = found
  const end = from < 0 ? last : from
  const firstKept = firstKeptRevision(metadata, last)
  const slice = sliceOf(last)
  if (end < firstKept) return slice([], -1)
  const start = Math.max(firstKept, end - max + 1)
  const page = records.slice(placeOfRevision(records, start), placeOfRevision(records, end + 1)).reverse()
  const threshold = metadata.maxAge === undefined ? -Infinity : now - metadata.maxAge
  const events = page.filter(record => record.created >= threshold)
  const through =
    start === firstKept || (start <= last && (events.length === 0 || events.at(-1)?.revision !== start))
  return slice(events, through ? -1 : Math.min(start - 1, last))
}

const checkpointStream = /^\$persistentsubscription-\$all::.*-(?:checkpoint|parked)$/s

/** What `$all` never shows: the bookkeeping of persistent subscriptions to `$all` itself. */
export const isShownInAll: EventFilter = event =>
  !event.stream.startsWith('$') ||
  (event.stream !== '$epoch-information' && !checkpointStream.test(event.stream))

/** At most so many events, among at most so many records. */
export interface AllPage {
  readonly from: number
  readonly max: number
  readonly filter: EventFilter | undefined
  readonly window: number | undefined
}

const readAll = (
  log: Index['log'],
  first: number,
  step: 1 | -1,
  { from, max, filter = isShownInAll, window = Infinity }: AllPage
): AllSlice => {
  const events: RecordedEvent[] = []
  let place = first
  let considered = 0
  let nextPosition = from
  while (events.length < max && considered < window) {
    const record = log[place]
    if (record === undefined) return { events, nextPosition, isEndOfLog: true, considered }
    considered += 1
    if (filter(record)) events.push(record)
    place += step
    nextPosition = step < 0 ? record.position : (log[place]?.position ?? record.position + 1)
  }
  return { events, nextPosition, isEndOfLog: false, considered }
}

export const readAllForwards = ({ log }: Index, page: AllPage): AllSlice =>
  readAll(log, placeOfPosition(log, page.from), 1, page)

export const readAllBackwards = ({ log }: Index, page: AllPage): AllSlice =>
  readAll(log, (page.from < 0 ? log.length : placeOfPosition(log, page.from)) - 1, -1, page)
