/**
 * Opening a journal again: what is whole, torn or damaged.
 */
import { decodeFrame, firstChain, title, type Chain } from './frame.ts'
import { JournalError } from './journalError.ts'
import { readVersion1, titleOfVersion1 } from './version1.ts'
import type { Write } from './write.ts'

/** What is in the file of a journal. */
export interface Recovered {
  readonly writes: ReadonlyArray<Write>
  /** Where the whole writes end; 0: not even the title is whole. */
  readonly end: number
  readonly chain: Chain
  /** What a write left that was never whole, without the zeros that the file may end in. */
  readonly torn: Buffer
  readonly isVersion1: boolean
}

/** Where the zeros begin that the bytes end in. */
const endOfWritten = (bytes: Buffer): number => {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return end
}

const refuse = (path: string, at: number, size: number, reason: string): JournalError =>
  new JournalError(
    `${path} is damaged at byte ${at} of ${size}: ${reason}. Nothing was changed; put a copy of the file in its place, or move it away to begin anew`
  )

const nothing = Buffer.alloc(0)

const recoverVersion1 = (bytes: Buffer, path: string): Recovered => {
  const { writes, end, isDamaged } = readVersion1(bytes)
  if (isDamaged) throw refuse(path, end, bytes.length, 'a write does not match its check')
  const torn = bytes.subarray(end, Math.max(end, endOfWritten(bytes)))
  return { writes, end, chain: firstChain, torn, isVersion1: true }
}

/**
 * Reads a journal. Only the last write may be torn.
 * @throws JournalError for a file that is damaged, or no journal
 */
export const recover = (bytes: Buffer, path: string): Recovered => {
  const head = bytes.subarray(0, title.length)
  const written = endOfWritten(bytes)
  const begun = bytes.subarray(0, written)
  const isBegun = [title, titleOfVersion1].some(each => each.subarray(0, written).equals(begun))
  if (bytes.length <= title.length && written < title.length && isBegun)
    return { writes: [], end: 0, chain: firstChain, torn: nothing, isVersion1: false }
  if (head.equals(titleOfVersion1)) return recoverVersion1(bytes, path)
  if (!head.equals(title))
    throw new JournalError(
      `${path} is not a journal of this program: expected it to begin with "${title.toString().trim()}"`
    )

  const writes: Write[] = []
  let offset = title.length
  let chain = firstChain
  while (offset < bytes.length) {
    const frame = decodeFrame(bytes, offset, written, chain)
    if (frame._tag === 'Damaged') throw refuse(path, offset, bytes.length, frame.reason)
    if (frame._tag === 'Torn') break
    writes.push(frame.write)
    chain = frame.chain
    offset = frame.end
  }
  const torn = bytes.subarray(offset, Math.max(offset, written))
  return { writes, end: offset, chain, torn, isVersion1: false }
}
