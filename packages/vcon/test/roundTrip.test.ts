/** From events to a vCon and back, and from a vCon to events and back: nothing is lost that a vCon can say. */
import { callState, canonicalJson, type Event, localDate } from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import { callToVcon, vconToEvents, readVcon, type ImportedVcon } from '@samtykke/vcon'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { anyCall } from './support/events.ts'
import { asOf, historyOf, imported, view } from './support/importing.ts'
import { anyVcon } from './support/vcons.ts'

const lines = (events: Iterable<Event>): ReadonlyArray<string> => [...events].map(canonicalJson).sort()

const carried = [
  'recording-stored',
  'analysis-produced',
  'consent-given',
  'consent-refused',
  'consent-withdrawn',
  'analysis-objected',
  'processing-objected',
  'erasure-requested'
]

/** What a vCon of the call has to say: by a plain reading, without the package. */
const toBeCarried = (history: Parameters<ReturnType<typeof callState>>[0]): ReadonlyArray<Event> => {
  const { facts, recordings, analyses } = callState(view)(history)
  const gone = (id: string, kept: ReadonlyArray<{ targetId: string; done: boolean }>) =>
    kept.some(each => each.targetId === id && each.done)
  return facts.events.filter(
    event =>
      carried.includes(event.type) &&
      !(event.type === 'recording-stored' && gone(event.recordingId, recordings)) &&
      !(event.type === 'analysis-produced' && gone(event.analysisId, analyses))
  )
}

const again = (history: Parameters<ReturnType<typeof callToVcon>>[0]): ImportedVcon =>
  imported(callToVcon(view)(history).vcon)

test('events that go into a vCon come out of it as they were', () => {
  fc.assert(
    fc.property(anyCall, history => {
      const back = again(history)
      expect(back.callId).toBe(history.callId)
      expect(lines(back.events)).toEqual(lines(toBeCarried(history)))
    }),
    { numRuns: 800 }
  )
})

test('what does not go in is counted', () => {
  fc.assert(
    fc.property(anyCall, history => {
      const { notCarried, emptied } = callToVcon(view)(history)
      const { facts, recordings, analyses } = callState(view)(history)
      const others = facts.events.filter(({ type }) => !carried.includes(type))
      expect(Object.values(notCarried).reduce((sum, each) => sum + each, 0)).toBe(others.length)
      expect(emptied).toBe([...recordings, ...analyses].filter(({ done }) => done).length)
    }),
    { numRuns: 500 }
  )
})

test('simulated calls come back, whatever happened to them', () => {
  const period = { calls: 300, seed: 5, from: localDate('2025-01-01'), to: localDate('2025-06-30') }
  const byCall = new Map<string, Array<Event>>()
  for (const event of simulate(period)) byCall.set(event.callId, [...(byCall.get(event.callId) ?? []), event])
  for (const events of byCall.values()) {
    const history = { callId: events[0]!.callId, events, faults: [] }
    expect(lines(again(history).events)).toEqual(lines(toBeCarried(history)))
  }
})

/** Its places at which something stands. */
const dialogsIn = (vcon: unknown): ReadonlyArray<Record<string, unknown>> =>
  (vcon as { dialog: ReadonlyArray<Record<string, unknown>> }).dialog

test('what a vCon says as events it says again, at the same places', () => {
  const options = {
    processor: 'recorder',
    region: 'DK',
    line: 'sales',
    method: 'spoken',
    subjectKey: Buffer.alloc(32, 7)
  } as const
  fc.assert(
    fc.property(anyVcon, vcon => {
      const first = imported(vcon, options)
      const second = callToVcon(view)(historyOf(first)).vcon
      expect(lines(imported(second).events)).toEqual(lines(first.events))
      // And once more: nothing wears off.
      expect(canonicalJson(callToVcon(view)(historyOf(imported(second))).vcon)).toBe(canonicalJson(second))
      expect(second['uuid']).toBe(vcon['uuid'])
      for (const event of first.events) {
        if (event.type !== 'recording-stored') continue
        const place = Number(event.recordingId.replace('dialog-', ''))
        const before = dialogsIn(vcon)[place]!
        const after = dialogsIn(second)[place]!
        expect(Date.parse(String(after['start']))).toBe(Date.parse(String(before['start'])))
        expect(after['duration']).toBe(before['duration'])
      }
      dialogsIn(second).forEach((after, place) => {
        const stored = first.events.some(
          each => each.type === 'recording-stored' && each.recordingId === `dialog-${place}`
        )
        if (!stored) expect(after).toEqual({})
      })
    }),
    { numRuns: 300 }
  )
})

test('the same vCon gives the same events, with the same ids', () => {
  fc.assert(
    fc.property(anyVcon, vcon => {
      const { events } = imported(vcon)
      expect(imported(vcon).events).toEqual(events)
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    }),
    { numRuns: 200 }
  )
})

test('a vCon that somebody added a denial to denies, whatever ours said before', () => {
  const given = imported(
    {
      uuid: '01928e10-193e-8231-b9a2-279e0d16bc46',
      created_at: '2025-01-01T10:00:00Z',
      parties: [{ role: 'customer' }, { role: 'agent' }],
      attachments: [
        {
          purpose: 'lawful_basis',
          party: 0,
          dialog: 0,
          encoding: 'json',
          start: '2025-01-01T10:00:00Z',
          body: {
            lawful_basis: 'consent',
            expiration: null,
            purpose_grants: [{ purpose: 'documentation', granted: true, granted_at: '2025-01-01T10:00:00Z' }]
          }
        }
      ]
    },
    { method: 'web' }
  )
  const { vcon } = callToVcon(view)(historyOf(given))
  const [attachment] = vcon['attachments'] as ReadonlyArray<{
    body: { purpose_grants: ReadonlyArray<{ granted: boolean }> }
  }>
  const changed = {
    ...vcon,
    attachments: [
      {
        ...attachment,
        body: {
          ...attachment!.body,
          purpose_grants: [{ ...attachment!.body.purpose_grants[0], granted: false }]
        }
      }
    ]
  }
  expect(imported(changed).events.map(({ type }) => type)).toEqual(['consent-withdrawn'])
})

test('options do not change what came out of a log', () => {
  const read = readVcon(
    JSON.stringify(callToVcon(view)({ callId: 'call-1' as never, events: [], faults: [] }).vcon)
  )
  expect(E.map(vconToEvents({ asOf }))(read)).toMatchObject({ right: { callId: 'call-1', events: [] } })
})
