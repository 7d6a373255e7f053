/**
 * An append in the messages of the server's batch call, and its answer. Field numbers are those of the protocol's
 * `streams.proto`, `shared.proto` and `status.proto`.
 */
import type { ExpectedRevision, LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { appendError, never, outcomeUnknown } from './logError.ts'
import {
  bigintOf,
  bytesField,
  bytesOf,
  encodeMessage,
  messageField,
  nextField,
  noBytes,
  numberOf,
  positionIn,
  type Reader,
  readerOf,
  skipField,
  streamIdentifierField,
  textField,
  textOf,
  trueField,
  uint64Field,
  uuidField,
  uuidText,
  within,
  type Write
} from './protobuf.ts'

/** An event in the form in which it is sent. */
export interface EncodedEvent {
  readonly id: string
  readonly type: string
  readonly data: Buffer
  readonly metadata: Buffer
}

/** Behind what is to be appended: a revision exactly, or whatever there is. */
export type Expected = ExpectedRevision | 'any'

/** Where what was appended stands; also where it stood already, since the server knows repeats by their ids. */
export interface Appended {
  /** Of the last event. */
  readonly revision: bigint
  /** Its commit position; absent where the server does not say. */
  readonly position: bigint | undefined
}

export interface AppendAnswer {
  /** Of the append that is answered. */
  readonly correlation: string
  readonly result: E.Either<LogError, Appended>
}

/**
 * Sent as a point in time, so a server whose clock is ahead would refuse everything that has a short one. The time
 * limit is kept here; this one only has to end some day.
 */
const serverDeadlineInSeconds = 3_600
const largestMessage = 3 * 1024 * 1024

const entryOf = (key: string, value: string): Write => messageField(2, textField(1, key), textField(2, value))
const json = entryOf('content-type', 'application/json')

const proposed = ({ id, type, data, metadata }: EncodedEvent): Write =>
  messageField(3, uuidField(1, id), entryOf('type', type), json, bytesField(3, metadata), bytesField(4, data))

const expectedField = (expected: Expected): Write => {
  if (expected === 'no-stream') return messageField(3)
  return expected === 'any' ? messageField(4) : uint64Field(2, expected)
}

const optionsOf = (stream: string, expected: Expected, now: number): Write =>
  messageField(
    2,
    streamIdentifierField(1, stream),
    expectedField(expected),
    messageField(6, uint64Field(1, BigInt(Math.floor(now / 1_000) + serverDeadlineInSeconds)))
  )

interface Append {
  readonly stream: string
  readonly events: ReadonlyArray<EncodedEvent>
  readonly expected: Expected
  readonly correlation: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The events in messages that each stay below what a server takes at once. */
export function* appendMessages({ stream, events, expected, correlation, now }: Append): Generator<Buffer> {
  const correlationField = uuidField(1, correlation)
  let parts = [correlationField, optionsOf(stream, expected, now)]
  let size = 0
  for (const event of events) {
    const more = event.data.length + event.metadata.length + 200
    if (size > 0 && size + more > largestMessage) {
      yield encodeMessage(...parts)
      parts = [correlationField]
      size = 0
    }
    size += more
    parts.push(proposed(event))
  }
  yield encodeMessage(...parts, trueField(4))
}

const appendedIn = (reader: Reader): Appended => {
  let revision = 0n
  let position: bigint | undefined
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) revision = bigintOf(reader)
    else if (field === 3) position = within(reader, positionIn).commit
    else skipField(reader)
  }
  return { revision, position }
}

const conflictIn = (reader: Reader): LogError => {
  let actual: ExpectedRevision = 'no-stream'
  let expected: ExpectedRevision = 'no-stream'
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) actual = bigintOf(reader)
    else if (field === 3) expected = bigintOf(reader)
    else skipField(reader)
  }
  return { _tag: 'RevisionConflict', retry: 'reload', expected, actual }
}

interface Details {
  readonly name: string
  readonly value: Uint8Array
}

const detailsIn = (reader: Reader): Details => {
  let [url, value] = ['', noBytes]
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) url = textOf(reader)
    else if (field === 2) value = bytesOf(reader)
    else skipField(reader)
  }
  return { name: url.slice(url.lastIndexOf('.') + 1), value }
}

const failureOf = (code: number, message: string, details: Details | undefined): LogError => {
  switch (details?.name) {
    case undefined:
      return appendError({ code, message })
    case 'WrongExpectedVersion':
      return conflictIn(readerOf(details.value))
    case 'StreamDeleted':
      return never('StreamDeleted', message)
    case 'AccessDenied':
      return never('AccessDenied', message)
    case 'MaximumAppendSizeExceeded':
      return never('TooLarge', message)
    case 'Timeout':
      return outcomeUnknown(message)
    default:
      return never('Refused', message)
  }
}

const failureIn = (reader: Reader): LogError => {
  let [code, message] = [0, '']
  let details: Details | undefined
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) code = numberOf(reader)
    else if (field === 2) message = textOf(reader)
    else if (field === 3) details = within(reader, detailsIn)
    else skipField(reader)
  }
  return failureOf(code, message === '' ? 'no reason given' : message, details)
}

export const decodeAppendAnswer = (bytes: Uint8Array): AppendAnswer => {
  const reader = readerOf(bytes)
  let correlation = ''
  let result: AppendAnswer['result'] = E.right({ revision: 0n, position: undefined })
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    switch (field) {
      case 1:
        correlation = within(reader, uuidText)
        break
      case 2:
        result = E.left(within(reader, failureIn))
        break
      case 3:
        result = E.right(within(reader, appendedIn))
        break
      default:
        skipField(reader)
    }
  }
  return { correlation, result }
}
