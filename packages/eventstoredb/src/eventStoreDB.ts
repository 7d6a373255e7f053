/**
 * The client of `@eventstore/db-client`, made of an address that was read here. Its package is loaded when it is first
 * used: the generated code of two clients in one process is in each other's way, and who uses KurrentDB's has that one
 * loaded.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ClientPackage } from './client.ts'
import { type LoadedClient, storeClient } from './storeClient.ts'

export const eventStoreDB: ClientPackage = ({ discover, hosts, credentials, settings }, files) => {
  const { tls = true, tlsCAFile: _, userCertFile: __, userKeyFile: ___, ...rest } = settings
  const { tlsCAFile, userCertFile, userKeyFile } = files
  const security = {
    insecure: !tls,
    ...(tlsCAFile !== undefined && { rootCertificate: tlsCAFile }),
    ...(userCertFile !== undefined && { userCertFile }),
    ...(userKeyFile !== undefined && { userKeyFile })
  }
  const endpoints = hosts.map(({ address, port }) => ({ address, port }))
  const load = async (): Promise<LoadedClient> => {
    const library = await import('@eventstore/db-client')
    const { EventStoreDBClient } = library
    const client = discover
      ? new EventStoreDBClient({ ...rest, discover: endpoints[0]! }, security, credentials)
      : endpoints.length > 1
        ? new EventStoreDBClient({ ...rest, endpoints }, security, credentials)
        : new EventStoreDBClient({ ...rest, endpoint: endpoints[0]! }, security, credentials)
    return { library, client }
  }
  return E.right(() => storeClient(load))
}
