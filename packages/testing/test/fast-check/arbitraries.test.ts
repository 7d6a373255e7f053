/** The arbitraries: valid, of every kind, and shrinking to little. */
import {
  decodeKnownEvent,
  decodePolicy,
  decodeSubjectRequest,
  eventTypes,
  noticePolicy,
  ordEvent
} from '@samtykke/core'
import { given } from '@samtykke/testing'
import { anyCase, anyEvent, anyHistory, anyPolicy, anyRequest, type Case } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const earliest = '2025-01-01T00:00:00.000Z'

describe('arbitraries', () => {
  test('are valid', () => {
    fc.assert(
      fc.property(anyEvent(), anyPolicy(), anyRequest(), (event, policy, request) => {
        expect(decodeKnownEvent(event)).toEqual(E.right(event))
        expect(decodePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(E.right(policy))
        expect(decodeSubjectRequest(request)).toEqual(E.right(request))
      }),
      { numRuns: 100 }
    )
  })

  test('histories are in order, each id once, no longer than asked for', () => {
    fc.assert(
      fc.property(anyHistory({ maxEvents: 5 }), events => {
        expect(events.length).toBeLessThanOrEqual(5)
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
        const times = events.map(({ occurredAt }) => occurredAt)
        expect(times).toEqual([...times].sort())
        expect([...events].sort(ordEvent.compare)).toHaveLength(events.length)
      }),
      { numRuns: 100 }
    )
  })

  test('reach every type of event, every status, most findings, policies of every kind', () => {
    const cases = fc.sample(anyCase(), { numRuns: 400, seed: 1 })
    const types = new Set(cases.flatMap(({ events }) => events.map(({ type }) => type)))
    expect(eventTypes.filter(type => !types.has(type))).toEqual([])
    const seen = cases.map(({ policy, events, asOf }) => given(events).under(policy).when(asOf))
    const statuses = new Set(seen.flatMap(({ actions }) => actions.map(({ status }) => status)))
    expect(statuses).toEqual(new Set(['due', 'scheduled', 'suspended']))
    const codes = new Set(seen.flatMap(({ findings }) => findings.map(({ code }) => code)))
    expect(codes.size).toBeGreaterThanOrEqual(25)
    const versions = new Set(cases.map(({ policy }) => `${policy.policy} ${policy.versions.length}`))
    expect(versions).toEqual(new Set(['3-samtaler 1', 'company 1', 'company 2', 'company 3']))
    const kinds = new Set(fc.sample(anyRequest(), { numRuns: 100, seed: 1 }).map(({ kind }) => kind))
    expect(kinds.size).toBe(4)
  })
})

/** The smallest case of those with a fault, as fast-check shrinks it from a seed. */
const smallest = (seed: number, hasFault: (each: Case) => boolean): Case => {
  const { counterexample } = fc.check(
    fc.property(anyCase(), each => !hasFault(each)),
    { seed, numRuns: 20_000 }
  )
  if (counterexample === null) throw new Error('the fault was not reached')
  return counterexample[0]
}

describe('a planted fault ends at the smallest history that shows it', () => {
  test.each([1, 2, 3, 4, 5, 6])('two events, at the earliest instant, from seed %i', seed => {
    const isLate = ({ events }: Case): boolean =>
      events.some(
        ({ type, callId }, index) =>
          type === 'consent-withdrawn' &&
          events.slice(0, index).some(each => each.type === 'hold-placed' && each.callId === callId)
      )
    const { policy, events, asOf } = smallest(seed, isLate)
    expect(events.map(({ type }) => type)).toEqual(['hold-placed', 'consent-withdrawn'])
    expect(events.map(({ occurredAt }) => occurredAt)).toEqual([earliest, earliest])
    expect(policy).toEqual(noticePolicy)
    expect(asOf).toBe(earliest)
  })

  test.each([1, 2])('three events for an erasure under a hold, from seed %i', seed => {
    const isUnderHold = ({ policy, events, asOf }: Case): boolean =>
      given(events)
        .under(policy)
        .when(asOf)
        .findings.some(({ code }) => code === 'erased-under-hold')
    // Under the notice's policy it may need a fourth, the consent: then a company's policy is the smaller case.
    const { events } = smallest(seed, isUnderHold)
    expect(events).toHaveLength(3)
    expect(new Set(events.map(({ type }) => type))).toContain('hold-placed')
  })
})
