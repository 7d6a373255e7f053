/**
 * The frame of a record in the journal: its length and checksum around it.
 */
import { crc32 } from 'node:zlib'
import { decodeWrite, emptyWriteBytes, encodeWrite, type Write } from './write.ts'

/**
 * A journal is a title and one frame for each write: length of the write and its CRC-32, a CRC-32 of these two that
 * goes on from the same one of the frame before, the write, and an end mark. So no frame can be changed, lost, moved
 * or come twice unseen. The end mark has no zero in it: zeros at its place, as a power cut leaves them, were never a frame.
 */
export const title = Buffer.from('eventstoredb-embedded 2\n')
const headingBytes = 12
const endMark = Buffer.from('end\n')

/** What the heading of the next frame goes on from. */
export type Chain = number
export const firstChain: Chain = crc32(title)

export const encodeFrame = (
  write: Write,
  chain: Chain
): { readonly bytes: Buffer; readonly chain: Chain } => {
  const bytes = encodeWrite(write, headingBytes, endMark.length)
  const bodyEnd = bytes.length - endMark.length
  bytes.writeUInt32LE(bodyEnd - headingBytes, 0)
  bytes.writeUInt32LE(crc32(bytes.subarray(headingBytes, bodyEnd)), 4)
  const next = crc32(bytes.subarray(0, 8), chain)
  bytes.writeUInt32LE(next, 8)
  endMark.copy(bytes, bodyEnd)
  return { bytes, chain: next }
}

export type Frame =
  | { readonly _tag: 'Whole'; readonly write: Write; readonly end: number; readonly chain: Chain }
  /** Its beginning only; behind it nothing, or nothing but zeros. */
  | { readonly _tag: 'Torn' }
  | { readonly _tag: 'Damaged'; readonly reason: string }

const damaged = (reason: string): Frame => ({ _tag: 'Damaged', reason })

/**
 * The frame at an offset.
 *
 * @param written where the zeros begin that the file ends in, or its end
 */
export const decodeFrame = (bytes: Buffer, start: number, written: number, chain: Chain): Frame => {
  const bodyStart = start + headingBytes
  if (written < bodyStart) return { _tag: 'Torn' }
  const next = crc32(bytes.subarray(start, start + 8), chain)
  if (bytes.readUInt32LE(start + 8) !== next)
    return damaged('the heading of a write does not match its check')
  const bodyEnd = bodyStart + bytes.readUInt32LE(start)
  const end = bodyEnd + endMark.length
  if (written < end) return { _tag: 'Torn' }
  const isWhole =
    bodyEnd - bodyStart >= emptyWriteBytes &&
    crc32(bytes.subarray(bodyStart, bodyEnd)) === bytes.readUInt32LE(start + 4) &&
    bytes.subarray(bodyEnd, end).equals(endMark)
  if (!isWhole) return damaged('a write does not match its check')
  return { _tag: 'Whole', write: decodeWrite(bytes, bodyStart), end, chain: next }
}
