/**
 * The order of records: by the bytes of their keys, which are ASCII and so in the order of their texts.
 */
import { buffersOf, type Place, placeSize, type Records } from './places.ts'

type Key = Omit<Place, 'end'>

/** Compares from a byte on before which the keys are alike. */
export const compareKeys = (a: Key, b: Key, from = 0): number => {
  const [lengthOfA, lengthOfB] = [a.start - a.keyStart, b.start - b.keyStart]
  const length = Math.min(lengthOfA, lengthOfB)
  for (let i = from; i < length; i++) {
    const difference = a.bytes[a.keyStart + i]! - b.bytes[b.keyStart + i]!
    if (difference !== 0) return difference
  }
  return lengthOfA - lengthOfB
}

/** So many bytes at the beginning of keys are looked at to tell which differ. */
const headLength = 32
/** As many things can stand at a place of a key: its end, and the ASCII characters. */
const digits = 129

/** Ranks the digits that are marked, those of each place by themselves; gives how many each place has, as far as numbers reach. */
const rankDigits = (ranks: Uint8Array, count: number): ReadonlyArray<number> => {
  const radixes: Array<number> = []
  let most = count
  for (let row = 0; row < ranks.length; row += digits) {
    let radix = 0
    for (let at = row; at < row + digits; at++) if (ranks[at] === 1) ranks[at] = radix++
    most *= radix
    if (most > Number.MAX_SAFE_INTEGER) break
    radixes.push(radix)
  }
  return radixes
}

/**
 * Heads of keys, as numbers in the order of the keys: each byte is a digit, of as many as differ at its place, and behind the last
 * one stands the index of the record.
 */
interface Heads {
  readonly numbers: Float64Array
  /** How many bytes of the keys they are of. */
  readonly length: number
}

const headsOf = ({ places }: Records, buffers: ReadonlyArray<Buffer>): Heads => {
  const count = places.length / placeSize
  const ranks = new Uint8Array(headLength * digits)
  for (let at = 0; at < places.length; at += placeSize) {
    const [bytes, end] = [buffers[places[at]!]!, places[at + 2]!]
    let key = places[at + 1]!
    for (let row = 0; row < ranks.length; row += digits) ranks[key < end ? row + bytes[key++]! + 1 : row] = 1
  }
  const radixes = rankDigits(ranks, count)
  const { length } = radixes
  const numbers = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const at = index * placeSize
    const [bytes, end] = [buffers[places[at]!]!, places[at + 2]!]
    let [key, row, head] = [places[at + 1]!, 0, 0]
    for (let place = 0; place < length; place++, row += digits)
      head = head * radixes[place]! + ranks[key < end ? row + bytes[key++]! + 1 : row]!
    numbers[index] = head * count + index
  }
  return { numbers, length }
}

/** The indices of records in order; of keys that are alike the earlier comes first. */
export const keyOrder = (records: Records): Uint32Array => {
  const { places } = records
  const buffers = buffersOf(records)
  const count = places.length / placeSize
  const keyOf = (index: number): Key => {
    const at = index * placeSize
    return { bytes: buffers[places[at]!]!, keyStart: places[at + 1]!, start: places[at + 2]! }
  }
  const { numbers, length } = headsOf(records, buffers)
  numbers.sort()
  const order = new Uint32Array(count)
  let [first, headOfFirst] = [0, -1]
  for (let place = 0; place <= count; place++) {
    const number = place < count ? numbers[place]! : Infinity
    const head = Math.floor(number / count)
    if (place < count) order[place] = number % count
    if (head === headOfFirst) continue
    if (place - first > 1)
      order.subarray(first, place).sort((a, b) => compareKeys(keyOf(a), keyOf(b), length) || a - b)
    ;[first, headOfFirst] = [place, head]
  }
  return order
}
