import { credentials } from '@grpc/grpc-js'
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import { start, type EmbeddedEventStore } from '../../../src/index.ts'
import { duration, shared, streams, streamsGrpc } from '../../../src/wire/codec.ts'
import { streamIdentifier } from '../../../src/wire/names.ts'
import { uuidFromWire } from '../../../src/wire/uuid.ts'
import { batchAppend, outcomeOf, proposed, streamed } from '../../support/raw.ts'

let server: EmbeddedEventStore
let raw: InstanceType<typeof streamsGrpc.StreamsClient>

beforeAll(async () => {
  server = await start()
  raw = new streamsGrpc.StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
})
beforeEach(() => server.reset())
afterAll(async () => {
  raw.close()
  await server.stop()
})

const { path } = streamsGrpc.StreamsService.batchAppend
const responseOf = (bytes: Uint8Array) => streams.BatchAppendResp.deserializeBinary(bytes)

/** A request whose deadline is a duration, which the generated code cannot write. */
const withDuration = (request: BatchAppendReq, seconds: number, nanos: number): Buffer => {
  const encoded = new duration.Duration().setSeconds(seconds).setNanos(nanos).serializeBinary()
  const options = Buffer.concat([
    request.getOptions()?.serializeBinary() ?? Buffer.alloc(0),
    Buffer.from([0x3a, encoded.length]),
    encoded
  ])
  expect(options.length).toBeLessThan(128)
  request.clearOptions()
  return Buffer.concat([request.serializeBinary(), Buffer.from([0x12, options.length]), options])
}

const sendBytes = async (...chunks: ReadonlyArray<Uint8Array>) => {
  const call = raw.makeBidiStreamRequest(path, (bytes: Uint8Array) => Buffer.from(bytes), responseOf)
  for (const chunk of chunks) call.write(chunk)
  call.end()
  return streamed(call)
}

const send = (...requests: ReadonlyArray<BatchAppendReq>) =>
  sendBytes(...requests.map(request => request.serializeBinary()))

const outcomes = async (sent: ReturnType<typeof send>) => (await sent).messages.map(outcomeOf)

describe('the deadline of a batch append', () => {
  const noDuration = 'Duration was not a valid normalized duration'

  test.each([
    [0, 0, 'Timeout'],
    [-1, 0, 'Timeout'],
    [0, -1, 'Timeout'],
    [0, 99, 'Timeout'],
    [0, 100, 'written'],
    [1, 0, 'written'],
    [315_576_000_000, 0, 'written'],
    [315_576_000_001, 0, noDuration],
    [1, 1_000_000_000, noDuration],
    [1, -5, noDuration]
  ])('of %i s and %i ns from now: %s', async (seconds, nanos, outcome) => {
    const chunk = withDuration(batchAppend('call'), seconds, nanos)
    expect(await outcomes(sendBytes(chunk))).toEqual([outcome])
  })

  const noInstant = 'Timestamp contains invalid values: Seconds={Seconds}; Nanos={Nanos}'

  test.each([
    [0, 0, 'Timeout'],
    [-62_135_596_800, 0, 'Timeout'],
    [-62_135_596_801, 0, noInstant],
    [253_402_300_799, 0, 'written'],
    [253_402_300_800, 0, noInstant],
    [253_402_300_799, 1_000_000_000, noInstant],
    [253_402_300_799, -1, noInstant]
  ])('at %i s and %i ns: %s', async (seconds, nanos, outcome) => {
    const { Timestamp } = jest.requireActual<
      typeof import('google-protobuf/google/protobuf/timestamp_pb.js')
    >('google-protobuf/google/protobuf/timestamp_pb.js')
    const request = batchAppend('call')
    request.getOptions()?.setDeadline(new Timestamp().setSeconds(seconds).setNanos(nanos))
    expect(await outcomes(send(request))).toEqual([outcome])
  })

  test('passes while chunks are waited for: the answer has the id as numbers', async () => {
    const request = batchAppend('call').setIsFinal(false)
    const id = uuidFromWire(request.getCorrelationId())
    const { messages } = await sendBytes(withDuration(request, 0, 50_000_000))
    expect(messages.map(outcomeOf)).toEqual(['Timeout'])
    const answered = messages[0]?.getCorrelationId()
    expect(answered?.hasStructured()).toBe(true)
    expect(uuidFromWire(answered)).toBe(id)
  })
})

describe('a batch append that is not understood', () => {
  const refused = async (change: (request: BatchAppendReq, options: BatchAppendReq.Options) => unknown) => {
    const request = batchAppend('call')
    change(request, request.getOptions() ?? new streams.BatchAppendReq.Options())
    return outcomes(send(request))
  }
  const missing = 'The given key was not present in the dictionary.'
  const missingType = proposed()
  missingType.getMetadataMap().del('type')
  const missingContentType = proposed()
  missingContentType.getMetadataMap().del('content-type')

  test.each<[string, Parameters<typeof refused>[0], string]>([
    ['no type', request => request.addProposedMessages(missingType), missing],
    ['no content type', request => request.addProposedMessages(missingContentType), missing],
    [
      'no event id',
      request => request.addProposedMessages(proposed().setId(undefined)),
      "Value cannot be null. (Parameter 'dto')"
    ],
    ['no id', request => request.clearCorrelationId(), "Value cannot be null. (Parameter 'dto')"],
    [
      'an empty id',
      request => request.setCorrelationId(new shared.UUID()),
      "Invalid argument: None (Parameter 'dto')"
    ],
    [
      'no stream',
      (_, options) => options.clearStreamIdentifier(),
      'Object reference not set to an instance of an object.'
    ],
    [
      'an empty stream',
      (_, options) => options.setStreamIdentifier(streamIdentifier('')),
      "Value cannot be null. (Parameter 'value')"
    ],
    [
      'the metadata stream of none',
      (_, options) => options.setStreamIdentifier(streamIdentifier('$$')),
      "Specified argument was out of the range of valid values. (Parameter 'eventStreamId')"
    ],
    [
      'nothing expected',
      (_, options) => options.clearAny(),
      'Status(StatusCode="InvalidArgument", Detail="\'None\' is not a valid EventStore.Client.Streams.BatchAppendReq+Types+Options+ExpectedStreamPositionOneofCase")'
    ],
    [
      'a revision of 2^64 - 2',
      (_, options) => options.setStreamPosition(String(2n ** 64n - 2n)),
      "Specified argument was out of the range of valid values. (Parameter 'value')"
    ]
  ])('%s', async (_, change, text) => {
    expect(await refused(change)).toEqual([text])
  })

  test('is forgotten: its id can be used again', async () => {
    const bad = batchAppend('call').setProposedMessagesList([missingType])
    const good = batchAppend('call').setCorrelationId(bad.getCorrelationId())
    expect(await outcomes(send(bad, good))).toEqual([missing, 'written'])
  })
})

test('too large: one answer, and what is left of it is passed over', async () => {
  const first = batchAppend('call').setIsFinal(false)
  first.setProposedMessagesList([proposed('x'.repeat(1_048_577)), proposed()])
  const rest = new streams.BatchAppendReq().setCorrelationId(first.getCorrelationId()).setIsFinal(true)
  expect(await outcomes(send(first, rest, batchAppend('other')))).toEqual([
    'MaximumAppendSizeExceeded',
    'written'
  ])
})
