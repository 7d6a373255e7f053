/**
 * Runs in temporary files, so that an output may be larger than memory.
 *
 * The files have no name once they are open: nobody else can open them, and nothing is left where the program is killed.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { MemoryRun } from './memoryRun.ts'

/** Lines in order, each behind its key, in a file that is open in the whole process. */
export interface SpilledRun {
  readonly _tag: 'file'
  readonly count: number
  readonly descriptor: number
  readonly size: number
}

/** A temporary file could not be written or read. */
export class SpillError extends Error {
  override readonly name = 'SpillError'
  readonly code: string | undefined
  constructor({ code, message }: { readonly code?: string | undefined; readonly message: string }) {
    super(message)
    this.code = code
  }
}

const attempt = <A>(work: () => A): A => {
  try {
    return work()
  } catch (error) {
    throw new SpillError(error as NodeJS.ErrnoException)
  }
}

const openNameless = (folder: string): number => {
  const path = join(folder, `samtykke-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return descriptor
}

/** Of a record: the lengths of its key and of its line. */
const headSize = 8
const batchSize = 1024 * 1024

const writeAll = (descriptor: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;)
    written += writeSync(descriptor, bytes, written, bytes.length - written)
}

/** Writes a run into a temporary file in a folder. Throws a `SpillError`. */
export const spillRun = (run: MemoryRun, folder: string): SpilledRun =>
  attempt(() => {
    const descriptor = openNameless(folder)
    try {
      return { _tag: 'file', count: run.count, descriptor, size: writeRecords(descriptor, run) }
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  })

const writeRecords = (
  descriptor: number,
  { count, chunks, chunkOf, starts, lengths, keys, keyEnds }: MemoryRun
): number => {
  let batch = Buffer.allocUnsafe(batchSize)
  let [used, size] = [0, 0]
  const flush = (): void => {
    writeAll(descriptor, batch.subarray(0, used))
    size += used
    used = 0
  }
  for (let i = 0; i < count; i++) {
    const key = keys.subarray(i === 0 ? 0 : keyEnds[i - 1], keyEnds[i])
    const line = chunks[chunkOf[i]!]!.subarray(starts[i], starts[i]! + lengths[i]!)
    const length = headSize + key.length + line.length
    if (used + length > batch.length) flush()
    if (length > batch.length) batch = Buffer.allocUnsafe(length)
    used = batch.writeUInt32LE(key.length, used)
    used = batch.writeUInt32LE(line.length, used)
    batch.set(key, used)
    batch.set(line, used + key.length)
    used += key.length + line.length
  }
  flush()
  return size
}

/** One line and its key, as bytes that are valid until the next is taken. */
export interface KeyedLine {
  readonly key: Buffer
  readonly line: Buffer
}

/** The lines of a spilled run, in order; the file is gone with the last. Throws a `SpillError`. */
export function* spilledLines({ descriptor, count, size }: SpilledRun): Generator<KeyedLine> {
  let buffer = Buffer.allocUnsafe(Math.min(batchSize / 4, size))
  let [start, end, position] = [0, 0, 0]
  /** Makes so many bytes stand at `start`. */
  const require = (length: number): void => {
    if (end - start >= length) return
    const larger = length > buffer.length ? Buffer.allocUnsafe(length) : buffer
    buffer.copy(larger, 0, start, end)
    ;[buffer, start, end] = [larger, 0, end - start]
    while (end < length) {
      const read = attempt(() => readSync(descriptor, buffer, end, buffer.length - end, position))
      if (read === 0) throw new SpillError(new Error('a temporary file became shorter'))
      position += read
      end += read
    }
  }
  try {
    for (let i = 0; i < count; i++) {
      require(headSize)
      const keyLength = buffer.readUInt32LE(start)
      const lineLength = buffer.readUInt32LE(start + 4)
      require(headSize + keyLength + lineLength)
      const [keyStart, lineStart] = [start + headSize, start + headSize + keyLength]
      start = lineStart + lineLength
      yield { key: buffer.subarray(keyStart, lineStart), line: buffer.subarray(lineStart, start) }
    }
  } finally {
    closeSync(descriptor)
  }
}
