/**
 * Lines read without parsing them as JSON.
 */
import { isAscii } from 'node:buffer'

/**
 * Lines as most events have them, read without parsing them as JSON: an object without white space, whose values
 * are texts without escapes, lists of such texts, whole numbers, `true`, `false` and `null`, and whose names have
 * been seen in that order before. Such a line differs from its canonical JSON (RFC 8785) in the order of its
 * members only. Any other line is left to `JSON.parse`.
 */

/** A name that may come at some place of a line, after the names before it. */
interface Place {
  /** The name and what stands around it: `"callId":`. */
  readonly opening: Uint8Array
  readonly next: Place[]
  /** Set where a line may end here. */
  layout?: Layout
}

interface Layout {
  /** The place of each member in the line, in the order of canonical JSON. */
  readonly order: ReadonlyArray<number>
  /** The place of each member in the line, by its name. */
  readonly places: Readonly<Record<string, number>>
}

export interface PlainLineReader {
  /** Takes the bytes, UTF-8, in which lines are read from now on: they stay as they are till the next are taken. */
  readonly take: (bytes: Buffer) => void
  /** Whether the line at [start, end) is a plain one. */
  readonly read: (start: number, end: number) => boolean
  /** A member's text in the line that was read: `undefined` = no such member, `null` = its value is no text. */
  readonly member: (name: string) => string | null | undefined
  /** Cuts out of the canonical JSON of the lines that were read, each of which stands where the line stood. */
  readonly canonical: () => (start: number, end: number) => string
  /** Takes note of the names of an object, so that lines with the same names in the same order can be read. */
  readonly learn: (names: ReadonlyArray<string>) => void
}

const [quote, comma, minus, zero, nine, open, backslash, close, begin, finish] = [
  34, 44, 45, 48, 57, 91, 92, 93, 123, 125
]
const mostMembers = 64
/** Events have few layouts; a source may hold any. */
const mostPlaces = 4096
const plainName = /^[ !#-[\]-~]*$/
const literals = ['true', 'false', 'null'].map(text => Buffer.from(text))

export const plainLineReader = (): PlainLineReader => {
  const root: Place = { opening: Buffer.alloc(0), next: [] }
  let known = 0
  const starts = new Int32Array(mostMembers)
  const values = new Int32Array(mostMembers)
  const ends = new Int32Array(mostMembers)
  let bytes: Buffer = Buffer.alloc(0)
  let canonical = Buffer.alloc(0)
  /** The bytes as text, where they are ASCII: its slices cost next to nothing. */
  let text: string | undefined
  let layout: Layout | undefined

  /** Where the text ends that begins at the quote at `at`; -1 = it is no plain one. */
  const endOfText = (at: number, end: number): number => {
    const source = bytes
    for (let index = at + 1; index < end; index++) {
      const byte = source[index] as number
      if (byte === quote) return index + 1
      if (byte < 32 || byte === backslash) return -1
    }
    return -1
  }

  const endOfList = (at: number, end: number): number => {
    if (bytes[at + 1] === close) return at + 2
    for (let index = at + 1; index < end && bytes[index] === quote; index++) {
      index = endOfText(index, end)
      if (index < 0) return -1
      if (bytes[index] === close) return index + 1
      if (bytes[index] !== comma) return -1
    }
    return -1
  }

  /** Up to fifteen digits: these are written as they are read. */
  const endOfNumber = (at: number): number => {
    const first = bytes[at] === minus ? at + 1 : at
    let index = first
    while (isDigit(bytes[index])) index++
    const digits = index - first
    if (digits === 0 || digits > 15) return -1
    return bytes[first] !== zero || (digits === 1 && first === at) ? index : -1
  }

  const endOfValue = (at: number, end: number): number => {
    const byte = bytes[at]
    if (byte === quote) return endOfText(at, end)
    if (byte === open) return endOfList(at, end)
    if (byte === minus || isDigit(byte)) return endOfNumber(at)
    const literal = literals.find(each => startsWith(bytes, at, each))
    return literal === undefined ? -1 : at + literal.length
  }

  return {
    take: next => {
      bytes = next
      text = isAscii(next) ? next.toString('latin1') : undefined
      if (canonical.length < next.length) canonical = Buffer.alloc(2 * next.length)
    },
    canonical: () => {
      if (text === undefined) return (start, end) => canonical.toString('utf8', start, end)
      const sorted = canonical.toString('latin1', 0, bytes.length)
      return (start, end) => sorted.slice(start, end)
    },
    member: name => {
      const place = layout?.places[name]
      if (place === undefined) return undefined
      const at = values[place] as number
      if (bytes[at] !== quote) return null
      const end = (ends[place] as number) - 1
      return text === undefined ? bytes.toString('utf8', at + 1, end) : text.slice(at + 1, end)
    },
    read: (start, end) => {
      layout = undefined
      const [source, target] = [bytes, canonical]
      if (source[start] !== begin) return false
      let place = root
      let at = start + 1
      for (let count = 0; ; count++) {
        const found = nextPlace(place, source, at)
        if (found === undefined) return false
        place = found
        starts[count] = at
        values[count] = at + place.opening.length
        at = endOfValue(at + place.opening.length, end)
        if (at < 0 || at >= end) return false
        ends[count] = at
        if (source[at] === finish) break
        if (source[at] !== comma) return false
        at++
      }
      layout = place.layout
      if (layout === undefined || at + 1 !== end) return false
      let to = start
      target[to++] = begin
      for (const each of layout.order) {
        if (to > start + 1) target[to++] = comma
        const last = ends[each] as number
        for (let from = starts[each] as number; from < last; from++) target[to++] = source[from] as number
      }
      target[to] = finish
      return true
    },
    learn: names => {
      if (names.length === 0 || names.length > mostMembers || known > mostPlaces) return
      if (!names.every(name => plainName.test(name))) return
      let place = root
      for (const name of names) {
        const opening = Buffer.from(`"${name}":`)
        let next = place.next.find(each => opening.equals(each.opening))
        if (next === undefined) {
          next = { opening, next: [] }
          place.next.push(next)
          known++
        }
        place = next
      }
      place.layout ??= layoutOf(names)
    }
  }
}

const layoutOf = (names: ReadonlyArray<string>): Layout => ({
  order: names
    .map((_, place) => place)
    .sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1)),
  places: Object.assign(
    Object.create(null) as Record<string, number>,
    Object.fromEntries(names.map((name, place) => [name, place]))
  )
})

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= nine

const nextPlace = ({ next }: Place, bytes: Uint8Array, at: number): Place | undefined => {
  for (const each of next) if (startsWith(bytes, at, each.opening)) return each
  return undefined
}

const startsWith = (bytes: Uint8Array, at: number, text: Uint8Array): boolean => {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text[index]) return false
  return true
}
