/**
 * Where the sealed events of calls lie.
 */
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { column } from './column.ts'
import { latestCheckpoint } from './directory.ts'
import { attempt, type SealError } from './error.ts'
import { readLeaves } from './leaves.ts'
import { numbering } from './numbering.ts'

/** Where a sealed event lies: in the store, and in the tree. */
export interface SealedPlace {
  readonly stream: string
  readonly revision: string
  readonly leaf: number
}

/** Where an event of a call lies, by its id; `undefined`: not sealed. */
export type PlacesOfCall = (eventId: string) => SealedPlace | undefined

const goThrough = async (
  log: string,
  visit: (eventId: string, place: SealedPlace) => void
): Promise<void> => {
  const { size } = await latestCheckpoint(log)
  for await (const leaves of readLeaves(log, 0, size))
    for (const { index, entry } of leaves)
      if (entry?.kind === 'event')
        visit(entry.id, { stream: entry.stream, revision: entry.revision, leaf: index })
}

/**
 * Where the sealed events of calls lie, for `placeOf` of `trailOf` and `certificatesOf`; of an event that was sent twice,
 * where it lies first. Leaves are counted from 0, revisions within the call too. Reads the whole log once; checks nothing.
 *
 * Errors: `NoLog`; `Malformed` for a file of the log; `CannotRead`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, placesOf, seal } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const places = await placesOf({ log, calls: ['c1'] })()
 * assert.deepStrictEqual(E.isRight(places) && places.right('c1')('1'), { stream: 'call-c1', revision: '0', leaf: 0 })
 *
 * @see docs/sealing.md; C2SP tlog-tiles
 */
export const placesOf = (options: {
  /** Directory of the log. */
  readonly log: string
  readonly calls: ReadonlyArray<string>
}): TE.TaskEither<SealError, (callId: string) => PlacesOfCall> =>
  attempt(async () => {
    const streams = new Map(options.calls.map(call => [`call-${call}`, new Map<string, SealedPlace>()]))
    await goThrough(options.log, (eventId, place) => {
      const places = streams.get(place.stream)
      if (places !== undefined && !places.has(eventId)) places.set(eventId, place)
    })
    return callId => eventId => streams.get(`call-${callId}`)?.get(eventId)
  })

/** Events of which it is wanted where they lie: of each, memory keeps 40 bytes. */
export interface WantedLeaves {
  readonly add: (callId: string, eventId: string) => void
  /** Reads a whole log once, and gives the leaf of each that was added; `undefined`: not sealed, or not added. */
  readonly find: (
    log: string
  ) => TE.TaskEither<SealError, (callId: string, eventId: string) => number | undefined>
}

const nameOf = (stream: string, eventId: string): string => JSON.stringify([stream, eventId])

/**
 * Where sealed events lie in the tree, of more events than `placesOf` holds in memory; of an event that was sent twice, where it lies
 * first. Leaves are counted from 0. Checks nothing.
 *
 * Errors: `NoLog`; `Malformed` for a file of the log; `CannotRead`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, seal, wantedLeaves } from '@samtykke/seal'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const wanted = wantedLeaves()
 * wanted.add('c1', '1')
 * const leafOf = await wanted.find(log)()
 * assert.deepStrictEqual(E.isRight(leafOf) && leafOf.right('c1', '1'), 0)
 *
 * @see docs/sealing.md; C2SP tlog-tiles
 */
export const wantedLeaves = (): WantedLeaves => {
  const events = numbering()
  return {
    add: (callId, eventId) => void events.numberOf(nameOf(`call-${callId}`, eventId)),
    find: log =>
      attempt(async () => {
        const leaves = column(-1)
        await goThrough(log, (eventId, { stream, leaf }) => {
          const event = events.find(nameOf(stream, eventId))
          if (event !== undefined && leaves.get(event) < 0) leaves.set(event, leaf)
        })
        return (callId, eventId) => {
          const event = events.find(nameOf(`call-${callId}`, eventId))
          const leaf = event === undefined ? -1 : leaves.get(event)
          return leaf < 0 ? undefined : leaf
        }
      })
  }
}
