/**
 * Messages of the server's protocol to bytes and from bytes. Of its many messages this package needs few and of these
 * few fields; the classes that the clients generate are no part of what they publish, and all generated code of a process
 * shares one global object. Reading is of the bytes where they lie: a log is read event by event.
 */
import type { Position } from '@samtykke/core'
import protobuf from 'google-protobuf'

/** Where in a message one is, and where it ends. */
export interface Reader {
  readonly bytes: Buffer
  at: number
  end: number
  /** What the present field's value is made of, as the protocol numbers it. */
  wireType: number
}

/** Writes one field, or some. */
export type Write = (writer: protobuf.BinaryWriter) => void

/** A field that holds a message. */
export const messageField =
  (field: number, ...parts: ReadonlyArray<Write>): Write =>
  writer => {
    writer.writeMessage(field, parts, () => {
      for (const write of parts) write(writer)
    })
  }

export const uint64Field =
  (field: number, value: bigint): Write =>
  writer =>
    writer.writeUint64String(field, value.toString())

export const uint32Field =
  (field: number, value: number): Write =>
  writer =>
    writer.writeUint32(field, value)

export const textField =
  (field: number, value: string): Write =>
  writer =>
    writer.writeBytes(field, Buffer.from(value))

export const bytesField =
  (field: number, value: Uint8Array): Write =>
  writer =>
    writer.writeBytes(field, value)

export const trueField =
  (field: number): Write =>
  writer =>
    writer.writeBool(field, true)

export const encodeMessage = (...parts: ReadonlyArray<Write>): Buffer => {
  const writer = new protobuf.BinaryWriter()
  for (const write of parts) write(writer)
  const { buffer, byteOffset, byteLength } = writer.getResultBuffer()
  return Buffer.from(buffer, byteOffset, byteLength)
}

export const streamIdentifierField = (field: number, stream: string): Write =>
  messageField(field, textField(3, stream))

export const uuidField = (field: number, uuid: string): Write => messageField(field, textField(2, uuid))

export const readerOf = (message: Uint8Array): Reader => ({
  bytes: Buffer.from(message.buffer, message.byteOffset, message.byteLength),
  at: 0,
  end: message.byteLength,
  wireType: 0
})

const endsTooEarly = (): Error => new Error('a message ends too early')

/** A number of up to 49 bits, which is exact as one; of more, the bytes are left for `bigintOf`. */
const shortVarint = (reader: Reader): number | undefined => {
  const { bytes, at, end } = reader
  const last = Math.min(end, at + 7)
  let [value, factor] = [0, 1]
  for (let i = at; i < last; i++) {
    const byte = bytes[i]!
    if (byte < 128) {
      reader.at = i + 1
      return value + byte * factor
    }
    value += (byte - 128) * factor
    factor *= 128
  }
  return undefined
}

const longVarint = (reader: Reader): bigint => {
  let [value, shift] = [0n, 0n]
  while (reader.at < reader.end) {
    const byte = reader.bytes[reader.at++]!
    value |= BigInt(byte & 127) << shift
    if (byte < 128) return BigInt.asUintN(64, value)
    shift += 7n
  }
  throw endsTooEarly()
}

export const bigintOf = (reader: Reader): bigint => {
  const short = shortVarint(reader)
  return short === undefined ? longVarint(reader) : BigInt(short)
}

export const numberOf = (reader: Reader): number => shortVarint(reader) ?? Number(longVarint(reader))

/** Goes on to the next field and gives its number; 0 at the end of the message. */
export const nextField = (reader: Reader): number => {
  if (reader.at >= reader.end) return 0
  const tag = numberOf(reader)
  if (tag < 8) throw new Error('a field without a number')
  reader.wireType = tag % 8
  return Math.floor(tag / 8)
}

/** Goes past so many bytes; gives where they begin. */
const pass = (reader: Reader, length: number): number => {
  const start = reader.at
  if (start + length > reader.end) throw endsTooEarly()
  reader.at = start + length
  return start
}

export const skipField = (reader: Reader): void => {
  switch (reader.wireType) {
    case 0:
      bigintOf(reader)
      break
    case 1:
      pass(reader, 8)
      break
    case 2:
      pass(reader, numberOf(reader))
      break
    case 5:
      pass(reader, 4)
      break
    default:
      throw new Error(`a field of the unknown wire type ${reader.wireType}`)
  }
}

/** The bytes that the present field holds; they are not copied. */
export const bytesOf = (reader: Reader): Uint8Array => {
  const start = passBytes(reader)
  return reader.bytes.subarray(start, reader.at)
}

/** Goes past the bytes that the present field holds; gives where they begin. They end where the reader is then. */
export const passBytes = (reader: Reader): number => pass(reader, numberOf(reader))

/** Whether these bytes are the text; what is not ASCII is never held to be. */
export const isText = (bytes: Uint8Array, start: number, end: number, text: string): boolean => {
  if (text.length !== end - start) return false
  // Names that are alike differ at their ends.
  for (let i = text.length - 1; i >= 0; i--) {
    const code = text.charCodeAt(i)
    if (code !== bytes[start + i] || code > 127) return false
  }
  return true
}

export const textBetween = ({ bytes }: Reader, start: number, end: number): string =>
  bytes.toString('utf8', start, end)

/** As `textBetween`; a text that comes again soon is made once. */
export const rememberingTexts = (): typeof textBetween => {
  const texts = Array.from({ length: 256 }, () => '')
  return (reader, start, end) => {
    const { bytes } = reader
    if (start >= end) return ''
    const place = ((end - start) * 31 + bytes[start]! * 7 + bytes[end - 1]!) % texts.length
    const before = texts[place]!
    return isText(bytes, start, end, before) ? before : (texts[place] = textBetween(reader, start, end))
  }
}

/** The text that the present field holds. */
export const textOf = (reader: Reader): string => {
  const start = passBytes(reader)
  return textBetween(reader, start, reader.at)
}

/** Goes into the message that the present field holds; gives the end of that around it, for `leave`. */
export const enter = (reader: Reader): number => {
  const { end } = reader
  const start = passBytes(reader)
  reader.end = reader.at
  reader.at = start
  return end
}

export const leave = (reader: Reader, end: number): void => {
  reader.end = end
}

/** Reads the message that the present field holds. */
export const within = <A>(reader: Reader, read: (reader: Reader) => A): A => {
  const end = enter(reader)
  const value = read(reader)
  leave(reader, end)
  return value
}

export const noBytes: Uint8Array = new Uint8Array()

/** The text of one field of a message; what else it holds is passed over. */
const onlyText =
  (wanted: number, between = textBetween) =>
  (reader: Reader): string => {
    let text = ''
    for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
      if (field === wanted) {
        const start = passBytes(reader)
        text = between(reader, start, reader.at)
      } else skipField(reader)
    }
    return text
  }

/** A text that stands in one field of a message. */
export const textIn = (message: Uint8Array, field: number): string => onlyText(field)(readerOf(message))

/** Read within a field that holds a `UUID` in its written form. */
export const uuidText = onlyText(2)
/** Read within a field that holds a `StreamIdentifier`. */
export const streamName = onlyText(3, rememberingTexts())

/** Read within a field that holds a position of `$all`. */
export const positionIn = (reader: Reader): Position => {
  let [commit, prepare] = [0n, 0n]
  for (let field = nextField(reader); field !== 0; field = nextField(reader)) {
    if (field === 1) commit = bigintOf(reader)
    else if (field === 2) prepare = bigintOf(reader)
    else skipField(reader)
  }
  return { commit, prepare }
}
