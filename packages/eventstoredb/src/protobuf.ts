/**
 * Messages of the server's protocol to bytes and from bytes. Of its many messages this package needs few and of these
 * few fields; the classes that the clients generate are no part of what they publish, and all generated code of a process
 * shares one global object.
 */
import type { Position } from '@samtykke/core'
import protobuf from 'google-protobuf'

export type Reader = protobuf.BinaryReader
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

export const readerOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Reader =>
  new protobuf.BinaryReader(new Uint8Array(buffer, byteOffset, byteLength))

export const bigintOf = (reader: Reader): bigint => BigInt(reader.readUint64String())

/** Reads the message that the present field holds. */
export const within = <A>(reader: Reader, read: (reader: Reader) => A): A => {
  let message: A | undefined
  reader.readMessage(undefined, () => {
    message = read(reader)
  })
  return message as A
}

export const noBytes: Uint8Array = new Uint8Array()

/** The bytes of one field of a message; what else it holds is passed over. */
const onlyBytes =
  (field: number) =>
  (reader: Reader): Uint8Array => {
    let bytes = noBytes
    while (reader.nextField()) {
      if (reader.getFieldNumber() === field) bytes = reader.readBytes()
      else reader.skipField()
    }
    return bytes
  }

/** A text that stands in one field of a message. */
export const textIn = (message: Uint8Array, field: number): string =>
  Buffer.from(onlyBytes(field)(readerOf(message))).toString()

/** Read within a field that holds a `UUID` in its written form. */
export const uuidText = onlyBytes(2)
/** Read within a field that holds a `StreamIdentifier`. */
export const streamName = onlyBytes(3)

/** Read within a field that holds a position of `$all`. */
export const positionIn = (reader: Reader): Position => {
  let [commit, prepare] = [0n, 0n]
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) commit = bigintOf(reader)
    else if (reader.getFieldNumber() === 2) prepare = bigintOf(reader)
    else reader.skipField()
  }
  return { commit, prepare }
}
