/**
 * Connections to a database, with a time limit for each answer and trying again.
 */
import { Pool, type PoolClient } from 'pg'
import { isPassing } from './fault.ts'

export interface ConnectionOptions {
  /** `postgres://USER@HOST:PORT/DATABASE`; what it does not say is in PGHOST, PGPASSWORD and the like, or a pgpass file. */
  readonly url: string
  /** For one answer of the server. Milliseconds. */
  readonly timeLimit: number
  /** For trying again what may be tried again. Milliseconds. */
  readonly retryFor: number
}

/** A query within a transaction: its rows. */
export type Query = <Row>(text: string, values?: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>

/** Both try again where the connection broke or the server gave way to another: what they do must be idempotent. */
export interface Connection {
  /** Each query for itself. */
  readonly ask: <A>(act: (query: Query) => Promise<A>) => Promise<A>
  /** All queries or none. */
  readonly transact: <A>(act: (query: Query) => Promise<A>) => Promise<A>
  readonly end: () => Promise<void>
}

const mostConnections = 4
const shortestDelay = 20
const longestDelay = 2000

const delay = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds)
  })

const backoff = (attempt: number): number =>
  Math.random() * Math.min(longestDelay, shortestDelay * 2 ** attempt)

const queryOn =
  (client: PoolClient): Query =>
  async <Row>(text: string, values: ReadonlyArray<unknown> = []) =>
    (await client.query(text, [...values])).rows as ReadonlyArray<Row>

const inTransaction =
  <A>(act: (query: Query) => Promise<A>) =>
  async (query: Query): Promise<A> => {
    await query('begin')
    const result = await act(query)
    await query('commit')
    return result
  }

export const connect = ({ url, timeLimit, retryFor }: ConnectionOptions): Connection => {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: timeLimit,
    query_timeout: timeLimit,
    statement_timeout: timeLimit,
    lock_timeout: timeLimit,
    idle_in_transaction_session_timeout: timeLimit,
    application_name: 'samtykke',
    allowExitOnIdle: true
  })
  // A connection that breaks while nobody uses it is made again.
  pool.on('error', () => undefined)
  // One that breaks in use says so to the query that waits.
  pool.on('connect', client => client.on('error', () => undefined))

  const once = async <A>(act: (query: Query) => Promise<A>): Promise<A> => {
    const client = await pool.connect()
    try {
      const result = await act(queryOn(client))
      client.release()
      return result
    } catch (error) {
      // With the connection the transaction goes, however it stands.
      client.release(true)
      throw error
    }
  }

  const ask = async <A>(act: (query: Query) => Promise<A>): Promise<A> => {
    const end = Date.now() + retryFor
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(act)
      } catch (error) {
        const wait = backoff(attempt)
        if (!isPassing(error) || Date.now() + wait >= end) throw error
        await delay(wait)
      }
    }
  }

  return { ask, transact: act => ask(inTransaction(act)), end: () => pool.end() }
}
