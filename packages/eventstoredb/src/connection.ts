/**
 * A connection to a server or cluster, and whether it is closed.
 */
import { setMaxListeners } from 'node:events'
import { EventStoreDBClient } from '@eventstore/db-client'
import * as E from 'fp-ts/lib/Either.js'

/** A connection string that cannot be used. `reason` never repeats the string, which may hold a password. */
export interface ConnectionStringError {
  readonly _tag: 'ConnectionStringError'
  readonly reason: string
}

export interface Connection {
  readonly client: EventStoreDBClient
  /**
   * One more client, for its caller to dispose of. A client remembers for good that it could not learn what the
   * server supports, so that what asks for it needs a fresh one after a failure.
   */
  readonly another: () => EventStoreDBClient
  /** Aborted once the connection is closed. The client itself would silently go on after `dispose()`. */
  readonly signal: AbortSignal
  readonly close: () => Promise<void>
}

/** User and password, hosts, settings. */
const hosts = /^[a-z+]+:\/\/([^:@/]+:[^@]+@)?[^\s:,@/?]+(:\d{1,5})?(,[^\s:,@/?]+(:\d{1,5})?)*\/?(\?.*)?$/
const schemes = /^(esdb|kurrentdb|kurrent)(\+discover)?:\/\//

/** The client knows `esdb` only; the protocol is the same. */
const forClient = (connectionString: string): string =>
  connectionString.trim().replace(schemes, (_, _scheme, discover = '') => `esdb${discover}://`)

const settings = new Set(
  [
    'userCertFile',
    'userKeyFile',
    'maxDiscoverAttempts',
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'nodePreference',
    'tls',
    'tlsVerifyCert',
    'tlsCAFile',
    'keepAliveInterval',
    'keepAliveTimeout'
  ].map(name => name.toLowerCase())
)

const problemOf = (connectionString: string): string | undefined => {
  if (!schemes.test(connectionString.trim())) {
    return 'expected esdb:// or esdb+discover:// (or kurrentdb://) and a host, such as esdb://localhost:2113?tls=false'
  }
  if (!hosts.test(connectionString.trim())) {
    return 'expected HOST or HOST:PORT after the scheme (several with commas between), then ?SETTING=VALUE'
  }
  const query = connectionString.split('?').slice(1).join('?')
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = pair.split('=')
    const setting = name.trim().toLowerCase().replace(/[_-]/g, '')
    if (setting === 'throwonappendfailure') {
      return 'throwOnAppendFailure: leave it out; without it a failed append cannot be told from a good one'
    }
    if (!settings.has(setting)) return `${name.slice(0, 40)}: no setting of that name`
    if (value === '') return `${name}: expected a value`
  }
  return undefined
}

/** The client's message may quote the whole string, password and all. */
const withoutString = (error: unknown): string => {
  const text = error instanceof Error ? error.message : ''
  return /^(Failed to load|userCertFile|Invalid keepAlive|Invalid defaultDeadline)/.test(text)
    ? text
    : 'a setting has a value that it cannot have'
}

/** Makes a client for a connection string. Nothing is connected before the first call. */
export const openConnection = (connectionString: string): E.Either<ConnectionStringError, Connection> => {
  const problem = problemOf(connectionString)
  if (problem !== undefined) return E.left({ _tag: 'ConnectionStringError', reason: problem })
  const make = (): EventStoreDBClient => EventStoreDBClient.connectionString(forClient(connectionString))
  const made = E.tryCatch(make, (error): ConnectionStringError => ({
    _tag: 'ConnectionStringError',
    reason: withoutString(error)
  }))
  if (E.isLeft(made)) return made
  const client = made.right
  const closing = new AbortController()
  // Every call listens while it is under way.
  setMaxListeners(0, closing.signal)
  let closed: Promise<void> | undefined
  return E.right({
    client,
    another: make,
    signal: closing.signal,
    close: () => {
      closing.abort()
      closed ??= client.dispose()
      return closed
    }
  })
}
