import {
  type CallHistory,
  callState,
  compilePolicy,
  decodeHistories,
  type Event,
  instant,
  noticePolicy,
  type View
} from '@samtykke/core'
import { anyHistory } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import { trailOf } from '../../src/index.ts'
import { decidingEventsOf } from '../../src/trail/entries/decidingEvents.ts'
import { actionFrom, type ActionOfCall, later, whyDue } from '../../src/trail/entries/derive.ts'

const rules = compilePolicy(noticePolicy, () => undefined)
const targets = ['recordingId', 'analysisId', 'requestId', 'holdId', 'targetId']

/** Histories one after another as one call, each with targets of its own or those of another. */
const oneCall = fc
  .array(fc.tuple(anyHistory({ maxEvents: 14 }), fc.nat(9)), { minLength: 4, maxLength: 8 })
  .map((histories): CallHistory => {
    const events = histories.flatMap(([history, suffix]) =>
      history.map(event =>
        Object.fromEntries(
          Object.entries(event).map(([member, value]): [string, unknown] =>
            targets.includes(member) ? [member, `${String(value)}-${suffix}`] : [member, value]
          )
        )
      )
    )
    const all = events.map((event, index) => ({
      ...event,
      callId: 'call-1',
      id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`
    }))
    const { calls, rejected } = decodeHistories(all)
    expect(rejected).toEqual([])
    return calls[0] ?? { callId: 'call-1' as CallHistory['callId'], events: [], faults: [] }
  })

/** What an entry says of an action. */
const said = (found: ActionOfCall | undefined) => {
  if (found === undefined) return undefined
  const { action, dueAt, status, rule, grounds, policyVersion } = found.action
  return { action, dueAt, status, rule, grounds, policyVersion, ...whyDue(found) }
}

test('what core makes of the events that decide it makes of the whole call', () => {
  fc.assert(
    fc.property(oneCall, fc.nat(1_000), (history, place) => {
      const view: View = { rules, asOf: instant('2040-01-01T00:00:00.000Z') }
      const call = callState(view)(history)
      const deciding = decidingEventsOf(rules, call)
      const instants = call.facts.events.map(({ occurredAt }) => occurredAt)
      for (const kept of [...call.recordings, ...call.analyses]) {
        const { target, targetId, outcomes, event } = kept
        for (const at of [instants[place % instants.length]!, kept.grounds[0]!.at]) {
          const asOf = later(at, event.occurredAt)
          const whole = actionFrom(view, asOf, { target, targetId }, history)
          expect(said(actionFrom(view, asOf, kept, deciding.aboutKept(kept, asOf)))).toEqual(said(whole))
        }
        for (const { occurredAt } of outcomes) {
          const asOf = later(occurredAt, event.occurredAt)
          const done = new Set<string>(
            outcomes.filter(each => each.occurredAt >= occurredAt).map(({ id }) => id)
          )
          const events = history.events.filter(({ id }) => !done.has(id))
          const whole = actionFrom(view, asOf, { target, targetId }, { ...history, events })
          const few = deciding.aboutKept(kept, asOf, occurredAt)
          expect(said(actionFrom(view, asOf, kept, few))).toEqual(said(whole))
        }
      }
    }),
    { numRuns: 60 }
  )
})

const manyRecordings = (size: number): ReadonlyArray<object> =>
  Array.from({ length: size }, (_, i) => {
    const when = (second: number): string =>
      new Date(Date.UTC(2025, 0, 15) + i * 600_000 + second * 1_000).toISOString()
    const base = { callId: 'call-1', recordingId: `recording-${i}` }
    const id = (kind: number): string => `00000000-0000-400${kind}-8000-${String(i + 1).padStart(12, '0')}`
    return [
      {
        ...base,
        id: id(0),
        type: 'recording-stored',
        occurredAt: when(60),
        startedAt: when(0),
        direction: 'inbound',
        customerType: 'private',
        line: 'customer-service',
        processor: 'recorder',
        region: 'DK'
      },
      { ...base, id: id(1), type: 'recording-erased', occurredAt: when(90), confirmation: 'done' }
    ]
  }).flat()

test('the trail of a call with four times as many recordings is about four times the work', () => {
  const view: View = { rules, asOf: instant('2026-06-01T00:00:00.000Z') }
  const work = (size: number): number => {
    const [call] = decodeHistories(manyRecordings(size)).calls as [CallHistory]
    let reads = 0
    const events = call.events.map(
      event =>
        new Proxy(event, {
          get: (of, member) => {
            reads++
            return Reflect.get(of, member) as Event
          }
        })
    )
    expect(trailOf(view)({ ...call, events }).recordings).toHaveLength(size)
    return reads
  }
  expect(work(200) / work(50)).toBeLessThan(6)
})
