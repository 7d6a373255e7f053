/** What a sweep tells of its calls, held to a map of them in memory. */
import type { Identifier, Instant } from '@samtykke/core'
import type { Attended, Survey } from '@samtykke/retention'
import * as fc from 'fast-check'
import { sweptCalls } from '../src/retention/sweptCalls.ts'

type Steps = Survey['steps']

const callId = fc.constantFrom('a', 'b', 'c', 'd', 'aa', 'B').map(id => id as Identifier)
const since = '2025-09-01T08:00:00.000Z' as Instant

const steps = callId.chain(id =>
  fc.constantFrom<Steps>(
    [{ _tag: 'redact', callId: id }],
    [
      { _tag: 'for-a-person', callId: id, target: 'hold', targetId: 'h', reason: 'hold-review', since },
      { _tag: 'redact', callId: id }
    ]
  )
)
const attended = fc.record({
  carriedOut: fc.nat(3),
  due: fc.nat(3),
  failures: fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 2 }),
  stopped: fc.constantFrom<Attended['stopped']>(undefined, 'clock', 'not-found')
})
const told = fc.oneof(
  fc.record({ callId, steps }),
  fc.record({ callId, attended: attended.map(each => ({ ...each, forPeople: [] })) })
)

test('each call once, where it was told of first, with the latest of what was told', () =>
  fc.assert(
    fc.property(fc.array(told, { maxLength: 30 }), fc.constantFrom(1, 100, 1_000_000), (all, limit) => {
      const naive = new Map<Identifier, object>()
      const calls = sweptCalls(limit)
      try {
        for (const each of all) {
          const before = naive.get(each.callId) ?? { callId: each.callId, steps: [] }
          if ('steps' in each) {
            calls.found(each)
            naive.set(each.callId, { ...before, steps: each.steps })
          } else {
            const { stopped, ...others } = each.attended
            calls.attended(each.callId, {
              ...each.attended,
              revision: 1n,
              tryAgain: false,
              again: undefined,
              oldestDue: undefined
            })
            const attended = { ...others, ...(stopped !== undefined && { stopped }) }
            naive.set(each.callId, { ...before, attended })
          }
        }
        const listed = calls.finish()
        for (let again = 0; again < 2; again++)
          expect(
            Array.from(listed, ({ callId, steps, attended }) => ({
              callId,
              steps,
              ...(attended && { attended })
            }))
          ).toEqual([...naive.values()])
      } finally {
        calls.close()
      }
    })
  ))
