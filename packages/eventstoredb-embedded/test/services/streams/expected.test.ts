import { credentials } from '@grpc/grpc-js'
import { EventStoreDBClient, jsonEvent, WrongExpectedVersionError } from '@eventstore/db-client'
import type { AppendResp, DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js'
import { start, type EmbeddedEventStore } from '../../../src/index.ts'
import { shared, streams, streamsGrpc } from '../../../src/wire/codec.ts'
import { streamIdentifier } from '../../../src/wire/names.ts'
import { answerOf, batchAppend, streamed, type Refusal } from '../../support/raw.ts'

let server: EmbeddedEventStore
let client: EventStoreDBClient
let raw: InstanceType<typeof streamsGrpc.StreamsClient>

beforeAll(async () => {
  server = await start()
  client = EventStoreDBClient.connectionString(server.connectionString)
  raw = new streamsGrpc.StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
})
beforeEach(async () => {
  server.reset()
  await client.appendToStream('call', [
    jsonEvent({ type: 'A', data: {} }),
    jsonEvent({ type: 'A', data: {} })
  ])
})
afterAll(async () => {
  raw.close()
  await client.dispose()
  await server.stop()
})

/** Revisions that JavaScript's numbers do not hold, or only just. */
const large = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 62n + 1n, 2n ** 63n - 2n, 2n ** 63n - 1n].map(
  String
)

const unaryAppend = (revision: string): Promise<AppendResp | Refusal> =>
  answerOf((_, answer) => {
    const call = raw.append(answer)
    const options = new streams.AppendReq.Options()
      .setStreamIdentifier(streamIdentifier('call'))
      .setRevision(revision)
    call.write(new streams.AppendReq().setOptions(options))
    call.end()
  }, undefined)

describe('an expected revision as large as none is', () => {
  test.each(large)('%s is answered as it was given', async revision => {
    const refused = {
      code: 9,
      text: `Delete failed due to WrongExpectedVersion. Stream: call, Expected version: ${revision}, Actual version: 1`,
      trailers: {
        exception: 'wrong-expected-version',
        'stream-name': 'call',
        'expected-version': revision,
        'actual-version': '1'
      }
    }
    const options = <O extends DeleteReq.Options | TombstoneReq.Options>(of: O): O =>
      of.setStreamIdentifier(streamIdentifier('call')).setRevision(revision) as O
    const deletion = new streams.DeleteReq().setOptions(options(new streams.DeleteReq.Options()))
    const tombstone = new streams.TombstoneReq().setOptions(options(new streams.TombstoneReq.Options()))
    expect(await answerOf(raw.delete.bind(raw), deletion)).toEqual(refused)
    expect(await answerOf(raw.tombstone.bind(raw), tombstone)).toEqual(refused)

    const conflict = ((await unaryAppend(revision)) as AppendResp).getWrongExpectedVersion()
    expect(conflict?.getExpectedRevision()).toBe(revision)
    expect(conflict?.getCurrentRevision()).toBe('1')

    const call = raw.batchAppend()
    const request = batchAppend('call')
    request.getOptions()?.setStreamPosition(revision)
    call.write(request)
    const [answer] = (await streamed(call, 1)).messages
    const details = answer?.getError()?.getDetails()?.getValue_asU8()
    const unpacked = shared.WrongExpectedVersion.deserializeBinary(details ?? new Uint8Array())
    expect(unpacked.getExpectedStreamPosition()).toBe(revision)
  })

  test("does not end the client's process", async () => {
    await expect(client.deleteStream('call', { expectedRevision: 2n ** 53n })).rejects.toThrow(
      WrongExpectedVersionError
    )
    await expect(client.tombstoneStream('call', { expectedRevision: 2n ** 63n - 1n })).rejects.toMatchObject({
      expectedVersion: 2n ** 63n - 1n,
      actualVersion: 1n
    })
  })

  test('2^64 - 1 means no stream, and is answered as the revision that it was', async () => {
    const conflict = ((await unaryAppend(String(2n ** 64n - 1n))) as AppendResp).getWrongExpectedVersion()
    expect(conflict?.getExpectedRevision()).toBe(String(2n ** 64n - 1n))
    expect(conflict?.hasExpectedNoStream()).toBe(false)
  })

  test('a subscription behind it waits for what comes', async () => {
    const options = new streams.ReadReq.Options()
      .setStream(
        new streams.ReadReq.Options.StreamOptions()
          .setStreamIdentifier(streamIdentifier('call'))
          .setRevision(String(2n ** 53n))
      )
      .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
      .setNoFilter(new shared.Empty())
      .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()))
    const { messages } = await streamed(raw.read(new streams.ReadReq().setOptions(options)), 2)
    expect(messages.map(message => message.hasConfirmation() || message.hasCaughtUp())).toEqual([true, true])
  })
})

describe('a write that expects nothing', () => {
  const refused = (request: string, option: string) => ({
    code: 3,
    text: `'None' is not a valid EventStore.Client.Streams.${request}+Types+Options+${option}`
  })

  test('is refused in the words of its request', async () => {
    const deletion = new streams.DeleteReq().setOptions(
      new streams.DeleteReq.Options().setStreamIdentifier(streamIdentifier('call'))
    )
    expect(await answerOf(raw.delete.bind(raw), deletion)).toMatchObject(
      refused('DeleteReq', 'ExpectedStreamRevisionOneofCase')
    )
    const tombstone = new streams.TombstoneReq().setOptions(
      new streams.TombstoneReq.Options().setStreamIdentifier(streamIdentifier('call'))
    )
    expect(await answerOf(raw.tombstone.bind(raw), tombstone)).toMatchObject(
      refused('TombstoneReq', 'ExpectedStreamRevisionOneofCase')
    )
  })
})
