/** The builders: every type, every default valid, what is stated kept, what cannot be refused. */
import { decodeEvent, type EventType, eventTypes, ordEvent } from '@samtykke/core'
import { eventCatalogue } from '@samtykke/core/catalogue'
import { aCall, anEvent, type Call, given, notFound } from '@samtykke/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const ofTypes = (types: ReadonlyArray<EventType>, call: Call = aCall()): Call =>
  types.reduce((before, type) => before.with(type), call)
const someTypes = fc.array(fc.constantFrom(...eventTypes), { maxLength: 30 })

describe('aCall', () => {
  test('gives valid events of every type, in order, each with an id of its own', () => {
    expect(ofTypes(eventTypes).events.map(({ type }) => type)).toEqual(eventTypes)
    fc.assert(
      fc.property(someTypes, types => {
        const { events } = ofTypes(types)
        for (const event of events) expect(decodeEvent(event)).toEqual(E.right(event))
        expect([...events].sort(ordEvent.compare)).toEqual(events)
        expect(new Set(events.map(({ id }) => id)).size).toBe(types.length)
        expect(ofTypes(types).events).toEqual(events)
      }),
      { numRuns: 100 }
    )
  })

  test('refers to what the call has', () => {
    fc.assert(
      fc.property(someTypes, types => {
        const first: ReadonlyArray<EventType> = [
          'consent-given',
          'recording-stored',
          'analysis-produced',
          'access-requested',
          'hold-placed'
        ]
        given(ofTypes([...first, ...types]))
          .when('2030-01-01T00:00:00Z')
          .then(notFound('unknown-target'), notFound('future-event'), notFound('conflicting-event'))
      }),
      { numRuns: 50 }
    )
  })

  test('is an ordinary call, of which nothing is found worse than noted', () => {
    const call = ofTypes(['consent-given', 'recording-stored', 'analysis-produced'])
    given(call)
      .when('2025-09-02T00:00:00Z')
      .then(notFound({ severity: 'error' }), notFound({ severity: 'warning' }))
  })

  test('takes each member that the catalogue has', () => {
    for (const { type, example } of eventCatalogue) {
      const { type: _, ...members } = example
      expect(anEvent(type, members)).toEqual(example)
    }
  })

  test('leaves out what is null, and stays as it is', () => {
    const before = aCall({ callId: 'call-9', subjectRef: 'person-1', startsAt: '2025-03-01T09:00:00+01:00' })
    const [stored] = before.with('recording-stored', { endedAt: null, subjectRef: null }).events
    expect(stored).toMatchObject({ callId: 'call-9', startedAt: '2025-03-01T08:00:00.000Z' })
    expect(stored).not.toHaveProperty('endedAt')
    expect(stored).not.toHaveProperty('subjectRef')
    expect([...before]).toEqual([])
    expect(before.with('consent-given').events[0]).toMatchObject({ subjectRef: 'person-1' })
  })

  test('fits the instants of a recording to those that are stated', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true
    })
    const some = fc.record(
      { startedAt: instants.map(at => at.toISOString()), occurredAt: instants.map(at => at.toISOString()) },
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(some, stated => {
        const stored = anEvent('recording-stored', stated)
        expect(stored).toMatchObject(stated)
        const { startedAt, endedAt, occurredAt } = stored
        if (endedAt === undefined) expect(startedAt >= occurredAt).toBe(true)
        else expect(startedAt <= endedAt && endedAt <= occurredAt).toBe(true)
      })
    )
  })
})

describe('what cannot be', () => {
  const cases: ReadonlyArray<readonly [string, () => unknown, string]> = [
    [
      'no start',
      () => aCall({ startsAt: 'noon' }).with('consent-given'),
      'aCall: startsAt: expected an instant (RFC 3339), found "noon"'
    ],
    [
      'a required member left out',
      () => anEvent('consent-withdrawn', { channel: null }),
      'consent-withdrawn: channel: expected a text that is not empty, found nothing'
    ],
    [
      'a misspelt member',
      () => anEvent('recording-stored', { endedat: '2025-09-01T08:00:00Z' } as object),
      'recording-stored: endedat: expected a member of recording-stored, the nearest being endedAt'
    ],
    [
      'a misspelt type',
      () => anEvent('recording-storred' as 'recording-stored'),
      'recording-storred: type: expected a known type of event, the nearest being recording-stored, found "recording-storred"'
    ]
  ]
  test.each(cases)('%s', (_, run, message) => {
    expect(run).toThrow(new Error(message))
  })
})
