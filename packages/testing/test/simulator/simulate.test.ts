import { createHash } from 'node:crypto'
import { decodeEvent, type Event, type EventType, eventTypes, type LocalDate } from '@samtykke/core'
import { simulate, type Simulation } from '@samtykke/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const september: Simulation = {
  calls: 3_000,
  seed: 7,
  from: '2025-09-01' as LocalDate,
  to: '2025-09-30' as LocalDate
}

const events = [...simulate(september)]
const countOf = (type: EventType): number => events.filter(event => event.type === type).length
const startOf = (event: Event): string | undefined =>
  event.type === 'recording-stored' ? event.startedAt : undefined
const sha256 = (all: Iterable<Event>): string => {
  const hash = createHash('sha256')
  for (const event of all) hash.update(JSON.stringify(event) + '\n')
  return hash.digest('hex')
}

describe('simulate', () => {
  it('gives valid events only, in their final form', () => {
    const period = fc.record({
      seed: fc.maxSafeNat(),
      calls: fc.nat(40),
      first: fc.nat(900),
      days: fc.nat(40)
    })
    fc.assert(
      fc.property(period, ({ seed, calls, first, days }) => {
        const dateAfter = (n: number): LocalDate =>
          new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10) as LocalDate
        const simulated = [...simulate({ calls, seed, from: dateAfter(first), to: dateAfter(first + days) })]
        expect(new Set(simulated.map(event => event.callId)).size).toBe(calls)
        for (const event of simulated) expect(decodeEvent(event)).toEqual(E.right(event))
      }),
      { numRuns: 60 }
    )
  })

  it('gives the same bytes for the same seed, on every machine', () => {
    expect(sha256(simulate(september))).toBe(sha256(events))
    expect(sha256(simulate({ ...september, seed: 8 }))).not.toBe(sha256(events))
    expect(sha256(events)).toBe('ba7608f36f3c576a906d5ba1c4ebeb322cb37c4a0ebf1dd1a0b264d712d9d48a')
  })

  it('has about five events a call, of every type', () => {
    const perCall = events.length / september.calls
    expect(perCall).toBeGreaterThan(4.5)
    expect(perCall).toBeLessThan(5.5)
    const seen = new Set(events.map(event => event.type))
    expect(eventTypes.filter(type => !seen.has(type))).toEqual([])
  })

  it('has the shares of a call centre', () => {
    const stored = events.filter(event => event.type === 'recording-stored')
    const share = (is: (event: (typeof stored)[number]) => boolean): number =>
      stored.filter(is).length / stored.length
    expect(share(event => event.direction === 'inbound')).toBeCloseTo(0.72, 1)
    expect(share(event => event.customerType === 'business')).toBeCloseTo(0.21, 1)
    expect(share(event => event.customerType === 'unknown')).toBeGreaterThan(0)
    expect(countOf('consent-refused') / september.calls).toBeCloseTo(0.13, 1)
    expect(countOf('recording-erased') / stored.length).toBeGreaterThan(0.95)
  })

  it('has spoken consents where they stand in a recording that runs', () => {
    const recordings = new Map(
      events.flatMap(event =>
        event.type === 'recording-stored' ? [[event.recordingId, event] as const] : []
      )
    )
    const spoken = events
      .filter(event => event.type === 'consent-given')
      .filter(each => each.method === 'spoken')
    let late = 0
    for (const { recordingId, offsetMs = NaN, occurredAt } of spoken) {
      const recording = recordingId && recordings.get(recordingId)
      if (!recording) throw new Error('words in no recording')
      const [start, end, said] = [recording.startedAt, recording.endedAt ?? occurredAt, occurredAt].map(
        Date.parse
      )
      expect(Math.abs(said! - start! - offsetMs)).toBeLessThan(5_000)
      expect(start! <= said! && said! <= end!).toBe(true)
      if (offsetMs > 60_000) late += 1
    }
    expect(spoken.length).toBeGreaterThan(500)
    expect(late).toBeGreaterThan(0)
    expect(late).toBeLessThan(spoken.length / 50)
  })

  it('follows the day and the week', () => {
    const starts = events.flatMap(event => startOf(event) ?? [])
    const dayOf = (start: string): number => new Date(start).getUTCDay()
    const hourOf = (start: string): number => Number(start.slice(11, 13))
    const mondays = starts.filter(start => dayOf(start) === 1).length
    const sundays = starts.filter(start => dayOf(start) === 0).length
    expect(mondays).toBeGreaterThan(4 * sundays)
    const morning = starts.filter(start => hourOf(start) >= 7 && hourOf(start) < 10).length
    const night = starts.filter(start => hourOf(start) < 4).length
    expect(morning).toBeGreaterThan(20 * night)
  })

  it('learns of events late, twice and out of order', () => {
    const recordedAt = (event: Event): string => event.recordedAt ?? event.occurredAt
    const outOfOrder = (read: (event: Event) => string): number =>
      events.filter((event, index) => index > 0 && read(event) < read(events[index - 1]!)).length
    expect(outOfOrder(event => event.occurredAt)).toBeGreaterThan(events.length / 20)
    expect(outOfOrder(recordedAt)).toBeGreaterThan(0)
    expect(events.length - new Set(events.map(event => event.id)).size).toBeGreaterThan(10)
    expect(events.some(event => recordedAt(event) < event.occurredAt)).toBe(true)
  })

  it('gives one request the same id on each call of a customer', () => {
    const wide = [...simulate({ ...september, calls: 6_000 })]
    const callsByRequest = new Map<string, Set<string>>()
    for (const event of wide) {
      if (event.type !== 'access-requested') continue
      const calls = callsByRequest.get(event.requestId) ?? new Set()
      callsByRequest.set(event.requestId, calls.add(event.callId))
    }
    expect([...callsByRequest.values()].some(calls => calls.size > 1)).toBe(true)
  })
})
