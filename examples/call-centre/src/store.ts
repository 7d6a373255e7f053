// Where events and recordings are kept.
import { join } from 'node:path'
import { renderStoreError } from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { type DirectoryStore, openDirectoryStore } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import type { Settings } from './settings.js'

/** The name of the recordings' store: the `processor` of the events. */
export const processor = 'recorder'

export interface Stores {
  readonly log: EventStoreDBLog
  readonly recordings: DirectoryStore
  readonly close: () => Promise<void>
}

/** The switch: a real EventStoreDB where there is an address, else one in this process, in a file of the folder. */
const serverOf = async ({ storeAddress, folder }: Settings) => {
  if (storeAddress !== undefined) return { address: storeAddress, stop: () => Promise.resolve() }
  const { start } = await import('@samtykke/eventstoredb-embedded')
  const server = await start({ directory: join(folder, 'events'), startStandardProjections: false })
  return { address: server.connectionString, stop: () => server.stop({ grace: 1_000 }) }
}

export const openStores = async (settings: Settings): Promise<Stores> => {
  const folder = join(settings.folder, 'recordings')
  const recordings = await openDirectoryStore(folder, { name: processor, create: true })()
  if (E.isLeft(recordings)) throw new Error(renderStoreError(recordings.left))
  const server = await serverOf(settings)
  const log = openEventStoreDBLog(server.address)
  if (E.isLeft(log)) throw new Error(`SAMTYKKE_STORE: ${log.left.reason}`)
  return {
    log: log.right,
    recordings: recordings.right,
    close: async () => {
      await log.right.close()()
      await server.stop()
    }
  }
}
