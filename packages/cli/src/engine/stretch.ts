/**
 * The source in stretches of lines, each of which is read by one thread.
 */
import { type Input, readAt } from '../source/input.ts'

/** The lines of an input that start from `from` up to, but not at, `to`. */
export interface Stretch {
  /** Its place among all stretches, which are in the order of the source. */
  readonly place: number
  /** Which of the inputs. */
  readonly input: number
  readonly from: number
  readonly to: number
}

/** So little that threads that start at different times end together. */
const stretchSize = 8 * 1024 * 1024

/** All stretches of the source. */
export const stretchesOf = (inputs: ReadonlyArray<Input>): ReadonlyArray<Stretch> =>
  inputs
    .flatMap(({ size }, input) =>
      Array.from({ length: Math.ceil(size / stretchSize) }, (_, i) => ({
        input,
        from: i * stretchSize,
        to: Math.min(size, (i + 1) * stretchSize)
      }))
    )
    .map((stretch, place) => ({ place, ...stretch }))

const lineFeed = 10
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const chunkSize = 64 * 1024

/** Where the first line of an input starts: after its byte-order mark, where it has one. */
const lineOne = (input: Input): number => {
  const head = Buffer.alloc(Math.min(byteOrderMark.length, input.size))
  readAt(input, 0, head)
  return head.equals(byteOrderMark) ? byteOrderMark.length : 0
}

/** The first line start at or after a position. */
export const nextLineStart = (input: Input, from: number): number => {
  if (from <= byteOrderMark.length && from <= lineOne(input)) return lineOne(input)
  const chunk = Buffer.allocUnsafe(chunkSize)
  for (let position = from - 1; position < input.size; position += chunkSize) {
    const part = chunk.subarray(0, Math.min(chunkSize, input.size - position))
    readAt(input, position, part)
    const found = part.indexOf(lineFeed)
    if (found >= 0) return position + found + 1
  }
  return input.size
}
