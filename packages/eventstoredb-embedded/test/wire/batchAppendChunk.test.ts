import fc from 'fast-check'
import { batchAppendChunk, MalformedMessage, proposedMessage } from '../../src/wire/batchAppendChunk.ts'
import { duration, empty, streams } from '../../src/wire/codec.ts'
import { streamIdentifier } from '../../src/wire/names.ts'
import { uuidFromWire, uuidToWire } from '../../src/wire/uuid.ts'

const { BatchAppendReq } = streams

const uuid = fc.tuple(fc.uuid(), fc.boolean()).map(([id, asText]) => uuidToWire(id, asText))

const message = fc
  .record({
    id: uuid,
    metadata: fc.dictionary(
      fc.oneof(fc.constantFrom('type', 'content-type'), fc.string()),
      fc.string({ unit: 'grapheme' })
    ),
    data: fc.uint8Array({ maxLength: 5000 }),
    customMetadata: fc.uint8Array()
  })
  .map(({ id, metadata, data, customMetadata }) => {
    const made = new BatchAppendReq.ProposedMessage()
      .setId(id)
      .setData(data)
      .setCustomMetadata(customMetadata)
    for (const [key, value] of Object.entries(metadata)) made.getMetadataMap().set(key, value)
    return made
  })

const options = fc
  .record({
    stream: fc.string({ unit: 'grapheme' }),
    revision: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
  })
  .map(({ stream, revision }) => {
    const made = new BatchAppendReq.Options().setStreamIdentifier(streamIdentifier(stream))
    return revision === null ? made.setAny(new empty.Empty()) : made.setStreamPosition(String(revision))
  })

const request = fc
  .record({ id: uuid, options: fc.option(options), messages: fc.array(message), isFinal: fc.boolean() })
  .map(({ id, options, messages, isFinal }) => {
    const made = new BatchAppendReq()
      .setCorrelationId(id)
      .setIsFinal(isFinal)
      .setProposedMessagesList(messages)
    return options === null ? made : made.setOptions(options)
  })

describe('a batch append taken apart by hand', () => {
  test('means what it means to the generated code', () => {
    fc.assert(
      fc.property(request, made => {
        const bytes = made.serializeBinary()
        const generated = BatchAppendReq.deserializeBinary(bytes)
        const chunk = batchAppendChunk(bytes)
        expect(chunk.correlationId?.toObject()).toEqual(generated.getCorrelationId()?.toObject())
        expect(chunk.options?.toObject()).toEqual(generated.getOptions()?.toObject())
        expect(chunk.isFinal).toBe(generated.getIsFinal())
        expect(chunk.timeout).toBeUndefined()
        expect(chunk.proposed.map(proposedMessage)).toEqual(
          generated.getProposedMessagesList().map(each => ({
            id: uuidFromWire(each.getId()),
            type: each.getMetadataMap().get('type'),
            contentType: each.getMetadataMap().get('content-type'),
            data: each.getData_asU8(),
            customMetadata: each.getCustomMetadata_asU8()
          }))
        )
      })
    )
  })

  test('has the deadline as a duration, unless an instant comes behind it', () => {
    const timeout = new duration.Duration().setSeconds(-3).setNanos(-7).serializeBinary()
    const asDuration = Buffer.concat([Buffer.from([0x3a, timeout.length]), timeout])
    const asInstant = Buffer.from([0x32, 2, 8, 1])
    const chunk = (...fields: ReadonlyArray<Buffer>) => {
      const all = Buffer.concat(fields)
      return batchAppendChunk(Buffer.concat([Buffer.from([0x12, all.length]), all]))
    }
    expect(chunk(asInstant, asDuration).timeout?.toObject()).toEqual({ seconds: -3, nanos: -7 })
    expect(chunk(asDuration, asInstant).timeout).toBeUndefined()
  })

  test('cut anywhere, or any bytes at all: a message or an error', () => {
    const takenApart = (bytes: Uint8Array): void => {
      try {
        batchAppendChunk(bytes).proposed.forEach(proposedMessage)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }
    fc.assert(fc.property(fc.uint8Array(), takenApart))
    fc.assert(
      fc.property(request, fc.nat(), (made, cut) => {
        const bytes = made.serializeBinary()
        takenApart(bytes.subarray(0, cut % (bytes.length + 1)))
      })
    )
    expect(() => batchAppendChunk(Buffer.from([0x0a, 0x05, 0x01]))).toThrow(MalformedMessage)
    expect(() => batchAppendChunk(Buffer.from([0x00, 0x00]))).toThrow(MalformedMessage)
    expect(() => batchAppendChunk(Buffer.alloc(12, 0xff))).toThrow(MalformedMessage)
  })
})
