/** From which events a document was derived is the same whether they stand in memory or not. */
import { sourceOf } from '@samtykke/audit'
import { anyEvent } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import { collectSource } from '../src/command/collectSource.ts'

test('the events of calls, some of one id, in any order', () => {
  const anyCall = fc.array(anyEvent(), { maxLength: 8 })
  const ids = ['3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', '0f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11']
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 6 }), fc.array(fc.nat(3)), (calls, copies) => {
      const given = calls.map((events, call) =>
        events.map((event, place) => {
          const id = ids[copies[call + place] ?? 3]
          return id === undefined ? event : { ...event, id: id as typeof event.id }
        })
      )
      const collector = collectSource()
      for (const events of given) collector.add(events)
      expect(collector.source()).toEqual(sourceOf(given.flat()))
    })
  )
})
