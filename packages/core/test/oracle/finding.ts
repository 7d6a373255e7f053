// How a finding is put together (contract 4 and 5).
import { compareText } from './plain.ts'
import type { Finding, Severity, TargetKind } from './plain.ts'
import type { Call } from './targets.ts'
import { writeInstant } from './time.ts'
import type { Instant } from './time.ts'
import { byOrder } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

export interface About {
  call: Call
  target?: TargetKind
  targetId?: string
}

/** "`events` are the target's own event first, then those that decided, by order": `events` comes so, repeats are left out. */
export const finding = (
  code: string,
  severity: Severity,
  at: Instant,
  { call, target, targetId }: About,
  events: readonly Standing[]
): Finding => ({
  code,
  severity,
  callId: call.callId,
  ...(target !== undefined && { target }),
  ...(targetId !== undefined && { targetId }),
  at: writeInstant(at),
  events: [...new Set(events.map(({ id }) => id))]
})

/** The call's events of these ids, by order. */
export const inOrder = (call: Call, ids: readonly string[]): Standing[] =>
  call.history.events.filter(({ id }) => ids.includes(id)).sort(byOrder)

const compareEvents = (left: readonly string[], right: readonly string[]): number => {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const compared = compareText(left[index], right[index])
    if (compared !== 0) return compared
  }
  return 0
}

// "findings by `callId, at, code, targetId, target, events`"
export const compareFindings = (left: Finding, right: Finding): number =>
  compareText(left.callId, right.callId) ||
  compareText(left.at, right.at) ||
  compareText(left.code, right.code) ||
  compareText(left.targetId, right.targetId) ||
  compareText(left.target, right.target) ||
  compareEvents(left.events, right.events)
