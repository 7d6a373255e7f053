import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { start, type EmbeddedEventStore } from '../../src/index.ts'

const pem = (name: string): string => join(__dirname, '../support/tls', `${name}.pem`)

let server: EmbeddedEventStore
const clients: EventStoreDBClient[] = []

const clientAs = (credentials: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(
    `esdb://${credentials}localhost:${server.port}?tls=true&tlsCAFile=${pem('certificate')}`
  )
  clients.push(client)
  return client
}

const happened = () => jsonEvent({ type: 'Happened', data: {} })
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => {
      const { type, code } = error as { type?: string; code?: number }
      return `${type} ${code}`
    }
  )
const read = async (client: EventStoreDBClient, stream: string): Promise<number> => {
  let count = 0
  for await (const _ of client.readStream(stream)) count += 1
  return count
}

beforeAll(async () => {
  server = await start({
    tls: { certificate: readFileSync(pem('certificate')), key: readFileSync(pem('key')) }
  })
})
beforeEach(() => server.reset())
afterAll(async () => {
  await Promise.all(clients.map(client => client.dispose()))
  await server.stop()
})

describe('over TLS', () => {
  test('its connection string names the first user', async () => {
    expect(server.connectionString).toBe(`esdb://admin:changeit@localhost:${server.port}?tls=true`)
    const admin = clientAs('admin:changeit@')
    expect(await outcome(admin.appendToStream('call-1', [happened()]))).toBe('done')
    expect(await read(admin, 'call-1')).toBe(1)
  })

  test('wrong credentials are refused before all else, with code 16', async () => {
    const stranger = clientAs('admin:wrong@')
    expect(await outcome(stranger.appendToStream('call-1', [happened()]))).toBe('access-denied 16')
    expect(await outcome(read(stranger, 'call-1'))).toBe('access-denied 16')
    const nobody = clientAs('nobody:changeit@')
    expect(await outcome(nobody.deleteStream('call-1'))).toBe('access-denied 16')
  })

  test('without credentials nothing is read or written', async () => {
    const anonymous = clientAs('')
    expect(await outcome(anonymous.appendToStream('call-1', [happened()]))).toBe('access-denied undefined')
    expect(await outcome(read(anonymous, 'call-1'))).toBe('access-denied 7')
    expect(await outcome(anonymous.listAllPersistentSubscriptions())).toBe('access-denied 7')
  })

  test('a user has user streams, and system streams and $all only as administrator', async () => {
    const ops = clientAs('ops:changeit@')
    expect(await outcome(ops.appendToStream('call-1', [happened()]))).toBe('done')
    expect(await outcome(read(ops, '$users'))).toBe('access-denied 7')
    expect(await outcome(ops.readAll({ maxCount: 1 })[Symbol.asyncIterator]().next())).toBe('access-denied 7')
    const admin = clientAs('admin:changeit@')
    expect(await read(admin, '$users')).toBe(2)
    expect(await outcome(admin.appendToStream('$all', [happened()]))).toBe('access-denied undefined')
  })

  test("a stream's access list says who reads and writes it", async () => {
    const admin = clientAs('admin:changeit@')
    const ops = clientAs('ops:changeit@')
    await admin.appendToStream('call-1', [happened()])
    await admin.setStreamMetadata('call-1', {
      acl: { readRoles: ['$admins'], writeRoles: ['ops'], metaReadRoles: ['joe'] }
    })
    expect(await outcome(read(ops, 'call-1'))).toBe('access-denied 7')
    expect(await outcome(ops.appendToStream('call-1', [happened()]))).toBe('done')
    expect(await outcome(ops.getStreamMetadata('call-1'))).toBe('access-denied 7')
    expect(await outcome(ops.deleteStream('call-1'))).toBe('done')
  })

  test('$settings holds the access lists of streams that have none', async () => {
    const admin = clientAs('admin:changeit@')
    const settings = {
      $userStreamAcl: { $r: ['$admins'], $w: ['$admins'], $d: ['$admins'], $mr: [], $mw: [] }
    }
    await admin.appendToStream('$settings', [jsonEvent({ type: 'update-default-acl', data: settings })])
    const ops = clientAs('ops:changeit@')
    expect(await outcome(ops.appendToStream('call-1', [happened()]))).toBe('access-denied undefined')
  })
})
