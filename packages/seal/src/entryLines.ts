/**
 * Entries as bytes, hashed where they stand.
 */
import { eventEntry, isPlain } from './entry.ts'
import type { HashedRecord } from './compare.ts'
import { entryHash, type Hash } from './merkle.ts'

/** The entries of one file as bytes: each is put together, and hashed, where it will stand. */
export interface EntryLines {
  readonly count: () => number
  /** Takes over lines that are hashed already. */
  readonly keep: (lines: ReadonlyArray<string>) => void
  /** Adds an entry, and gives its leaf hash. */
  readonly add: (entry: string) => Hash
  /** Adds the entry of an event, as `eventEntry` writes it, and gives its leaf hash. */
  readonly addEvent: (record: HashedRecord['record'], revision: number, digest: string) => Hash
  /** The lines so far: they hold until the next is added. */
  readonly bytes: () => Uint8Array
  readonly clear: () => void
}

const newline = 10
/** RFC 9162 2.1.1: what is hashed of a leaf begins with 00, here in the place of the line's end before it. */
const leafPrefix = 0
const beforeCreated = '{"created":"'
const beforeDigest = '","digest":"'
const digestLength = 64

/** All of an event's entry up to its revision, with room for what differs from event to event. */
interface Head {
  created: number
  id: number
  encoding: string
  bytes: Buffer
  idAt: number
}

const headFor = (created: number, id: number, encoding: string): Head => {
  const start = `${beforeCreated}${'-'.repeat(created)}${beforeDigest}${'-'.repeat(digestLength)}","encoding":"${encoding}","id":"`
  return {
    created,
    id,
    encoding,
    idAt: start.length,
    bytes: Buffer.from(`${start}${'-'.repeat(id)}","kind":"event","revision":"`)
  }
}

export const entryLines = (): EntryLines => {
  let buffer = Buffer.alloc(1 << 17)
  let count = 0
  /** Where the last line ends; its end itself is written with the next line. */
  let used = 0
  let head = headFor(24, 36, 'json')

  const makeRoom = (length: number): void => {
    if (used + length + 2 <= buffer.length) return
    const longer = Buffer.alloc(2 * (used + length + 2))
    buffer.copy(longer, 0, 0, used)
    buffer = longer
  }
  const hashed = (length: number): Hash => {
    const end = used + 1 + length
    buffer[used] = leafPrefix
    const hash = entryHash(buffer.subarray(used, end))
    buffer[used] = newline
    used = end
    count++
    return hash
  }
  const add = (entry: string): Hash => {
    makeRoom(3 * entry.length)
    return hashed(buffer.write(entry, used + 1, 'utf8'))
  }

  return {
    count: () => count,
    keep: lines => lines.forEach(add),
    add,
    addEvent: (record, revision, digest) => {
      const { created, id, stream, type, encoding } = record
      if (!isPlain(id) || !isPlain(stream) || !isPlain(type) || !isPlain(created))
        return add(eventEntry(record, revision, digest))
      if (head.created !== created.length || head.id !== id.length || head.encoding !== encoding)
        head = headFor(created.length, id.length, encoding)
      const tail = `${revision}","stream":"${stream}","type":"${type}","v":1}`
      const { bytes, idAt } = head
      makeRoom(bytes.length + tail.length)
      const start = used + 1
      const createdAt = start + beforeCreated.length
      buffer.set(bytes, start)
      buffer.write(created, createdAt, 'latin1')
      buffer.write(digest, createdAt + created.length + beforeDigest.length, 'latin1')
      buffer.write(id, start + idAt, 'latin1')
      buffer.write(tail, start + bytes.length, 'latin1')
      return hashed(bytes.length + tail.length)
    },
    bytes: () => {
      buffer[used] = newline
      return buffer.subarray(1, used + 1)
    },
    clear: () => {
      count = 0
      used = 0
    }
  }
}
