import type { Identifier } from '@samtykke/core'
import fc from 'fast-check'
import { backoffBefore, createRetries } from '../src/retries.ts'

const puts = fc.array(fc.record({ call: fc.nat({ max: 20 }), at: fc.nat({ max: 100 }) }), { maxLength: 60 })

test('calls come once each, the earliest first, each at the earliest instant that it was put down for', () => {
  fc.assert(
    fc.property(puts, all => {
      const retries = createRetries(100)
      const expected = new Map<string, number>()
      for (const { call, at } of all) {
        const callId = `call-${call}` as Identifier
        expect(retries.put(callId, at, 0)).toBe(true)
        expected.set(callId, Math.min(at, expected.get(callId) ?? Infinity))
      }
      const taken: Array<readonly [string, number]> = []
      for (let each = retries.take(100); each !== undefined; each = retries.take(100))
        taken.push([each.callId, each.at])
      expect(new Map(taken)).toEqual(expected)
      expect(taken).toHaveLength(expected.size)
      expect(taken.map(([, at]) => at)).toEqual([...taken.map(([, at]) => at)].sort((a, b) => a - b))
    })
  )
})

test('nothing is taken before its instant, and what has no room is refused', () => {
  const retries = createRetries(2)
  expect(retries.put('a' as Identifier, 10, 1)).toBe(true)
  expect(retries.put('b' as Identifier, 5, 1)).toBe(true)
  expect(retries.put('c' as Identifier, 1, 1)).toBe(false)
  expect(retries.take(4)).toBeUndefined()
  expect(retries.next()).toBe(5)
  expect(retries.take(5)).toMatchObject({ callId: 'b' })
  expect(retries.put('c' as Identifier, 1, 1)).toBe(true)
})

test('the backoff doubles from one second to one hour, and is spread over its second half', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
      const longest = Math.min(3_600_000, 1_000 * 2 ** Math.min(tries, 30))
      const backoff = backoffBefore(tries, random)
      expect(backoff).toBeGreaterThanOrEqual(longest / 2)
      expect(backoff).toBeLessThanOrEqual(longest)
    })
  )
})
