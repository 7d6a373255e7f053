/** The lines of all calls come out in the order of core, though only a part of it is in the keys. */
import { type DueAction, type Finding, ordAction, ordFinding } from '@samtykke/core'
import * as fc from 'fast-check'
import { closeRuns } from '../src/engine/merged.ts'
import { actionKey, findingKey } from '../src/engine/query.ts'
import { rowsOf } from '../src/engine/rows.ts'
import { runWriter } from '../src/engine/run.ts'

/** Few and short, so that pairs tie in some members and one is often the beginning of another. */
const identifier = fc.constantFrom('a', 'a-', 'a.b', 'a1', 'aa', 'b', 'B', 'Z', '~'.padStart(2, 'a'), 'c9')
const instant = fc.constantFrom(
  '2025-01-01T00:00:00.000Z',
  '2025-01-01T00:00:00.001Z',
  '2024-12-31T23:00:00.000Z'
)
const target = fc.constantFrom('recording', 'analysis', 'access-request', 'hold', 'proof')

/** Some of each of several calls; the calls in any order, and what there is of one in that of core. */
const calls = <A extends { readonly callId?: string }>(
  member: fc.Arbitrary<unknown>,
  compare: (a: A, b: A) => number
): fc.Arbitrary<ReadonlyArray<ReadonlyArray<A>>> =>
  fc
    .uniqueArray(fc.tuple(identifier, fc.array(member, { maxLength: 6 })), { selector: ([callId]) => callId })
    .map(some =>
      some.map(([callId, members]) =>
        members.map(each => ({ ...(each as object), callId }) as A).toSorted(compare)
      )
    )

const written = <A>(
  some: ReadonlyArray<ReadonlyArray<A>>,
  keyOf: (item: A) => string,
  limit: number
): ReadonlyArray<A> => {
  const writer = runWriter(limit)
  for (const items of some) {
    for (const item of items) writer.add(keyOf(item), JSON.stringify(item))
    writer.endCall()
  }
  const runs = writer.finish()
  const rows = [...rowsOf<A>(runs)]
  closeRuns(runs)
  return rows
}

const limit = fc.constantFrom(1, 300, Infinity)

test('actions', () => {
  const action = fc.record({ dueAt: instant, targetId: identifier, target })
  fc.assert(
    fc.property(calls<DueAction>(action, ordAction.compare), limit, (some, most) => {
      expect(written(some, actionKey, most)).toEqual(some.flat().toSorted(ordAction.compare))
    }),
    { numRuns: 1_000 }
  )
})

test('findings', () => {
  const finding = fc.record(
    {
      code: fc.constantFrom('overdue', 'done-late', 'done-early'),
      at: instant,
      events: fc.array(identifier, { maxLength: 3 }),
      detail: fc.constantFrom('', 'a', 'b'),
      target,
      targetId: identifier
    },
    { requiredKeys: ['code', 'at', 'events', 'detail'] }
  )
  fc.assert(
    fc.property(calls<Finding>(finding, ordFinding.compare), limit, (some, most) => {
      expect(written(some, findingKey, most)).toEqual(some.flat().toSorted(ordFinding.compare))
    }),
    { numRuns: 1_000 }
  )
})
