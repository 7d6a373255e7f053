/**
 * How far a worker is behind: how long the oldest event that came to it waits to be attended.
 */
import type { Clock, Feed } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'

export interface MeasuredFeed {
  readonly feed: Feed
  /** Milliseconds; 0 where nothing waits. */
  readonly lag: () => number
}

/** A feed that knows since when it waits for what it gave. */
export const measuredFeed = (feed: Feed, clock: Clock): MeasuredFeed => {
  const waiting = new Map<symbol, number>()
  return {
    lag: () => {
      const [oldest] = waiting.values()
      return oldest === undefined ? 0 : clock.elapsed() - oldest
    },
    feed: {
      ...feed,
      follow: async function* (signal) {
        try {
          for await (const hint of feed.follow(signal)) {
            if (E.isLeft(hint)) {
              yield hint
              continue
            }
            const key = Symbol()
            waiting.set(key, clock.elapsed())
            const { callId, settle } = hint.right
            yield E.right({
              callId,
              settle: async () => {
                waiting.delete(key)
                return settle()
              }
            })
          }
        } finally {
          // What was not settled is given again.
          waiting.clear()
        }
      }
    }
  }
}
