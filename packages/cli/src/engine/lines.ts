/**
 * Where the lines of an input are, and which call each belongs to, told from the bytes without parsing them.
 */
import type { Input } from '../source/input.ts'
import { readAt } from '../source/input.ts'

/** The lines of one stretch of an input, in order and without a gap between them. */
export interface LineIndex {
  /** Which of the inputs. */
  readonly input: number
  /** The position of the first line. */
  readonly start: number
  readonly count: number
  /** Of each line in bytes, with its line end. */
  readonly lengths: Uint32Array
  /** Of each line the key of its call: lines of one call have one key. */
  readonly keys: Uint32Array
}

/** The key of a line that has no call, whatever else is wrong with it. */
export const noCall = 0

const [lineEnd, quote, colon, backslash] = [10, 34, 58, 92]
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** How `"callId"` ends, from its rarest letter: what is looked for in every line is found fastest so. */
const nameTail = Buffer.from('lId"')
const nameHead = Buffer.from('"cal')

const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193

/** The FNV-1a hash of the bytes up to the next quotation mark in 31 bits, never `noCall`. */
const keyUntilQuote = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = fnvOffset
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte === quote) break
    hash = Math.imul(hash ^ byte, fnvPrime)
  }
  return hash >>> 1 || 1
}

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13

const skipBlanks = (bytes: Uint8Array, from: number): number => {
  let i = from
  while (isBlank(bytes[i])) i++
  return i
}

/** Whether these bytes stand before a place. */
const endsWith = (bytes: Uint8Array, end: number, what: Uint8Array): boolean => {
  for (let i = 0; i < what.length; i++) if (bytes[end - what.length + i] !== what[i]) return false
  return true
}

/** The key of a line of which `lId"` stands at one place only, where nothing in it is escaped. */
const keyAt = (bytes: Buffer, tail: number, end: number): number => {
  if (!endsWith(bytes, tail, nameHead)) return noCall
  const afterName = skipBlanks(bytes, tail + nameTail.length)
  if (bytes[afterName] !== colon) return noCall
  const value = skipBlanks(bytes, afterName + 1)
  return bytes[value] === quote ? keyUntilQuote(bytes, value + 1, end) : noCall
}

/** The key by parsing the line: for the few of which the bytes alone do not tell. */
const keyByParsing = (line: Buffer): number => {
  try {
    const { callId } = JSON.parse(line.toString()) as { callId?: unknown }
    if (typeof callId !== 'string') return noCall
    const bytes = Buffer.from(callId)
    return keyUntilQuote(bytes, 0, bytes.length)
  } catch {
    return noCall
  }
}

interface Growing {
  lengths: Uint32Array
  keys: Uint32Array
  count: number
}

const push = (index: Growing, length: number, key: number): void => {
  if (index.count === index.lengths.length) {
    const grow = (old: Uint32Array): Uint32Array => {
      const larger = new Uint32Array(old.length * 2)
      larger.set(old)
      return larger
    }
    index.lengths = grow(index.lengths)
    index.keys = grow(index.keys)
  }
  index.lengths[index.count] = length
  index.keys[index.count] = key
  index.count++
}

/** The first numbers of an array, in memory that threads share. */
const shared = (numbers: Uint32Array, count: number): Uint32Array => {
  const copy = new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT))
  copy.set(numbers.subarray(0, count))
  return copy
}

/**
 * Indexes the complete lines of a chunk that start before `limit`; gives the place after the last of them.
 *
 * A line without a backslash in which `"callId"` stands once has no other member of that name at any depth, so
 * if it is an event at all, the value behind it is its `callId`. Where that is not so, the line is parsed.
 */
const indexChunk = (chunk: Buffer, limit: number, isLast: boolean, index: Growing): number => {
  const next = (what: number | Buffer, from: number): number => {
    const found = chunk.indexOf(what, from)
    return found < 0 ? Infinity : found
  }
  let tail = next(nameTail, 0)
  let escape = next(backslash, 0)
  let start = 0
  while (start < limit) {
    const found = next(lineEnd, start)
    if (found === Infinity && !isLast) break
    const end = Math.min(found + 1, chunk.length)
    const first = tail
    let places = 0
    for (; tail < end; tail = next(nameTail, tail + nameTail.length)) places++
    const isEscaped = escape < end
    if (isEscaped) escape = next(backslash, end)
    const key =
      isEscaped || places > 1
        ? keyByParsing(chunk.subarray(start, end))
        : places === 1
          ? keyAt(chunk, first, end)
          : noCall
    push(index, end - start, key)
    start = end
  }
  return start
}

const chunkSize = 1024 * 1024

/** Where the first line of an input starts: after its byte-order mark, where it has one. */
const lineOne = (input: Input): number => {
  const head = Buffer.alloc(Math.min(byteOrderMark.length, input.size))
  readAt(input, 0, head)
  return head.equals(byteOrderMark) ? byteOrderMark.length : 0
}

/** The first line start at or after a position. */
const firstLineStart = (input: Input, from: number): number => {
  if (from <= byteOrderMark.length && from <= lineOne(input)) return lineOne(input)
  const chunk = Buffer.allocUnsafe(chunkSize)
  for (let position = from - 1; position < input.size; position += chunkSize) {
    const part = chunk.subarray(0, Math.min(chunkSize, input.size - position))
    readAt(input, position, part)
    const found = part.indexOf(lineEnd)
    if (found >= 0) return position + found + 1
  }
  return input.size
}

/** Indexes the lines of an input that start from `from` up to, but not at, `to`. */
export const indexLines = (
  inputs: ReadonlyArray<Input>,
  { input: inputNumber, from, to }: { readonly input: number; readonly from: number; readonly to: number },
  onProgress: (bytes: number) => void
): LineIndex => {
  const input = inputs[inputNumber]!
  const start = firstLineStart(input, from)
  const capacity = Math.max(16, Math.ceil((to - from) / 256))
  const index = { lengths: new Uint32Array(capacity), keys: new Uint32Array(capacity), count: 0 }
  let chunk = Buffer.allocUnsafe(Math.min(chunkSize, input.size))
  for (let position = start; position < to;) {
    const part = chunk.subarray(0, Math.min(chunk.length, input.size - position))
    readAt(input, position, part)
    const isLast = position + part.length === input.size
    const taken = indexChunk(part, Math.min(part.length, to - position), isLast, index)
    if (taken === 0) chunk = Buffer.allocUnsafe(chunk.length * 2)
    position += taken
    onProgress(taken)
  }
  const { lengths, keys, count } = index
  return { input: inputNumber, start, count, lengths: shared(lengths, count), keys: shared(keys, count) }
}
