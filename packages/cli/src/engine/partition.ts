/**
 * One part of the calls at a time: its lines copied together, the lines of one call side by side.
 *
 * This is what keeps memory bounded: all lines of a call are in one part, and only the parts being worked on are in
 * memory.
 */
import { type Input, readAt } from '../source/input.ts'
import { type LineIndex, noCall } from './lines.ts'

/** Where a line came from. */
export interface LinePlace {
  readonly input: number
  /** From 1, in its input. */
  readonly line: number
  readonly position: number
  readonly length: number
}

/** Lines side by side that have one key, and with it mostly one call. */
export interface Partition {
  readonly bytes: Buffer
  readonly groups: number
  /** Of each group the first of its lines; one more than there are groups. */
  readonly firstLines: Uint32Array
  /** Of each line where it ends in `bytes`; it starts where the one before ends. */
  readonly ends: Uint32Array
  readonly placeOf: (line: number) => LinePlace
}

/** Of how many parts this one is which. */
export interface Share {
  readonly part: number
  readonly parts: number
}

const isIn = ({ part, parts }: Share, key: number, ordinal: number): boolean =>
  (key === noCall ? ordinal : key) % parts === part

/** Numbers keys from 0 as they come (open addressing: a Map of a million numbers costs ten times as much). */
const numbering = (
  expected: number
): { readonly of: (key: number) => number; readonly count: () => number } => {
  const bits = Math.max(4, Math.ceil(Math.log2(expected * 2 + 1)))
  const keys = new Uint32Array(2 ** bits)
  const numbers = new Int32Array(2 ** bits).fill(-1)
  let count = 0
  return {
    of: key => {
      let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits)
      while (numbers[slot]! >= 0 && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1)
      if (numbers[slot]! < 0) {
        keys[slot] = key
        numbers[slot] = count++
      }
      return numbers[slot]!
    },
    count: () => count
  }
}

interface Groups {
  /** Of each line of the part, in the order of the source, its group. */
  readonly groupOf: Uint32Array
  readonly lines: Uint32Array
  readonly bytes: Float64Array
}

const groupsOf = (indexes: ReadonlyArray<LineIndex>, share: Share): Groups => {
  let lineCount = 0
  let ordinal = 0
  for (const { keys } of indexes) for (const key of keys) if (isIn(share, key, ordinal++)) lineCount++

  const numbers = numbering(lineCount)
  const groupOf = new Uint32Array(lineCount)
  const lines = new Uint32Array(lineCount)
  const bytes = new Float64Array(lineCount)
  ordinal = 0
  let line = 0
  for (const { keys, lengths, count } of indexes) {
    for (let i = 0; i < count; i++) {
      const key = keys[i]!
      if (!isIn(share, key, ordinal++)) continue
      const group = numbers.of(key)
      groupOf[line++] = group
      lines[group]!++
      bytes[group]! += lengths[i]!
    }
  }
  return { groupOf, lines: lines.subarray(0, numbers.count()), bytes: bytes.subarray(0, numbers.count()) }
}

const chunkSize = 1024 * 1024

/** Copies the lines of a stretch that are asked for, reading it once from its start to its end. */
const copyLines = (
  input: Input,
  { start, count, lengths }: LineIndex,
  wants: (i: number) => boolean,
  copy: (chunk: Buffer, from: number, to: number, i: number, position: number) => void
): void => {
  let chunk = Buffer.allocUnsafe(Math.min(chunkSize, input.size))
  let chunkStart = start
  let chunkLength = 0
  let position = start
  for (let i = 0; i < count; i++) {
    const length = lengths[i]!
    if (wants(i)) {
      if (position + length > chunkStart + chunkLength) {
        if (length > chunk.length) chunk = Buffer.allocUnsafe(length)
        chunkStart = position
        chunkLength = Math.min(chunk.length, input.size - position)
        readAt(input, chunkStart, chunk.subarray(0, chunkLength))
      }
      copy(chunk, position - chunkStart, position - chunkStart + length, i, position)
    }
    position += length
  }
}

const sumsBefore = <A extends Uint32Array | Float64Array>(sums: A, numbers: A): A => {
  for (let i = 0; i < numbers.length; i++) sums[i + 1] = sums[i]! + numbers[i]!
  return sums
}

/** The number of the first line of each stretch within its input, from 1. */
const firstLineNumbers = (indexes: ReadonlyArray<LineIndex>): ReadonlyArray<number> => {
  let [input, next] = [-1, 1]
  return indexes.map(index => {
    if (index.input !== input) [input, next] = [index.input, 1]
    const first = next
    next += index.count
    return first
  })
}

/** Gathers the lines of one part. */
export const gather = (
  inputs: ReadonlyArray<Input>,
  indexes: ReadonlyArray<LineIndex>,
  share: Share
): Partition => {
  const groups = groupsOf(indexes, share)
  const groupCount = groups.lines.length
  const lineCount = groups.groupOf.length
  const firstLines = sumsBefore(new Uint32Array(groupCount + 1), groups.lines)
  const firstBytes = sumsBefore(new Float64Array(groupCount + 1), groups.bytes)

  const bytes = Buffer.allocUnsafeSlow(firstBytes[groupCount]!)
  const ends = new Uint32Array(lineCount)
  const numbers = new Uint32Array(lineCount)
  const stretches = new Uint32Array(lineCount)
  const positions = new Float64Array(lineCount)
  const nextLine = firstLines.slice()
  const nextByte = firstBytes.slice()
  const firstNumbers = firstLineNumbers(indexes)

  let ordinal = 0
  let taken = 0
  for (const [stretch, index] of indexes.entries()) {
    const first = ordinal
    copyLines(
      inputs[index.input]!,
      index,
      i => isIn(share, index.keys[i]!, first + i),
      (chunk, from, to, i, position) => {
        const group = groups.groupOf[taken++]!
        const line = nextLine[group]!++
        const at = nextByte[group]!
        nextByte[group] = at + to - from
        chunk.copy(bytes, at, from, to)
        ends[line] = at + to - from
        numbers[line] = firstNumbers[stretch]! + i
        stretches[line] = stretch
        positions[line] = position
      }
    )
    ordinal += index.count
  }

  return {
    bytes,
    groups: groupCount,
    firstLines,
    ends,
    placeOf: line => ({
      input: indexes[stretches[line]!]!.input,
      line: numbers[line]!,
      position: positions[line]!,
      length: ends[line]! - (line === 0 ? 0 : ends[line - 1]!)
    })
  }
}
