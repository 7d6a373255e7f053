/**
 * What the server answers to a read, taken straight from the bytes: the generated classes would build a message, its
 * parts and a map for each event of a log, only to be taken apart again here. Field numbers are those of the
 * protocol's `streams.proto` and `shared.proto`; fields that nobody here asks for are passed over.
 */
import type { Position } from '@samtykke/core'
import {
  bigintOf,
  laterTextOf,
  nextField,
  oneOfTexts,
  positionIn,
  type Reader,
  readerOf,
  skipField,
  streamName,
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

interface Names {
  type: string
  created: string
}

const namesRead = ['type', 'created'] as const

const noText = (): string => ''

/** One entry of the server's own metadata about an event; most are of no interest, and stay bytes. */
const nameInto = (names: Names) => (reader: Reader) => {
  let name: keyof Names | undefined
  let value = noText
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) name = oneOfTexts(reader, namesRead)
    else if (field === 2) value = laterTextOf(reader)
    else skipField(reader)
  }
  if (name !== undefined) names[name] = value()
}

/** .NET's ticks are of 100 ns, and `created` counts them from 1970. */
const millisecondsOf = (ticks: string): number => (ticks.length < 5 ? 0 : Number(ticks.slice(0, -4)))

const recordedEvent = (reader: Reader): StoredRecord => {
  let [id, stream, data, metadata] = ['', '', '', noText]
  let [revision, prepare, commit] = [0n, 0n, 0n]
  const names: Names = { type: '', created: '' }
  const readName = nameInto(names)
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
        within(reader, readName)
        break
      case 7:
        metadata = laterTextOf(reader)
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
    created: millisecondsOf(names.created),
    data: jsonOf(data),
    metadata: () => jsonOf(metadata())
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

export const recordsOf = (answers: ReadonlyArray<ReadAnswer>): ReadonlyArray<StoredRecord> => {
  const records: StoredRecord[] = []
  for (const answer of answers) if (answer._tag === 'record') records.push(answer.record)
  return records
}
