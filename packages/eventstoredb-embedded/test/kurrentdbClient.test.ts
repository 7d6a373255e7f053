import {
  jsonEvent,
  KurrentDBClient,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
  type ResolvedEvent
} from '@kurrent/kurrentdb-client'
import { start, type EmbeddedEventStore } from '../src/index.ts'

let server: EmbeddedEventStore
let client: KurrentDBClient

beforeAll(async () => {
  server = await start()
})
beforeEach(() => {
  server.reset()
  client = KurrentDBClient.connectionString(`kurrentdb+discover://127.0.0.1:${server.port}?tls=false`)
})
afterEach(() => client.dispose())
afterAll(() => server.stop())

const event = (n: number) => jsonEvent({ type: 'Happened', data: { n }, metadata: { by: 'test' } })
const take = async (events: AsyncIterable<ResolvedEvent>, count = Infinity): Promise<unknown[]> => {
  const taken: unknown[] = []
  for await (const { event } of events) {
    taken.push(event?.data)
    if (taken.length === count) break
  }
  return taken
}
const typeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: unknown) => (error as { type: string }).type
  )

// It shares its messages' names with the other client, whose codec the server speaks in the same process.
describe("KurrentDB's client, by discovery", () => {
  test('appends and reads both ways', async () => {
    expect(await client.appendToStream('call-1', [event(1), event(2)])).toMatchObject({
      success: true,
      nextExpectedRevision: 1n
    })
    const credentials = { username: 'admin', password: 'changeit' }
    await client.appendToStream('call-1', [event(3)], { credentials })
    expect(await take(client.readStream('call-1'))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    const newest = client.readStream('call-1', { direction: 'backwards', fromRevision: 'end', maxCount: 1 })
    expect(await take(newest)).toEqual([{ n: 3 }])
    const filter = streamNameFilter({ prefixes: ['call-'] })
    expect(await take(client.readAll({ filter }))).toHaveLength(3)
  })

  test('meets a conflict, a missing stream and a tombstone as such', async () => {
    await client.appendToStream('call-1', [event(1)])
    expect(await typeOf(client.appendToStream('call-1', [event(2)], { streamState: 'no_stream' }))).toBe(
      'wrong-expected-version'
    )
    expect(await typeOf(take(client.readStream('call-2')))).toBe('stream-not-found')
    await client.tombstoneStream('call-1')
    expect(await typeOf(client.appendToStream('call-1', [event(2)]))).toBe('stream-deleted')
  })

  test('keeps and reads metadata', async () => {
    await client.setStreamMetadata('call-1', { maxCount: 1 })
    await client.appendToStream('call-1', [event(1), event(2)])
    expect(await client.getStreamMetadata('call-1')).toMatchObject({ metadata: { maxCount: 1 } })
    expect(await take(client.readStream('call-1'))).toEqual([{ n: 2 }])
  })

  test('subscribes to a stream and to $all', async () => {
    await client.appendToStream('call-1', [event(1)])
    const stream = client.subscribeToStream('call-1')
    const all = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['call-'] }) })
    const taken = Promise.all([take(stream, 2), take(all, 2)])
    await client.appendToStream('call-1', [event(2)])
    expect(await taken).toEqual([
      [{ n: 1 }, { n: 2 }],
      [{ n: 1 }, { n: 2 }]
    ])
  })

  test('consumes a persistent subscription', async () => {
    await client.appendToStream('call-1', [event(1), event(2)])
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' })
    await client.createPersistentSubscriptionToStream('call-1', 'group', settings)
    const consumer = client.subscribeToPersistentSubscriptionToStream('call-1', 'group')
    const seen: unknown[] = []
    for await (const received of consumer) {
      await consumer.ack(received)
      seen.push(received.event?.data)
      if (seen.length === 2) break
    }
    expect(seen).toEqual([{ n: 1 }, { n: 2 }])
    expect(await client.getPersistentSubscriptionToStreamInfo('call-1', 'group')).toMatchObject({
      groupName: 'group'
    })
  })

  test('finds the system projections running', async () => {
    expect(await client.getProjectionStatus('$by_category')).toMatchObject({ projectionStatus: 'Running' })
  })
})
