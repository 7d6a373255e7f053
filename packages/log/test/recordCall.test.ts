import {
  forgotten,
  type EventLog,
  type Identifier,
  type Instant,
  type LoadedCall,
  type RecordedEntry
} from '@samtykke/core'
import { createMemoryLog } from '@samtykke/testing'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import { recordCall } from '../src/index.ts'
import { objected, rightOf, someId, someInstant } from './some.ts'

/** As a log gives it whose key for the subject was destroyed. */
const forgetting = (entry: RecordedEntry): RecordedEntry =>
  entry.payload._tag === 'readable'
    ? {
        ...entry,
        payload: {
          _tag: 'forgotten',
          event: { ...entry.payload.event, subjectRef: forgotten as Identifier },
          members: ['subjectRef']
        }
      }
    : entry

describe('recording a call', () => {
  it('records each event once, whatever part was recorded before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 6 }), { maxLength: 5 }),
        async rounds => {
          const log = createMemoryLog()
          const call = someId('call')
          const events = Array.from({ length: 10 }, (_, n) => objected(call, `channel ${n}`))
          const expected = new Set<string>()
          for (const round of rounds) {
            const chosen = [...new Set(round)].map(n => events[n]!)
            await rightOf(recordCall(log)(call, chosen))
            for (const { id } of chosen) expected.add(id)
          }
          const { entries } = await rightOf(log.load(call))
          expect(entries.map(entry => entry.id).sort()).toEqual([...expected].sort())
        }
      )
    )
  })

  it('does not bring back what was redacted', async () => {
    const log = createMemoryLog({ now: () => Date.parse('2026-06-01T00:00:00.000Z') })
    const call = someId('call')
    const events = Array.from({ length: 3 }, () => objected(call))
    await rightOf(recordCall(log)(call, events))
    log.truncate(call, 2n)
    const later = { ...objected(call), occurredAt: '2026-07-01T00:00:00.000Z' as Instant }
    await rightOf(recordCall(log)(call, [...events, later]))
    const { entries } = await rightOf(log.load(call))
    expect(entries.map(entry => entry.id)).toEqual([events[2]?.id, later.id])
    expect(someInstant < later.occurredAt).toBe(true)
  })

  it('a forgotten member makes no conflict, and a forgotten subject is not linked again', async () => {
    const memory = createMemoryLog()
    const [call, subject] = [someId('call'), someId('subject')]
    const event = { ...objected(call), subjectRef: subject }
    await rightOf(memory.append(call, [objected(call), event], 'no-stream'))
    const log: EventLog = {
      ...memory,
      load: callId =>
        TE.map((loaded: LoadedCall) => ({ ...loaded, entries: loaded.entries.map(forgetting) }))(
          memory.load(callId)
        )
    }
    const { alreadyThere, conflicting } = await rightOf(recordCall(log)(call, [event]))
    expect([alreadyThere, conflicting]).toEqual([[event], []])
    expect((await rightOf(memory.subject(subject))).calls).toEqual([])
    await rightOf(recordCall(memory)(call, [event]))
    expect((await rightOf(memory.subject(subject))).calls).toEqual([call])
  })
})
