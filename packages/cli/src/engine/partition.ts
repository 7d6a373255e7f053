/**
 * One part of the calls at a time: its lines copied together, and strung together by call.
 *
 * This is what keeps memory small: all lines of a call are in one part, and only the parts being worked on are in
 * memory. The memory of one part serves for the next, since memory is dearest when it is touched first.
 */
import { type Input, readAt } from '../source/input.ts'
import { type LineIndex, noCall } from './lines.ts'

/** The lines of a part. Lines that have one key, and with it mostly one call, are a group. */
export interface Partition {
  readonly bytes: Buffer
  /** Of each line where it ends in `bytes`; it starts where the one before ends. */
  readonly ends: Uint32Array
  /** Of each line its number among all lines of the source, from 0. */
  readonly ordinals: Uint32Array
  readonly groups: number
  /** Of each group one of its lines, and of each line another one of its group; `none` after the last. */
  readonly firstLines: Int32Array
  readonly nextLines: Int32Array
}

export const none = -1

/** How many lines and bytes the largest of the parts has, and how long the longest line is. */
interface Extent {
  readonly lines: number
  readonly bytes: number
  readonly longestLine: number
}

/** Which part a line is in. The number of parts is a power of two. */
const partOf = (key: number, ordinal: number, parts: number): number =>
  (key === noCall ? ordinal : key) & (parts - 1)

const largestPart = (indexes: ReadonlyArray<LineIndex>, parts: number): Extent => {
  const lines = new Uint32Array(parts)
  const bytes = new Float64Array(parts)
  let [ordinal, longestLine] = [0, 0]
  for (const { count, keys, lengths } of indexes) {
    for (let i = 0; i < count; i++) {
      const part = partOf(keys[i]!, ordinal++, parts)
      lines[part]!++
      bytes[part]! += lengths[i]!
      longestLine = Math.max(longestLine, lengths[i]!)
    }
  }
  return { lines: Math.max(...lines), bytes: Math.max(...bytes), longestLine }
}

/** Numbers the keys of a part from 0 as they come: an open-addressed table, emptied for each part. */
interface Numbering {
  readonly clear: () => void
  readonly numberOf: (key: number) => number
  readonly count: () => number
}

const numbering = (greatest: number): Numbering => {
  const bits = Math.max(4, Math.ceil(Math.log2(greatest + 1)) + 1)
  const keys = new Int32Array(2 ** bits)
  const numbers = new Int32Array(2 ** bits)
  let count = 0
  return {
    clear: () => {
      numbers.fill(none)
      count = 0
    },
    numberOf: key => {
      let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits)
      while (numbers[slot]! !== none && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1)
      if (numbers[slot] === none) {
        keys[slot] = key
        numbers[slot] = count++
      }
      return numbers[slot]!
    },
    count: () => count
  }
}

const chunkSize = 1024 * 1024

/**
 * Gathers parts, one after another: a part is valid until the next is gathered.
 */
export const gatherer = (
  inputs: ReadonlyArray<Input>,
  indexes: ReadonlyArray<LineIndex>,
  parts: number
): ((part: number) => Partition) => {
  const greatest = largestPart(indexes, parts)
  const chunkLength = Math.max(chunkSize, greatest.longestLine)
  // The source is read into the tail, and its lines of the part moved to the front: within one buffer that costs least.
  const tail = greatest.bytes
  const bytes = Buffer.allocUnsafeSlow(tail + chunkLength)
  const ends = new Uint32Array(greatest.lines)
  const ordinals = new Uint32Array(greatest.lines)
  const firstLines = new Int32Array(greatest.lines)
  const nextLines = new Int32Array(greatest.lines)
  const groups = numbering(greatest.lines)

  return part => {
    groups.clear()
    firstLines.fill(none)
    let ordinal = 0
    let line = 0
    let used = 0
    for (const { input: inputNumber, start, count, keys, lengths } of indexes) {
      const input = inputs[inputNumber]!
      let [chunkStart, chunkEnd, position] = [start, start, start]
      for (let i = 0; i < count; i++, ordinal++) {
        const length = lengths[i]!
        const key = keys[i]!
        if (partOf(key, ordinal, parts) === part) {
          if (position + length > chunkEnd) {
            chunkStart = position
            chunkEnd = Math.min(position + chunkLength, input.size)
            readAt(input, chunkStart, bytes.subarray(tail, tail + chunkEnd - chunkStart))
          }
          const from = tail + position - chunkStart
          bytes.copyWithin(used, from, from + length)
          used += length
          ends[line] = used
          ordinals[line] = ordinal
          const group = groups.numberOf(key)
          nextLines[line] = firstLines[group]!
          firstLines[group] = line++
        }
        position += length
      }
    }
    return { bytes: bytes.subarray(0, used), ends, ordinals, groups: groups.count(), firstLines, nextLines }
  }
}
