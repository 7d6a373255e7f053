/**
 * A table of keys in PostgreSQL.
 */
import type { KeyTable, KeyTableError, KeyTablePage } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { connect, type Connection, type Query } from './connection.ts'
import { Fault, keyTableErrorOf } from './fault.ts'
import { createTable, isThisVersion } from './schema.ts'
import {
  applyLog,
  destroy,
  find,
  insert,
  liveKeysOf,
  page,
  readState,
  rewrap,
  sawLedger,
  useMasterKey
} from './statements.ts'

/** What is to be known of a database. */
export interface PostgresKeyTableOptions {
  /**
   * `postgres://USER@HOST:PORT/DATABASE?sslmode=verify-full`. What it does not say is in PGHOST, PGUSER, PGPASSWORD and
   * the like, or in a pgpass file. A password in it is used; who starts a program with it shows it to others there.
   */
  readonly url: string
  /** Whether a database without the table `samtykke_keys` gets it. Default: no. */
  readonly create?: boolean
  /** Milliseconds for one answer of the server (10,000). */
  readonly timeLimit?: number
  /** Milliseconds for trying again what may be tried again (5,000). */
  readonly retryFor?: number
}

const pageSize = 1000

const prepare = async (query: Query, create: boolean): Promise<void> => {
  if (create) await createTable(query)
  if (!(await isThisVersion(query)))
    throw new Fault({
      _tag: 'Refused',
      retry: 'never',
      reason: 'its table samtykke_keys is of another version'
    })
}

/**
 * Opens the table `samtykke_keys` of a database, which any number of processes may use at once. Every change is one
 * transaction; one that fails as the connection broke, or as the server gave way to another, is tried again for 5 seconds.
 * `destroy` and `applyLog` answer when the server has committed: whether that lasts is its `synchronous_commit`.
 *
 * A destroyed key is overwritten in its row; the row of before stays in the server's files until it vacuums, and in its
 * WAL and back-ups, where only the master key opens it.
 *
 * @example
 * import { openPostgresKeyTable } from '@samtykke/postgres'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const url = 'postgres://nobody@127.0.0.1:1/keys'
 * const opened = await openPostgresKeyTable({ url, retryFor: 0 })()
 * assert.deepStrictEqual(opened, E.left({ _tag: 'Unavailable', retry: 'later', reason: 'ECONNREFUSED' }))
 */
export const openPostgresKeyTable = ({
  url,
  create = false,
  timeLimit = 10_000,
  retryFor = 5_000
}: PostgresKeyTableOptions): TE.TaskEither<KeyTableError, KeyTable> =>
  TE.tryCatch(async () => {
    const connection = connect({ url, timeLimit, retryFor })
    try {
      await connection.transact(query => prepare(query, create))
    } catch (error) {
      await connection.end()
      throw error
    }
    return tableOn(connection)
  }, keyTableErrorOf)

const tableOn = (connection: Connection): KeyTable => {
  let isClosed = false

  const guarded =
    <A>(act: () => Promise<A>): TE.TaskEither<KeyTableError, A> =>
    async () =>
      isClosed ? E.left({ _tag: 'Closed', retry: 'never' }) : TE.tryCatch(act, keyTableErrorOf)()
  const asked = <A>(act: (query: Query) => Promise<A>) => guarded(() => connection.ask(act))
  const transacted = <A>(act: (query: Query) => Promise<A>) => guarded(() => connection.transact(act))

  async function* list(): AsyncGenerator<E.Either<KeyTableError, KeyTablePage>, void, undefined> {
    let behind: string | undefined = ''
    while (behind !== undefined) {
      const from: string = behind
      const found = await asked(query => page(query, from, pageSize))()
      if (E.isLeft(found)) return yield found
      const { entries, damaged, last } = found.right
      yield E.right({ entries, damaged })
      behind = last
    }
  }

  return {
    create: (name, key, createdAt) => asked(query => insert(query, { _tag: 'key', name, ...key, createdAt })),
    get: name => asked(query => find(query, name)),
    liveKeysOf: callId => asked(query => liveKeysOf(query, callId)),
    rewrap: (before, key) => asked(query => rewrap(query, before, { ...before, ...key })),
    destroy: tombstones => asked(async query => (tombstones.length === 0 ? [] : destroy(query, tombstones))),
    list,
    state: () => asked(query => readState(query)),
    useMasterKey: (from, to) => transacted(query => useMasterKey(query, from, to)),
    applyLog: destructions => transacted(query => applyLog(query, destructions)),
    sawLedger: mark => asked(query => sawLedger(query, mark)),
    close: () => async () => {
      if (!isClosed) {
        isClosed = true
        await connection.end()
      }
      return E.right(undefined)
    }
  }
}
