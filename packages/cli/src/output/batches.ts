/**
 * What is made in many short pieces, in few to write.
 */

const batchSize = 256 * 1024

/** The bytes of all pieces in their order: short texts together, what is bytes already as it comes. */
export function* inBatches(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let batch = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') batch += piece
    if (typeof piece === 'string' && batch.length < batchSize) continue
    if (batch !== '') yield Buffer.from(batch)
    batch = ''
    if (typeof piece !== 'string') yield piece
  }
  if (batch !== '') yield Buffer.from(batch)
}
