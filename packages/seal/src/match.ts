/**
 * Sealed events and stored records brought together.
 */
import { column, type Column } from './column.ts'
import {
  difference,
  outOfOrder,
  problemOf,
  timeBackwards,
  type HashedRecord,
  type SealedEvent
} from './compare.ts'
import { metadataHash, redacts } from './entry.ts'
import type { Numbering } from './numbering.ts'
import type { Problem } from './problem.ts'
import { sha256Binary } from './sha256.ts'
import type { StoredRecord } from './source.ts'
import { bySourceOrder, inserted, type WaitingRecord, withoutContent } from './waitingRecord.ts'

/** What the two sides have not both shown yet of a stream. */
interface Open {
  readonly number: number
  events: SealedEvent[]
  records: WaitingRecord[]
  /** Gone, with a redaction after them. */
  readonly redactedEvents: SealedEvent[]
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
 * order has to be the same. Memory grows with the number of streams, by 64 bytes each, and with how far the sides are apart.
 *
 * `onUnsealed` gets each record that no sealed event can be, with its revision and the revision before it.
 */
export const matcher = (
  streams: Numbering,
  onProblem: (problem: Problem) => void,
  onUnsealed: (record: HashedRecord, revision: number, previous: number) => void = () => undefined
): Matcher => {
  const open = new Map<number, Open>()
  /** Of each stream the highest revision sealed, and the highest sealed redaction; -1 = none. */
  const [sealed, redacted] = [column(-1), column(-1)]
  /** Of the latest pair in order. */
  const [revisions, ordinals] = [column(-1), column(-1)]
  const counts: MatchCounts = noneMatched()
  /** Once all sealed events are known: those without a record, by id. */
  let orphans: ReadonlyMap<string, SealedEvent> | undefined
  const strays: WaitingRecord[] = []
  let ordinal = 0

  const openOf = (number: number): Open => {
    const known = open.get(number)
    if (known !== undefined) return known
    const stream: Open = { number, events: [], records: [], redactedEvents: [] }
    open.set(number, stream)
    return stream
  }
  const closeIfSettled = ({ number, events, records, redactedEvents }: Open): void => {
    if (events.length === 0 && records.length === 0 && redactedEvents.length === 0) open.delete(number)
  }
  /** In the order in which the streams were seen first. */
  const allOpen = (): ReadonlyArray<Open> => [...open.values()].sort((a, b) => a.number - b.number)

  const raise = (of: Column, number: number, value: number): void => {
    if (value > of.get(number)) of.set(number, value)
  }
  const isInserted = (
    { number }: Open,
    { record: { revision }, ordinal }: Pick<WaitingRecord, 'record' | 'ordinal'>
  ): boolean =>
    revision === undefined ? ordinal < ordinals.get(number) : Number(revision) <= sealed.get(number)

  const pair = (stream: Open, event: SealedEvent, waiting: WaitingRecord): void => {
    const { number } = stream
    const { entry } = event
    const revision = Number(entry.revision)
    const inOrder = revision > revisions.get(number) && waiting.ordinal > ordinals.get(number)
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
    revisions.set(number, revision)
    ordinals.set(number, waiting.ordinal)
    for (const each of stream.records) {
      if (each.ordinal < waiting.ordinal && (each.before?.leaf ?? Infinity) > event.leaf) each.before = event
    }
    if (redacts(entry)) setAsideRedacted(stream, revision)
  }

  /** What stood before a redaction that is there, and was not found before it, is truncated. */
  const setAsideRedacted = (stream: Open, revision: number): void => {
    if (stream.events.length === 0) return
    const [gone, later] = split(stream.events, ({ entry }) => Number(entry.revision) < revision)
    counts.redacted += gone.length
    stream.redactedEvents.push(...gone)
    stream.events = later
  }

  /** Whether the record is a redacted event that is not gone: that is a problem, and it is none to seal. */
  const isBack = ({ redactedEvents }: Open, { record, data, metadata }: HashedRecord): boolean => {
    const at = redactedEvents.findIndex(
      ({ entry }) =>
        entry.id === record.id && (record.revision === undefined || record.revision === entry.revision)
    )
    const event = redactedEvents[at]
    if (event === undefined) return false
    redactedEvents.splice(at, 1)
    counts.redacted--
    onProblem(
      difference(event, { record, data, metadata }) ??
        problemOf('moved', event, 'stands after the redaction that it was sealed before')
    )
    return true
  }

  const event = (sealedEvent: SealedEvent): void => {
    const { entry } = sealedEvent
    const stream = openOf(streams.numberOf(entry.stream))
    const revision = Number(entry.revision)
    raise(sealed, stream.number, revision)
    if (redacts(entry)) raise(redacted, stream.number, revision)
    const at = stream.records.findIndex(({ record }) => record.id === entry.id)
    const waiting = stream.records[at]
    if (waiting === undefined) {
      stream.events.push(sealedEvent)
      return
    }
    stream.records.splice(at, 1)
    pair(stream, sealedEvent, waiting)
    closeIfSettled(stream)
  }

  const record = (record: StoredRecord): void => {
    const stream = openOf(streams.numberOf(record.stream))
    ordinal++
    const data = sha256Binary(record.data)
    const metadata = metadataHash(record.metadata)
    const at = placeOf(record, stream.events)
    const event = stream.events[at]
    if (event !== undefined) {
      stream.events.splice(at, 1)
      pair(stream, event, { record, data, metadata, ordinal })
    } else {
      if (
        orphans === undefined ||
        stream.events.length > 0 ||
        stream.records.length > 0 ||
        isInserted(stream, { record, ordinal })
      )
        stream.records.push({ record: withoutContent(record), data, metadata, ordinal })
      else {
        if (orphans.has(record.id)) strays.push({ record: withoutContent(record), data, metadata, ordinal })
        unsealedIn(stream, { record, data, metadata })
      }
    }
    closeIfSettled(stream)
  }

  const unsealed = (hashed: HashedRecord): void =>
    unsealedIn(openOf(streams.numberOf(hashed.record.stream)), hashed)
  const unsealedIn = (stream: Open, hashed: HashedRecord): void => {
    if (isBack(stream, hashed)) return
    counts.unsealed++
    const { revision } = hashed.record
    const previous = sealed.get(stream.number)
    const next = revision === undefined ? previous + 1 : Number(revision)
    sealed.set(stream.number, next)
    onUnsealed(hashed, next, previous)
  }

  const eventsDone = (): void => {
    const all = allOpen()
    const byId = new Map(all.flatMap(({ events }) => events.map(event => [event.entry.id, event])))
    const decided: WaitingRecord[] = []
    for (const stream of all) {
      if (stream.events.length > 0) continue
      const [inserted, later] = split(stream.records, waiting => isInserted(stream, waiting))
      stream.records = inserted
      decided.push(...later)
    }
    orphans = byId
    strays.push(...decided.filter(({ record }) => byId.has(record.id)))
    bySourceOrder(decided).forEach(unsealed)
  }

  const finish = (): MatchCounts => {
    const all = allOpen()
    const gone = new Map<number, SealedEvent>()
    for (const { number, events } of all) {
      const latest = redacted.get(number)
      for (const event of events) {
        if (Number(event.entry.revision) < latest) counts.redacted++
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
    for (const stream of all) stream.records = stream.records.filter(waiting => !isMoved(waiting))
    bySourceOrder(all.flatMap(stream => judgeLeftOver(stream, gone))).forEach(unsealed)
    for (const event of gone.values())
      onProblem(problemOf('missing', event, 'sealed, but not stored any more'))
    return counts
  }

  /** Reports what was put in, or put in place of something else; what is left is not sealed yet. */
  const judgeLeftOver = (stream: Open, gone: Map<number, SealedEvent>): ReadonlyArray<WaitingRecord> => {
    const missing = stream.events.filter(({ leaf }) => gone.has(leaf))
    if (missing.length === stream.records.length) {
      for (const event of missing) {
        onProblem(problemOf('altered', event, 'another event stands in its place'))
        gone.delete(event.leaf)
      }
      return []
    }
    const [put, later] = split(stream.records, waiting => isInserted(stream, waiting))
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

const split = <A>(all: ReadonlyArray<A>, isLeft: (each: A) => boolean): [A[], A[]] => {
  const [left, right]: [A[], A[]] = [[], []]
  for (const each of all) (isLeft(each) ? left : right).push(each)
  return [left, right]
}
