/**
 * A connection to a server or cluster, and whether it is closed.
 */
import { setMaxListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import { EventStoreDBClient } from '@eventstore/db-client'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { readAddress, type StoreAddress } from './address.ts'
import { createSockets } from './sockets.ts'
import { type Call, type Channels, createChannels, type MakeCall, openCall } from './wire.ts'

/** A connection string that cannot be used. `reason` never repeats what may be a password. */
export interface ConnectionStringError {
  readonly _tag: 'ConnectionStringError'
  readonly reason: string
}

export interface Connection {
  /** Opens a call, within the time limit for one answer. */
  readonly open: <T extends Call>(name: string, make: MakeCall<T>) => Promise<Opened<T>>
  /**
   * One more client, for its caller to dispose of. A client remembers for good that it could not learn what the
   * server supports, so that what asks for it needs a fresh one after a failure. What it is asked for `within` ends with
   * the connection.
   */
  readonly another: () => EventStoreDBClient
  readonly within: <A>(ask: () => A) => A
  /** Aborted once the connection is closed. The client itself would silently go on after `dispose()`. */
  readonly signal: AbortSignal
  readonly close: () => Promise<void>
}

export interface Opened<T extends Call> {
  readonly call: T
  /** Whether the server was reached. Until it is, nothing that was written to the call is sent. */
  readonly isConnected: () => boolean
}

const refused = (reason: string): ConnectionStringError => ({ _tag: 'ConnectionStringError', reason })

const fileSettings = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const
type Files = Partial<Record<(typeof fileSettings)[number], Buffer>>

const readFiles = ({ settings }: StoreAddress): E.Either<ConnectionStringError, Files> => {
  const files: Files = {}
  if (settings.tls === false) return E.right(files)
  for (const name of fileSettings) {
    const file = settings[name]
    if (file === undefined) continue
    const read = E.tryCatch(
      () => readFileSync(file),
      error =>
        refused(`${name}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
    )
    if (E.isLeft(read)) return read
    files[name] = read.right
  }
  return E.right(files)
}

const clientOf = (
  { discover, hosts, credentials, settings }: StoreAddress,
  files: Files
): EventStoreDBClient => {
  const { tls = true, tlsCAFile: _, userCertFile: __, userKeyFile: ___, ...rest } = settings
  const { tlsCAFile, userCertFile, userKeyFile } = files
  const security = {
    insecure: !tls,
    ...(tlsCAFile !== undefined && { rootCertificate: tlsCAFile }),
    ...(userCertFile !== undefined && { userCertFile }),
    ...(userKeyFile !== undefined && { userKeyFile })
  }
  const endpoints = hosts.map(({ address, port }) => ({ address, port }))
  if (discover) return new EventStoreDBClient({ ...rest, discover: endpoints[0]! }, security, credentials)
  return endpoints.length > 1
    ? new EventStoreDBClient({ ...rest, endpoints }, security, credentials)
    : new EventStoreDBClient({ ...rest, endpoint: endpoints[0]! }, security, credentials)
}

const connect = (
  make: () => EventStoreDBClient,
  client: EventStoreDBClient,
  tls: boolean,
  timeLimit: number
): Connection => {
  const closing = new AbortController()
  // Every call listens while it is under way.
  setMaxListeners(0, closing.signal)
  const sockets = createSockets(tls)
  const channels: Channels = createChannels(timeLimit, () =>
    sockets.abandon(`no answer within ${timeLimit} ms`)
  )
  let closed: Promise<void> | undefined
  return {
    open: (name, makeCall) => sockets.within(() => openCall(client, channels, name, makeCall)),
    another: make,
    within: sockets.within,
    signal: closing.signal,
    close: () => {
      closing.abort()
      closed ??= client.dispose().then(() => {
        channels.close()
        sockets.close()
      })
      return closed
    }
  }
}

/** Makes a client for a connection string. Nothing is connected before the first call. */
export const openConnection = (
  connectionString: string,
  timeLimit: number
): E.Either<ConnectionStringError, Connection> =>
  pipe(
    readAddress(connectionString),
    E.mapLeft(refused),
    E.bindTo('address'),
    E.bind('files', ({ address }) => readFiles(address)),
    E.flatMap(({ address, files }) => {
      const make = (): EventStoreDBClient => clientOf(address, files)
      return pipe(
        E.tryCatch(make, () =>
          refused('tlsCAFile, userCertFile, userKeyFile: expected certificates and a key, in PEM form')
        ),
        E.map(client => connect(make, client, address.settings.tls !== false, timeLimit))
      )
    })
  )
