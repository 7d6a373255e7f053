/**
 * The bytes of one write of the journal.
 */
import type { RecordedEvent } from './types.ts'

/** One write: all of its records reach the disk, or none. */
export interface Write {
  readonly records: ReadonlyArray<RecordedEvent>
  /** The position of the next record to come. */
  readonly nextPosition: number
}

/** The least that a write takes. */
export const emptyWriteBytes = 8 + 4

const fixedBytes = 3 * 8 + 1 + 16 + 4 * 4

/**
 * The bytes of a write: next position, number of records, records. Behind `before` bytes that are left free, and
 * before `after` more.
 */
export const encodeWrite = ({ records, nextPosition }: Write, before: number, after: number): Buffer => {
  const sizes = records.map(record => ({
    stream: Buffer.byteLength(record.stream),
    type: Buffer.byteLength(record.type)
  }))
  const body = records.reduce(
    (sum, record, place) =>
      sum +
      fixedBytes +
      sizes[place]!.stream +
      sizes[place]!.type +
      record.data.length +
      record.metadata.length,
    emptyWriteBytes
  )
  const bytes = Buffer.allocUnsafe(before + body + after)
  let offset = bytes.writeDoubleLE(nextPosition, before)
  offset = bytes.writeUInt32LE(records.length, offset)
  const putBytes = (value: Uint8Array): void => {
    offset = bytes.writeUInt32LE(value.length, offset)
    bytes.set(value, offset)
    offset += value.length
  }
  const putText = (value: string, size: number): void => {
    offset = bytes.writeUInt32LE(size, offset)
    offset += bytes.write(value, offset, 'utf8')
  }
  for (const [place, record] of records.entries()) {
    offset = bytes.writeDoubleLE(record.position, offset)
    offset = bytes.writeDoubleLE(record.revision, offset)
    offset = bytes.writeDoubleLE(record.created, offset)
    offset = bytes.writeUInt8(record.isJson ? 1 : 0, offset)
    offset += bytes.write(record.id.replaceAll('-', ''), offset, 'hex')
    putText(record.stream, sizes[place]!.stream)
    putText(record.type, sizes[place]!.type)
    putBytes(record.data)
    putBytes(record.metadata)
  }
  return bytes
}

const uuid = (bytes: Buffer): string => {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** What `encodeWrite` wrote, from an offset on. */
export const decodeWrite = (bytes: Buffer, start: number): Write => {
  let offset = start
  const double = (): number => {
    offset += 8
    return bytes.readDoubleLE(offset - 8)
  }
  const take = (size: number): Buffer => {
    offset += size
    return bytes.subarray(offset - size, offset)
  }
  const block = (): Buffer => take(take(4).readUInt32LE(0))
  const nextPosition = double()
  const count = take(4).readUInt32LE(0)
  const records: RecordedEvent[] = []
  for (let place = 0; place < count; place += 1) {
    records.push({
      position: double(),
      revision: double(),
      created: double(),
      isJson: take(1)[0] === 1,
      id: uuid(take(16)),
      stream: block().toString('utf8'),
      type: block().toString('utf8'),
      data: block(),
      metadata: block()
    })
  }
  return { records, nextPosition }
}
