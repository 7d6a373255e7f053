/**
 * Records: lines behind the key by which they are sorted, as bytes in slabs of memory that threads share.
 */

const slabSize = 1024 * 1024
/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3
const lineEnd = 10

/** Where a record stands. */
export interface Place {
  readonly bytes: Buffer
  /** Its key ends where its lines start. */
  readonly keyStart: number
  readonly start: number
  readonly end: number
}

/** Sorted by key, as plain data, which crosses from thread to thread. */
export interface SortedRecords {
  readonly slabs: ReadonlyArray<Uint8Array<SharedArrayBuffer>>
  /** Of each record its slab, and where in it its key starts, its lines start, and it ends. */
  readonly places: Uint32Array<SharedArrayBuffer>
}

export interface RecordCollector {
  /** Lines of one key that come one after another stay together. Keys are ASCII. */
  readonly add: (key: string, line: string) => void
  /** The bytes of all records. */
  readonly size: () => number
  /** Of keys that are alike the one that was added first comes first. */
  readonly inOrder: () => SortedRecords
  /** Forgets all records; their memory serves again. */
  readonly clear: () => void
}

const newSlab = (size: number): Buffer<SharedArrayBuffer> => Buffer.from(new SharedArrayBuffer(size))

export const recordCollector = (): RecordCollector => {
  const slabs: Array<Buffer<SharedArrayBuffer>> = [newSlab(slabSize)]
  let [current, used, inOthers] = [0, 0, 0]
  let keys: Array<string> = []
  let slabOf: Array<number> = []
  let starts: Array<number> = []
  let ends: Array<number> = []

  /** Goes on to a slab that has room for so many bytes. */
  const nextSlab = (size: number): void => {
    inOthers += used
    current++
    used = 0
    if ((slabs[current]?.length ?? 0) < size) slabs[current] = newSlab(Math.max(size, slabSize))
  }

  const hasRoom = (key: string, line: string): boolean => {
    const left = slabs[current]!.length - used - key.length - 1
    return line.length * widestCharacter <= left || Buffer.byteLength(line) <= left
  }

  return {
    add: (key, line) => {
      const fits = hasRoom(key, line)
      if (!fits) nextSlab(key.length + Buffer.byteLength(line) + 1)
      const slab = slabs[current]!
      const isOneMore = fits && keys[keys.length - 1] === key
      if (!isOneMore) {
        keys.push(key)
        slabOf.push(current)
        starts.push(used)
        ends.push(used)
      }
      used += slab.write(isOneMore ? line : key + line, used)
      slab[used++] = lineEnd
      ends[ends.length - 1] = used
    },
    size: () => inOthers + used,
    inOrder: () => {
      const places = new Uint32Array(
        new SharedArrayBuffer(keys.length * placeSize * Uint32Array.BYTES_PER_ELEMENT)
      )
      let at = 0
      for (const index of orderOf(keys)) {
        places[at++] = slabOf[index]!
        places[at++] = starts[index]!
        places[at++] = starts[index]! + keys[index]!.length
        places[at++] = ends[index]!
      }
      return { slabs: slabs.slice(0, current + 1), places }
    },
    clear: () => {
      ;[keys, slabOf, starts, ends] = [[], [], [], []]
      ;[current, used, inOthers] = [0, 0, 0]
    }
  }
}

const orderOf = (keys: ReadonlyArray<string>): Uint32Array => {
  const order = Uint32Array.from(keys, (_, index) => index)
  return order.sort((a, b) => {
    const [one, other] = [keys[a]!, keys[b]!]
    if (one < other) return -1
    return one === other ? a - b : 1
  })
}

/** The numbers of a record among the places of many. */
const placeSize = 4

/** The places of records, in their order. */
export function* placesOf({ slabs, places }: SortedRecords): Generator<Place> {
  const bytesOf = slabs.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength)
  )
  for (let at = 0; at < places.length; at += placeSize)
    yield {
      bytes: bytesOf[places[at]!]!,
      keyStart: places[at + 1]!,
      start: places[at + 2]!,
      end: places[at + 3]!
    }
}
