/**
 * Parked entries in a stream of the store.
 */
import { type Identifier, isIdentifier } from '@samtykke/core'
import { derivedId, type ParkedEntry, type Parking } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type { EncodedEvent } from './appendMessages.ts'
import type { EventStoreDBLog } from './log.ts'
import type { StoredRecord } from './storedRecord.ts'
import { parkedStream } from './streamNames.ts'

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
 * import { identifier } from '@samtykke/core'
 * import { openEventStoreDBLog, parkingInStore } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const parking = parkingInStore(opened.right, identifier('reminders'))
 * const entry = {
 *   callId: identifier('call-1'),
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

  const parkedIn = (records: ReadonlyArray<StoredRecord>): ReadonlyMap<string, ParkedEntry> => {
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

  /** Notes it, only if it is, or is not, parked now. */
  const note =
    (type: string, ifParked: boolean): Parking['park'] =>
    parked =>
    async () => {
      const noted = await store.change(stream, ({ records }) =>
        parkedIn(records).has(keyOf(parked)) === ifParked ? [encoded(type, parked, records.length)] : []
      )
      return E.isLeft(noted) ? noted : E.right(undefined)
    }

  return {
    park: note('entry-parked', false),
    release: note('entry-released', true),
    parked: async () => {
      const content = await store.read(stream)
      return E.isLeft(content) ? content : E.right([...parkedIn(content.right.records).values()])
    }
  }
}
