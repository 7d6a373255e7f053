/**
 * The SHA-256 of bytes on their way.
 */
import { createHash, type Hash } from 'node:crypto'

export const sha256 = (): Hash => createHash('sha256')

/** The same bytes, taken into the hash as they pass. */
export async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: Hash
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

/** How many bytes there are. */
export const drained = async (bytes: AsyncIterable<Uint8Array>): Promise<number> => {
  let count = 0
  for await (const { length } of bytes) count += length
  return count
}
