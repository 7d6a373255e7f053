import type { Finding } from '@samtykke/core'
import * as fc from 'fast-check'
import { encodeFinding } from '../src/engine/encodeFinding.ts'

const identifier = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,20}$/)

/** Members in the order of the output. */
const finding = fc
  .record(
    {
      code: fc.constantFrom('overdue', 'unknown-event-type'),
      severity: fc.constantFrom('error', 'info'),
      callId: identifier,
      target: fc.constantFrom('recording', 'proof'),
      targetId: identifier,
      at: fc.constant('2025-01-01T00:00:00.000Z'),
      events: fc.array(fc.uuid(), { maxLength: 3 }),
      detail: fc.string({
        unit: fc.oneof(fc.constantFrom('\u0000', '"', '\\', '\n', '\ud800', 'å'), fc.string())
      })
    },
    { requiredKeys: ['code', 'severity', 'at', 'events', 'detail'] }
  )
  .map(each => each as unknown as Finding)

test('a finding is written as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(finding, each => {
      expect(encodeFinding(each)).toBe(JSON.stringify(each))
    }),
    { numRuns: 1_000 }
  )
})
