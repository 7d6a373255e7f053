// A random history as core's second reading sees its calls.
import { noticePolicy } from '@samtykke/core'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import type { PlainPolicy } from '../../../core/test/oracle/plain.ts'
import { type Call, callOf } from '../../../core/test/oracle/targets.ts'
import { type Instant, readInstant } from '../../../core/test/oracle/time.ts'
import { historiesOf } from '../../../core/test/oracle/what-counts.ts'

export interface PlainCalls {
  plain: readonly Call[]
  policy: PlainPolicy
  asOf: Instant
}

export const plainCallsOf = (seed: number): PlainCalls => {
  const { entries, policy, asOf, knownAt } = historyOf(seed)
  const stated = { ...noticePolicy, ...policy } as unknown as PlainPolicy
  const now = readInstant(asOf)
  const known = knownAt === undefined ? Number.POSITIVE_INFINITY : readInstant(knownAt)
  return {
    plain: historiesOf(entries, now, known).map(history => callOf(history, stated)),
    policy: stated,
    asOf: now
  }
}
