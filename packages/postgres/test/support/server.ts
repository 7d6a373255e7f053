/**
 * A PostgreSQL for tests: the server that `SAMTYKKE_POSTGRES_URL` names, whose user may make and drop databases, or
 * PGlite, PostgreSQL compiled to WebAssembly, behind a socket of its own.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'

/** A server under test. */
export interface TestServer {
  /** The address of a database that has no table yet. */
  readonly emptyDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

const named = process.env['SAMTYKKE_POSTGRES_URL']

/** Which server it is, for the titles of tests. */
export const title =
  named === undefined
    ? 'PGlite on a socket, in place of a PostgreSQL server'
    : 'the PostgreSQL server of SAMTYKKE_POSTGRES_URL'

export const isRealServer = named !== undefined

/** Runs a statement beside the table under test. */
export const run = async (url: string, statement: string): Promise<ReadonlyArray<unknown>> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows as ReadonlyArray<unknown>
  } finally {
    await client.end()
  }
}

const onServer = (url: string): TestServer => {
  const made: string[] = []
  return {
    emptyDatabase: async () => {
      const name = `samtykke_${randomUUID().replaceAll('-', '')}`
      await run(url, `create database ${name}`)
      made.push(name)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    stop: async () => {
      for (const name of made) await run(url, `drop database ${name} with (force)`)
    }
  }
}

const onPGlite = async (): Promise<TestServer> => {
  const program = spawn(process.execPath, [join(__dirname, 'pglite.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = new Promise(resolve => program.once('close', resolve))
  const [address] = (await once(createInterface({ input: program.stdout }), 'line')) as [string]
  const url = `postgres://postgres@${address}/postgres?sslmode=disable`
  return {
    // It has one database: the table of the case before goes.
    emptyDatabase: async () => {
      await run(url, 'drop table if exists samtykke_keys')
      return url
    },
    stop: async () => {
      program.stdin.end()
      await ended
    }
  }
}

export const startServer = (): Promise<TestServer> =>
  named === undefined ? onPGlite() : Promise.resolve(onServer(named))
