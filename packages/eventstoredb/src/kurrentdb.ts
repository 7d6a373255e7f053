/**
 * The client of `@kurrent/kurrentdb-client`, for those who run KurrentDB and install it.
 */
import * as library from '@kurrent/kurrentdb-client'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { StoreAddress } from './address.ts'
import type { ClientPackage } from './client.ts'
import { type LoadedClient, storeClient } from './storeClient.ts'

/** `read_only_replica` as `readOnlyReplica`. */
const inOneWord = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

/** An address that was read, written again so that this client reads in it what was read here. */
const connectionString = ({ discover, hosts, credentials, settings }: StoreAddress): string => {
  const user =
    credentials === undefined
      ? ''
      : `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`
  const where = hosts.map(({ address, port }) => `${address}:${port}`).join(',')
  const { nodePreference, ...others } = settings
  const said = Object.entries({
    ...others,
    ...(nodePreference !== undefined && { nodePreference: inOneWord(nodePreference) })
  }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `kurrentdb${discover ? '+discover' : ''}://${user}${where}?${['tls=true', ...said].join('&')}`
}

/**
 * Opens the log with KurrentDB's own client instead of EventStoreDB's.
 *
 * @example
 * import { openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { kurrentDB } from '@samtykke/eventstoredb/kurrentdb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(openEventStoreDBLog('kurrentdb://localhost:2113?tls=false', { client: kurrentDB })))
 */
export const kurrentDB: ClientPackage = address => {
  const make = (): LoadedClient => ({
    library,
    client: library.KurrentDBClient.connectionString(connectionString(address))
  })
  return pipe(
    E.tryCatch(make, () => "KurrentDB's client does not take this address; it takes no IPv6 address"),
    E.map(() => () => storeClient(() => Promise.resolve(make())))
  )
}
