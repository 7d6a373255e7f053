/**
 * Calls that are to be attended again at an instant: so many, and no more. What has no room is found again by reading
 * the day's notes.
 */
import type { Identifier } from '@samtykke/core'

interface Retry {
  readonly callId: Identifier
  /** By the clock that never jumps. */
  at: number
  /** How often it failed in a row. */
  tries: number
}

export interface Retries {
  /** Puts it down, for the earlier of two instants; gives whether there was room. */
  readonly put: (callId: Identifier, at: number, tries: number) => boolean
  /** Takes what is due first, where it is due. */
  readonly take: (elapsed: number) => Retry | undefined
  /** When the next is due. */
  readonly next: () => number | undefined
  readonly size: () => number
}

const shortestBackoff = 1_000
const longestBackoff = 60 * 60_000

/** Milliseconds before the try after so many failures: doubling from 1 s to 1 h, spread over its second half. */
export const backoffBefore = (tries: number, random: number): number =>
  Math.min(longestBackoff, shortestBackoff * 2 ** Math.min(tries, 30)) * (0.5 + random / 2)

/** @param most how many there may be at once */
export const createRetries = (most: number): Retries => {
  // A binary heap by instant, and where in it each call is.
  const heap: Retry[] = []
  const places = new Map<Identifier, number>()

  const set = (index: number, retry: Retry): void => {
    heap[index] = retry
    places.set(retry.callId, index)
  }

  const rise = (index: number): number => {
    let at = index
    const retry = heap[at]!
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]!.at <= retry.at) break
      set(at, heap[parent]!)
      at = parent
    }
    set(at, retry)
    return at
  }

  const sink = (index: number): void => {
    let at = index
    const retry = heap[at]!
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++
      if (heap[child]!.at >= retry.at) break
      set(at, heap[child]!)
      at = child
    }
    set(at, retry)
  }

  return {
    put: (callId, at, tries) => {
      const place = places.get(callId)
      if (place !== undefined) {
        const retry = heap[place]!
        retry.tries = tries
        if (at < retry.at) {
          retry.at = at
          rise(place)
        }
        return true
      }
      if (heap.length >= most) return false
      heap.push({ callId, at, tries })
      rise(heap.length - 1)
      return true
    },
    take: elapsed => {
      const first = heap[0]
      if (first === undefined || first.at > elapsed) return undefined
      places.delete(first.callId)
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        set(0, last)
        sink(0)
      }
      return first
    },
    next: () => heap[0]?.at,
    size: () => heap.length
  }
}
