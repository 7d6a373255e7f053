/**
 * Whether an append meets the stream that it expects, or is a repeat.
 */
import {
  isSoftDeleted,
  lastRevision,
  metadataOf,
  recordAt,
  writtenRevision,
  firstKeptRevision,
  type Index
} from './logIndex.ts'
import { metadataStreamOf } from './metadata.ts'
import { expectedRevision, tombstoneRevision, type RecordedEvent } from './types.ts'

/** What becomes of a write. */
export type Decision =
  | { readonly _tag: 'Write'; readonly currentRevision: number; readonly undelete: boolean }
  | { readonly _tag: 'Repeat'; readonly lastRevision: number; readonly position?: number }
  | { readonly _tag: 'WrongExpectedRevision'; readonly currentRevision: number }
  | { readonly _tag: 'StreamDeleted' }

/** An event by stream and revision (-1: the last), if truncation, age and deletion leave it readable. */
export const readableEvent = (
  index: Index,
  stream: string,
  wanted: number,
  now: number
): RecordedEvent | undefined => {
  const last = lastRevision(index, stream)
  const revision = wanted === -1 ? last : wanted
  const metadata = metadataOf(index, stream)
  if (last === tombstoneRevision || last < 0 || metadata.truncateBefore === tombstoneRevision)
    return undefined
  if (revision < firstKeptRevision(metadata, last) || revision > last) return undefined
  const record = recordAt(index, stream, revision)
  if (record === undefined) return undefined
  return metadata.maxAge !== undefined && record.created < now - metadata.maxAge ? undefined : record
}

interface ProposedWrite {
  readonly stream: string
  readonly expected: number
  readonly eventIds: ReadonlyArray<string>
  readonly now: number
}

/**
 * Whether a write goes through, is the repeat of an earlier one, or is refused. Repeats are found by event id: with an
 * expected revision at the places behind it, else through one table over all streams.
 */
export const checkWrite = (index: Index, { stream, expected, eventIds, now }: ProposedWrite): Decision => {
  const current = writtenRevision(index, stream)
  if (current === tombstoneRevision) return { _tag: 'StreamDeleted' }
  const softDeleted = isSoftDeleted(index, stream)
  const write: Decision = { _tag: 'Write', currentRevision: current, undelete: softDeleted }
  const refuse: Decision = { _tag: 'WrongExpectedRevision', currentRevision: current }

  const repeat = (last: number): Decision => {
    const position = readableEvent(index, stream, last, now)?.position
    return { _tag: 'Repeat', lastRevision: last, ...(position === undefined ? {} : { position }) }
  }

  if (expected === expectedRevision.streamExists) {
    if (softDeleted) return { _tag: 'StreamDeleted' }
    if (current < 0 && writtenRevision(index, metadataStreamOf(stream)) < 0) return refuse
  }

  if (expected === expectedRevision.any || expected === expectedRevision.streamExists) {
    let last = -1
    for (const [place, id] of eventIds.entries()) {
      const known = index.byId.get(id)
      if (known === undefined || known.stream !== stream) return place === 0 ? write : refuse
      last = known.revision
    }
    return eventIds.length === 0 ? write : repeat(last)
  }

  if (expected < current) {
    for (const [place, id] of eventIds.entries()) {
      const revision = expected + 1 + place
      const known = index.byId.get(id)
      if (known?.stream === stream && known.revision === revision) continue
      if (recordAt(index, stream, revision)?.id === id) continue
      return place === 0 && expected === expectedRevision.noStream && softDeleted ? write : refuse
    }
    return eventIds.length === 0 ? refuse : repeat(expected + eventIds.length)
  }

  return expected > current ? refuse : write
}
