/**
 * The 64-bit numbers of messages.
 */
import { tombstoneRevision } from '../store/types.ts'

const largestSigned = 2n ** 63n - 1n
const largestUnsigned = 2n ** 64n - 1n

/** A 64-bit number of the wire that the protocol does not allow. */
export class NumberOutOfRange extends Error {}

/**
 * A revision or position of the wire: the largest number of all means the end, -1 here; others over 2^63 - 1 are
 * refused; 2^63 - 1 is `tombstoneRevision`. From 2^53 on, where nothing is ever written, the nearest number that
 * JavaScript has: what such a number is answered with is `signedText`.
 * @throws NumberOutOfRange
 */
export const fromWire = (text: string): number => {
  if (text.length < 16) return Number(text)
  const exact = BigInt(text)
  if (exact === largestUnsigned) return -1
  if (exact > largestSigned || exact < 0n)
    throw new NumberOutOfRange("Specified argument was out of the range of valid values. (Parameter 'value')")
  return exact === largestSigned ? tombstoneRevision : Number(exact)
}

/** A revision or position of the wire, to the last digit, as a signed number: the end is -1. */
export const signedText = (text: string): string => (BigInt(text) === largestUnsigned ? '-1' : text)

export const toWire = (value: number): string =>
  value === tombstoneRevision ? '9223372036854775807' : value < 0 ? '18446744073709551615' : String(value)
