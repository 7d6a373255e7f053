import * as fc from 'fast-check'
import {
  callHistory,
  createHistories,
  type Identifier,
  instantFromEpoch,
  type Payload,
  type RecordedEntry,
  type Uuid
} from '../src/index.ts'

const entry = (call: string, revision: number, payload?: Payload): RecordedEntry => {
  const callId = call as Identifier
  const id = `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}` as Uuid
  const recordedAt = instantFromEpoch(revision * 1000)
  const event = { id, type: 'analysis-objected', callId, occurredAt: recordedAt, channel: 'email' } as const
  return {
    callId,
    id,
    type: event.type,
    revision: BigInt(revision),
    position: { commit: BigInt(revision), prepare: BigInt(revision) },
    recordedAt,
    payload: payload ?? { _tag: 'readable', event }
  }
}

describe('histories', () => {
  it('hold each entry once, by call, whatever comes again', () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat({ max: 8 })), { minLength: 1 })
    fc.assert(
      fc.property(entries, chosen => {
        const histories = createHistories()
        for (const [call, revision] of chosen) histories.add(entry(call, revision))
        for (const { callId, events, faults } of histories.all()) {
          const present = new Set(chosen.filter(([call]) => call === callId).map(([, revision]) => revision))
          expect(events).toHaveLength(present.size)
          // What is missing before the last entry was truncated away.
          expect(faults).toHaveLength(Math.max(...present) + 1 - present.size)
          expect(faults.every(fault => fault._tag === 'redacted')).toBe(true)
        }
      })
    )
  })

  it('keep the states of a payload apart', () => {
    const { events, faults } = callHistory({
      callId: 'a' as Identifier,
      entries: [
        entry('a', 1),
        entry('a', 2, { _tag: 'redacted' }),
        entry('a', 3, { _tag: 'undecodable', reason: 'expected JSON' })
      ]
    })
    expect(events).toHaveLength(1)
    expect(faults).toEqual([
      { _tag: 'redacted', id: entry('a', 2).id, recordedAt: instantFromEpoch(2000) },
      { _tag: 'undecodable', id: entry('a', 3).id, recordedAt: instantFromEpoch(3000) },
      { _tag: 'redacted', id: '0@call-a', recordedAt: instantFromEpoch(1000) }
    ])
  })
})
