import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults
} from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { confirmed, readOut, rejectionOf, takesConnections, until, watch } from '../support/observe.ts'

const event = () => jsonEvent({ type: 'A', id: randomUUID(), data: {} })
const credentials = { username: 'admin', password: 'changeit' }

describe('kill, as SIGKILL looks to a client', () => {
  let server: EmbeddedEventStore
  let client: EventStoreDBClient

  beforeEach(async () => {
    server = await start()
    client = EventStoreDBClient.connectionString(server.connectionString)
  })
  afterEach(async () => {
    await client.dispose()
    await server.stop()
  })

  it.each([
    ['batch', {}],
    ['unary', { credentials }]
  ])('rejects appends in flight, %s call: unavailable, 14', async (_, options) => {
    await client.appendToStream('s', event(), options)
    server.faults.hang()
    const inFlight = Array.from({ length: 20 }, (_, n) =>
      rejectionOf(client.appendToStream(`s-${n}`, event(), options))
    )
    await new Promise(resolve => setImmediate(resolve))
    await server.faults.kill()
    for (const rejection of await Promise.all(inFlight)) {
      expect(rejection).toMatchObject({ name: 'UnavailableError', type: 'unavailable', code: 14 })
    }
  })

  it('ends subscriptions with one error, and they stay silent when the server is back', async () => {
    await client.appendToStream('s', event())
    await client.createPersistentSubscriptionToStream(
      's',
      'g',
      persistentSubscriptionToStreamSettingsFromDefaults()
    )
    const subscriptions = [
      client.subscribeToStream('s'),
      client.subscribeToAll(),
      client.subscribeToPersistentSubscriptionToStream('s', 'g')
    ] as unknown as Readable[]
    const watched = subscriptions.map(watch)
    await Promise.all(subscriptions.map(confirmed))
    await server.faults.kill()
    await until(() => watched.every(({ errors }) => errors.length > 0))
    await server.faults.restore()
    const before = watched.map(({ events }) => events)
    await until(() =>
      client.appendToStream('s', event()).then(
        () => true,
        () => false
      )
    )
    for (const { errors, endings } of watched) {
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({ name: 'UnavailableError', type: 'unavailable', code: 14 })
      expect(endings).toEqual([])
    }
    expect(watched.map(({ events }) => events)).toEqual(before)
  })

  it('rejects later calls with 14, and the same client works again once the server is back', async () => {
    await client.appendToStream('s', event())
    await server.faults.kill()
    await rejectionOf(client.appendToStream('s', event()))
    const read = await rejectionOf(readOut(client.readStream('s')))
    expect(read).toMatchObject({ name: 'UnavailableError', code: 14 })
    expect(read?.message).toContain('ECONNREFUSED')
    const append = await rejectionOf(client.appendToStream('s', event()))
    // The client does not convert the error of its question for the server's methods.
    expect(append).toMatchObject({ name: 'Error', type: undefined, code: 14 })
    expect(append?.message).toContain('ECONNREFUSED')
    await server.faults.restore()
    await expect(client.appendToStream('s', event())).resolves.toMatchObject({ success: true })
  })

  it('leaves the outcome of an append open: the same one again is no second one', async () => {
    await client.appendToStream('s', event())
    const again = [event(), event()]
    server.faults.loseAppendAnswer()
    const lost = await rejectionOf(client.appendToStream('s', again, { expectedRevision: 0n }))
    expect(lost).toMatchObject({ code: 14 })
    const repeated = await client.appendToStream('s', again, { expectedRevision: 0n })
    expect(repeated.nextExpectedRevision).toBe(2n)
    expect(await readOut(client.readStream('s'))).toHaveLength(3)
  })

  it('can strike in the middle of a batch', async () => {
    await client.appendToStream('s', event())
    server.faults.dieInBatch({ afterEvents: 2 })
    const batch = [event(), event(), event(), event()]
    expect(await rejectionOf(client.appendToStream('s', batch))).toMatchObject({ code: 14 })
    await server.faults.restore()
    const stored = await readOut(client.readStream('s'))
    expect(stored.slice(1).map(each => each.event?.id)).toEqual(batch.slice(0, 2).map(each => each.id))
  })
})

describe('a port that is closed when a client connects', () => {
  it('rejects everything at once with 14', async () => {
    const server = await start()
    const { connectionString } = server
    await server.stop()
    const client = EventStoreDBClient.connectionString(connectionString)
    const rejections = await Promise.all(
      [
        client.appendToStream('s', event(), { credentials }),
        readOut(client.readStream('s')),
        readOut(client.readAll()),
        client.deleteStream('s'),
        client.getStreamMetadata('s')
      ].map(rejectionOf)
    )
    for (const rejection of rejections) {
      expect(rejection).toMatchObject({ name: 'UnavailableError', type: 'unavailable', code: 14 })
    }
    expect(await rejectionOf(client.appendToStream('s', event()))).toMatchObject({
      type: undefined,
      code: 14
    })
    await client.dispose()
  })
})

describe('refuse', () => {
  it('takes no new connection, and leaves those that are there', async () => {
    const server = await start()
    const client = EventStoreDBClient.connectionString(server.connectionString)
    await client.appendToStream('s', event())
    expect(await takesConnections(server.port)).toBe(true)
    await server.faults.refuse()
    expect(await takesConnections(server.port)).toBe(false)
    await expect(client.appendToStream('s', event())).resolves.toMatchObject({ success: true })
    await server.faults.restore()
    expect(await takesConnections(server.port)).toBe(true)
    await client.dispose()
    await server.stop()
  })
})

describe('dropConnections', () => {
  it('breaks what is open; the client connects again by itself', async () => {
    const server = await start()
    const client = EventStoreDBClient.connectionString(server.connectionString)
    await client.appendToStream('s', event())
    const subscription = client.subscribeToStream('s') as unknown as Readable
    const watched = watch(subscription)
    await confirmed(subscription)
    server.faults.dropConnections()
    await until(() => watched.errors.length > 0)
    expect(watched.errors[0]).toMatchObject({ type: 'unavailable', code: 14 })
    expect(await readOut(client.readStream('s'))).toHaveLength(1)
    await client.dispose()
    await server.stop()
  })
})

describe('dropSlowConsumers', () => {
  it('drops live subscriptions as a consumer that lags is dropped: timeout, 10', async () => {
    const server = await start()
    const client = EventStoreDBClient.connectionString(server.connectionString)
    const subscription = client.subscribeToAll() as unknown as Readable
    const watched = watch(subscription)
    await confirmed(subscription)
    server.faults.dropSlowConsumers()
    await until(() => watched.errors.length > 0)
    expect(watched.errors[0]).toMatchObject({ name: 'TimeoutError', type: 'timeout', code: 10 })
    expect(watched.errors[0]?.message).toContain('Consumer too slow to handle event while live')
    await client.dispose()
    await server.stop()
  })
})
