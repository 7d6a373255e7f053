/**
 * Going through the records of a run, one after another.
 */
import { headSize } from './records.ts'
import type { Run } from './run.ts'
import { readSpilled, type SpilledRun } from './spill.ts'

/** A place in a run. */
export interface RecordCursor {
  /** Goes to the next record; false where there is none. Throws a `SpillError` where a temporary file cannot be read. */
  readonly next: () => boolean
  /** Of the record there. */
  readonly key: string
  /** Its lines are these bytes from one place to another, until the next record is gone to. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

const readAtOnce = 256 * 1024

const bytesOf = (records: Uint8Array): Buffer =>
  Buffer.from(records.buffer, records.byteOffset, records.byteLength)

/** Some bytes of a run, of which more are read where they are needed. */
interface Window {
  bytes: Buffer
  /** Up to where the bytes are of the run. */
  filled: number
  /** How much of the run has not been read yet. */
  left: number
}

const windowOf = (run: Run): Window =>
  run._tag === 'memory'
    ? { bytes: bytesOf(run.records), filled: run.records.length, left: 0 }
    : { bytes: Buffer.allocUnsafeSlow(Math.min(readAtOnce, run.size)), filled: 0, left: run.size }

/** Moves what stands from a place on to the front, and reads on until so many bytes stand there. */
const refill = (window: Window, run: SpilledRun, from: number, length: number): void => {
  const { bytes, filled } = window
  if (length > bytes.length) window.bytes = Buffer.allocUnsafeSlow(length)
  bytes.copy(window.bytes, 0, from, filled)
  window.filled = filled - from
  while (window.filled < length) {
    const read = readSpilled(run, window.bytes.subarray(window.filled), run.size - window.left)
    window.filled += read
    window.left -= read
  }
}

/** A place before the first record of a run. */
export const cursorOf = (run: Run): RecordCursor => {
  const window = windowOf(run)
  const cursor = {
    key: '',
    bytes: window.bytes,
    start: 0,
    end: 0,
    next: () => {
      if (window.left === 0 && cursor.end === window.filled) return false
      require(headSize)
      const keyLength = window.bytes.readUInt32LE(cursor.end)
      const length = window.bytes.readUInt32LE(cursor.end + 4)
      require(headSize + keyLength + length)
      const keyStart = cursor.end + headSize
      cursor.bytes = window.bytes
      cursor.start = keyStart + keyLength
      cursor.end = cursor.start + length
      cursor.key = window.bytes.toString('latin1', keyStart, cursor.start)
      return true
    }
  }
  /** Makes so many bytes stand behind the record. */
  const require = (length: number): void => {
    if (run._tag === 'memory' || window.filled - cursor.end >= length) return
    refill(window, run, cursor.end, length)
    cursor.end = 0
  }
  return cursor
}
