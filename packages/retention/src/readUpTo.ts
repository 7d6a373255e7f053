/**
 * Up to which revision calls were read, the latest of them: what a worker has read is no news to it, its own events
 * among it.
 */
import type { ExpectedRevision, Identifier } from '@samtykke/core'
import type { Hint } from '@samtykke/log'

export interface ReadUpTo {
  readonly note: (callId: Identifier, revision: ExpectedRevision) => void
  readonly knows: (hint: Hint) => boolean
}

/** @param most calls that it remembers */
export const createReadUpTo = (most: number): ReadUpTo => {
  const revisions = new Map<Identifier, bigint>()
  return {
    note: (callId, revision) => {
      revisions.delete(callId)
      if (revision !== 'no-stream') revisions.set(callId, revision)
      const [oldest] = revisions.size > most ? revisions.keys() : []
      if (oldest !== undefined) revisions.delete(oldest)
    },
    knows: ({ callId, revision }) => revision !== undefined && revision <= (revisions.get(callId) ?? -1n)
  }
}
