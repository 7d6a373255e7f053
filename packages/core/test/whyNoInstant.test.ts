import { decodeEvent, parseInstant, renderMemberError, whyNoInstant } from '../src/index.ts'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'

const two = (n: number): string => String(n).padStart(2, '0')

describe('why a text is no instant', () => {
  it('is told of texts that look like one and are none, and of no other', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(9999), fc.nat(13), fc.nat(32), fc.nat(25), fc.nat(61), fc.nat(61)),
        fc.constantFrom('', 'Z', '+01:00'),
        ([year, month, day, hour, minute, second], offset) => {
          const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
          const text = `${date}T${two(hour)}:${two(minute)}:${two(second)}${offset}`
          const exists = parseInstant(`${date}T12:00:00Z`) !== undefined
          const isTime = hour <= 23 && minute <= 59 && second <= 59
          if (!exists) {
            expect(whyNoInstant(text)).toBe('a day that does not exist')
            expect(whyNoInstant(date)).toBe('a day that does not exist')
          } else {
            expect(whyNoInstant(date)).toBe('a date without a time')
            if (!isTime) expect(whyNoInstant(text)).toBe('a time of day that does not exist')
            else if (offset === '')
              expect(whyNoInstant(text)).toBe('a time without an offset (Z, or such as +01:00)')
          }
          if (parseInstant(text) !== undefined) expect(whyNoInstant(text)).toBeUndefined()
        }
      )
    )
    fc.assert(fc.property(fc.string(), text => whyNoInstant(text) === undefined))
  })

  it('is what is found where an event has an instant', () => {
    const decoded = decodeEvent({
      id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
      type: 'analysis-objected',
      callId: 'call-1',
      occurredAt: '2025-08-31T14:00:00',
      // A text that looks like an instant at another place is told by its length.
      channel: 7
    })
    expect(E.isLeft(decoded) && decoded.left.map(renderMemberError)).toEqual([
      'occurredAt: expected an instant (RFC 3339), found a time without an offset (Z, or such as +01:00)',
      'channel: expected a text that is not empty, found a number of 1 character'
    ])
  })
})
