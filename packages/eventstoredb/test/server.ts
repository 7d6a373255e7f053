/** The server that the tests run against: that named by SAMTYKKE_ESDB_URL, else one in this process. */
import type * as EventStoreDB from '@eventstore/db-client'
import type { Identifier } from '@samtykke/core'
import { start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import type { ClientPackage } from '../src/client.ts'
import { type EventStoreDBLog, type LogOptions, openEventStoreDBLog } from '../src/index.ts'

export const named = process.env['SAMTYKKE_ESDB_URL']

export const startServer = async (): Promise<{ connectionString: string; stop: () => Promise<void> }> =>
  named === undefined ? start() : { connectionString: named, stop: async () => {} }

export const openLog = (connectionString: string, options?: LogOptions): EventStoreDBLog => {
  const log = openEventStoreDBLog(connectionString, options)
  if (E.isLeft(log)) throw new Error(log.left.reason)
  return log.right
}

/** What the tests need of a client's package; both have it. */
export interface RawLibrary {
  readonly connect: (connectionString: string) => EventStoreDB.EventStoreDBClient
  readonly binaryEvent: typeof EventStoreDB.binaryEvent
  readonly jsonEvent: typeof EventStoreDB.jsonEvent
}

/** A client for the log, and its package for what other programs do. */
export interface TestedClient {
  readonly client: ClientPackage
  readonly raw: RawLibrary
}

/** What other programs do to the same store, through a client alone. */
export const openRawWith = ({ connect, binaryEvent }: RawLibrary, connectionString: string) => {
  const client = connect(connectionString)
  return {
    client,
    writeRaw: async (callId: Identifier, { id, type, json }: { id: string; type: string; json: string }) => {
      await client.appendToStream(`call-${callId}`, binaryEvent({ id, type, data: Buffer.from(json) }))
    },
    writeRawSubject: async (
      subjectRef: Identifier,
      { id, type, json }: { id: string; type: string; json: string }
    ) => {
      const event = binaryEvent({ id, type, data: Buffer.from(json) })
      await client.appendToStream(`subject-${subjectRef}`, event)
    },
    truncate: async (callId: Identifier, before: bigint) => {
      await client.setStreamMetadata(`call-${callId}`, { truncateBefore: Number(before) })
    },
    close: () => client.dispose()
  }
}
