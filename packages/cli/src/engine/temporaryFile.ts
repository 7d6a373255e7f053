/**
 * Files that have no name once they are open: nobody else can open them, and nothing is left where the program is killed. What a disk
 * keeps of them is ciphertext, whose key stood in the memory of the program and nowhere else.
 */
import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A temporary file could not be written or read. */
export class SpillError extends Error {
  override readonly name = 'SpillError'
  readonly code: string | undefined
  constructor({ code, message }: { readonly code?: string | undefined; readonly message: string }) {
    super(message)
    this.code = code
  }
}

/** Throws a `SpillError` for whatever the work throws. */
export const orSpillError = <A>(work: () => A): A => {
  try {
    return work()
  } catch (error) {
    throw error instanceof SpillError ? error : new SpillError(error as NodeJS.ErrnoException)
  }
}

/** Plain data, which crosses from thread to thread. */
export interface TemporaryFile {
  readonly descriptor: number
  readonly key: Uint8Array
}

const cipher = 'aes-256-ctr'
const blockSize = 16

/** Enciphers what stands from a place on, or deciphers it: in counter mode that is the same. */
const ciphered = ({ key }: TemporaryFile, position: number, bytes: Uint8Array): Buffer => {
  const counter = Buffer.alloc(blockSize)
  counter.writeBigUInt64BE(BigInt(Math.floor(position / blockSize)), blockSize / 2)
  const stream = createCipheriv(cipher, key, counter)
  stream.update(Buffer.alloc(position % blockSize))
  return stream.update(bytes)
}

export const openTemporary = (folder: string): TemporaryFile => {
  const path = join(folder, `samtykke-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return { descriptor, key: randomBytes(32) }
}

/** Each place is written once: what a key of counter mode enciphers twice is no secret. */
export const writeTemporary = (file: TemporaryFile, position: number, bytes: Uint8Array): void => {
  const all = ciphered(file, position, bytes)
  for (let written = 0; written < all.length;)
    written += writeSync(file.descriptor, all, written, all.length - written, position + written)
}

/** Reads from a place on, as much as there is room for; gives how much that was. */
export const readTemporary = (file: TemporaryFile, position: number, target: Uint8Array): number => {
  const read = readSync(file.descriptor, target, 0, target.length, position)
  if (read === 0) throw new SpillError(new Error('a temporary file became shorter'))
  target.set(ciphered(file, position, target.subarray(0, read)))
  return read
}

/** Fills the target from a place on. */
export const fillFromTemporary = (file: TemporaryFile, position: number, target: Uint8Array): void => {
  for (let filled = 0; filled < target.length;)
    filled += readTemporary(file, position + filled, target.subarray(filled))
}
