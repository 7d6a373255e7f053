/**
 * The lines of a stretch, a chunk after the other, read into the reader's memory.
 */
import { type Input, readAt } from '../source/input.ts'
import { longestText } from './generalLine.ts'
import type { Reader } from './reader.ts'
import { nextLineStart, type Stretch } from './stretch.ts'

/** Lines in memory from `reader.free` on, valid until the next is taken; or one that is too long to be read. */
export interface LineChunk {
  readonly _tag: 'lines' | 'too-long'
  /** Where it starts in its input, and how many bytes of it these are. */
  readonly position: number
  readonly length: number
}

const chunkSize = 1024 * 1024
/** What is read is looked at 16 bytes at a time, and a line feed stands behind the last line. */
export const bytesBehind = 64
const lineFeed = 10

/** Where the last line ends that starts in a chunk before `to` and is wholly in it; 0 where there is none. */
const endOfLines = (chunk: Buffer, to: number): number => {
  const reached = to <= chunk.length ? chunk.indexOf(lineFeed, to - 1) : -1
  return (reached >= 0 ? reached : chunk.lastIndexOf(lineFeed)) + 1
}

export function* lineChunks(reader: Reader, input: Input, { from, to }: Stretch): Generator<LineChunk> {
  let capacity = Math.min(chunkSize, input.size)
  for (let position = nextLineStart(input, from); position < to;) {
    const read = Math.min(capacity, input.size - position)
    const bytes = reader.bytes(reader.free + read + bytesBehind)
    const chunk = bytes.subarray(reader.free, reader.free + read)
    readAt(input, position, chunk)
    const end = endOfLines(chunk, to - position)
    const isRest = position + read === input.size && end < read && position + end < to
    const length = isRest ? read : end
    if (length > 0) {
      if (isRest) bytes[reader.free + read] = lineFeed
      yield { _tag: 'lines', position, length }
      position += length
    } else if (capacity <= longestText) {
      capacity = Math.min(2 * capacity, longestText + 1)
    } else {
      const next = nextLineStart(input, position + read)
      yield { _tag: 'too-long', position, length: next - position }
      position = next
      capacity = chunkSize
    }
  }
}
