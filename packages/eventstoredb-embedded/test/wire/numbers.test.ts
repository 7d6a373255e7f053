import fc from 'fast-check'
import { tombstoneRevision } from '../../src/store/types.ts'
import { fromWire, NumberOutOfRange, signedText, toWire } from '../../src/wire/numbers.ts'
import { uuidFromWire, uuidToWire } from '../../src/wire/uuid.ts'

describe('numbers of the wire', () => {
  test('are what they were', () => {
    fc.assert(fc.property(fc.maxSafeNat(), value => expect(fromWire(toWire(value))).toBe(value)))
    expect(fromWire(toWire(tombstoneRevision))).toBe(tombstoneRevision)
    expect(fromWire(toWire(-1))).toBe(-1)
  })

  test('from 2^53 on are as near as they come, and below a tombstone; as text they are exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 2n }), value => {
        expect(fromWire(String(value))).toBe(Number(value))
        expect(fromWire(String(value))).toBeLessThan(tombstoneRevision)
        expect(signedText(String(value))).toBe(String(value))
      })
    )
    expect(signedText(String(2n ** 64n - 1n))).toBe('-1')
  })

  test('between 2^63 and 2^64 - 2 are refused', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 63n, max: 2n ** 64n - 2n }), value => {
        expect(() => fromWire(String(value))).toThrow(NumberOutOfRange)
      })
    )
  })
})

describe('ids of the wire', () => {
  test('are what they were, as text and as two numbers', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (id, asText) =>
        expect(uuidFromWire(uuidToWire(id, asText))).toBe(id)
      )
    )
  })

  test('come in capitals or without dashes too', () => {
    const id = '6f1b2a3c-1111-4222-8333-abcdefabcdef'
    expect(uuidFromWire(uuidToWire(id.toUpperCase(), true))).toBe(id)
    expect(uuidFromWire(uuidToWire(id.replaceAll('-', ''), true))).toBe(id)
    expect(() => uuidFromWire(uuidToWire('no id', true))).toThrow('Unrecognized Guid format')
    expect(() => uuidFromWire(undefined)).toThrow()
  })
})
