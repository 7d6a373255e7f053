import { credentials } from '@grpc/grpc-js'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { persistent, persistentGrpc, shared } from '../../src/wire/codec.ts'
import { streamIdentifier } from '../../src/wire/names.ts'
import { answerOf, streamed } from '../support/raw.ts'

let server: EmbeddedEventStore
let client: EventStoreDBClient
let raw: InstanceType<typeof persistentGrpc.PersistentSubscriptionsClient>

beforeAll(async () => {
  server = await start()
  client = EventStoreDBClient.connectionString(server.connectionString)
  raw = new persistentGrpc.PersistentSubscriptionsClient(
    `127.0.0.1:${server.port}`,
    credentials.createInsecure()
  )
})
beforeEach(() => server.reset())
afterAll(async () => {
  raw.close()
  await client.dispose()
  await server.stop()
})

const { CreateReq, GetInfoReq, ReadReq, ReplayParkedReq, ListReq, DeleteReq } = persistent
const empty = () => new shared.Empty()
const failed = { code: 2, text: 'Exception was thrown by handler.' }

const settings = () =>
  new CreateReq.Settings()
    .setMinCheckpointCount(10)
    .setMaxCheckpointCount(1000)
    .setLiveBufferSize(500)
    .setReadBatchSize(20)
    .setHistoryBufferSize(500)
    .setMessageTimeoutMs(30_000)
    .setCheckpointAfterMs(2000)
    .setConsumerStrategy('RoundRobin')

const options = () => new CreateReq.Options().setGroupName('group').setSettings(settings())
const ofStream = () =>
  new CreateReq.StreamOptions().setStreamIdentifier(streamIdentifier('call')).setStart(empty())

const create = (of: InstanceType<typeof CreateReq.Options>) =>
  answerOf(raw.create.bind(raw), new CreateReq().setOptions(of))

const info = async () => {
  const answer = await answerOf(
    raw.getInfo.bind(raw),
    new GetInfoReq().setOptions(
      new GetInfoReq.Options().setStreamIdentifier(streamIdentifier('call')).setGroupName('group')
    )
  )
  return answer instanceof persistent.GetInfoResp ? answer.getSubscriptionInfo()?.toObject() : answer
}

describe('a group', () => {
  test.each([2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 63n - 2n, 2n ** 63n - 1n].map(String))(
    'that starts at revision %s says so to the last digit',
    async revision => {
      await create(options().setStream(ofStream().setRevision(revision)))
      expect(await info()).toMatchObject({ startFrom: revision })
    }
  )

  test.each([
    ['9223372036854775807', 2 ** 31 - 1],
    ['-9223372036854775808', -(2 ** 31)],
    ['50000', 5]
  ])(
    'with a message timeout of %s ticks says how many milliseconds an int holds',
    async (ticks, expected) => {
      const of = options().setStream(ofStream())
      of.getSettings()?.setMessageTimeoutTicks(ticks)
      await create(of)
      expect(await info()).toMatchObject({ messageTimeoutMilliseconds: expected })
    }
  )

  test('of a strategy without a name is refused by its number', async () => {
    const of = options().setStream(ofStream())
    of.getSettings()
      ?.setConsumerStrategy('')
      .setNamedConsumerStrategy(7 as 0)
    expect(await create(of)).toMatchObject({
      code: 13,
      text: expect.stringContaining('strategy 7 does') as unknown
    })
  })

  test('that does not say of what, or from where, is refused', async () => {
    const type = 'EventStore.Client.PersistentSubscriptions.CreateReq+Types'
    const none = (option: string) => ({ code: 3, text: `'None' is not a valid ${type}+${option}` })
    const all = () => new CreateReq.AllOptions()
    expect(await create(options())).toMatchObject(failed)
    expect(await create(options().setStream(ofStream().setStart(undefined)))).toMatchObject(
      none('StreamOptions+RevisionOptionOneofCase')
    )
    expect(await create(options().setAll(all()))).toMatchObject(none('AllOptions+AllOptionOneofCase'))
    const filter = new CreateReq.AllOptions.FilterOptions().setCount(empty())
    expect(await create(options().setAll(all().setStart(empty()).setFilter(filter)))).toMatchObject(
      none('AllOptions+Types+FilterOptions+FilterOneofCase')
    )
  })

  test('of a stream named $all is refused, in words that name the call', async () => {
    const named = ofStream().setStreamIdentifier(streamIdentifier('$all'))
    const text = (operation: string) =>
      `Envelope callback expected either ${operation}PersistentSubscriptionToAllCompleted or NotHandled, received ${operation}PersistentSubscriptionToStreamCompleted instead`
    expect(await create(options().setStream(named))).toMatchObject({ code: 2, text: text('Create') })
    const deletion = new DeleteReq.Options()
      .setStreamIdentifier(streamIdentifier('$all'))
      .setGroupName('group')
    expect(await answerOf(raw.delete.bind(raw), new DeleteReq().setOptions(deletion))).toMatchObject({
      code: 2,
      text: text('Delete')
    })
  })
})

test('a replay that says nothing of its end, and a list of nothing, fail', async () => {
  await create(options().setStream(ofStream()))
  const of = new ReplayParkedReq.Options().setStreamIdentifier(streamIdentifier('call')).setGroupName('group')
  expect(await answerOf(raw.replayParked.bind(raw), new ReplayParkedReq().setOptions(of))).toMatchObject(
    failed
  )
  expect(
    await answerOf(raw.replayParked.bind(raw), new ReplayParkedReq().setOptions(of.setNoLimit(empty())))
  ).not.toHaveProperty('code')
  expect(await answerOf(raw.list.bind(raw), new ListReq())).toMatchObject(failed)
  const nothing = new ListReq.Options().setListForStream(new ListReq.StreamOption())
  expect(await answerOf(raw.list.bind(raw), new ListReq().setOptions(nothing))).toMatchObject(failed)
})

describe('a consumer', () => {
  const joining = (bufferSize: number) =>
    new ReadReq.Options()
      .setStreamIdentifier(streamIdentifier('call'))
      .setGroupName('group')
      .setBufferSize(bufferSize)
      .setUuidOption(new ReadReq.Options.UUIDOption().setString(empty()))

  beforeEach(async () => {
    await client.appendToStream('call', jsonEvent({ type: 'A', data: {} }))
    await create(options().setStream(ofStream()))
  })

  test('with room for nothing gets nothing, and the next one gets everything', async () => {
    const without = raw.read()
    without.write(new ReadReq().setOptions(joining(0)))
    const received: string[] = []
    without.on('data', (message: { hasEvent: () => boolean }) =>
      received.push(message.hasEvent() ? 'event' : 'confirmed')
    )
    without.on('error', () => undefined)
    await new Promise(resolve => without.once('data', resolve))
    const other = raw.read()
    other.write(new ReadReq().setOptions(joining(1)))
    const { messages } = await streamed(other, 2)
    expect(messages.map(message => message.hasEvent())).toEqual([false, true])
    expect(received).toEqual(['confirmed'])
    without.cancel()
  })

  test('that does not say how it wants ids, or asks for less than nothing, fails', async () => {
    for (const request of [joining(1).setUuidOption(undefined), joining(-1)]) {
      const call = raw.read()
      call.write(new ReadReq().setOptions(request))
      expect((await streamed(call)).refused).toMatchObject(failed)
    }
  })

  test('that leaves without a word is let go', async () => {
    const call = raw.read()
    call.end()
    expect(await streamed(call)).toEqual({ messages: [] })
  })
})
