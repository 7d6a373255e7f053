/**
 * A run: the lines that one thread puts out, in the order of the contract.
 */

import { ordText } from '@samtykke/core'

/** Lines in order, in memory that threads share. */
export interface Run {
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

export interface RunWriter {
  readonly add: (key: string, line: string) => void
  readonly finish: () => Run
}

const chunkSize = 4 * 1024 * 1024
/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3

const writeKeys = (keys: ReadonlyArray<string>, order: Uint32Array): Pick<Run, 'keys' | 'keyEnds'> => {
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

/**
 * Collects lines in any order, sorted at the end.
 *
 * A call is wholly in one run, so keys of different runs differ at the latest in their call: what comes after it, such as a
 * text that is not ASCII, decides only within a run, where strings are compared.
 */
export const runWriter = (): RunWriter => {
  const keys: Array<string> = []
  const places: Array<number> = []
  const chunks: Array<Buffer<SharedArrayBuffer>> = []
  let chunk = Buffer.from(new SharedArrayBuffer(0))
  let used = 0
  return {
    add: (key, line) => {
      const greatest = line.length * widestCharacter + 1
      if (used + greatest > chunk.length) {
        chunk = Buffer.from(new SharedArrayBuffer(Math.max(chunkSize, greatest)))
        chunks.push(chunk)
        used = 0
      }
      const length = chunk.write(line, used) + 1
      chunk[used + length - 1] = 10
      keys.push(key)
      places.push(chunks.length - 1, used, length)
      used += length
    },
    finish: () => {
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
      return { count, chunks, chunkOf, starts, lengths, ...writeKeys(keys, order) }
    }
  }
}

/** A place in a run while it is merged. */
interface Cursor {
  readonly run: Run
  readonly keys: Buffer
  readonly chunks: ReadonlyArray<Buffer>
  next: number
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const isBefore = (a: Cursor, b: Cursor): boolean => {
  const startOf = ({ run, next }: Cursor): number => (next === 0 ? 0 : run.keyEnds[next - 1]!)
  return b.keys.compare(a.keys, startOf(a), a.run.keyEnds[a.next], startOf(b), b.run.keyEnds[b.next]) > 0
}

const batchSize = 1024 * 1024

/** The lines of all runs in one order, in batches that are valid until the next one is taken. */
export function* merged(runs: ReadonlyArray<Run>): Generator<Buffer> {
  const cursors: Array<Cursor> = runs
    .filter(run => run.count > 0)
    .map(run => ({ run, keys: bufferOf(run.keys), chunks: run.chunks.map(bufferOf), next: 0 }))
  let batch = Buffer.allocUnsafe(batchSize)
  let used = 0
  while (cursors.length > 0) {
    let first = cursors[0]!
    for (const cursor of cursors) if (cursor !== first && isBefore(cursor, first)) first = cursor
    const { run, chunks, next } = first
    const length = run.lengths[next]!
    if (used + length > batch.length) {
      if (used > 0) yield batch.subarray(0, used)
      if (length > batch.length) batch = Buffer.allocUnsafe(length)
      used = 0
    }
    const start = run.starts[next]!
    chunks[run.chunkOf[next]!]!.copy(batch, used, start, start + length)
    used += length
    first.next++
    if (first.next === run.count) cursors.splice(cursors.indexOf(first), 1)
  }
  if (used > 0) yield batch.subarray(0, used)
}
