/**
 * A great many ids of calls in little memory: 8 bytes each, as 48 bits of a hash.
 */
import { createHash } from 'node:crypto'
import type { Identifier } from '@samtykke/core'

export interface CallIds {
  readonly add: (callId: Identifier) => void
  /** Of an id that was not added it is right but for about one in a hundred million, among 3 million. */
  readonly has: (callId: Identifier) => boolean
}

const hashOf = (callId: Identifier): number => createHash('md5').update(callId).digest().readUIntBE(0, 6)

export const createCallIds = (): CallIds => {
  let hashes = new Float64Array(1_024)
  let size = 0
  let isSorted = true

  return {
    add: callId => {
      if (size === hashes.length) {
        const larger = new Float64Array(2 * size)
        larger.set(hashes)
        hashes = larger
      }
      hashes[size++] = hashOf(callId)
      isSorted = false
    },
    has: callId => {
      if (!isSorted) hashes.subarray(0, size).sort()
      isSorted = true
      const hash = hashOf(callId)
      let [low, high] = [0, size]
      while (low < high) {
        const middle = (low + high) >> 1
        if (hashes[middle]! < hash) low = middle + 1
        else high = middle
      }
      return low < size && hashes[low] === hash
    }
  }
}
