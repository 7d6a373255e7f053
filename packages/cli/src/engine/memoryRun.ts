/**
 * A run in memory: lines sorted by their keys.
 */
import { ordText } from '@samtykke/core'

/** Lines in order, in memory that threads share. */
export interface MemoryRun {
  readonly _tag: 'memory'
  readonly count: number
  readonly chunks: ReadonlyArray<Uint8Array>
  /** Of each line in which chunk it is, where it starts there, and its length, with its line end. */
  readonly chunkOf: Uint16Array
  readonly starts: Uint32Array
  readonly lengths: Uint32Array
  /** The sort keys, one after another, and where each ends. */
  readonly keys: Uint8Array
  readonly keyEnds: Uint32Array
}

const writeKeys = (keys: ReadonlyArray<string>, order: Uint32Array): Pick<MemoryRun, 'keys' | 'keyEnds'> => {
  let size = 0
  for (const key of keys) size += key.length
  const bytes = Buffer.from(new SharedArrayBuffer(size))
  const keyEnds = new Uint32Array(order.length)
  let end = 0
  for (let i = 0; i < order.length; i++) {
    end += bytes.write(keys[order[i]!]!, end, 'latin1')
    keyEnds[i] = end
  }
  return { keys: bytes, keyEnds }
}

/** The lines and keys of one run, as they come. */
export interface Unsorted {
  readonly keys: Array<string>
  readonly places: Array<number>
  readonly chunks: Array<Buffer<SharedArrayBuffer>>
}

/** The run that they make. */
export const sorted = ({ keys, places, chunks }: Unsorted): MemoryRun => {
  const count = keys.length
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  order.sort((a, b) => ordText.compare(keys[a], keys[b]) || a - b)
  const chunkOf = new Uint16Array(count)
  const starts = new Uint32Array(count)
  const lengths = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const place = order[i]! * 3
    chunkOf[i] = places[place]!
    starts[i] = places[place + 1]!
    lengths[i] = places[place + 2]!
  }
  return { _tag: 'memory', count, chunks, chunkOf, starts, lengths, ...writeKeys(keys, order) }
}
