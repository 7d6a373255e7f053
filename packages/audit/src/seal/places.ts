import type * as TE from 'fp-ts/lib/TaskEither.js'
import { latestCheckpoint } from './directory.ts'
import { attempt, type SealError } from './error.ts'
import { readLeaves } from './leaves.ts'

/** Where a sealed event lies: in the store, and in the tree. */
export type SealedPlace = { readonly stream: string; readonly revision: string; readonly leaf: number }

/** Where the sealed events of a call lie, by their ids; of one that was sent twice, where it lies first. */
export const placesOf = (options: {
  /** Directory of the log. */
  readonly log: string
  readonly call: string
}): TE.TaskEither<SealError, ReadonlyMap<string, SealedPlace>> =>
  attempt(async () => {
    const { size } = await latestCheckpoint(options.log)
    const places = new Map<string, SealedPlace>()
    for await (const leaves of readLeaves(options.log, 0, size)) {
      for (const { index, entry } of leaves) {
        if (entry?.kind !== 'event' || entry.stream !== `call-${options.call}` || places.has(entry.id))
          continue
        places.set(entry.id, { stream: entry.stream, revision: entry.revision, leaf: index })
      }
    }
    return places
  })
