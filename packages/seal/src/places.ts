/**
 * Where the sealed events of calls lie.
 */
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { latestCheckpoint } from './directory.ts'
import { attempt, type SealError } from './error.ts'
import { readLeaves } from './leaves.ts'

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

/**
 * Visits where each sealed event lies, in the order of the leaves; an event that was sent twice is visited twice. For those who
 * need to know it of more calls than `placesOf` holds in memory. Reads the whole log once; checks nothing.
 *
 * Errors: `NoLog`; `Malformed` for a file of the log; `CannotRead`.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource, seal, visitPlaces } from '@samtykke/seal'
 *
 * const folder = mkdtempSync(`${tmpdir()}/seal-`)
 * const [events, key, log] = [`${folder}/events.ndjson`, `${folder}/key.pem`, `${folder}/log`]
 * writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
 * writeFileSync(events, '{"id":"1","type":"analysis-objected","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\n')
 * await seal(ndjsonSource([events]), { log, key, at: '2025-03-01T09:00:00.000Z', init: { origin: 'telecom.example/log' } })()
 *
 * const leaves = new Map<string, number>()
 * await visitPlaces({ log, visit: (eventId, { leaf }) => void leaves.set(eventId, leaf) })()
 * assert.deepStrictEqual([...leaves], [['1', 0]])
 *
 * @see docs/sealing.md; C2SP tlog-tiles
 */
export const visitPlaces = (options: {
  /** Directory of the log. */
  readonly log: string
  readonly visit: (eventId: string, place: SealedPlace) => void
}): TE.TaskEither<SealError, void> => attempt(() => goThrough(options.log, options.visit))
