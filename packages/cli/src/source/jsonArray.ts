/**
 * JSON in which an event may take several lines: a JSON array of events, or events one after another. Each becomes one
 * line.
 *
 * Nothing is parsed here, so that what is wrong with one event is told of that event. The bytes of each stay as they
 * are, but for the line ends within, which become tabs: outside of strings they mean the same, and within they are as
 * wrong as before.
 */

const [tab, lineFeed, blank, carriageReturn, quote, comma, backslash] = [9, 10, 32, 13, 34, 44, 92]
const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125]

export const isBlank = (byte: number | undefined): boolean =>
  byte === blank || byte === lineFeed || byte === carriageReturn || byte === tab

/** Where the JSON does not end where its bytes do. */
export type WrongEnd = 'more follows' | 'no end'

/** The elements of an array, each on a line. */
export function* arrayLines(chunks: Iterable<Uint8Array>): Generator<Uint8Array, WrongEnd | undefined> {
  let [depth, inString, isEscaped] = [0, false, false]
  // Whether the array has begun, an element has come, something of the next one has come, the array is over.
  let [hasBegun, hasElement, isInElement, isOver] = [false, false, false, false]
  for (const chunk of chunks) {
    const out = Buffer.allocUnsafe(chunk.length * 2)
    let used = 0
    for (const byte of chunk) {
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) inString = false
      } else if (isOver) {
        if (!isBlank(byte)) return 'more follows'
        continue
      } else if (!hasBegun) {
        hasBegun = byte === openBracket
        continue
      } else if (depth === 0 && (byte === comma || byte === closeBracket)) {
        isOver = byte === closeBracket
        // Between two commas there must be something: what stands there is then no JSON, and is named.
        if (!isInElement && (hasElement || !isOver)) out[used++] = comma
        out[used++] = lineFeed
        ;[hasElement, isInElement] = [true, false]
        continue
      } else if (byte === quote) inString = true
      else if (byte === openBrace || byte === openBracket) depth++
      else if (byte === closeBrace || byte === closeBracket) depth = Math.max(0, depth - 1)
      isInElement ||= !isBlank(byte)
      out[used++] = byte === lineFeed ? tab : byte
    }
    yield out.subarray(0, used)
  }
  return isOver ? undefined : 'no end'
}

/** Objects that stand one after another, each on a line. */
export function* objectLines(chunks: Iterable<Uint8Array>): Generator<Uint8Array, WrongEnd | undefined> {
  let [depth, inString, isEscaped] = [0, false, false]
  for (const chunk of chunks) {
    const out = Buffer.allocUnsafe(chunk.length * 2)
    let used = 0
    for (const byte of chunk) {
      out[used++] = byte === lineFeed ? tab : byte
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) inString = false
      } else if (byte === quote) inString = true
      else if (byte === openBrace) depth++
      else if (byte === closeBrace) {
        depth = Math.max(0, depth - 1)
        if (depth === 0) out[used++] = lineFeed
      }
    }
    yield out.subarray(0, used)
  }
  return depth === 0 && !inString ? undefined : 'no end'
}
