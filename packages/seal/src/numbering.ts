/**
 * Texts numbered in the order in which they come. Of each the digest alone stands in memory: 32 bytes, whatever its length.
 */
import { sha256Binary } from './sha256.ts'

/** Two texts have one number only where they have one SHA-256. */
export interface Numbering {
  /** The number of a text, which is the next one where it is new. */
  readonly numberOf: (text: string) => number
  /** The number of a text that has one. */
  readonly find: (text: string) => number | undefined
}

const digestSize = 32
const slabSize = 2 ** 15

/** JSON, since two texts with other lone surrogates are one in UTF-8. */
const digestOf = (text: string): string => sha256Binary(JSON.stringify(text))

export const numbering = (): Numbering => {
  const slabs: Buffer[] = []
  let count = 0
  /** Where each digest's place is by its first bytes: its number, from 1. */
  let slots = new Int32Array(2 ** 10)

  const slabOf = (number: number): Buffer =>
    (slabs[Math.floor(number / slabSize)] ??= Buffer.allocUnsafeSlow(slabSize * digestSize))
  const startOf = (number: number): number => (number % slabSize) * digestSize

  const isOf = (number: number, digest: string): boolean => {
    const slab = slabOf(number)
    const start = startOf(number)
    for (let at = 0; at < digestSize; at++) if (slab[start + at] !== digest.charCodeAt(at)) return false
    return true
  }
  /** The slot of a digest, or the empty one where it belongs. */
  const slotOf = (digest: string): number => {
    let slot = firstBytes(digest) & (slots.length - 1)
    for (let taken = slots[slot]; taken !== undefined && taken > 0; taken = slots[slot]) {
      if (isOf(taken - 1, digest)) return slot
      slot = (slot + 1) & (slots.length - 1)
    }
    return slot
  }
  const makeRoom = (): void => {
    slots = new Int32Array(2 * slots.length)
    for (let number = 0; number < count; number++) {
      let slot = slabOf(number).readInt32LE(startOf(number)) & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = number + 1
    }
  }

  // What belongs together often comes one after the other.
  let [lastText, lastNumber]: [string | undefined, number] = [undefined, -1]

  return {
    numberOf: text => {
      if (text === lastText) return lastNumber
      const digest = digestOf(text)
      const slot = slotOf(digest)
      let number = (slots[slot] ?? 0) - 1
      if (number < 0) {
        number = count++
        slabOf(number).write(digest, startOf(number), 'latin1')
        slots[slot] = count
        if (2 * count > slots.length) makeRoom()
      }
      lastText = text
      lastNumber = number
      return number
    },
    find: text => {
      const number = (slots[slotOf(digestOf(text))] ?? 0) - 1
      return number < 0 ? undefined : number
    }
  }
}

/** As a whole number of 32 bits, the lowest byte first. */
const firstBytes = (digest: string): number =>
  digest.charCodeAt(0) |
  (digest.charCodeAt(1) << 8) |
  (digest.charCodeAt(2) << 16) |
  (digest.charCodeAt(3) << 24)
