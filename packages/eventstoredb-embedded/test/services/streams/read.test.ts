import { credentials } from '@grpc/grpc-js'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { start, type EmbeddedEventStore } from '../../../src/index.ts'
import { shared, streams, streamsGrpc } from '../../../src/wire/codec.ts'
import { streamIdentifier } from '../../../src/wire/names.ts'
import { streamed } from '../../support/raw.ts'

let server: EmbeddedEventStore
let client: EventStoreDBClient
let raw: InstanceType<typeof streamsGrpc.StreamsClient>

beforeAll(async () => {
  server = await start()
  client = EventStoreDBClient.connectionString(server.connectionString)
  raw = new streamsGrpc.StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
  await client.appendToStream('call', jsonEvent({ type: 'A', data: {} }))
})
afterAll(async () => {
  raw.close()
  await client.dispose()
  await server.stop()
})

const { Options } = streams.ReadReq
const empty = () => new shared.Empty()

const read = (options: ReadReq.Options, enough?: number) =>
  streamed(raw.read(new streams.ReadReq().setOptions(options)), enough)

const options = (): ReadReq.Options =>
  new Options().setCount('1').setNoFilter(empty()).setUuidOption(new Options.UUIDOption().setString(empty()))

const ofAll = (commit: string, prepare = commit): ReadReq.Options =>
  options().setAll(
    new Options.AllOptions().setPosition(
      new Options.Position().setCommitPosition(commit).setPreparePosition(prepare)
    )
  )

const ofStream = (): ReadReq.Options =>
  options().setStream(
    new Options.StreamOptions().setStreamIdentifier(streamIdentifier('call')).setStart(empty())
  )

const filter = () => new Options.FilterOptions().setCount(empty()).setCheckpointintervalmultiplier(1)
const filtered = () => filter().setEventType(new Options.FilterOptions.Expression().setPrefixList(['A']))

const last = String(2n ** 64n - 1n)

describe('$all from a position that is no record’s', () => {
  test.each(['1', '2', '256'])('%s, before the first', async position => {
    expect((await read(ofAll(position))).refused).toMatchObject({
      code: 2,
      text: 'Unexpected ReadAllResult: Error'
    })
    expect((await read(ofAll(position, '0').setFilter(filtered()))).refused).toMatchObject({
      code: 2,
      text: 'Unexpected FilteredReadAllResult: Error'
    })
    const subscription = ofAll(position).setSubscription(new Options.SubscriptionOptions())
    expect((await read(subscription, 1)).refused).toMatchObject({
      code: 2,
      text: 'Exception was thrown by handler.'
    })
    // Backwards there is nothing before it, and that is what comes.
    expect(await read(ofAll(position).setReadDirection(1))).toEqual({ messages: [] })
  })

  test('within one', async () => {
    const { position } = await client.appendToStream('call', jsonEvent({ type: 'A', data: {} }))
    const inside = String((position?.commit ?? 0n) + 1n)
    expect((await read(ofAll(inside))).refused).toMatchObject({ text: 'Unexpected ReadAllResult: Error' })
  })

  test('the end, prepared before it', async () => {
    expect((await read(ofAll(last, '5'))).refused).toMatchObject({ text: 'Unexpected ReadAllResult: Error' })
    expect((await read(ofAll(last, '5').setFilter(filtered()))).refused).toMatchObject({
      text: 'Unexpected FilteredReadAllResult: Error'
    })
    expect(await read(ofAll(last))).toEqual({ messages: [] })
  })
})

describe('a read that is not understood', () => {
  test.each([2, 7, -1])('in the direction %i', async direction => {
    expect((await read(ofStream().setReadDirection(direction as 0))).refused).toMatchObject({
      code: 3,
      text: `The combination of (Stream, Count, ${direction}, NoFilter) is invalid.`
    })
    const subscription = ofAll('0').setSubscription(new Options.SubscriptionOptions())
    expect((await read(subscription.setReadDirection(direction as 0), 1)).refused).toMatchObject({
      code: 3,
      text: `The combination of (All, Subscription, ${direction}, NoFilter) is invalid.`
    })
  })

  test('without options', async () => {
    expect((await streamed(raw.read(new streams.ReadReq()))).refused).toMatchObject({
      code: 2,
      text: 'Exception was thrown by handler.'
    })
  })

  test('by a filter of nothing, or without a window', async () => {
    const type = 'EventStore.Client.Streams.ReadReq+Types+Options+Types+FilterOptions'
    expect((await read(ofAll('0').setFilter(filter()))).refused).toMatchObject({
      code: 3,
      text: `'{ "count": { }, "checkpointIntervalMultiplier": 1 }' is not a valid ${type}`
    })
    const windowless = new Options.FilterOptions().setEventType(new Options.FilterOptions.Expression())
    expect((await read(ofAll('0').setFilter(windowless))).refused).toMatchObject({
      code: 3,
      text: `'None' is not a valid ${type}+WindowOneofCase`
    })
  })
})
