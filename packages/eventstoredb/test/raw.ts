/** EventStoreDB's client, for what other programs do to the same store. */
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { openRawWith, type RawLibrary } from './server.ts'

export const rawEventStoreDB: RawLibrary = {
  connect: connectionString => EventStoreDBClient.connectionString(connectionString),
  binaryEvent,
  jsonEvent
}

export const openRaw = (connectionString: string) => openRawWith(rawEventStoreDB, connectionString)
