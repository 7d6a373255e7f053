/**
 * The messages of a call in bundles, as the connection brings them. gRPC copies each message out and hands it on by
 * itself, through several promises: for a log of small events that is more work than reading them. Here those that are
 * whole in one piece of the connection are handed on together, as if they were one.
 */

/** A message stands behind one byte, whether it is compressed, and four of its length. */
const frameHeader = 5

/** No message begins with this byte: it would be a field without a number. */
const bundleMark = 0

export const isBundle = (bytes: Uint8Array): boolean => bytes[0] === bundleMark

/** Calls for each message of a bundle with where it begins and ends. */
export const eachInBundle = (bundle: Buffer, take: (start: number, end: number) => void): void => {
  for (let at = 0; at < bundle.length;) {
    const start = at + frameHeader
    at = start + bundle.readUInt32BE(at + 1)
    take(start, at)
  }
}

/** Gives each message that is whole with this piece of the bytes, with its header. */
export type Split = (piece: Buffer) => Buffer[]

/** With a header before it, as of one message that is not compressed. */
const asMessage = (frames: Buffer): Buffer => {
  const header = Buffer.alloc(frameHeader)
  header.writeUInt32BE(frames.length, 1)
  return Buffer.concat([header, frames])
}

/**
 * Puts messages together: all that are whole in a piece are one. What is compressed stays by itself, for gRPC to expand.
 *
 * @param longest of a message, in bytes; -1 for any
 */
export const bundler = (longest: number): Split => {
  let begun: Buffer[] = []
  let length = 0
  let wanted = frameHeader

  return piece => {
    begun.push(piece)
    length += piece.length
    if (length < wanted) return []
    const bytes = begun.length === 1 ? piece : Buffer.concat(begun, length)
    const messages: Buffer[] = []
    let [start, at] = [0, 0]
    wanted = frameHeader
    while (bytes.length - at >= frameHeader) {
      const size = bytes.readUInt32BE(at + 1)
      if (longest !== -1 && size > longest)
        throw new Error(`Received message larger than max (${size} vs ${longest})`)
      const end = at + frameHeader + size
      if (end > bytes.length) {
        wanted = frameHeader + size
        break
      }
      if (bytes[at] !== 0) {
        if (start < at) messages.push(asMessage(bytes.subarray(start, at)))
        messages.push(bytes.subarray(at, end))
        start = end
      }
      at = end
    }
    if (start < at) messages.push(asMessage(bytes.subarray(start, at)))
    begun = at === bytes.length ? [] : [bytes.subarray(at)]
    length = bytes.length - at
    return messages
  }
}
