/** The numbers of a breach and whom it concerns, folded call by call, are those of all that is listed. */
import { breachInRows, type Breach, type BreachRange, type Exposure } from '@samtykke/audit'
import * as fc from 'fast-check'
import { countNumbers } from '../../src/breach/numbers.ts'
import { subjectCalls, subjectKey, subjectsOf } from '../../src/breach/subjects.ts'
import { inMemory } from '../../src/rows/rows.ts'
import { breachOf } from '../../src/breach/breach.ts'
import { instant } from '../events.ts'
import { asText } from '../rows.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const purposes = ['documentation', 'internal-training', 'voice-analysis']

/** What a call has: the same recordings and analyses once or several times, each time with a size of its own kind. */
const call: fc.Arbitrary<ReadonlyArray<Omit<Exposure, 'callId'>>> = fc
  .record({
    subjects: fc.uniqueArray(fc.constantFrom('person-1', 'person-2', 'person-3', 'person-4'), {
      maxLength: 2
    }),
    customerType: fc.constantFrom('private' as const, 'business' as const, 'unknown' as const),
    held: fc.array(
      fc.record({
        target: fc.constantFrom('recording' as const, 'analysis' as const),
        number: fc.integer({ min: 1, max: 3 }),
        purposes: fc.subarray(purposes),
        doubts: fc.subarray(['holder-inferred', 'call-unreadable'] as const),
        heldFrom: fc.constantFrom(instant('2025-03-01T00:00:00Z'), instant('2025-03-02T00:00:00Z'))
      }),
      { maxLength: 6 }
    )
  })
  .map(({ subjects, customerType, held }) =>
    held.map(({ target, number, ...each }) => ({
      ...each,
      subjects,
      customerType,
      target,
      targetId: `${target}-${number}`,
      heldUntil: null,
      ...(target === 'recording' && { seconds: number * 7, ...(number < 3 && { bytes: number * 1000 }) })
    }))
  )

const sum = (values: ReadonlyArray<number | undefined>): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0)

const naiveNumbers = (exposures: ReadonlyArray<Exposure>): BreachRange['atMost'] => {
  const records = [
    ...new Map(exposures.map(each => [`${each.callId} ${each.target} ${each.targetId}`, each])).values()
  ]
  const calls = new Map(records.map(each => [each.callId, each.subjects]))
  return {
    subjects: new Set([...calls.values()].flat()).size,
    calls: calls.size,
    callsWithoutReference: [...calls.values()].filter(({ length }) => length === 0).length,
    recordings: records.filter(({ target }) => target === 'recording').length,
    analyses: records.filter(({ target }) => target === 'analysis').length,
    seconds: sum(records.map(({ seconds }) => seconds)),
    bytes: sum(records.map(({ bytes }) => bytes))
  }
}

const naiveRange = (exposures: ReadonlyArray<Exposure>): BreachRange => ({
  atLeast: naiveNumbers(exposures.filter(({ doubts }) => doubts.length === 0)),
  atMost: naiveNumbers(exposures)
})

const naiveSubjects = (exposures: ReadonlyArray<Exposure>): Breach['subjects'] =>
  [...new Set(exposures.flatMap(({ subjects }) => subjects))].sort().map(subjectRef => {
    const theirs = exposures.filter(({ subjects }) => subjects.includes(subjectRef))
    const { atLeast, atMost } = naiveRange(theirs)
    return {
      subjectRef,
      calls: [...new Set(theirs.map(({ callId }) => callId))].sort(),
      recordings: atMost.recordings,
      analyses: atMost.analyses,
      certain: atLeast.calls > 0
    }
  })

test('numbers and persons are those of a list of all that is there', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 8 }), calls => {
      const exposures = calls.map((held, index) => held.map(each => ({ ...each, callId: `call-${index}` })))
      const all = exposures.flat()
      const numbers = countNumbers()
      const sorter = inMemory<ReturnType<typeof subjectCalls>[number]>()
      for (const each of exposures.toReversed())
        for (const one of subjectCalls(each, numbers.call(each))) sorter.add(subjectKey(one), one)
      expect([...subjectsOf(sorter.rows(), numbers.subject)]).toEqual(naiveSubjects(all))
      expect(numbers.rangeOf('all')).toEqual(naiveRange(all))
      expect(numbers.rangeOf('no-purpose')).toEqual(
        naiveRange(all.filter(each => each.purposes.length === 0))
      )
      for (const type of ['private', 'business', 'unknown'] as const)
        expect(numbers.rangeOf(`customer ${type}`)).toEqual(
          naiveRange(all.filter(({ customerType }) => customerType === type))
        )
      expect(numbers.purposes()).toEqual([...new Set(all.flatMap(each => each.purposes))].sort())
      for (const purpose of purposes)
        expect(numbers.rangeOf(`purpose ${purpose}`)).toEqual(
          naiveRange(all.filter(each => each.purposes.includes(purpose)))
        )
    })
  )
})

test('a breach in rows is the breach, of which only the lists are gone through', () => {
  const march = { from: instant('2025-03-01T00:00:00Z'), until: instant('2025-04-01T00:00:00Z') }
  const calls = simulatedCalls(100, 5)
  const request = { processor: 'recorder-north', ...march }
  const [whole, inRows] = [breachOf(simulatedView, request), breachInRows(simulatedView, request, asText)]
  for (const each of calls) {
    whole.add(each)
    inRows.add(each)
  }
  const { subjects, exposed, inDoubt, erasedBefore, unreadableCalls, ...facts } = inRows.finish()
  const lists = { subjects, exposed, inDoubt, erasedBefore, unreadableCalls }
  for (const rows of Object.values(lists)) expect([...rows]).toHaveLength(rows.length)
  const read = Object.fromEntries(Object.entries(lists).map(([list, rows]) => [list, [...rows]]))
  expect({ ...facts, ...read }).toEqual(whole.finish())
  expect(exposed.length).toBeGreaterThan(3)
})
