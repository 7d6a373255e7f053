/**
 * The records of events by part of the calls, as one thread has put them: in memory that threads share, and when there are many, in
 * a temporary file.
 */
import {
  fillFromTemporary,
  openTemporary,
  orSpillError,
  type TemporaryFile,
  writeTemporary
} from './temporaryFile.ts'

/** A run of records. */
export type Piece =
  | { readonly _tag: 'memory'; readonly bytes: Uint8Array<SharedArrayBuffer> }
  | {
      readonly _tag: 'file'
      readonly file: TemporaryFile
      readonly position: number
      readonly length: number
    }

/** Of each part its pieces, as plain data, which crosses from thread to thread. */
export type Pieces = ReadonlyArray<ReadonlyArray<Piece>>

export interface RecordStore {
  readonly add: (part: number, records: Uint8Array) => void
  readonly pieces: Pieces
}

const slabSize = 1024 * 1024

/** Keeps about `memory` bytes in memory; the others in a temporary file in a folder. `add` throws a `SpillError`. */
export const recordStore = (parts: number, memory: number, folder: string): RecordStore => {
  const pieces: Array<Array<Piece>> = Array.from({ length: parts }, () => [])
  let slab = new Uint8Array(new SharedArrayBuffer(0))
  let [used, left] = [0, memory]
  let file: TemporaryFile | undefined
  let size = 0
  const inMemory = (records: Uint8Array): Piece => {
    if (used + records.length > slab.length) {
      slab = new Uint8Array(new SharedArrayBuffer(Math.max(slabSize, records.length)))
      left -= slab.length
      used = 0
    }
    const bytes = slab.subarray(used, used + records.length)
    bytes.set(records)
    used += records.length
    return { _tag: 'memory', bytes }
  }
  const inFile = (records: Uint8Array): Piece => {
    file ??= openTemporary(folder)
    const position = size
    writeTemporary(file, position, records)
    size += records.length
    return { _tag: 'file', file, position, length: records.length }
  }
  return {
    add: (part, records) => {
      if (records.length === 0) return
      const fits = used + records.length <= slab.length || records.length <= left
      pieces[part]!.push(fits ? inMemory(records) : orSpillError(() => inFile(records)))
    },
    pieces
  }
}

export const lengthOf = (piece: Piece): number =>
  piece._tag === 'memory' ? piece.bytes.length : piece.length

/** Copies a piece to the start of a target. Throws a `SpillError`. */
export const copyPiece = (piece: Piece, target: Uint8Array): void => {
  if (piece._tag === 'memory') {
    target.set(piece.bytes)
    return
  }
  const { file, position, length } = piece
  orSpillError(() => fillFromTemporary(file, position, target.subarray(0, length)))
}

/** The temporary files that pieces are in. */
export const descriptorsOf = (pieces: Pieces): ReadonlySet<number> =>
  new Set(pieces.flat().flatMap(piece => (piece._tag === 'file' ? [piece.file.descriptor] : [])))
