/**
 * What is wrong with a call, or worth a look.
 *
 * @see contract, section 4
 */
import type { Ord } from 'fp-ts/lib/Ord.js'
import { type CallState, eventOf } from '../call.ts'
import type { TargetKind } from '../dueAction.ts'
import type { AnyEvent, Event } from '../event.ts'
import { ordEvent } from '../eventOrder.ts'
import type { Ground } from '../ground.ts'
import type { Identifier } from '../identifier.ts'
import type { Instant } from '../instant.ts'
import { inOrder, ordBy, ordText } from '../order.ts'
import type { Policy } from '../policy.ts'
import { append, few, none } from '../select.ts'
import { type FindingCode, type Severity, severityOf } from '../findingCode.ts'

/**
 * Something that is wrong, or worth a look. Its members stand in the order of the output.
 *
 * @see contract, sections 4 and 5
 */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** Absent where it is about the run and not about a call. */
  readonly callId?: Identifier
  /** What it is about, where it is about one thing. */
  readonly target?: TargetKind
  readonly targetId?: Identifier
  /** The first instant of fault. */
  readonly at: Instant
  /** The target's own event first, then those that decided, in order. */
  readonly events: ReadonlyArray<string>
  /** For people. */
  readonly detail: string
}

/** What is found of a call. */
interface Found extends Pick<Finding, 'code' | 'at' | 'events' | 'detail'> {
  /** What it is about, where it is about one thing. */
  readonly about?: { readonly target: TargetKind; readonly targetId: Identifier }
  /** Only where it is not the code's own. */
  readonly severity?: Severity
}

/** Makes a finding of a call. */
export const findingOf = (
  { callId }: CallState,
  { code, about, at, events, detail, severity = severityOf[code] }: Found
): Finding =>
  about === undefined
    ? { code, severity, callId, at, events, detail }
    : { code, severity, callId, target: about.target, targetId: about.targetId, at, events, detail }

/** The finding with the severity that the policy gives its code; a note within the grace stays one. */
export const withSeverityOf =
  ({ severities = {} }: Policy) =>
  (finding: Finding): Finding => {
    const stated = severities[finding.code]
    const isWithinGrace = finding.severity === 'info' && severityOf[finding.code] !== 'info'
    return stated === undefined || isWithinGrace ? finding : { ...finding, severity: stated }
  }

/** A finding about the run. */
export const findingOfRun = (code: FindingCode, at: Instant, detail: string): Finding => ({
  code,
  severity: severityOf[code],
  at,
  events: [],
  detail
})

/** Texts, each once, in the order in which they first come. */
const eachOnce = (texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (texts.length > few) return [...new Set(texts)]
  let once: ReadonlyArray<string> = none
  for (const text of texts) if (!once.includes(text)) once = append(once, text)
  return once
}

/** The ids of the target's own event, then of the others in their order, each once. */
export const evidence = (own: AnyEvent, ...others: Array<AnyEvent>): ReadonlyArray<string> => {
  const ids: Array<string> = [own.id]
  for (const other of inOrder(others, ordEvent.compare)) ids.push(other.id)
  return eachOnce(ids)
}

const idsOf = (grounds: ReadonlyArray<Ground>): ReadonlyArray<string> =>
  grounds.length === 1 ? (grounds[0] as Ground).events : eachOnce(grounds.flatMap(ground => ground.events))

/** The events on which grounds rest, each once. */
export const eventsOf = (call: CallState, grounds: ReadonlyArray<Ground>): ReadonlyArray<Event> => {
  let events: ReadonlyArray<Event> = none
  for (const id of idsOf(grounds)) {
    const event = eventOf(call.facts.events, id)
    if (event !== undefined) events = append(events, event)
  }
  return events
}

const text = ordText.compare
const lists = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): -1 | 0 | 1 => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = text(a[i], b[i])
    if (order !== 0) return order
  }
  return 0
}

/**
 * Findings by `callId`, `at`, `code`, `targetId`, `target`, `events`; of any number of calls and of the run. What is
 * absent comes first.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, findings, instantFromEpoch, noticePolicy, ordFinding, runFindings } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instantFromEpoch(Date.UTC(2026, 3, 1)) }
 * const request = { type: 'access-requested', requestId: 'request-1', channel: 'email', occurredAt: '2025-12-20T08:00:00Z' }
 * const { calls } = decodeHistories([{ ...request, callId: 'call-1', id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10' }])
 * const ofCalls = calls.map(callState(view)).flatMap(findings(view))
 * const all = [...ofCalls, ...runFindings(view)].sort(ordFinding.compare)
 * assert.deepStrictEqual([all[0]?.code, all.at(-1)?.code], ['proof-period-unset', 'overdue'])
 *
 * @see contract, section 5
 */
export const ordFinding: Ord<Finding> = ordBy(
  (a, b) =>
    text(a.callId, b.callId) ||
    text(a.at, b.at) ||
    text(a.code, b.code) ||
    text(a.targetId, b.targetId) ||
    text(a.target, b.target) ||
    lists(a.events, b.events) ||
    text(a.detail, b.detail)
)
