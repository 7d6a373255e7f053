import * as fc from 'fast-check'
import {
  type CallHistory,
  compilePolicy,
  instant,
  instantFromEpoch,
  type Instant,
  noticePolicy
} from '../src/index.ts'
import { lastingAt } from '../src/lasting.ts'
import { callState } from '../src/call.ts'
import { dueActions } from '../src/dueAction.ts'
import { findings } from '../src/findings/findings.ts'
import { decodeHistories } from '../src/decodeHistories.ts'
import { isGoneAt, timesOpen } from '../src/retained.ts'
import { firstInForce, freeFrom, holdsInForce, suspensionChanges } from '../src/suspension.ts'

const at = (minute: number): Instant => instantFromEpoch(Date.UTC(2025, 0, 1) + minute * 60_000)

const minute = fc.nat(60)
const inOrder = (minutes: ReadonlyArray<number>) =>
  [...minutes].sort((a, b) => a - b).map(each => ({ occurredAt: at(each) }))
const events = fc.array(minute, { maxLength: 8 }).map(inOrder)

const anyHolds = fc
  .array(fc.tuple(minute, fc.option(minute, { nil: undefined }), fc.constantFrom('all', 'expiry')), {
    maxLength: 40,
    size: 'max'
  })
  .map(holds =>
    holds
      .sort(([a], [b]) => a - b)
      .map(([placed, released, suspends], index) => ({
        holdId: `hold-${index}`,
        placed: { occurredAt: at(placed), suspends },
        releases: released === undefined ? [] : [{ occurredAt: at(released) }]
      }))
  ) as unknown as fc.Arbitrary<Parameters<typeof freeFrom>[0]>

const isIn = (hold: Parameters<typeof freeFrom>[0][number], instantOf: Instant): boolean =>
  hold.placed.occurredAt <= instantOf &&
  (hold.releases[0] === undefined || hold.releases[0].occurredAt > instantOf)

const allMinutes = Array.from({ length: 62 }, (_, each) => at(each))

test('what lasts at an instant is found as if each were looked at', () => {
  const spans = fc.array(
    fc.record({
      from: fc.option(minute.map(at), { nil: undefined }),
      until: fc.option(minute.map(at), { nil: undefined })
    }),
    { maxLength: 40, size: 'max' }
  )
  fc.assert(
    fc.property(spans, minute, (things, when) => {
      const now = at(when)
      const found = new Set(lastingAt(things)(now))
      const lasting = things.filter(
        ({ from, until }) => (from === undefined || from <= now) && (until === undefined || until > now)
      )
      expect(found).toEqual(new Set(lasting))
    })
  )
})

test('a thing is open through the times at which it is not gone', () => {
  fc.assert(
    fc.property(events, events, (outcomes, repeats) => {
      const times = timesOpen(outcomes, repeats)
      for (const now of allMinutes) {
        const isOpen = times.some(
          ({ from, until }) => (from === undefined || from <= now) && (until === undefined || until > now)
        )
        expect(isOpen).toBe(!isGoneAt(outcomes, repeats, now))
      }
    })
  )
})

test.each(['expiry', 'withdrawal'])('many holds suspend %s as if each were looked at', rule => {
  fc.assert(
    fc.property(anyHolds, holds => {
      const covering = holds.filter(({ placed }) => rule === 'expiry' || placed.suspends === 'all')
      const changes = new Set(suspensionChanges(holds, rule))
      let wasHeld = false
      for (const now of allMinutes) {
        const inForce = covering.filter(hold => isIn(hold, now))
        expect(holdsInForce(covering, now)).toEqual(inForce)
        expect(firstInForce(covering, now)).toBe(inForce[0])
        expect(freeFrom(holds, rule, now)).toBe(
          allMinutes.find(later => later >= now && !covering.some(hold => isIn(hold, later)))
        )
        const isHeld = inForce.length > 0
        expect(changes.has(now)).toBe(isHeld !== wasHeld)
        wasHeld = isHeld
      }
    })
  )
})

/** The events, and how often a member of any of them is read. */
const counted = (values: ReadonlyArray<object>): { history: CallHistory; reads: () => number } => {
  const { calls, rejected } = decodeHistories(values)
  expect(rejected).toEqual([])
  const [call] = calls as [CallHistory]
  let reads = 0
  const events = call.events.map(
    event =>
      new Proxy(event, {
        get: (target, member) => {
          reads++
          return Reflect.get(target, member) as unknown
        }
      })
  )
  return { history: { ...call, events }, reads: () => reads }
}

const manyOfAll = (size: number): ReadonlyArray<object> =>
  Array.from({ length: size }, (_, i) => {
    const id = (kind: number): string => `00000000-0000-400${kind}-8000-${String(i + 1).padStart(12, '0')}`
    const call = { callId: 'call-1' }
    const stored = {
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: 'recorder',
      region: 'DK'
    }
    const [recordingId, holdId, requestId] = [`recording-${i}`, `hold-${i}`, `request-${i}`]
    const consent = { method: 'keypress', purposes: ['documentation'], noticeVersion: '1', language: 'da' }
    const start = 10 * i
    return [
      { id: id(0), type: 'consent-given', ...call, occurredAt: at(start), ...consent },
      {
        id: id(1),
        type: 'recording-stored',
        ...call,
        occurredAt: at(start + 2),
        ...stored,
        recordingId,
        startedAt: at(start + 1)
      },
      {
        id: id(2),
        type: 'erasure-instructed',
        ...call,
        occurredAt: at(start + 3),
        target: 'recording',
        targetId: recordingId,
        processor: 'recorder'
      },
      {
        id: id(3),
        type: 'hold-placed',
        ...call,
        occurredAt: at(start + 4),
        holdId,
        claimReference: 'claim',
        suspends: 'all',
        reviewOn: '2026-01-01',
        approvedBy: 'legal'
      },
      {
        id: id(4),
        type: 'hold-released',
        ...call,
        occurredAt: at(start + 5),
        holdId,
        approvals: 2,
        approvedBy: ['a', 'b']
      },
      {
        id: id(5),
        type: 'access-requested',
        ...call,
        occurredAt: at(start + 6),
        requestId,
        channel: 'email'
      },
      {
        id: id(6),
        type: 'access-answered',
        ...call,
        occurredAt: at(start + 7),
        requestId,
        copyHandedOver: true
      },
      {
        id: id(7),
        type: 'consent-withdrawn',
        ...call,
        occurredAt: at(start + 8),
        channel: 'phone',
        purposes: ['documentation']
      },
      {
        id: id(8),
        type: 'recording-erased',
        ...call,
        occurredAt: at(start + 9),
        recordingId,
        confirmation: 'done'
      }
    ]
  }).flat()

test('twice as many recordings, holds, requests and acts are about twice the work', () => {
  const view = {
    rules: compilePolicy(noticePolicy, () => undefined),
    asOf: instant('2026-06-01T00:00:00.000Z')
  }
  const work = (size: number): number => {
    const { history, reads } = counted(manyOfAll(size))
    const call = callState(view)(history)
    expect(call.recordings).toHaveLength(size)
    dueActions(view)(call)
    findings(view)(call)
    return reads()
  }
  work(20)
  const [few, many] = [work(250), work(1_000)]
  // Four times as many, with the logarithm of sorting; what is looked through for each would be sixteen times the work.
  expect(many / few).toBeLessThan(6)
})
