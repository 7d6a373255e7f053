import { type DueAction, type Finding, ordAction, ordFinding } from '@samtykke/core'
import * as fc from 'fast-check'
import { actionKey, findingKey } from '../src/engine/query.ts'

const sign = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Few and short, so that pairs tie in some members and one is often the beginning of another. */
const identifier = fc.constantFrom('a', 'a-', 'a.b', 'a1', 'aa', 'b', 'B', 'Z', '~'.padStart(2, 'a'), 'c9')
const instant = fc.constantFrom(
  '2025-01-01T00:00:00.000Z',
  '2025-01-01T00:00:00.001Z',
  '2024-12-31T23:00:00.000Z'
)
const target = fc.constantFrom('recording', 'analysis', 'access-request', 'hold', 'proof')

describe('sort keys', () => {
  it('order actions as core does', () => {
    const action = fc.record({ dueAt: instant, callId: identifier, targetId: identifier, target })
    fc.assert(
      fc.property(action, action, (a, b) => {
        const [first, second] = [a, b] as unknown as [DueAction, DueAction]
        expect(sign(actionKey(first), actionKey(second))).toBe(Math.sign(ordAction.compare(first, second)))
      }),
      { numRuns: 2_000 }
    )
  })

  it('order findings as core does', () => {
    const finding = fc.record(
      {
        code: fc.constantFrom('overdue', 'done-late', 'done-early'),
        at: instant,
        events: fc.array(identifier, { maxLength: 3 }),
        detail: fc.constantFrom('', 'a', 'b'),
        callId: identifier,
        target,
        targetId: identifier
      },
      { requiredKeys: ['code', 'at', 'events', 'detail'] }
    )
    fc.assert(
      fc.property(finding, finding, (a, b) => {
        const [first, second] = [a, b] as unknown as [Finding, Finding]
        expect(sign(findingKey(first), findingKey(second))).toBe(Math.sign(ordFinding.compare(first, second)))
      }),
      { numRuns: 5_000 }
    )
  })
})
