/**
 * Collecting records, and putting them in order.
 */
import { keyOrder } from './keyOrder.ts'
import { placeSize, type Records } from './places.ts'

const slabSize = 1024 * 1024
/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3
const lineEnd = 10

/** Sorted by key. */
export interface SortedRecords extends Records {
  readonly places: Uint32Array<ArrayBuffer>
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

const inOrder = (records: Records): SortedRecords => {
  const { slabs, places } = records
  const sorted = new Uint32Array(places.length)
  let at = 0
  for (const index of keyOrder(records))
    for (let i = 0; i < placeSize; i++) sorted[at++] = places[index * placeSize + i]!
  return { slabs, places: sorted }
}

export const recordCollector = (): RecordCollector => {
  const slabs = [Buffer.allocUnsafeSlow(slabSize)]
  let [current, used, inOthers] = [0, 0, 0]
  let places: Array<number> = []
  let lastKey: string | undefined

  /** Goes on to a slab that has room for so many bytes. */
  const nextSlab = (size: number): void => {
    inOthers += used
    current++
    used = 0
    if ((slabs[current]?.length ?? 0) < size)
      slabs[current] = Buffer.allocUnsafeSlow(Math.max(size, slabSize))
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
      const isOneMore = fits && lastKey === key
      if (!isOneMore) places.push(current, used, used + key.length, 0)
      lastKey = key
      used += slab.write(isOneMore ? line : key + line, used)
      slab[used++] = lineEnd
      places[places.length - 1] = used
    },
    size: () => inOthers + used,
    inOrder: () => inOrder({ slabs: slabs.slice(0, current + 1), places }),
    clear: () => {
      places = []
      lastKey = undefined
      ;[current, used, inOthers] = [0, 0, 0]
    }
  }
}
