import { instantFromEpoch } from '@samtykke/core'
import { createClockCheck } from '@samtykke/retention'
import { createTestClock } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { read } from '../src/clock.ts'

test('the time by the log is never ahead of the log, however long it takes to answer and whatever this clock shows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 10_000 }),
      fc.nat({ max: 10_000 }),
      fc.integer({ min: -200_000, max: 200_000 }),
      fc.nat({ max: 3_000_000 }),
      async (there, back, skew, later) => {
        const log = createTestClock('2025-09-01T08:00:00Z')
        const clock = { ...log, now: () => log.now() + skew }
        const check = createClockCheck(clock, async () => {
          await log.advance(there)
          const time = instantFromEpoch(log.now())
          await log.advance(back)
          return E.right(time)
        })
        expect(await check.agrees(read(clock))).toEqual(E.right(true))
        await log.advance(later)
        expect(check.byLog(read(clock))).toBe(instantFromEpoch(log.now() - back))
      }
    )
  )
})
