import type { Identifier } from '@samtykke/core'
import fc from 'fast-check'
import { createCallIds } from '../src/callIds.ts'

test('has what was added, whenever it is asked, and nothing else', () => {
  const id = fc.integer({ min: 0, max: 3_000 }).map(number => `call-${number}` as Identifier)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), id), { maxLength: 2_000, size: 'max' }), steps => {
      const ids = createCallIds()
      const known = new Set<Identifier>()
      for (const [adds, callId] of steps) {
        if (adds) {
          ids.add(callId)
          known.add(callId)
        } else expect(ids.has(callId)).toBe(known.has(callId))
      }
      for (const callId of known) expect(ids.has(callId)).toBe(true)
    }),
    { numRuns: 10 }
  )
})
