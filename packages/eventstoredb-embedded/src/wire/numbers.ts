import { tombstoneRevision } from '../store/types.ts'

const largestSigned = 2n ** 63n - 1n
const largestUnsigned = 2n ** 64n - 1n

/** A 64-bit number of the wire that the protocol does not allow. */
export class NumberOutOfRange extends Error {}

/**
 * A revision or position of the wire: the largest number of all means the end, -1 here; others over 2^63 - 1 are
 * refused; what JavaScript cannot count to is past everything, `tombstoneRevision`.
 * @throws NumberOutOfRange
 */
export const fromWire = (text: string): number => {
  if (text.length < 16) return Number(text)
  const exact = BigInt(text)
  if (exact === largestUnsigned) return -1
  if (exact > largestSigned || exact < 0n)
    throw new NumberOutOfRange(`${text} is neither below 2^63 nor 2^64 - 1`)
  return exact > BigInt(Number.MAX_SAFE_INTEGER) ? tombstoneRevision : Number(exact)
}

export const toWire = (value: number): string =>
  value === tombstoneRevision ? '9223372036854775807' : value < 0 ? '18446744073709551615' : String(value)
