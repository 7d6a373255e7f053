/**
 * The order of records: by the bytes of their keys, which are ASCII and so in the order of their texts.
 */
import type { Place } from './places.ts'

/** Compares from a byte on before which the keys are alike. */
export const compareKeys = (a: Place, b: Place, from = 0): number => {
  const [lengthOfA, lengthOfB] = [a.start - a.keyStart, b.start - b.keyStart]
  const length = Math.min(lengthOfA, lengthOfB)
  for (let i = from; i < length; i++) {
    const difference = a.bytes[a.keyStart + i]! - b.bytes[b.keyStart + i]!
    if (difference !== 0) return difference
  }
  return lengthOfA - lengthOfB
}

/** How many bytes at the beginning of all keys are alike. */
const alikeAtFirst = (records: ReadonlyArray<Place>): number => {
  const [first] = records
  if (first === undefined) return 0
  let alike = first.start - first.keyStart
  for (const { bytes, keyStart, start } of records) {
    alike = Math.min(alike, start - keyStart)
    let i = 0
    while (i < alike && bytes[keyStart + i] === first.bytes[first.keyStart + i]) i++
    alike = i
  }
  return alike
}

/** As many ASCII characters as a number holds. */
const headLength = 7
const asciiCharacters = 128

/** The first bytes of a key from a place on, as a number; behind its end stand zeros. */
const headOf = ({ bytes, keyStart, start }: Place, from: number): number => {
  let head = 0
  for (let i = from; i < from + headLength; i++)
    head = head * asciiCharacters + (keyStart + i < start ? bytes[keyStart + i]! : 0)
  return head
}

/** The indices of records in order; of keys that are alike the earlier comes first. */
export const keyOrder = (records: ReadonlyArray<Place>): Uint32Array => {
  const from = alikeAtFirst(records)
  const heads = Float64Array.from(records, record => headOf(record, from))
  return Uint32Array.from(records.keys()).sort(
    (a, b) => heads[a]! - heads[b]! || compareKeys(records[a]!, records[b]!, from) || a - b
  )
}
