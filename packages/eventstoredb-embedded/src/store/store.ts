/**
 * The store: streams and the log of all of them.
 */
import { randomUUID } from 'node:crypto'
import { checkWrite, readableEvent, type Decision } from './check.ts'
import {
  addRecord,
  emptyIndex,
  isSoftDeleted,
  lastRevision,
  metadataOf,
  placeOfPosition,
  writtenRevision,
  type Index
} from './logIndex.ts'
import type { Journal } from './journal.ts'
import { LinkRecord } from './linkRecord.ts'
import { resolveLink } from './links.ts'
import {
  isMetadataStream,
  metadataStreamOf,
  originalStreamOf,
  softDeletedText,
  withTruncateBefore
} from './metadata.ts'
import { readAllBackwards, readAllForwards, readBackwards, readForwards } from './read.ts'
import { retainedRecords } from './scavenge.ts'
import {
  tombstoneRevision,
  type CommitListener,
  type ProposedEvent,
  type RecordedEvent,
  type Store,
  type WriteResult
} from './types.ts'
import type { Write } from './write.ts'

/** The log of a real server begins with a record of its own, so no event is ever at position 0. */
const firstPosition = 257

/** Bytes after which a write of a scavenged log ends. */
const largestScavengedWrite = 16 * 1024 * 1024

/** How far a record moves the log on, as in the real server's log. */
const sizeInLog = (stream: string, event: ProposedEvent): number =>
  event instanceof LinkRecord
    ? event.sizeInLog
    : 90 +
      Buffer.byteLength(stream) +
      Buffer.byteLength(event.type) +
      event.data.length +
      event.metadata.length

/** The event with its place. A link is kept as it is. */
const recorded = (
  event: ProposedEvent,
  place: Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'created'>
): RecordedEvent => {
  if (event instanceof LinkRecord) return Object.assign(event, place)
  const { id, type, isJson, data, metadata } = event
  return { id, type, isJson, data, metadata, ...place }
}

/** Events that one stream gets, from a revision on. */
interface Batch {
  readonly stream: string
  readonly first: number
  readonly events: ReadonlyArray<ProposedEvent>
}

const emptyEvent = (): ProposedEvent => ({
  id: randomUUID(),
  type: '',
  isJson: false,
  data: new Uint8Array(),
  metadata: new Uint8Array()
})

const metadataEvent = (data: Uint8Array): ProposedEvent => ({
  ...emptyEvent(),
  type: '$metadata',
  isJson: true,
  data
})

const refusal = (decision: Exclude<Decision, { _tag: 'Write' }>): WriteResult =>
  decision._tag === 'Repeat' ? { ...decision, _tag: 'Written' } : decision

/** A store in memory, kept in a journal too if there is one. */
export const createStore = (journal?: Journal): Store => {
  let index: Index = emptyIndex()
  let nextPosition = firstPosition
  const listeners = new Set<CommitListener>()

  for (const write of journal?.recovered ?? []) {
    for (const record of write.records) addRecord(index, record)
    nextPosition = write.nextPosition
  }

  /**
   * Records of one write, all or none.
   * @param gap how far the log moves on before them
   */
  const commit = (batches: ReadonlyArray<Batch>, gap = 0): RecordedEvent[] => {
    const created = Date.now()
    let position = nextPosition + gap
    const records: RecordedEvent[] = []
    for (const { stream, first, events } of batches) {
      let revision = first
      for (const event of events) {
        records.push(recorded(event, { stream, revision, position, created }))
        position += sizeInLog(stream, event)
        revision += 1
      }
    }
    journal?.append({ records, nextPosition: position })
    nextPosition = position
    for (const record of records) addRecord(index, record)
    return records
  }

  /** A listener may write: what it writes is published when all have heard what came before. */
  const unpublished: ReadonlyArray<RecordedEvent>[] = []
  const publish = (records: ReadonlyArray<RecordedEvent>): void => {
    if (records.length === 0) return
    unpublished.push(records)
    if (unpublished.length > 1) return
    for (let next = unpublished[0]; next !== undefined; next = unpublished[0]) {
      for (const listener of listeners) listener(next)
      unpublished.shift()
    }
  }

  /** A soft-deleted stream that is written again starts at its next revision: the metadata that says so, if any. */
  const undelete = (
    stream: string,
    metadata: Uint8Array | undefined,
    from: number,
    nextMetadata = writtenRevision(index, metadataStreamOf(stream)) + 1
  ): Batch[] => {
    const data = metadata === undefined ? undefined : withTruncateBefore(metadata, from)
    if (data === undefined) return []
    return [{ stream: metadataStreamOf(stream), first: nextMetadata, events: [metadataEvent(data)] }]
  }

  const newestMetadata = (stream: string): Uint8Array | undefined =>
    index.streams.get(metadataStreamOf(stream))?.records.at(-1)?.data

  const check = (stream: string, expected: number, eventIds: ReadonlyArray<string>): Decision =>
    checkWrite(index, { stream, expected, eventIds, now: Date.now() })

  const append: Store['append'] = (stream, events, expected) => {
    const decision = check(
      stream,
      expected,
      events.map(event => event.id)
    )
    if (decision._tag !== 'Write') return refusal(decision)
    const current = decision.currentRevision
    const undeletesOriginal = isMetadataStream(stream) && isSoftDeleted(index, originalStreamOf(stream))
    const start = nextPosition
    const last = current + events.length
    const more = decision.undelete
      ? undelete(stream, newestMetadata(stream), current + 1)
      : undeletesOriginal
        ? undelete(
            originalStreamOf(stream),
            events.at(-1)?.data,
            writtenRevision(index, originalStreamOf(stream)) + 1,
            last + 1
          )
        : []
    const gap = events.length === 0 ? sizeInLog(stream, emptyEvent()) : 0
    const records = commit([{ stream, first: current + 1, events }, ...more], gap)
    publish(records)
    return {
      _tag: 'Written',
      lastRevision: last,
      position: records[events.length - 1]?.position ?? start
    }
  }

  const appendLinks: Store['appendLinks'] = writes => {
    const next = new Map<string, number>()
    const undeleted: { stream: string; from: number }[] = []
    const batches: Batch[] = []
    for (const { stream, event } of writes) {
      let first = next.get(stream)
      if (first === undefined) {
        first = writtenRevision(index, stream) + 1
        if (isSoftDeleted(index, stream)) undeleted.push({ stream, from: first })
      }
      if (first === tombstoneRevision) continue
      batches.push({ stream, first, events: [event] })
      next.set(stream, first + 1)
    }
    const more = undeleted.flatMap(({ stream, from }) =>
      undelete(stream, newestMetadata(stream), from, next.get(metadataStreamOf(stream)))
    )
    publish(commit([...batches, ...more]))
  }

  const softDelete: Store['softDelete'] = (stream, expected) => {
    const decision = check(stream, expected, [randomUUID()])
    if (decision._tag !== 'Write') return refusal(decision)
    const metadataStream = metadataStreamOf(stream)
    const lastMetadata = writtenRevision(index, metadataStream)
    if (writtenRevision(index, stream) < 0 && lastMetadata < 0)
      return { _tag: 'WrongExpectedRevision', currentRevision: -1 }
    const records = commit([
      {
        stream: metadataStream,
        first: lastMetadata + 1,
        events: [metadataEvent(Buffer.from(softDeletedText))]
      }
    ])
    publish(records)
    return { _tag: 'Written', lastRevision: lastMetadata + 1, position: records[0]!.position }
  }

  const tombstone: Store['tombstone'] = (stream, expected) => {
    const decision = check(stream, expected, [randomUUID()])
    if (decision._tag !== 'Write') return refusal(decision)
    const records = commit([
      { stream, first: tombstoneRevision, events: [{ ...emptyEvent(), type: '$streamDeleted' }] }
    ])
    publish(records)
    return { _tag: 'Written', lastRevision: tombstoneRevision, position: records[0]!.position }
  }

  return {
    append,
    appendLinks,
    softDelete,
    tombstone,
    flushed: () => journal?.flushed(),
    readForwards: (stream, from, max) => readForwards(index, { stream, from, max, now: Date.now() }),
    readBackwards: (stream, from, max) => readBackwards(index, { stream, from, max, now: Date.now() }),
    readAllForwards: (from, max, filter, window) => readAllForwards(index, { from, max, filter, window }),
    readAllBackwards: (from, max, filter, window) => readAllBackwards(index, { from, max, filter, window }),
    readEvent: (stream, revision) => readableEvent(index, stream, revision, Date.now()),
    resolve: event => resolveLink(index, event, Date.now(), false),
    resolveLive: event => resolveLink(index, event, Date.now(), true),
    lastRevision: stream => lastRevision(index, stream),
    lastPosition: () => index.log.at(-1)?.position ?? -1,
    metadata: stream => metadataOf(index, stream),
    endOfLog: () => nextPosition,
    isInsideRecord: position => {
      const place = placeOfPosition(index.log, position)
      const before = index.log[place - 1]
      if (index.log[place]?.position === position) return false
      if (before === undefined) return false
      return position < before.position + sizeInLog(before.stream, before)
    },
    isBeforeLog: position => position > 0 && position < firstPosition,
    onCommitted: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    scavenge: () => {
      const before = index.log.length
      const records = retainedRecords(index, Date.now())
      if (records.length < before) {
        journal?.replace(asWrites(records, nextPosition))
        index = emptyIndex()
        for (const record of records) addRecord(index, record)
      }
      return before - records.length
    },
    reset: () => {
      journal?.clear()
      nextPosition = firstPosition
      index = emptyIndex()
    },
    close: async () => {
      listeners.clear()
      await journal?.close()
    }
  }
}

/** Records of a scavenged log in writes of a moderate size, the last of which keeps the log's end. */
function* asWrites(records: ReadonlyArray<RecordedEvent>, nextPosition: number): Generator<Write> {
  let slice: RecordedEvent[] = []
  let size = 0
  for (const record of records) {
    if (slice.length === 1000 || size > largestScavengedWrite) {
      yield { records: slice, nextPosition: record.position }
      slice = []
      size = 0
    }
    slice.push(record)
    size += record.data.length + record.metadata.length
  }
  yield { records: slice, nextPosition }
}
