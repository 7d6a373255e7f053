/**
 * Going through the records of a run, one after another.
 */
import { type Place, placesOf } from './places.ts'
import type { Run } from './run.ts'
import { headSize, readSpilled, type SpilledRun } from './spill.ts'

const readAtOnce = 64 * 1024

/** Some bytes of a file, of which more are read where they are needed. */
interface Window {
  bytes: Buffer
  /** Up to where the bytes are of the run. */
  filled: number
  /** How much of the run has not been read yet. */
  left: number
}

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

function* placesInFile(run: SpilledRun): Generator<Place> {
  const size = Math.min(readAtOnce, run.size)
  const window: Window = { bytes: Buffer.allocUnsafeSlow(size), filled: 0, left: run.size }
  let at = 0
  /** Makes so many bytes stand behind a place. */
  const need = (length: number): void => {
    if (window.filled - at >= length) return
    refill(window, run, at, length)
    at = 0
  }
  while (window.left > 0 || at < window.filled) {
    need(headSize)
    const keyLength = window.bytes.readUInt32LE(at)
    const length = headSize + keyLength + window.bytes.readUInt32LE(at + 4)
    need(length)
    const keyStart = at + headSize
    at += length
    yield { bytes: window.bytes, keyStart, start: keyStart + keyLength, end: at }
  }
}

/** Each place is valid until the next one is gone to. Throws a `SpillError` where a temporary file cannot be read. */
export const recordsOf = (run: Run): Generator<Place> =>
  run._tag === 'memory' ? placesOf(run.records) : placesInFile(run)
