/**
 * A connection to a server or cluster, and whether it is closed.
 */
import { setMaxListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { readAddress, type StoreAddress } from './address.ts'
import type { Call, CertificateFiles, ClientPackage, MakeCall, StoreClient } from './client.ts'
import { type Channels, createChannels, openCall } from './clientCalls.ts'
import { createSockets } from './sockets.ts'

/** A connection string that cannot be used. `reason` never repeats what may be a password. */
export interface ConnectionStringError {
  readonly _tag: 'ConnectionStringError'
  readonly reason: string
}

export interface Connection {
  /** Opens a call, within the time limit for one answer. */
  readonly open: <T extends Call>(make: MakeCall<T>) => Promise<Opened<T>>
  /**
   * One more client, for its caller to dispose of. A client remembers for good that it could not learn what the
   * server supports, so that what asks for it needs a fresh one after a failure. What it is asked for `within` ends with
   * the connection.
   */
  readonly another: () => StoreClient
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

const readFiles = ({ settings }: StoreAddress): E.Either<ConnectionStringError, CertificateFiles> => {
  const files: CertificateFiles = {}
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
  return E.tryCatch(
    () => {
      const { tlsCAFile: ca, userCertFile: cert, userKeyFile: key } = files
      createSecureContext({ ca, cert, key })
      return files
    },
    () => refused('tlsCAFile, userCertFile, userKeyFile: expected certificates and a key, in PEM form')
  )
}

const connect = (make: () => StoreClient, tls: boolean, timeLimit: number): Connection => {
  const client = make()
  const closing = new AbortController()
  // Every call listens while it is under way.
  setMaxListeners(0, closing.signal)
  const sockets = createSockets(tls)
  const channels: Channels = createChannels(timeLimit, () =>
    sockets.abandon(`no answer within ${timeLimit} ms`)
  )
  let closed: Promise<void> | undefined
  return {
    open: makeCall => sockets.within(() => openCall(client, channels, makeCall)),
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
  clientOf: ClientPackage,
  timeLimit: number
): E.Either<ConnectionStringError, Connection> =>
  pipe(
    readAddress(connectionString),
    E.mapLeft(refused),
    E.bindTo('address'),
    E.bind('files', ({ address }) => readFiles(address)),
    E.bind('make', ({ address, files }) => pipe(clientOf(address, files), E.mapLeft(refused))),
    E.map(({ address, make }) => connect(make, address.settings.tls !== false, timeLimit))
  )
