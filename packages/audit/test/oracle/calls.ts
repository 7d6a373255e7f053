// A random history as core's second reading sees its calls.
import { noticePolicy } from '@samtykke/core'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import type { PlainPolicy } from '../../../core/test/oracle/plain.ts'
import { type Call, callOf } from '../../../core/test/oracle/targets.ts'
import { type Instant, readInstant } from '../../../core/test/oracle/time.ts'
import { historiesOf } from '../../../core/test/oracle/what-counts.ts'

export interface PlainCalls {
  calls: readonly Call[]
  policy: PlainPolicy
  asOf: Instant
  /** A call as it stood at another instant, with what is known now. */
  callAt: (callId: string, asOf: Instant) => Call
}

export const plainCallsOf = (seed: number): PlainCalls => {
  const { entries, policy, asOf, knownAt } = historyOf(seed)
  const stated = { ...noticePolicy, spokenConsentWithin: 'PT0S', ...policy } as unknown as PlainPolicy
  const now = readInstant(asOf)
  const known = knownAt === undefined ? Number.POSITIVE_INFINITY : readInstant(knownAt)
  return {
    calls: historiesOf(entries, now, known).map(history => callOf(history, stated)),
    policy: stated,
    asOf: now,
    callAt: (callId, then) => {
      const ofCall = entries.filter(entry => entry.callId === callId)
      const [history] = historiesOf(ofCall, then, known)
      return callOf(history ?? { callId, events: [], unread: [] }, stated)
    }
  }
}
