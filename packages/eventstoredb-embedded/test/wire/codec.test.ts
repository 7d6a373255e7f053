import * as codec from '../../src/wire/codec.ts'

describe('codec', () => {
  test('is that of the pinned client, at the paths where its version has it', () => {
    const manifest = jest.requireActual<{ dependencies: Record<string, string> }>('../../package.json')
    const client = jest.requireActual<{ version: string }>('@eventstore/db-client/package.json')
    expect(client.version).toBe('6.2.1')
    expect(manifest.dependencies['@eventstore/db-client']).toBe(client.version)
    for (const part of Object.values(codec)) expect(Object.keys(part).length).toBeGreaterThan(0)
    expect(codec.streamsGrpc.StreamsService.read.path).toBe('/event_store.client.streams.Streams/Read')
    expect(codec.persistentGrpc.PersistentSubscriptionsService.read.responseStream).toBe(true)
  })

  test('goes on when other code takes its global names', () => {
    const other = (): void => undefined
    const global = globalThis as { proto?: unknown }
    const before = global.proto
    global.proto = { event_store: { client: { streams: { ReadResp: other } } } }
    try {
      const message = new codec.streams.ReadResp().setCaughtUp(new codec.streams.ReadResp.CaughtUp())
      const decoded = codec.streams.ReadResp.deserializeBinary(message.serializeBinary())
      expect(decoded.hasCaughtUp()).toBe(true)
    } finally {
      global.proto = before
    }
  })
})
