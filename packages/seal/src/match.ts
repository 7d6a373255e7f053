/**
 * Sealed events and stored records brought together.
 */
import {
  difference,
  outOfOrder,
  problemOf,
  timeBackwards,
  type HashedRecord,
  type SealedEvent
} from './compare.ts'
import { metadataHash, redacts } from './entry.ts'
import type { Problem } from './problem.ts'
import { sha256Binary } from './sha256.ts'
import type { StoredRecord } from './source.ts'

type WaitingRecord = HashedRecord & {
  readonly ordinal: number
  /** The first sealed event of its stream that was found to stand after it. */
  before?: SealedEvent
}

/** What is known of a stream. The lists are short: they hold what the two sides have not both shown yet. */
interface Stream {
  events: SealedEvent[]
  records: WaitingRecord[]
  /** Gone, with a redaction after them. */
  redactedEvents: SealedEvent[]
  /** The highest revision sealed, and the highest sealed redaction; -1 = none. */
  sealed: number
  redacted: number
  /** Of the latest pair in order. */
  revision: number
  ordinal: number
}

export interface MatchCounts {
  intact: number
  /** Truncated away, with a `proof-redacted` sealed later in the stream. */
  redacted: number
  unsealed: number
  /** Events of files, which claim to have been recorded before a seal that they came after. */
  claimsEarlier: number
  /** The first of them. */
  firstClaim?: Problem
}

export const noneMatched = (): MatchCounts => ({
  intact: 0,
  redacted: 0,
  unsealed: 0,
  claimsEarlier: 0
})

export interface Matcher {
  /** The next sealed event. */
  readonly event: (event: SealedEvent) => void
  /** The next stored record. */
  readonly record: (record: StoredRecord) => void
  /** No more sealed events will come. */
  readonly eventsDone: () => void
  /** No more records will come: what is left over on either side is judged. */
  readonly finish: () => MatchCounts
}

/**
 * Brings sealed events and stored records together, whatever order the two sides come in; within a stream the
 * order has to be the same. Memory grows with the number of streams, and with how far the sides are apart.
 *
 * `onUnsealed` gets each record that no sealed event can be, with its revision and the revision before it.
 */
export const matcher = (
  onProblem: (problem: Problem) => void,
  onUnsealed: (record: HashedRecord, revision: number, previous: number) => void = () => undefined
): Matcher => {
  const streams = new Map<string, Stream>()
  const counts: MatchCounts = noneMatched()
  /** Once all sealed events are known: those without a record, by id. */
  let orphans: ReadonlyMap<string, SealedEvent> | undefined
  const strays: WaitingRecord[] = []
  let ordinal = 0

  const streamOf = (name: string): Stream => {
    const known = streams.get(name)
    if (known !== undefined) return known
    const stream: Stream = {
      events: [],
      records: [],
      redactedEvents: [],
      sealed: -1,
      redacted: -1,
      revision: -1,
      ordinal: -1
    }
    streams.set(name, stream)
    return stream
  }

  const pair = (stream: Stream, event: SealedEvent, waiting: WaitingRecord): void => {
    const { entry } = event
    const revision = Number(entry.revision)
    const inOrder = revision > stream.revision && waiting.ordinal > stream.ordinal
    const problem = difference(event, waiting) ?? (inOrder ? undefined : outOfOrder(event, waiting.before))
    if (problem !== undefined) onProblem(problem)
    else counts.intact++
    if (event.sealedAfter !== undefined) {
      const backwards = timeBackwards(event)
      if (waiting.record.revision !== undefined) onProblem(backwards)
      else {
        counts.claimsEarlier++
        if (counts.firstClaim === undefined || event.leaf < (counts.firstClaim.leaf ?? 0))
          counts.firstClaim = backwards
      }
    }
    if (!inOrder) return
    stream.revision = revision
    stream.ordinal = waiting.ordinal
    for (const each of stream.records) {
      if (each.ordinal < waiting.ordinal && (each.before?.leaf ?? Infinity) > event.leaf) each.before = event
    }
    if (redacts(entry)) setAsideRedacted(stream, revision)
  }

  /** What stood before a redaction that is there, and was not found before it, is truncated. */
  const setAsideRedacted = (stream: Stream, revision: number): void => {
    if (stream.events.length === 0) return
    const [redacted, later] = split(stream.events, ({ entry }) => Number(entry.revision) < revision)
    counts.redacted += redacted.length
    stream.redactedEvents.push(...redacted)
    stream.events = later
  }

  /** Whether the record is a redacted event that is not gone: that is a problem, and it is none to seal. */
  const isBack = (stream: Stream, { record, data, metadata }: HashedRecord): boolean => {
    const at = stream.redactedEvents.findIndex(
      ({ entry }) =>
        entry.id === record.id && (record.revision === undefined || record.revision === entry.revision)
    )
    const event = stream.redactedEvents[at]
    if (event === undefined) return false
    stream.redactedEvents.splice(at, 1)
    counts.redacted--
    onProblem(
      difference(event, { record, data, metadata }) ??
        problemOf('moved', event, 'stands after the redaction that it was sealed before')
    )
    return true
  }

  const event = (sealed: SealedEvent): void => {
    const { entry } = sealed
    const stream = streamOf(entry.stream)
    const revision = Number(entry.revision)
    stream.sealed = Math.max(stream.sealed, revision)
    if (redacts(entry)) stream.redacted = Math.max(stream.redacted, revision)
    const at = stream.records.findIndex(({ record }) => record.id === entry.id)
    const waiting = stream.records[at]
    if (waiting === undefined) {
      stream.events.push(sealed)
      return
    }
    stream.records.splice(at, 1)
    pair(stream, sealed, waiting)
  }

  const record = (record: StoredRecord): void => {
    const stream = streamOf(record.stream)
    ordinal++
    const data = sha256Binary(record.data)
    const metadata = metadataHash(record.metadata)
    const at = placeOf(record, stream.events)
    const event = stream.events[at]
    if (event !== undefined) {
      stream.events.splice(at, 1)
      pair(stream, event, { record, data, metadata, ordinal })
    } else if (orphans === undefined || stream.events.length > 0 || stream.records.length > 0) {
      stream.records.push({ record: withoutContent(record), data, metadata, ordinal })
    } else if (isInserted(stream, record.revision, ordinal)) {
      stream.records.push({ record: withoutContent(record), data, metadata, ordinal })
    } else {
      if (orphans.has(record.id)) strays.push({ record: withoutContent(record), data, metadata, ordinal })
      unsealedIn(stream, { record, data, metadata })
    }
  }

  const unsealed = (hashed: HashedRecord): void => unsealedIn(streamOf(hashed.record.stream), hashed)
  const unsealedIn = (stream: Stream, hashed: HashedRecord): void => {
    if (isBack(stream, hashed)) return
    counts.unsealed++
    const previous = stream.sealed
    stream.sealed = hashed.record.revision === undefined ? previous + 1 : Number(hashed.record.revision)
    onUnsealed(hashed, stream.sealed, previous)
  }

  const eventsDone = (): void => {
    const left = [...streams.values()].flatMap(({ events }) => events)
    const byId = new Map(left.map(event => [event.entry.id, event]))
    const decided: WaitingRecord[] = []
    for (const stream of streams.values()) {
      if (stream.events.length > 0) continue
      const [inserted, later] = split(stream.records, ({ record, ordinal }) =>
        isInserted(stream, record.revision, ordinal)
      )
      stream.records = inserted
      decided.push(...later)
    }
    orphans = byId
    strays.push(...decided.filter(({ record }) => byId.has(record.id)))
    bySourceOrder(decided).forEach(unsealed)
  }

  const finish = (): MatchCounts => {
    const gone = new Map<number, SealedEvent>()
    for (const { events, redacted } of streams.values()) {
      for (const event of events) {
        if (Number(event.entry.revision) < redacted) counts.redacted++
        else gone.set(event.leaf, event)
      }
    }
    const goneById = new Map([...gone.values()].map(event => [event.entry.id, event]))
    const isMoved = ({ record }: WaitingRecord): boolean => {
      const event = goneById.get(record.id)
      if (event === undefined || !gone.delete(event.leaf)) return false
      onProblem(problemOf('moved', event, `stands in stream ${record.stream}`))
      return true
    }
    counts.unsealed -= strays.filter(isMoved).length
    for (const stream of streams.values())
      stream.records = stream.records.filter(waiting => !isMoved(waiting))
    bySourceOrder([...streams.values()].flatMap(stream => judgeLeftOver(stream, gone))).forEach(unsealed)
    for (const event of gone.values())
      onProblem(problemOf('missing', event, 'sealed, but not stored any more'))
    return counts
  }

  /** Reports what was put in, or put in place of something else; what is left is not sealed yet. */
  const judgeLeftOver = (stream: Stream, gone: Map<number, SealedEvent>): ReadonlyArray<WaitingRecord> => {
    const missing = stream.events.filter(({ leaf }) => gone.has(leaf))
    if (missing.length === stream.records.length) {
      for (const event of missing) {
        onProblem(problemOf('altered', event, 'another event stands in its place'))
        gone.delete(event.leaf)
      }
      return []
    }
    const [put, later] = split(stream.records, ({ record, ordinal }) =>
      isInserted(stream, record.revision, ordinal)
    )
    for (const waiting of put) onProblem(inserted(waiting))
    return later
  }

  return { event, record, eventsDone, finish }
}

/** Of several sealed events of one id, the one at the same revision, else the first. */
const placeOf = ({ id, revision }: StoredRecord, events: ReadonlyArray<SealedEvent>): number => {
  if (events.length === 0) return -1
  const exact = events.findIndex(({ entry }) => entry.id === id && entry.revision === revision)
  return exact >= 0 ? exact : events.findIndex(({ entry }) => entry.id === id)
}

const isInserted = (stream: Stream, revision: string | undefined, ordinal: number): boolean =>
  revision === undefined ? ordinal < stream.ordinal : Number(revision) <= stream.sealed

const bySourceOrder = (waiting: ReadonlyArray<WaitingRecord>): ReadonlyArray<WaitingRecord> =>
  [...waiting].sort((a, b) => a.ordinal - b.ordinal)

const split = <A>(all: ReadonlyArray<A>, isLeft: (each: A) => boolean): [A[], A[]] => {
  const [left, right]: [A[], A[]] = [[], []]
  for (const each of all) (isLeft(each) ? left : right).push(each)
  return [left, right]
}

const withoutContent = ({
  data: _data,
  metadata: _metadata,
  ...record
}: StoredRecord): HashedRecord['record'] => ({
  ...record,
  stream: detached(record.stream),
  id: detached(record.id),
  type: detached(record.type),
  created: detached(record.created)
})

/** The same text, which does not hold in memory the longer one that it may have been cut out of. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

const inserted = ({ record: { stream, revision, id }, before }: WaitingRecord): Problem => ({
  code: 'inserted',
  ...(before === undefined ? {} : { leaf: before.leaf }),
  stream,
  ...(revision === undefined ? {} : { revision }),
  id,
  detail: 'stands before a sealed event, but was not sealed'
})
