/**
 * A zip of files that memory need not hold: each is compressed piece by piece, and what stands around them is made at the end.
 *
 * @see PKWARE, APPNOTE.TXT 6.3.10
 */
import type { Instant } from '@samtykke/core'
import { deflateSync, ZipDeflate, ZipPassThrough } from 'fflate'
import { centralHeader, dosTime, endLength, endOfCentralDirectory } from './zip.ts'

/** What the headers of a compressed file say of it. */
export interface ZippedSize {
  readonly crc32: number
  readonly size: number
  readonly compressedSize: number
}

/** A compressed file, by its path. */
export interface ZippedFile extends ZippedSize {
  readonly path: string
}

const level = 9
/** What is no longer than this is compressed in one, as `zipOf` does it. */
const longestInOne = 16 * 1024 * 1024

const crc32Of = (bytes: Uint8Array): number => {
  const file = new ZipPassThrough('')
  file.ondata = () => undefined
  file.push(bytes, true)
  return file.crc
}

/** The first pieces together, so many that they are as long as this or all there are. */
const firstTogether = (pieces: Iterator<Uint8Array>): { readonly bytes: Buffer; readonly isAll: boolean } => {
  const taken: Array<Uint8Array> = []
  let length = 0
  for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
    taken.push(next.value)
    length += next.value.byteLength
    if (length > longestInOne) return { bytes: Buffer.concat(taken), isAll: false }
  }
  return { bytes: Buffer.concat(taken), isAll: true }
}

/** Gives on what is compressed as it comes. */
function* inPieces(first: Uint8Array, others: Iterable<Uint8Array>): Generator<Uint8Array, ZippedSize> {
  const file = new ZipDeflate('', { level })
  let made: Array<Uint8Array> = []
  let compressedSize = 0
  file.ondata = (_, bytes) => {
    made.push(bytes)
    compressedSize += bytes.byteLength
  }
  const taken = (): ReadonlyArray<Uint8Array> => {
    const all = made
    made = []
    return all
  }
  file.push(first)
  yield* taken()
  for (const piece of others) {
    file.push(piece)
    yield* taken()
  }
  file.push(new Uint8Array(0), true)
  yield* taken()
  return { crc32: file.crc, size: file.size, compressedSize }
}

/**
 * The content of a file as a zip holds it, piece by piece, and at the end what its headers say. The same pieces give the same
 * bytes.
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { zipFrame, type ZippedSize, zippedPieces, zipOf } from '@samtykke/audit'
 *
 * const file = { path: 'read-me.txt', bytes: Buffer.from('samtykke'), stored: false }
 * const content = zippedPieces([file.bytes])
 * const compressed = content.next().value as Uint8Array
 * const size = content.next().value as ZippedSize
 * const at = instant('2026-01-01T00:00:00.000Z')
 * const frame = zipFrame([{ path: file.path, ...size }], at)
 * assert.ok(frame?.headers[0])
 * const zip = Buffer.concat([frame.headers[0], compressed, frame.directory])
 * assert.deepStrictEqual(zip, Buffer.from(zipOf([file], at)))
 */
export function* zippedPieces(pieces: Iterable<Uint8Array>): Generator<Uint8Array, ZippedSize> {
  const all = pieces[Symbol.iterator]()
  const { bytes, isAll } = firstTogether(all)
  if (!isAll) return yield* inPieces(bytes, { [Symbol.iterator]: () => all })
  const compressed = deflateSync(bytes, { level })
  yield compressed
  return { crc32: crc32Of(bytes), size: bytes.byteLength, compressedSize: compressed.byteLength }
}

const localHeader = 0x04034b50
const [localLength, centralLength] = [30, 46]
const version = 20
const utf8Names = 0x0800
const deflated = 8

/** What both headers of a file say. */
const common = ({ path, crc32, size, compressedSize }: ZippedFile, time: number): Buffer => {
  const name = Buffer.from(path)
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(version, 0)
  bytes.writeUInt16LE(name.length === path.length ? 0 : utf8Names, 2)
  bytes.writeUInt16LE(deflated, 4)
  bytes.writeUInt32LE(time, 6)
  bytes.writeUInt32LE(crc32 >>> 0, 10)
  bytes.writeUInt32LE(compressedSize, 14)
  bytes.writeUInt32LE(size, 18)
  bytes.writeUInt16LE(name.length, 22)
  return bytes
}

const localHeaderOf = (file: ZippedFile, time: number): Buffer => {
  const signature = Buffer.alloc(4)
  signature.writeUInt32LE(localHeader)
  return Buffer.concat(
    [signature, common(file, time), Buffer.from(file.path)],
    localLength + Buffer.byteLength(file.path)
  )
}

const centralHeaderOf = (file: ZippedFile, time: number, at: number): Buffer => {
  const bytes = Buffer.alloc(centralLength)
  bytes.writeUInt32LE(centralHeader, 0)
  bytes.writeUInt16LE(version, 4)
  common(file, time).copy(bytes, 6)
  bytes.writeUInt32LE(at, 42)
  return Buffer.concat([bytes, Buffer.from(file.path)])
}

const directoryEnd = (files: number, size: number, at: number): Buffer => {
  const bytes = Buffer.alloc(endLength)
  bytes.writeUInt32LE(endOfCentralDirectory, 0)
  bytes.writeUInt16LE(files, 8)
  bytes.writeUInt16LE(files, 10)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(at, 16)
  return bytes
}

/** What stands around the files of a zip: a header before each, and a directory behind all. */
export interface ZipFrame {
  readonly headers: ReadonlyArray<Uint8Array>
  readonly directory: Uint8Array
}

/** So many files, and so many bytes, a zip of this kind holds. */
const [mostFiles, mostBytes] = [0xffff, 0xffff_ffff]

const fits = (files: ReadonlyArray<ZippedFile>): boolean => {
  const bytes = files.reduce(
    (sum, { path, compressedSize }) => sum + localLength + path.length + compressedSize,
    0
  )
  return files.length <= mostFiles && bytes <= mostBytes && files.every(({ size }) => size <= mostBytes)
}

/**
 * The frame of files that stand in this order, all stamped with one instant. `undefined`: a zip of this kind does not hold them,
 * since they are more than 65,535, or longer than 4 GiB.
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { zipFrame } from '@samtykke/audit'
 *
 * const file = { path: 'a.txt', crc32: 0, size: 2 ** 32, compressedSize: 10 }
 * assert.deepStrictEqual(zipFrame([file], instant('2026-01-01T00:00:00.000Z')), undefined)
 */
export const zipFrame = (files: ReadonlyArray<ZippedFile>, instant: Instant): ZipFrame | undefined => {
  if (!fits(files)) return undefined
  const time = dosTime(instant)
  const headers = files.map(file => localHeaderOf(file, time))
  const entries: Array<Buffer> = []
  let at = 0
  for (const [index, file] of files.entries()) {
    entries.push(centralHeaderOf(file, time, at))
    at += headers[index]!.length + file.compressedSize
  }
  const directory = Buffer.concat(entries)
  return { headers, directory: Buffer.concat([directory, directoryEnd(files.length, directory.length, at)]) }
}
