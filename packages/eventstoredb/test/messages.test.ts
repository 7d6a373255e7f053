/**
 * What is sent to the server and what it answers to an append: the classes that the client generates read the one and
 * write the other.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import grpcStatus from '@eventstore/db-client/generated/status_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { status } from '@grpc/grpc-js'
import type { ExpectedRevision } from '@samtykke/core'
import fc from 'fast-check'
import anyMessage from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { appendMessages, decodeAppendAnswer } from '../src/appendMessages.ts'
import { allForGood, allOnce, wholeStream } from '../src/readRequest.ts'

const { BatchAppendReq, BatchAppendResp, ReadReq } = streams

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const text = fc.string({ unit: 'binary', minLength: 1 })
const positionOrEnd = fc.oneof(
  fc.constantFrom('start' as const, 'end' as const),
  fc.record({ commit: uint64, prepare: uint64 })
)
const largestInt64 = '9223372036854775807'
const base64 = (value: string): string => Buffer.from(value).toString('base64')

const optionsOf = (request: Buffer) => ReadReq.deserializeBinary(request).getOptions()!.toObject()

/** What every read asks for: forwards, links as they are, ids as text. */
const always = {
  readDirection: ReadReq.Options.ReadDirection.FORWARDS,
  resolveLinks: false,
  uuidOption: { string: {}, structured: undefined },
  controlOption: undefined
}

describe('a request to read', () => {
  it('of a stream asks for all of it from its start', () => {
    fc.assert(
      fc.property(text, stream => {
        expect(optionsOf(wholeStream(stream))).toEqual({
          ...always,
          stream: {
            streamIdentifier: { streamName: base64(stream) },
            start: {},
            revision: '0',
            end: undefined
          },
          count: largestInt64,
          noFilter: {},
          all: undefined,
          filter: undefined,
          subscription: undefined
        })
      })
    )
  })

  it('of $all asks for the streams of a prefix, once or for good', () => {
    fc.assert(
      fc.property(positionOrEnd, text, (from, prefix) => {
        const all = {
          position:
            typeof from === 'string'
              ? undefined
              : { commitPosition: from.commit.toString(), preparePosition: from.prepare.toString() },
          start: from === 'start' ? {} : undefined,
          end: from === 'end' ? {} : undefined
        }
        const filtered = {
          ...always,
          all,
          filter: {
            streamIdentifier: { regex: '', prefixList: [prefix] },
            eventType: undefined,
            max: 1_000,
            count: undefined,
            checkpointintervalmultiplier: 1
          },
          stream: undefined,
          noFilter: undefined
        }
        expect(optionsOf(allForGood(from, prefix))).toEqual({ ...filtered, count: '0', subscription: {} })
        if (from === 'end') return
        expect(optionsOf(allOnce(from, prefix))).toEqual({
          ...filtered,
          count: largestInt64,
          subscription: undefined
        })
      })
    )
  })
})

const encodedEvent = fc.record({
  id: fc.uuid(),
  type: text,
  data: fc.uint8Array({ maxLength: 50 }).map(bytes => Buffer.from(bytes)),
  metadata: fc.uint8Array({ maxLength: 50 }).map(bytes => Buffer.from(bytes))
})
const expectedRevision: fc.Arbitrary<ExpectedRevision> = fc.oneof(fc.constant('no-stream' as const), uint64)

describe('an append', () => {
  const messagesOf = (...args: Parameters<typeof appendMessages>) =>
    [...appendMessages(...args)].map(message => BatchAppendReq.deserializeBinary(message))

  it('says stream, revision, deadline and each event with its bytes', () => {
    const now = fc.integer({ min: 0, max: 4e12 })
    fc.assert(
      fc.property(
        text,
        fc.array(encodedEvent, { minLength: 1, maxLength: 5 }),
        expectedRevision,
        fc.uuid(),
        now,
        (stream, events, expected, correlation, now) => {
          const [message, ...more] = messagesOf({ stream, events, expected, correlation, now })
          expect(more).toEqual([])
          expect(message!.getCorrelationId()!.getString()).toBe(correlation)
          expect(message!.getIsFinal()).toBe(true)
          const options = message!.getOptions()!
          expect(Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(stream)
          expect(options.hasNoStream()).toBe(expected === 'no-stream')
          if (expected !== 'no-stream') expect(options.getStreamPosition()).toBe(expected.toString())
          expect(options.getDeadline()!.getSeconds()).toBe(Math.floor(now / 1_000) + 3_600)
          expect(
            message!.getProposedMessagesList().map(each => ({
              id: each.getId()!.getString(),
              type: each.getMetadataMap().get('type'),
              contentType: each.getMetadataMap().get('content-type'),
              data: Buffer.from(each.getData_asU8()),
              metadata: Buffer.from(each.getCustomMetadata_asU8())
            }))
          ).toEqual(events.map(event => ({ ...event, contentType: 'application/json' })))
        }
      )
    )
  })

  it('of many bytes is parted: options first, the last one final, no event lost', () => {
    const event = (index: number) => ({
      id: `00000000-0000-4000-8000-00000000000${String(index)}`,
      type: 'large',
      data: Buffer.alloc(2 * 1024 * 1024),
      metadata: Buffer.alloc(0)
    })
    const messages = messagesOf({
      stream: 'call-1',
      events: [0, 1, 2].map(event),
      expected: 'no-stream',
      correlation: event(9).id,
      now: 0
    })
    expect(messages.map(message => [message.hasOptions(), message.getIsFinal()])).toEqual([
      [true, false],
      [false, false],
      [false, true]
    ])
    expect(messages.flatMap(message => message.getProposedMessagesList())).toHaveLength(3)
    expect(new Set(messages.map(message => message.getCorrelationId()!.getString()))).toEqual(
      new Set([event(9).id])
    )
  })
})

type Response = InstanceType<typeof BatchAppendResp>

describe('the answer to an append', () => {
  const correlation = '5f0d8f5a-3ab3-4b7f-b8c5-b2b8f0c9a1d7'
  const decoded = (response: Response) =>
    decodeAppendAnswer(response.setCorrelationId(new shared.UUID().setString(correlation)).serializeBinary())
  const failed = (name: string, details: Uint8Array): Response => {
    const any = new anyMessage.Any()
    any.pack(details, `event_store.client.${name}`)
    return new BatchAppendResp().setError(
      new grpcStatus.Status()
        .setCode(status.UNKNOWN as number)
        .setMessage(`it is ${name}`)
        .setDetails(any)
    )
  }

  it('that it is done gives revision and position', () => {
    fc.assert(
      fc.property(uint64, fc.option(uint64, { nil: undefined }), (revision, commit) => {
        const success = new BatchAppendResp.Success().setCurrentRevision(revision.toString())
        if (commit === undefined) success.setNoPosition(new empty.Empty())
        else success.setPosition(new shared.AllStreamPosition().setCommitPosition(commit.toString()))
        expect(decoded(new BatchAppendResp().setSuccess(success))).toEqual({
          correlation,
          result: { _tag: 'Right', right: { revision, position: commit } }
        })
      })
    )
  })

  it('that the stream is elsewhere is a conflict with both revisions', () => {
    fc.assert(
      fc.property(expectedRevision, expectedRevision, (expected, actual) => {
        const details = new shared.WrongExpectedVersion()
        if (actual === 'no-stream') details.setCurrentNoStream(new empty.Empty())
        else details.setCurrentStreamRevision(actual.toString())
        if (expected === 'no-stream') details.setExpectedNoStream(new empty.Empty())
        else details.setExpectedStreamPosition(expected.toString())
        expect(decoded(failed('WrongExpectedVersion', details.serializeBinary()))).toEqual({
          correlation,
          result: {
            _tag: 'Left',
            left: { _tag: 'RevisionConflict', retry: 'reload', expected, actual }
          }
        })
      })
    )
  })

  it.each([
    ['StreamDeleted', 'StreamDeleted', 'never'],
    ['AccessDenied', 'AccessDenied', 'never'],
    ['MaximumAppendSizeExceeded', 'TooLarge', 'never'],
    ['Timeout', 'OutcomeUnknown', 'same-ids'],
    ['Unknown', 'Refused', 'never'],
    ['SomethingNew', 'Refused', 'never']
  ])('%s is %s, to be tried again: %s', (name, _tag, retry) => {
    expect(decoded(failed(name, new Uint8Array())).result).toEqual({
      _tag: 'Left',
      left: { _tag, retry, reason: `it is ${name}` }
    })
  })

  it('without details is judged by its code', () => {
    const busy = new grpcStatus.Status().setCode(status.UNAVAILABLE as number).setMessage('busy')
    expect(decoded(new BatchAppendResp().setError(busy)).result).toMatchObject({
      left: { _tag: 'OutcomeUnknown', reason: 'busy' }
    })
  })
})
