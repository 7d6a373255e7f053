import type * as TE from 'fp-ts/lib/TaskEither.js'
import { latestCheckpoint } from './directory.ts'
import { attempt, type SealError } from './error.ts'
import { readLeaves } from './leaves.ts'

/** Where a sealed event lies: in the store, and in the tree. */
export type SealedPlace = { readonly stream: string; readonly revision: string; readonly leaf: number }

/** Where an event of a call lies, by its id; `undefined`: not sealed. */
export type PlacesOfCall = (eventId: string) => SealedPlace | undefined

/** Where the sealed events of calls lie; of an event that was sent twice, where it lies first. */
export const placesOf = (options: {
  /** Directory of the log. */
  readonly log: string
  readonly calls: readonly string[]
}): TE.TaskEither<SealError, (callId: string) => PlacesOfCall> =>
  attempt(async () => {
    const streams = new Map(options.calls.map(call => [`call-${call}`, new Map<string, SealedPlace>()]))
    const { size } = await latestCheckpoint(options.log)
    for await (const leaves of readLeaves(options.log, 0, size)) {
      for (const { index, entry } of leaves) {
        const places = entry?.kind === 'event' ? streams.get(entry.stream) : undefined
        if (entry?.kind !== 'event' || places === undefined || places.has(entry.id)) continue
        places.set(entry.id, { stream: entry.stream, revision: entry.revision, leaf: index })
      }
    }
    return callId => eventId => streams.get(`call-${callId}`)?.get(eventId)
  })
