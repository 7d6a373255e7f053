import { type Identifier, type Instant, instantFromEpoch } from '@samtykke/core'
import fc from 'fast-check'
import type { Attended } from '../src/attend.ts'
import { createAttendedCalls } from '../src/attendedCalls.ts'
import type { ForAPerson } from '../src/step.ts'

type Noted = Pick<Attended, 'carriedOut' | 'failures' | 'due' | 'oldestDue' | 'forPeople'>

const forAPerson = (callId: Identifier, reason: ForAPerson['reason']): ForAPerson => ({
  _tag: 'for-a-person',
  callId,
  target: 'recording',
  targetId: 'recording-1',
  reason,
  since: instantFromEpoch(0)
})

const call = fc.constantFrom('a', 'b', 'c') as fc.Arbitrary<Identifier>
const noted = call.chain(callId =>
  fc.tuple(
    fc.constant(callId),
    fc.record<Noted>({
      carriedOut: fc.nat(3),
      failures: fc.array(fc.constant('why'), { maxLength: 2 }),
      due: fc.nat(2),
      oldestDue: fc.option(fc.nat(9).map(instantFromEpoch), { nil: undefined }),
      forPeople: fc.array(
        fc.constantFrom<ForAPerson['reason']>('failed', 'no-store').map(reason => forAPerson(callId, reason)),
        { maxLength: 2 }
      )
    })
  )
)
const attended = (what: Noted): Attended => ({
  revision: 0n,
  tryAgain: false,
  again: undefined,
  stopped: undefined,
  ...what
})
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

test('all that was done counts; of what is open, what each call was last', () => {
  fc.assert(
    fc.property(fc.array(noted), calls => {
      const known = createAttendedCalls(3)
      for (const [callId, what] of calls) known.note(callId, attended(what))
      const all = calls.map(([, what]) => what)
      const last = [...new Map(calls).values()]
      const [oldestDue] = last
        .flatMap(({ due, oldestDue: since }): ReadonlyArray<Instant> =>
          due > 0 && since !== undefined ? [since] : []
        )
        .sort()
      const reasons = last.flatMap(({ forPeople }) => forPeople.map(({ reason }) => reason))
      expect(known.health()).toEqual({
        attended: calls.length,
        carriedOut: sum(all.map(({ carriedOut }) => carriedOut)),
        failed: sum(all.map(({ failures }) => failures.length)),
        due: sum(last.map(({ due }) => due)),
        ...(oldestDue !== undefined && { oldestDue }),
        forPeople: Object.fromEntries(
          [...new Set(reasons)].map(reason => [reason, reasons.filter(each => each === reason).length])
        )
      })
      expect(
        known
          .forPeople()
          .map(({ reason }) => reason)
          .sort()
      ).toEqual(reasons.sort())
    })
  )
})

test('no more calls than there is room for are remembered as open; a call done with gives its room away', () => {
  const known = createAttendedCalls(1)
  const [a, b] = ['a', 'b'] as unknown as [Identifier, Identifier]
  const open = (callId: Identifier): Attended =>
    attended({
      carriedOut: 0,
      failures: [],
      due: 1,
      oldestDue: instantFromEpoch(0),
      forPeople: [forAPerson(callId, 'failed')]
    })
  known.note(a, open(a))
  known.note(b, open(b))
  expect([known.health().due, known.forPeople().map(({ callId }) => callId)]).toEqual([1, ['a']])
  known.note(a, { ...open(a), due: 0, oldestDue: undefined, forPeople: [] })
  known.note(b, open(b))
  expect([known.health().due, known.forPeople().map(({ callId }) => callId)]).toEqual([1, ['b']])
})
