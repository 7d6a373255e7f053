/** A sample is what the order of the drawing begins with, however the calls come. */
import type { CallHistory, Identifier } from '@samtykke/core'
import * as fc from 'fast-check'
import { drawingOrder, sampleOf } from '../../src/inspection/sample.ts'

const callOf = (id: string): CallHistory => ({ callId: id as Identifier, events: [], faults: [] })

test('the calls drawn as they come are the first of all in the order of the drawing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }).map(number => `call-${number}`)),
      fc.integer({ min: 1, max: 12 }),
      fc.string({ minLength: 1 }),
      (ids, count, seed) => {
        const sample = sampleOf(seed, count)
        for (const id of ids) sample.add(callOf(id))
        const expected = drawingOrder(seed, ids).slice(0, count)
        expect(sample.drawn().map(({ callId }) => callId)).toEqual(expected.map(({ callId }) => callId))
      }
    )
  )
})
