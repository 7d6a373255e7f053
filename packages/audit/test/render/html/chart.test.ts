import * as fc from 'fast-check'
import { niceCeiling, wholeTicks } from '../../../src/render/html/chart.ts'

test('ticks of counts are whole, equally far apart, and go from 0 to the top', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), largest => {
      const top = niceCeiling(largest)
      const ticks = wholeTicks(top)
      expect(top).toBeGreaterThanOrEqual(largest)
      expect(ticks.filter(tick => !Number.isInteger(tick))).toEqual([])
      expect([ticks[0], ticks.at(-1)]).toEqual([0, top])
      expect(new Set(ticks.slice(1).map((tick, index) => tick - ticks[index]!)).size).toBe(1)
      expect(ticks.length).toBeLessThanOrEqual(6)
    })
  )
})
