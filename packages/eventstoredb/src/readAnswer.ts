/**
 * What the server answers to a read, taken straight from the bytes: the generated classes would build a message, its
 * parts and a map for each event of a log, only to be taken apart again here. Field numbers are those of the
 * protocol's `streams.proto` and `shared.proto`; fields that nobody here asks for are passed over.
 */
import type { Position } from '@samtykke/core'
import { eachInBundle, isBundle } from './bundles.ts'
import {
  bigintOf,
  enter,
  isText,
  leave,
  nextField,
  passBytes,
  positionIn,
  type Reader,
  readerOf,
  rememberingTexts,
  skipField,
  streamName,
  textBetween,
  textOf,
  uuidText,
  within
} from './protobuf.ts'
import { jsonOf, type StoredRecord } from './storedRecord.ts'

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

/** What is read of the server's own metadata about an event. */
interface Names {
  type: string
  created: number
}

const typeBetween = rememberingTexts()

/** .NET's ticks are of 100 ns, and `created` counts them from 1970. */
const millisecondsBetween = (reader: Reader, start: number, end: number): number => {
  const { bytes } = reader
  const last = end - 4
  let milliseconds = 0
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9 || last - start > 15)
      return Number(textBetween(reader, start, end).slice(0, -4))
    if (i < last) milliseconds = milliseconds * 10 + digit
  }
  return milliseconds
}

/** One entry of that metadata; most are of no interest, and stay bytes. */
const readName = (reader: Reader, names: Names): void => {
  const { bytes } = reader
  const outer = enter(reader)
  let nameAt = 0
  let nameEnd = 0
  let valueAt = 0
  let valueEnd = 0
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) {
      nameAt = passBytes(reader)
      nameEnd = reader.at
    } else if (field === 2) {
      valueAt = passBytes(reader)
      valueEnd = reader.at
    } else skipField(reader)
  }
  leave(reader, outer)
  if (isText(bytes, nameAt, nameEnd, 'type')) names.type = typeBetween(reader, valueAt, valueEnd)
  else if (isText(bytes, nameAt, nameEnd, 'created'))
    names.created = millisecondsBetween(reader, valueAt, valueEnd)
}

const recordedEvent = (reader: Reader): StoredRecord => {
  const names: Names = { type: '', created: 0 }
  let id = ''
  let stream = ''
  let revision = 0n
  let prepare = 0n
  let commit = 0n
  let data = ''
  let metadataAt = 0
  let metadataEnd = 0
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    switch (field) {
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
        readName(reader, names)
        break
      case 7:
        metadataAt = passBytes(reader)
        metadataEnd = reader.at
        break
      case 8:
        data = textOf(reader)
        break
      default:
        skipField(reader)
    }
  }
  return {
    stream,
    id,
    type: names.type,
    revision,
    position: { commit, prepare },
    created: names.created,
    data: jsonOf(data),
    metadata: () => jsonOf(textBetween(reader, metadataAt, metadataEnd))
  }
}

/** An event as it was found; what links point to is not asked for. */
const readEvent = (reader: Reader): ReadAnswer => {
  let answer: ReadAnswer = other
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) answer = { _tag: 'record', record: within(reader, recordedEvent) }
    else skipField(reader)
  }
  return answer
}

/** The one field that an answer holds. */
export const answerIn = (reader: Reader): ReadAnswer => {
  let answer: ReadAnswer = other
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    switch (field) {
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
        skipField(reader)
        break
      default:
        skipField(reader)
    }
  }
  return answer
}

export const decodeReadAnswer = (bytes: Uint8Array): ReadAnswer => answerIn(readerOf(bytes))

/** Adds the answers that a call gave in these bytes. */
export const answersInto = (answers: ReadAnswer[], bytes: Buffer): void => {
  if (!isBundle(bytes)) {
    answers.push(decodeReadAnswer(bytes))
    return
  }
  const reader = readerOf(bytes)
  eachInBundle(bytes, (start, end) => {
    reader.at = start
    reader.end = end
    answers.push(answerIn(reader))
  })
}

export const recordsOf = (answers: ReadonlyArray<ReadAnswer>): ReadonlyArray<StoredRecord> => {
  const records: StoredRecord[] = []
  for (const answer of answers) if (answer._tag === 'record') records.push(answer.record)
  return records
}
