/**
 * Bytes that any thread can read at any place, as often as it needs to: an open file, or memory that threads share.
 */
import { readSync } from 'node:fs'

export interface Input {
  /** As it was named on the command line. */
  readonly name: string
  readonly size: number
  /** Which file it is, where it is one, whatever it is named. */
  readonly file?: { readonly dev: number; readonly ino: number }
  /** What its lines were before they were lines: elements of an array, objects. */
  readonly unit?: 'element' | 'object'
  readonly content:
    | { readonly _tag: 'file'; readonly descriptor: number }
    | { readonly _tag: 'memory'; readonly slabs: ReadonlyArray<SharedArrayBuffer> }
}

export const slabSize = 16 * 1024 * 1024

const readFromFile = ({ name }: Input, descriptor: number, position: number, target: Uint8Array): void => {
  let filled = 0
  while (filled < target.length) {
    const read = readSync(descriptor, target, filled, target.length - filled, position + filled)
    if (read === 0) throw new Error(`${name}: became shorter while it was read`)
    filled += read
  }
}

const readFromMemory = (
  slabs: ReadonlyArray<SharedArrayBuffer>,
  position: number,
  target: Uint8Array
): void => {
  let filled = 0
  while (filled < target.length) {
    const at = position + filled
    const slab = slabs[Math.floor(at / slabSize)]!
    const offset = at % slabSize
    const length = Math.min(target.length - filled, slabSize - offset)
    target.set(new Uint8Array(slab, offset, length), filled)
    filled += length
  }
}

const chunkSize = 1024 * 1024

/** The bytes in pieces, each valid until the next is taken. */
export function* chunksOf(input: Input): Generator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(Math.min(chunkSize, input.size))
  for (let position = 0; position < input.size; position += chunkSize) {
    const part = chunk.subarray(0, Math.min(chunkSize, input.size - position))
    readAt(input, position, part)
    yield part
  }
}

/** Fills the target with the bytes from a position on. */
export const readAt = (input: Input, position: number, target: Uint8Array): void => {
  const { content } = input
  if (content._tag === 'file') readFromFile(input, content.descriptor, position, target)
  else readFromMemory(content.slabs, position, target)
}
