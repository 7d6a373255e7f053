import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults
} from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { confirmed, rejectionOf, takesConnections, until, watch } from '../support/observe.ts'

const event = () => jsonEvent({ type: 'A', id: randomUUID(), data: {} })
const grace = 500

describe('stop with a grace, as SIGTERM looks to a client', () => {
  let server: EmbeddedEventStore
  let client: EventStoreDBClient

  beforeEach(async () => {
    server = await start()
    client = EventStoreDBClient.connectionString(server.connectionString)
  })
  afterEach(() => client.dispose())

  it('takes appends over the open batch stream until the grace is over', async () => {
    await client.appendToStream('s', event())
    const stopping = server.stop({ grace })
    const stopped = performance.now()
    let taken = 0
    let rejection = await rejectionOf(client.appendToStream('s', event()))
    while (rejection === undefined) {
      taken += 1
      rejection = await rejectionOf(client.appendToStream('s', event()))
    }
    expect(taken).toBeGreaterThan(0)
    expect(performance.now() - stopped).toBeGreaterThanOrEqual(grace - 20)
    expect([
      ['unavailable', 14],
      ['unknown', 13]
    ]).toContainEqual([rejection.type, rejection.code])
    await stopping
  })

  it('ends subscriptions with unknown, 13, which is not unavailable', async () => {
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
    await server.stop({ grace })
    await until(() => watched.every(({ errors }) => errors.length > 0))
    for (const { errors, endings } of watched) {
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({ name: 'UnknownError', type: 'unknown', code: 13 })
      expect(errors[0]?.message).toContain('Received RST_STREAM with code 0')
      expect(endings).toEqual([])
    }
  })

  it('refuses new connections from the start', async () => {
    await client.appendToStream('s', event())
    const { port } = server
    const stopping = server.stop({ grace })
    await until(() => takesConnections(port).then(taken => !taken))
    await stopping
  })
})
