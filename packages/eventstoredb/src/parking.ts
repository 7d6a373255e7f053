/**
 * Where entries are kept that could not be handled: with the reason, until someone has dealt with them.
 */
import {
  type Identifier,
  isIdentifier,
  type LogError,
  type Position,
  type RecordedEntry
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { EncodedEvent } from './batchAppends.ts'
import { derivedId } from './derivedId.ts'
import type { Attempts, Handler } from './handler.ts'
import { handle } from './handler.ts'
import type { EventStoreDBLog } from './log.ts'
import type { StoredRecord } from './storedRecord.ts'
import { parkedStream } from './streamNames.ts'

/** An entry that was parked. */
export interface ParkedEntry {
  readonly callId: Identifier
  readonly id: string
  readonly position: Position
  readonly reason: string
  readonly attempts: number
}

export interface Parking {
  /** Keeps it. Again is nothing new. */
  readonly park: (parked: ParkedEntry) => TE.TaskEither<LogError, void>
  /** What is parked and not released. */
  readonly parked: TE.TaskEither<LogError, ReadonlyArray<ParkedEntry>>
  /** It has been dealt with. */
  readonly release: (parked: ParkedEntry) => TE.TaskEither<LogError, void>
}

const longestReason = 500

export const parkedEntry = (
  { callId, id, position }: RecordedEntry,
  reason: string,
  attempts: number
): ParkedEntry => ({ callId, id, position, reason: reason.slice(0, longestReason), attempts })

const keyOf = ({ callId, id, position }: ParkedEntry): string =>
  `${callId} ${id} ${position.commit.toString()}`

const parkedOf = (record: StoredRecord): ParkedEntry | undefined => {
  const data = record.data as Readonly<Record<string, unknown>> | null | undefined
  const { callId, id, commit, prepare, reason, attempts } = data ?? {}
  return typeof callId === 'string' &&
    isIdentifier(callId) &&
    typeof id === 'string' &&
    typeof commit === 'string' &&
    typeof prepare === 'string'
    ? {
        callId,
        id,
        position: { commit: BigInt(commit), prepare: BigInt(prepare) },
        reason: typeof reason === 'string' ? reason : '',
        attempts: Number(attempts ?? 0)
      }
    : undefined
}

/**
 * In the stream `parked-<follower>`: what was parked, and what was released since.
 *
 * @example
 * import type { Identifier } from '@samtykke/core'
 * import { openEventStoreDBLog, parkingInStore } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const parking = parkingInStore(opened.right, 'reminders' as Identifier)
 * const entry = {
 *   callId: 'call-1' as Identifier,
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   position: { commit: 7n, prepare: 7n },
 *   reason: 'the recorder refused the instruction',
 *   attempts: 5
 * }
 *
 * await parking.park(entry)()
 * assert.deepStrictEqual(await parking.parked(), E.right([entry]))
 * await parking.release(entry)()
 * assert.deepStrictEqual(await parking.parked(), E.right([]))
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const parkingInStore = ({ store }: EventStoreDBLog, follower: Identifier): Parking => {
  const stream = parkedStream(follower)

  const standing = (records: ReadonlyArray<StoredRecord>): ReadonlyMap<string, ParkedEntry> => {
    const found = new Map<string, ParkedEntry>()
    for (const record of records) {
      const parked = parkedOf(record)
      if (parked === undefined) continue
      if (record.type === 'entry-parked') found.set(keyOf(parked), parked)
      else if (record.type === 'entry-released') found.delete(keyOf(parked))
    }
    return found
  }

  /** The count of records makes the id of parking again after a release another one. */
  const encoded = (type: string, parked: ParkedEntry, count: number): EncodedEvent => ({
    id: derivedId(stream, type, keyOf(parked), String(count)),
    type,
    data: Buffer.from(
      JSON.stringify({
        ...parked,
        position: undefined,
        commit: parked.position.commit.toString(),
        prepare: parked.position.prepare.toString()
      })
    ),
    metadata: Buffer.from(JSON.stringify({ $correlationId: parked.callId, $causationId: parked.id }))
  })

  /** Notes it where it stands, or does not stand, among what is parked. */
  const note =
    (type: string, whereItStands: boolean): Parking['park'] =>
    parked =>
    async () => {
      const noted = await store.change(stream, ({ records }) =>
        standing(records).has(keyOf(parked)) === whereItStands ? [encoded(type, parked, records.length)] : []
      )
      return E.isLeft(noted) ? noted : E.right(undefined)
    }

  return {
    park: note('entry-parked', false),
    release: note('entry-released', true),
    parked: async () => {
      const content = await store.read(stream)
      return E.isLeft(content) ? content : E.right([...standing(content.right.records).values()])
    }
  }
}

/**
 * Handles what is parked once more, each entry once; what succeeds is released. Gives how many were.
 *
 * @example
 * import type { Identifier } from '@samtykke/core'
 * import { openEventStoreDBLog, parkingInStore, retryParked } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const parking = parkingInStore(opened.right, 'reminders' as Identifier)
 *
 * const retried = await retryParked(opened.right, parking, () => TE.right(undefined))()
 * assert.deepStrictEqual(retried, E.right(0))
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const retryParked =
  (log: EventStoreDBLog, parking: Parking, handler: Handler): TE.TaskEither<LogError, number> =>
  async () => {
    const parked = await parking.parked()
    if (E.isLeft(parked)) return parked
    let released = 0
    const once: Attempts = { attempts: 1, handlerTimeLimit: 60_000 }
    for (const each of parked.right) {
      const call = await log.load(each.callId)()
      if (E.isLeft(call)) return call
      const entry = call.right.entries.find(({ id }) => id === each.id)
      // An entry that was truncated away since needs no handling any more.
      const gone = entry === undefined
      const { signal } = log.store.connection
      if (!gone && (await handle(handler, entry, once, signal, () => undefined))._tag !== 'handled') continue
      const done = await parking.release(each)()
      if (E.isLeft(done)) return done
      released++
    }
    return E.right(released)
  }
