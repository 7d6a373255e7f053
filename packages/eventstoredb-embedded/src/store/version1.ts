/**
 * Journals of the first format.
 */
import { crc32 } from 'node:zlib'
import { decodeWrite, emptyWriteBytes, type Write } from './write.ts'

/** The journal of earlier versions: frames of length and CRC-32 of a write, and the write. Read only. */
export const titleOfVersion1 = Buffer.from('eventstoredb-embedded 1\n')

const headingBytes = 8

const isWhole = (bytes: Buffer, start: number, end: number): boolean =>
  end <= bytes.length &&
  end - start >= headingBytes + emptyWriteBytes &&
  crc32(bytes.subarray(start + headingBytes, end)) === bytes.readUInt32LE(start + 4)

const endOf = (bytes: Buffer, start: number): number => start + headingBytes + bytes.readUInt32LE(start)

/** Whether the position and the number of records that a write would begin with can be such. */
const looksLikeWrite = (bytes: Buffer, start: number): boolean => {
  const nextPosition = bytes.readDoubleLE(start + headingBytes)
  return Number.isSafeInteger(nextPosition) && nextPosition > 0 && endOf(bytes, start) <= bytes.length
}

/** Whether a whole frame begins further on: then what is before it was once whole as well. */
const isFollowed = (bytes: Buffer, from: number): boolean => {
  for (let start = from + 1; start + headingBytes + emptyWriteBytes <= bytes.length; start += 1) {
    if (looksLikeWrite(bytes, start) && isWhole(bytes, start, endOf(bytes, start))) return true
  }
  return false
}

/** The last write, which an earlier process did not get to write whole: not one whose length was damaged. */
const isTorn = (bytes: Buffer, start: number): boolean => {
  if (bytes.length - start < headingBytes) return true
  if (bytes.subarray(start).every(byte => byte === 0)) return true
  return (
    endOf(bytes, start) > bytes.length && !isWhole(bytes, start, bytes.length) && !isFollowed(bytes, start)
  )
}

/** The whole writes, where they end, and whether what comes then is damage. */
export const readVersion1 = (
  bytes: Buffer
): { readonly writes: ReadonlyArray<Write>; readonly end: number; readonly isDamaged: boolean } => {
  const writes: Write[] = []
  let start = titleOfVersion1.length
  while (start < bytes.length) {
    if (bytes.length - start < headingBytes || !isWhole(bytes, start, endOf(bytes, start)))
      return { writes, end: start, isDamaged: !isTorn(bytes, start) }
    writes.push(decodeWrite(bytes, start + headingBytes))
    start = endOf(bytes, start)
  }
  return { writes, end: start, isDamaged: false }
}
