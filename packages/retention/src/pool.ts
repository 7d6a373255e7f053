/**
 * Calls that are attended at once: so many, and of one call never two.
 */
import type { Identifier } from '@samtykke/core'
import { createKeyedQueue, type KeyedQueue } from '@samtykke/log/adapter'

export interface Pool {
  /** Begins the work on a call as soon as there is room; resolves when it has begun. */
  readonly begin: (callId: Identifier, work: () => Promise<void>) => Promise<void>
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>
  readonly inFlight: () => number
}

/** @param queue shared by pools that attend the same calls */
export const createPool = (concurrency: number, queue: KeyedQueue = createKeyedQueue()): Pool => {
  const working = new Set<Promise<void>>()
  let waiting: Array<() => void> = []

  const free = (): void => {
    const [first, ...others] = waiting
    waiting = others
    first?.()
  }

  return {
    begin: async (callId, work) => {
      while (working.size >= concurrency) await new Promise<void>(resolve => waiting.push(resolve))
      const mine: Promise<void> = queue(callId, work).finally(() => {
        working.delete(mine)
        free()
      })
      working.add(mine)
    },
    idle: async () => {
      while (working.size > 0) await Promise.allSettled(working)
    },
    inFlight: () => working.size
  }
}
