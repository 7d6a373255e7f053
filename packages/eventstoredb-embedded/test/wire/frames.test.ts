import fc from 'fast-check'
import { tombstoneRevision, type RecordedEvent } from '../../src/store/types.ts'
import { eventMessage } from '../../src/services/streams/messages.ts'
import { streams } from '../../src/wire/codec.ts'
import { createFrames } from '../../src/wire/frames.ts'
import { idOf } from '../support/events.ts'

const recorded: fc.Arbitrary<RecordedEvent> = fc.record({
  id: fc.string().map(idOf),
  type: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  isJson: fc.boolean(),
  data: fc.uint8Array({ maxLength: 20_000, size: 'max' }),
  metadata: fc.uint8Array(),
  revision: fc.oneof(fc.maxSafeNat(), fc.nat(300), fc.constant(tombstoneRevision)),
  position: fc.maxSafeNat(),
  created: fc.integer({ min: 0, max: 4_000_000_000_000 })
})

const resolved = fc.oneof(
  recorded.map(event => ({ event })),
  recorded.map(link => ({ link })),
  fc.record({ event: recorded, link: recorded })
)

const framesIn = (bytes: Uint8Array): Buffer[] => {
  const found: Buffer[] = []
  const all = Buffer.from(bytes)
  for (let start = 0; start < all.length;) {
    expect(all[start]).toBe(0)
    const end = start + 5 + all.readUInt32BE(start + 1)
    found.push(all.subarray(start + 5, end))
    start = end
  }
  return found
}

describe('frames', () => {
  test('written by hand mean the same to the generated code as its own', () => {
    fc.assert(
      fc.property(fc.array(resolved, { minLength: 1, maxLength: 5 }), events => {
        const frames = createFrames()
        for (const event of events) frames.addEvent(event)
        const messages = framesIn(frames.take())
        expect(messages).toHaveLength(events.length)
        for (const [place, message] of messages.entries()) {
          const decoded = streams.ReadResp.deserializeBinary(message).toObject()
          const own = eventMessage(events[place]!, true).serializeBinary()
          expect(decoded).toEqual(streams.ReadResp.deserializeBinary(own).toObject())
        }
      })
    )
  })

  test('hold other messages too, in order, and are empty when taken', () => {
    const frames = createFrames()
    frames.addMessage(Buffer.from('one'))
    frames.addMessage(Buffer.alloc(0))
    frames.addMessage(Buffer.from('three'))
    expect(framesIn(frames.take()).map(String)).toEqual(['one', '', 'three'])
    expect(frames.size()).toBe(0)
  })
})
