/**
 * One message of a batch append, taken from its bytes.
 */
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import type { Duration } from 'google-protobuf/google/protobuf/duration_pb.js'
import { duration, shared, streams } from './codec.ts'
import { uuidFromWire } from './uuid.ts'

/**
 * A BatchAppendReq. It is taken apart by hand: events come by the thousand, for which the generated code takes several
 * times as long, and it does not know the deadline as a duration, which newer clients send. A test holds both to the
 * same meaning.
 */
export interface BatchAppendChunk {
  readonly correlationId: UUID | undefined
  readonly options: BatchAppendReq.Options | undefined
  /** The deadline as the time that is left; `options` has it if it is an instant. */
  readonly timeout: Duration | undefined
  /** Proposed messages that are not taken apart yet, see `proposedMessage`. */
  readonly proposed: ReadonlyArray<Uint8Array>
  readonly isFinal: boolean
}

/** What an event is proposed with, whichever call it comes through. */
export interface ProposedMessage {
  readonly id: string
  readonly type: string | undefined
  readonly contentType: string | undefined
  readonly data: Uint8Array
  readonly customMetadata: Uint8Array
}

/** Bytes that are no message of the protocol. */
export class MalformedMessage extends Error {}

const noBytes = new Uint8Array()

/** Calls back with each field of a message: a block's bytes, or a number. @throws MalformedMessage */
const eachField = (bytes: Uint8Array, take: (field: number, value: Uint8Array | number) => void): void => {
  let place = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; factor <= 2 ** 63; factor *= 128) {
      const byte = bytes[place]
      if (byte === undefined) break
      place += 1
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw new MalformedMessage('a number does not end')
  }
  const block = (size: number): Uint8Array => {
    const start = place
    place += size
    if (place > bytes.length) throw new MalformedMessage('a field is cut short')
    return bytes.subarray(start, place)
  }
  while (place < bytes.length) {
    const tag = varint()
    const field = Math.floor(tag / 8)
    if (field === 0) throw new MalformedMessage('a field has no number')
    switch (tag % 8) {
      case 0:
        take(field, varint())
        break
      case 1:
        block(8)
        break
      case 2:
        take(field, block(varint()))
        break
      case 5:
        block(4)
        break
      default:
        throw new MalformedMessage('a field is of no known kind')
    }
  }
}

/** Of a deadline given twice the last counts, as in any choice of the protocol. */
const timeoutOf = (options: Uint8Array): Duration | undefined => {
  let timeout: Uint8Array | undefined
  eachField(options, (field, value) => {
    if (typeof value === 'number') return
    if (field === 6) timeout = undefined
    if (field === 7) timeout = value
  })
  return timeout === undefined ? undefined : duration.Duration.deserializeBinary(timeout)
}

/** @throws MalformedMessage, and what the generated code throws */
export const batchAppendChunk = (bytes: Uint8Array): BatchAppendChunk => {
  let correlationId: UUID | undefined
  let options: Uint8Array | undefined
  let isFinal = false
  const proposed: Uint8Array[] = []
  eachField(bytes, (field, value) => {
    if (typeof value === 'number') {
      if (field === 4) isFinal = value !== 0
    } else if (field === 3) proposed.push(value)
    else if (field === 1) correlationId = shared.UUID.deserializeBinary(value)
    else if (field === 2) options = value
  })
  return {
    correlationId,
    options: options === undefined ? undefined : streams.BatchAppendReq.Options.deserializeBinary(options),
    timeout: options === undefined ? undefined : timeoutOf(options),
    proposed,
    isFinal
  }
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')

/** A UUID as text is what clients send. */
const idOf = (bytes: Uint8Array | undefined): string =>
  uuidFromWire(bytes === undefined ? undefined : shared.UUID.deserializeBinary(bytes))

/** @throws MalformedMessage, InvalidUuid */
export const proposedMessage = (bytes: Uint8Array): ProposedMessage => {
  let id: Uint8Array | undefined
  let type: string | undefined
  let contentType: string | undefined
  let data: Uint8Array = noBytes
  let customMetadata: Uint8Array = noBytes
  eachField(bytes, (field, value) => {
    if (typeof value === 'number') return
    switch (field) {
      case 1:
        id = value
        break
      case 2: {
        let key = ''
        let entry = ''
        eachField(value, (part, text) => {
          if (typeof text === 'number') return
          if (part === 1) key = textOf(text)
          else if (part === 2) entry = textOf(text)
        })
        if (key === 'type') type = entry
        else if (key === 'content-type') contentType = entry
        break
      }
      case 3:
        customMetadata = value
        break
      case 4:
        data = value
    }
  })
  return { id: idOf(id), type, contentType, data, customMetadata }
}
