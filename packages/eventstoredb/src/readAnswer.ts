/**
 * What the server answers to a read, taken straight from the bytes: the generated classes would build a message, its
 * parts and a map for each event of a log, only to be taken apart again here. Field numbers are those of the
 * protocol's `streams.proto` and `shared.proto`; fields that nobody here asks for are passed over.
 */
import type { Position } from '@samtykke/core'
import {
  bigintOf,
  noBytes,
  positionIn,
  type Reader,
  readerOf,
  streamName,
  uuidText,
  within
} from './protobuf.ts'
import { jsonOf, type StoredRecord, textOf } from './storedRecord.ts'

export type ReadAnswer =
  | { readonly _tag: 'record'; readonly record: StoredRecord }
  /** A subscription has come so far. */
  | { readonly _tag: 'checkpoint'; readonly position: Position }
  | { readonly _tag: 'caught-up' }
  /** The revision of the stream's last event. */
  | { readonly _tag: 'last-revision'; readonly revision: bigint }
  | { readonly _tag: 'other' }

const other: ReadAnswer = { _tag: 'other' }
const caughtUp: ReadAnswer = { _tag: 'caught-up' }

interface Names {
  type: string
  created: string
}

/** One entry of the server's own metadata about an event. */
const nameInto = (names: Names) => (reader: Reader) => {
  let [key, value] = ['', '']
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) key = textOf(reader.readBytes())
    else if (reader.getFieldNumber() === 2) value = textOf(reader.readBytes())
    else reader.skipField()
  }
  if (key === 'type' || key === 'created') names[key] = value
}

/** .NET's ticks are of 100 ns, and `created` counts them from 1970. */
const millisecondsOf = (ticks: string): number => (ticks.length < 5 ? 0 : Number(ticks.slice(0, -4)))

const recordedEvent = (reader: Reader): StoredRecord => {
  let [id, stream, data, metadata] = [noBytes, noBytes, noBytes, noBytes]
  let [revision, prepare, commit] = [0n, 0n, 0n]
  const names: Names = { type: '', created: '' }
  const readName = nameInto(names)
  while (reader.nextField()) {
    switch (reader.getFieldNumber()) {
      case 1:
        id = within(reader, uuidText)
        break
      case 2:
        stream = within(reader, streamName)
        break
      case 3:
        revision = bigintOf(reader)
        break
      case 4:
        prepare = bigintOf(reader)
        break
      case 5:
        commit = bigintOf(reader)
        break
      case 6:
        within(reader, readName)
        break
      case 7:
        metadata = reader.readBytes()
        break
      case 8:
        data = reader.readBytes()
        break
      default:
        reader.skipField()
    }
  }
  return {
    stream: textOf(stream),
    id: textOf(id),
    type: names.type,
    revision,
    position: { commit, prepare },
    created: millisecondsOf(names.created),
    data: jsonOf(data),
    metadata: () => jsonOf(metadata)
  }
}

/** An event as it was found; what links point to is not asked for. */
const readEvent = (reader: Reader): ReadAnswer => {
  let answer: ReadAnswer = other
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) answer = { _tag: 'record', record: within(reader, recordedEvent) }
    else reader.skipField()
  }
  return answer
}

/** The one field that an answer holds. */
export const decodeReadAnswer = (bytes: Uint8Array): ReadAnswer => {
  const reader = readerOf(bytes)
  let answer: ReadAnswer = other
  while (reader.nextField()) {
    switch (reader.getFieldNumber()) {
      case 1:
        answer = within(reader, readEvent)
        break
      case 3:
        answer = { _tag: 'checkpoint', position: within(reader, positionIn) }
        break
      case 6:
        answer = { _tag: 'last-revision', revision: bigintOf(reader) }
        break
      case 8:
        answer = caughtUp
        reader.skipField()
        break
      default:
        reader.skipField()
    }
  }
  return answer
}

export const recordsOf = (answers: ReadonlyArray<ReadAnswer>): ReadonlyArray<StoredRecord> =>
  answers.flatMap(answer => (answer._tag === 'record' ? [answer.record] : []))
