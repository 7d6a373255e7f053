import {
  callKey,
  identifier,
  type Identifier,
  instantFromEpoch,
  type KeyTable,
  type KeyTableError,
  recordingKey
} from '@samtykke/core'
import { openPostgresKeyTable, type PostgresKeyTableOptions } from '@samtykke/postgres'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { isRealServer, run, startServer, type TestServer, title } from './support/server.ts'

let server: TestServer
const open: KeyTable[] = []

beforeAll(async () => {
  server = await startServer()
})
afterEach(async () => {
  for (const table of open.splice(0)) await table.close()()
})
afterAll(() => server.stop())

const opened = async (options: PostgresKeyTableOptions): Promise<KeyTable> => {
  const table = await openPostgresKeyTable({ retryFor: 100, ...options })()
  if (E.isLeft(table)) throw new Error(JSON.stringify(table.left))
  open.push(table.right)
  return table.right
}

const refusal = async (task: TE.TaskEither<KeyTableError, KeyTable>): Promise<KeyTableError> => {
  const table = await task()
  if (E.isRight(table)) {
    open.push(table.right)
    throw new Error('expected an error')
  }
  return table.left
}

const right = async <A>(task: TE.TaskEither<KeyTableError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const at = instantFromEpoch(Date.UTC(2026, 2, 1, 8, 0, 0, 123))
const name = callKey(identifier('call-1'))
const key = { wrapped: Uint8Array.from(Buffer.from('wrapped key of call-1')), wrappedBy: 'master-1' }

describe(title, () => {
  it('makes no table unless it is told to, and then makes it once, for all who come at the same time', async () => {
    const url = await server.emptyDatabase()
    expect(await refusal(openPostgresKeyTable({ url, retryFor: 0 }))).toEqual({
      _tag: 'Refused',
      retry: 'never',
      reason: 'the database has no table samtykke_keys'
    })
    await Promise.all([1, 2, 3].map(() => opened({ url, create: true })))
    await right((await opened({ url })).create(name, key, at))
    expect(await right((await opened({ url, create: true })).get(name))).toMatchObject({ _tag: 'key', name })
  })

  it('is a table of another version where another program made one of its name', async () => {
    const url = await server.emptyDatabase()
    await run(url, 'create table samtykke_keys (name text primary key, wrapped bytea)')
    expect((await refusal(openPostgresKeyTable({ url, retryFor: 0 })))._tag).toBe('Refused')
    await run(url, 'drop table samtykke_keys')
    await opened({ url, create: true })
    await run(url, `update samtykke_keys set state = '{"version": 2}' where name = '.state'`)
    expect((await refusal(openPostgresKeyTable({ url, retryFor: 0 })))._tag).toBe('Refused')
  })

  it('keeps no wrapped key in the row of one that was destroyed', async () => {
    const url = await server.emptyDatabase()
    const table = await opened({ url, create: true })
    await right(table.create(name, key, at))
    await right(table.destroy([{ _tag: 'destroyed', name, destroyedAt: at }]))
    const rows = await run(
      url,
      `select row_to_json(k)::text as row from samtykke_keys k where name = '${name}'`
    )
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(key.wrapped).toString('hex'))
    expect(JSON.stringify(rows)).not.toContain('master-1')
  })

  it('lets nobody else write what is neither a key nor a tombstone', async () => {
    const url = await server.emptyDatabase()
    await right((await opened({ url, create: true })).create(name, key, at))
    const statement = `update samtykke_keys set destroyed_at = now() where name = '${name}'`
    await expect(run(url, statement)).rejects.toThrow('samtykke_keys_one_thing')
  })

  it('repeats nothing of what the server says: no value, no password', async () => {
    const url = await server.emptyDatabase()
    await opened({ url, create: true })
    const address = new URL(url)
    address.pathname = '/no-such-database'
    address.password = 'canary-of-a-password'
    // PGlite has one database, whatever it is asked for, and asks for no password.
    if (!isRealServer) address.port = '1'
    const error = await refusal(openPostgresKeyTable({ url: address.href, retryFor: 0 }))
    expect(JSON.stringify(error)).not.toMatch(/canary|no-such-database/)
  })

  it('takes up a long record of destructions in one transaction', async () => {
    const url = await server.emptyDatabase()
    const table = await opened({ url, create: true })
    const callId = identifier('call-1')
    const tombstones = Array.from({ length: 3000 }, (_, n) => ({
      _tag: 'destroyed' as const,
      name: recordingKey(callId, `rec-${n}` as Identifier),
      destroyedAt: at
    }))
    const to = { position: { commit: 9n, prepare: 9n }, callId, entryId: 'an-entry', recordedAt: at }
    expect(await right(table.applyLog({ tombstones, from: undefined, to }))).toBe(true)
    expect(
      await run(url, 'select count(*)::int as n from samtykke_keys where destroyed_at is not null')
    ).toEqual([{ n: 3000 }])
  })
})
