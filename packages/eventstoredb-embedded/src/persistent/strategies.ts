/**
 * The strategies of giving events to consumers, by name.
 */
import type { Consumer } from './consumer.ts'
import { pinnedStrategy, sourceStream, correlationOrStream } from './pinned.ts'
import type { Strategy } from './strategy.ts'

/** Consumers in a ring; `movesOn`: after a message that was taken, the next consumer has its turn. */
const ring = (movesOn: boolean): Strategy => {
  const consumers: Consumer[] = []
  const rotate = (): void => {
    const first = consumers.shift()
    if (first !== undefined) consumers.push(first)
  }
  return {
    add: consumer => void consumers.push(consumer),
    remove: consumer => {
      const index = consumers.indexOf(consumer)
      if (index >= 0) consumers.splice(index, 1)
    },
    push: message => {
      for (let tries = consumers.length; tries > 0; tries--) {
        const taken = consumers[0]?.push(message) === true
        if (!taken || movesOn) rotate()
        if (taken) return 'sent'
      }
      return 'full'
    }
  }
}

const STRATEGIES: ReadonlyMap<string, () => Strategy> = new Map([
  ['RoundRobin', () => ring(true)],
  ['DispatchToSingle', () => ring(false)],
  ['Pinned', () => pinnedStrategy(sourceStream)],
  ['PinnedByCorrelation', () => pinnedStrategy(correlationOrStream)]
])

/** A new strategy of that name, or `undefined` if there is none. */
export const strategyNamed = (name: string): Strategy | undefined => STRATEGIES.get(name)?.()
