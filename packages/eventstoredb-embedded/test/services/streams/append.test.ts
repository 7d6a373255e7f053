import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { start, type EmbeddedEventStore } from '../../../src/index.ts'

let server: EmbeddedEventStore
let client: EventStoreDBClient

beforeAll(async () => {
  server = await start()
  client = EventStoreDBClient.connectionString(server.connectionString)
})
beforeEach(() => server.reset())
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

describe('the metadata stream of a stream without a name', () => {
  const event = jsonEvent({ type: 'consent-given', data: {} })

  test('takes no event', async () => {
    const refused = expect.objectContaining({ type: 'unknown' }) as unknown
    await expect(client.appendToStream('$$', event)).rejects.toEqual(refused)
    await expect(client.appendToStream('$$', [])).rejects.toEqual(refused)
    await expect(client.appendToStream('$$', event, { expectedRevision: 'stream_exists' })).rejects.toEqual(
      refused
    )
    await expect(
      client.appendToStream('$$', event, { credentials: { username: 'admin', password: 'changeit' } })
    ).rejects.toEqual(refused)
    await expect(client.readStream('$$')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      type: 'stream-not-found'
    })
  })

  test('has metadata like any other', async () => {
    await client.setStreamMetadata('$$', { maxCount: 2 })
    expect(await client.getStreamMetadata('$$')).toMatchObject({ metadata: { maxCount: 2 } })
  })
})
