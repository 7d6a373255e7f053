/**
 * The messages of a call in bundles, as the connection brings them. gRPC copies each message out and hands it on by
 * itself, through several promises: for a log of small events that is more work than reading them.
 *
 * gRPC has no way to ask for this. What splits its pieces into messages is replaced, in the one call, by what puts whole
 * messages together as if they were one; where it is not found as it is known, messages come one by one as ever.
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

/** What gRPC has its pieces split by. */
interface Splitter {
  /** Gives each whole message with its header. */
  write: (piece: Buffer) => Buffer[]
  readonly maxReadMessageLength: number
}

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
export const bundler = (longest: number): Splitter['write'] => {
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

/** Where the parts of a call of gRPC keep the next: the call itself, or those that it tries one after the other. */
const inner = (part: object): ReadonlyArray<unknown> => {
  const { call, nextCall, child, underlyingCalls } = part as Readonly<Record<string, unknown>>
  return [call, nextCall, child, ...(Array.isArray(underlyingCalls) ? (underlyingCalls as unknown[]) : [])]
}

const deepest = 16

const splittersIn = (part: unknown, depth = 0): ReadonlyArray<Splitter> => {
  if (typeof part !== 'object' || part === null || depth > deepest) return []
  const { decoder } = part as { readonly decoder?: Partial<Splitter> & { readonly readState?: unknown } }
  // One that has begun with a message is left to end it.
  return typeof decoder?.write === 'function' &&
    typeof decoder.maxReadMessageLength === 'number' &&
    decoder.readState === 0
    ? [decoder as Splitter]
    : inner(part).flatMap(each => splittersIn(each, depth + 1))
}

/** From here on the call's messages come in bundles, where that can be; called once its answer has begun. */
export const bundle = (call: object): void => {
  for (const splitter of splittersIn(call)) splitter.write = bundler(splitter.maxReadMessageLength)
}
