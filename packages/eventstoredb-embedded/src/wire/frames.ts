/**
 * Answers as gRPC frames, written by hand.
 */
import type { RecordedEvent, ResolvedEvent } from '../store/types.ts'
import { tombstoneRevision } from '../store/types.ts'
import { json, octets } from './events.ts'

/**
 * Messages on their way out, as gRPC frames one behind the other. Events are written by hand, since a subscription is
 * thousands of them: the generated code takes several times as long. A test holds both to the same bytes' meaning.
 */
export interface Frames {
  readonly size: () => number
  readonly addMessage: (message: Uint8Array) => void
  /** A ReadResp with an event whose ids are texts. */
  readonly addEvent: (resolved: ResolvedEvent) => void
  /** The frames so far, which are forgotten here. */
  readonly take: () => Uint8Array
}

const smallest = 2048
const frameHeader = 5

const varintSize = (value: number): number => {
  if (value === tombstoneRevision) return 9
  let size = 1
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1
  return size
}

const blockSize = (length: number): number => 1 + varintSize(length) + length

/** Tag bytes: field number times 8, plus 0 for a number and 2 for a block. */
const tag = {
  respEvent: 0x0a,
  event: 0x0a,
  link: 0x12,
  position: 0x18,
  id: 0x0a,
  stream: 0x12,
  revision: 0x18,
  preparePosition: 0x20,
  commitPosition: 0x28,
  metadata: 0x32,
  customMetadata: 0x3a,
  data: 0x42,
  uuidText: 0x12,
  streamName: 0x1a,
  key: 0x0a,
  value: 0x12
} as const

const uuidLength = 36
const entrySize = (key: string, valueLength: number): number => blockSize(key.length) + blockSize(valueLength)

interface Measured {
  readonly event: RecordedEvent
  readonly created: string
  readonly contentType: string
  readonly stream: number
  readonly type: number
  readonly size: number
}

const measure = (event: RecordedEvent): Measured => {
  const stream = Buffer.byteLength(event.stream)
  const type = Buffer.byteLength(event.type)
  const created = `${event.created}0000`
  const contentType = event.isJson ? json : octets
  const size =
    blockSize(blockSize(uuidLength)) +
    blockSize(blockSize(stream)) +
    1 +
    varintSize(event.revision) +
    2 * (1 + varintSize(event.position)) +
    blockSize(entrySize('type', type)) +
    blockSize(entrySize('created', created.length)) +
    blockSize(entrySize('content-type', contentType.length)) +
    blockSize(event.metadata.length) +
    blockSize(event.data.length)
  return { event, created, contentType, stream, type, size }
}

export const createFrames = (): Frames => {
  let bytes = Buffer.alloc(0)
  let end = 0

  const reserve = (size: number): void => {
    if (end + size <= bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(smallest, 2 * bytes.length, end + size))
    bytes.copy(larger, 0, 0, end)
    bytes = larger
  }

  const putVarint = (value: number): void => {
    if (value === tombstoneRevision) {
      bytes.fill(0xff, end, end + 8)
      bytes[end + 8] = 0x7f
      end += 9
      return
    }
    let rest = value
    while (rest > 127) {
      bytes[end] = (rest % 128) | 128
      end += 1
      rest = Math.floor(rest / 128)
    }
    bytes[end] = rest
    end += 1
  }

  const putNumber = (fieldTag: number, value: number): void => {
    bytes[end] = fieldTag
    end += 1
    putVarint(value)
  }

  const putText = (fieldTag: number, text: string, length: number): void => {
    putNumber(fieldTag, length)
    end += bytes.write(text, end, length === text.length ? 'latin1' : 'utf8')
  }

  const putBytes = (fieldTag: number, value: Uint8Array): void => {
    putNumber(fieldTag, value.length)
    bytes.set(value, end)
    end += value.length
  }

  const putEntry = (key: string, value: string, valueLength: number): void => {
    putNumber(tag.metadata, entrySize(key, valueLength))
    putText(tag.key, key, key.length)
    putText(tag.value, value, valueLength)
  }

  const putRecorded = (
    fieldTag: number,
    { event, created, contentType, stream, type, size }: Measured
  ): void => {
    putNumber(fieldTag, size)
    putNumber(tag.id, blockSize(uuidLength))
    putText(tag.uuidText, event.id, uuidLength)
    putNumber(tag.stream, blockSize(stream))
    putText(tag.streamName, event.stream, stream)
    putNumber(tag.revision, event.revision)
    putNumber(tag.preparePosition, event.position)
    putNumber(tag.commitPosition, event.position)
    putEntry('type', event.type, type)
    putEntry('created', created, created.length)
    putEntry('content-type', contentType, contentType.length)
    putBytes(tag.customMetadata, event.metadata)
    putBytes(tag.data, event.data)
  }

  const putHeader = (length: number): void => {
    reserve(frameHeader + length)
    bytes[end] = 0
    bytes.writeUInt32BE(length, end + 1)
    end += frameHeader
  }

  return {
    size: () => end,
    addMessage: message => {
      putHeader(message.length)
      bytes.set(message, end)
      end += message.length
    },
    addEvent: ({ event, link }) => {
      const original = link ?? event
      const position = original?.position ?? 0
      const measuredEvent = event === undefined ? undefined : measure(event)
      const measuredLink = link === undefined ? undefined : measure(link)
      const size =
        (measuredEvent === undefined ? 0 : blockSize(measuredEvent.size)) +
        (measuredLink === undefined ? 0 : blockSize(measuredLink.size)) +
        1 +
        varintSize(position)
      putHeader(blockSize(size))
      putNumber(tag.respEvent, size)
      if (measuredEvent !== undefined) putRecorded(tag.event, measuredEvent)
      if (measuredLink !== undefined) putRecorded(tag.link, measuredLink)
      putNumber(tag.position, position)
    },
    take: () => {
      const taken = bytes.subarray(0, end)
      bytes = Buffer.alloc(0)
      end = 0
      return taken
    }
  }
}
