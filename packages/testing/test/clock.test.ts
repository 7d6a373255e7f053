/** The clock of a test: it moves only where it is told to, and each wait ends at its own instant. */
import { createTestClock } from '@samtykke/testing'
import * as fc from 'fast-check'

const start = '2025-09-01T08:00:00.000Z'

test('waits end in their order, each at its instant, those too that begin meanwhile', async () => {
  const waits = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(waits, fc.nat(2_500), async (pairs, passed) => {
      const clock = createTestClock(start)
      const ended: Array<number> = []
      for (const [first, second] of pairs)
        void clock.wait(first).then(async () => {
          ended.push(clock.elapsed())
          await clock.wait(second)
          ended.push(clock.elapsed())
        })
      await clock.advance(passed)
      const all = pairs.flatMap(([first, second]) => [first, first + second]).filter(at => at <= passed)
      expect(ended).toEqual(all.sort((a, b) => a - b))
      expect(clock.now()).toBe(Date.parse(start) + passed)
    }),
    { numRuns: 50 }
  )
})

test('an aborted wait ends at once, and one that begins aborted too', async () => {
  const clock = createTestClock(start)
  const abort = new AbortController()
  const waiting = clock.wait(1_000, abort.signal)
  abort.abort()
  await waiting
  await clock.wait(1_000, abort.signal)
  expect(clock.elapsed()).toBe(0)
})

test('is set without time passing, and says the same as text and as a number', async () => {
  const clock = createTestClock(start)
  let hasEnded = false
  void clock.wait(60_000).then(() => (hasEnded = true))
  clock.set('2025-09-02T08:00:00+02:00')
  await clock.advance(59_999)
  expect(hasEnded).toBe(false)
  expect(clock.instant()).toBe('2025-09-02T06:00:59.999Z')
  expect(new Date(clock.now()).toISOString()).toBe(clock.instant())
  await clock.advance(1)
  expect(hasEnded).toBe(true)
  expect(clock.elapsed()).toBe(60_000)
})

test('an instant that is none is an error', () => {
  expect(() => createTestClock('today')).toThrow('clock: expected an instant (RFC 3339), found "today"')
})
