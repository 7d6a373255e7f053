/** Entries of a store, in memory and in a temporary file: what comes out is what core makes of them. */
import { readdirSync } from 'node:fs'
import {
  type AnyEvent,
  type CallHistory,
  createHistories,
  type HistoryEntry,
  type Identifier,
  instantFromEpoch,
  type Payload,
  type UnknownEvent,
  type Uuid
} from '@samtykke/core'
import * as fc from 'fast-check'
import { entrySpool } from '../src/engine/entrySpool.ts'

const openFiles = (): number => readdirSync('/proc/self/fd').length

const calls = ['a', 'b', 'call-1', 'x'.repeat(128)] as ReadonlyArray<string> as ReadonlyArray<Identifier>

/** -0 is 0 in JSON. */
const asJson = (members: object): object => JSON.parse(JSON.stringify(members)) as object

/** Also with members of types that no version knows, and longer than what is put together before it is kept. */
const payload = (event: AnyEvent): fc.Arbitrary<Payload> =>
  fc.oneof(
    fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 0, 70_000))
      .map(([more, length]) => ({ ...asJson(more), ...event, long: 'ø'.repeat(length) }))
      .chain(each =>
        fc.constantFrom<Payload>(
          { _tag: 'readable', event: each },
          { _tag: 'forgotten', event: each, members: ['line'] }
        )
      ),
    fc.constantFrom<Payload>({ _tag: 'redacted' }, { _tag: 'undecodable', reason: 'line: expected “ø”' })
  )

const entry: fc.Arbitrary<HistoryEntry> = fc
  .tuple(fc.constantFrom(...calls), fc.nat({ max: 12 }), fc.uuid(), fc.nat({ max: 1e9 }))
  .chain(([callId, revision, id, time]) => {
    const recordedAt = instantFromEpoch(1.7e12 + time)
    const type = 'unheard-of' as UnknownEvent['type']
    const event = { id: id as Uuid, type, callId, occurredAt: recordedAt, recordedAt }
    const base = { callId, id, revision: BigInt(revision), recordedAt }
    return payload(event).map(each => ({ ...base, payload: each }))
  })

const byCall = (histories: ReadonlyArray<CallHistory>): ReadonlyArray<CallHistory> =>
  histories.toSorted((a, b) => (a.callId < b.callId ? -1 : 1))

test('every call has the history that core makes of its entries, and is told by its first entry', () => {
  const before = openFiles()
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 30 }),
      fc.constantFrom(0, 2 ** 22),
      fc.constantFrom(1, 3, 256),
      (entries, memory, parts) => {
        const spool = entrySpool(memory, parts)
        const histories = createHistories()
        for (const each of entries) {
          spool.add(each)
          histories.add(each)
        }
        const found = [...spool.calls()]
        spool.close()
        expect(byCall(found.map(({ history }) => history))).toEqual(byCall([...histories.all()]))
        for (const { history, firstEntry } of found)
          expect(firstEntry).toBe(entries.findIndex(({ callId }) => callId === history.callId))
      }
    )
  )
  expect(openFiles()).toBe(before)
})
