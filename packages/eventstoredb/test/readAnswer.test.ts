/**
 * The answers to a read: the generated classes write them, and their own reading is the oracle.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import fc from 'fast-check'
import { decodeReadAnswer, type ReadAnswer, recordsOf } from '../src/readAnswer.ts'
import { isText } from '../src/protobuf.ts'
import { notJson } from '../src/storedRecord.ts'

const { ReadResp } = streams
type Response = InstanceType<typeof ReadResp>
type Recorded = InstanceType<typeof ReadResp.ReadEvent.RecordedEvent>

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
const ticks = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  fc.bigInt({ min: 0n, max: 2n ** 100n }).map(String)
)
const text = fc.string({ unit: 'binary' })
const bytes = fc.oneof(
  fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))),
  fc.uint8Array()
)

const recorded: fc.Arbitrary<Recorded> = fc
  .record({
    id: fc.uuid(),
    stream: text,
    revision: uint64,
    commit: uint64,
    prepare: uint64,
    names: fc.dictionary(fc.constantFrom('type', 'created', 'content-type', 'more'), fc.oneof(ticks, text)),
    metadata: bytes,
    data: bytes
  })
  .map(({ id, stream, revision, commit, prepare, names, metadata, data }) => {
    const event = new ReadResp.ReadEvent.RecordedEvent()
      .setId(new shared.UUID().setString(id))
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
      .setStreamRevision(revision)
      .setCommitPosition(commit)
      .setPreparePosition(prepare)
      .setCustomMetadata(metadata)
      .setData(data)
    for (const [name, value] of Object.entries(names)) event.getMetadataMap().set(name, value)
    return event
  })

const readEvent = fc
  .record({ recorded, link: fc.option(recorded), commit: uint64 })
  .map(({ recorded, link, commit }) => {
    const event = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(commit)
    return link === null ? event : event.setLink(link)
  })

const response: fc.Arbitrary<Response> = fc.oneof(
  readEvent.map(event => new ReadResp().setEvent(event)),
  fc
    .tuple(uint64, uint64)
    .map(([commit, prepare]) =>
      new ReadResp().setCheckpoint(
        new ReadResp.Checkpoint().setCommitPosition(commit).setPreparePosition(prepare)
      )
    ),
  uint64.map(revision => new ReadResp().setLastStreamPosition(revision)),
  uint64.map(revision => new ReadResp().setFirstStreamPosition(revision)),
  fc.constant(new ReadResp().setCaughtUp(new ReadResp.CaughtUp())),
  fc.constant(new ReadResp().setFellBehind(new ReadResp.FellBehind())),
  fc.constant(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound())),
  text.map(id =>
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id))
  )
)

const jsonOf = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown
  } catch {
    return notJson
  }
}

const milliseconds = (ticks: string): number => (ticks.length < 5 ? 0 : Number(ticks.slice(0, -4)))

/** The same, by the generated classes. */
const expected = (encoded: Uint8Array): unknown => {
  const answer = ReadResp.deserializeBinary(new Uint8Array(encoded))
  const event = answer.getEvent()?.getEvent()
  if (event !== undefined) {
    return {
      _tag: 'record',
      stream: Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString(),
      id: event.getId()!.getString(),
      type: event.getMetadataMap().get('type') ?? '',
      revision: BigInt(event.getStreamRevision()),
      position: { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) },
      created: milliseconds(event.getMetadataMap().get('created') ?? ''),
      data: jsonOf(event.getData_asU8()),
      metadata: jsonOf(event.getCustomMetadata_asU8())
    }
  }
  const checkpoint = answer.getCheckpoint()
  if (checkpoint !== undefined) {
    return {
      _tag: 'checkpoint',
      position: {
        commit: BigInt(checkpoint.getCommitPosition()),
        prepare: BigInt(checkpoint.getPreparePosition())
      }
    }
  }
  if (answer.hasCaughtUp()) return { _tag: 'caught-up' }
  if (answer.hasLastStreamPosition()) {
    return { _tag: 'last-revision', revision: BigInt(answer.getLastStreamPosition()) }
  }
  return { _tag: 'other' }
}

const flat = (answer: ReadAnswer): unknown =>
  answer._tag === 'record' ? { _tag: 'record', ...answer.record, metadata: answer.record.metadata() } : answer

describe('decodeReadAnswer', () => {
  it('reads what the generated classes read', () => {
    fc.assert(
      fc.property(response, answer => {
        const encoded = Buffer.from(answer.serializeBinary())
        expect(flat(decodeReadAnswer(encoded))).toStrictEqual(expected(encoded))
      }),
      { numRuns: 500 }
    )
  })

  it('passes over fields that a later protocol may add', () => {
    const added = Buffer.from([0xfa, 0x01, 0x02, 0x08, 0x01])
    const encoded = Buffer.concat([added, new ReadResp().setLastStreamPosition('7').serializeBinary(), added])
    expect(decodeReadAnswer(encoded)).toStrictEqual({ _tag: 'last-revision', revision: 7n })
  })

  it('refuses bytes that end too early', () => {
    const event = new ReadResp.ReadEvent().setEvent(
      new ReadResp.ReadEvent.RecordedEvent().setData(Buffer.from('{"a":1}'))
    )
    const encoded = Buffer.from(new ReadResp().setEvent(event).serializeBinary())
    expect(() => decodeReadAnswer(encoded.subarray(0, -2))).toThrow()
  })
})

describe('recordsOf', () => {
  it('takes the records, in their order', () => {
    fc.assert(
      fc.property(fc.array(response), answers => {
        const decoded = answers.map(answer => decodeReadAnswer(Buffer.from(answer.serializeBinary())))
        const records = recordsOf(decoded)
        expect(records).toStrictEqual(
          decoded.filter(answer => answer._tag === 'record').map(answer => answer.record)
        )
      })
    )
  })
})

test('bytes that are no UTF-8 are not taken for the text that they would be in another encoding', () => {
  const isTextOf = (bytes: Buffer, text: string): boolean => isText(bytes, 0, bytes.length, text)
  expect(isTextOf(Buffer.from('call-1'), 'call-1')).toBe(true)
  expect(isTextOf(Buffer.from('caf\u00e9', 'latin1'), 'caf\u00e9')).toBe(false)
})
