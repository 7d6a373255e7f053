/**
 * How far everything is done: up to the first that is not.
 */
import type { Position } from '@samtykke/core'

interface Item {
  readonly position: Position
  done: boolean
}

/** What is under way, by position. */
export interface Progress {
  /** Something at this position is to be done; the function given says that it is. Positions come in order. */
  readonly begin: (position: Position) => () => void
  /** Nothing is to be done up to this position. */
  readonly pass: (position: Position) => void
  /** The position up to which everything is done. */
  readonly reached: () => Position | undefined
}

/**
 * Keeps how far everything is done, from a position on.
 *
 * @example
 * import { createProgress } from '@samtykke/log/adapter'
 *
 * const at = (n: bigint) => ({ commit: n, prepare: n })
 * const progress = createProgress(undefined)
 * const [first, second] = [progress.begin(at(1n)), progress.begin(at(2n))]
 * second()
 * assert.equal(progress.reached(), undefined) // the first is still under way
 * first()
 * assert.deepStrictEqual(progress.reached(), at(2n))
 */
export const createProgress = (start: Position | undefined): Progress => {
  let items: Item[] = []
  let head = 0
  let reached = start

  const advance = (): void => {
    for (let item = items[head]; item?.done === true; item = items[++head]) reached = item.position
    if (head > 1_000) {
      items = items.slice(head)
      head = 0
    }
  }

  return {
    begin: position => {
      const item = { position, done: false }
      items.push(item)
      return () => {
        item.done = true
        advance()
      }
    },
    pass: position => {
      items.push({ position, done: true })
      advance()
    },
    reached: () => reached
  }
}
