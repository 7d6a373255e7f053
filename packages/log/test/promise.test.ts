import type { AnyEvent, EventLog, EventOf, ExpectedRevision, LogError, Uuid } from '@samtykke/core'
import { createMemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import { recordCall, transact } from '../src/index.ts'
import { promises, RejectedByLog } from '../src/promise.ts'
import { wholeView } from '../src/wholeView.ts'
import { objected, someId, someInstant } from './some.ts'

/** What came of a promise, as its task would say it. */
const settled = async <A>(promise: Promise<A>): Promise<E.Either<unknown, A>> => {
  try {
    return E.right(await promise)
  } catch (error) {
    if (!(error instanceof RejectedByLog)) throw error
    expect(error).toBeInstanceOf(Error)
    expect(error.message).not.toBe('')
    expect(error.retry).toBe('retry' in error.reason ? error.reason.retry : undefined)
    return E.left(error.reason)
  }
}

const now = (): number => Date.parse('2026-01-01T00:00:00.000Z')

describe('a log of promises', () => {
  it('does what the log and its functions do, and rejects where they are left', async () => {
    const call = someId('call')
    const events = Array.from({ length: 4 }, (_, n) => objected(call, `channel ${n}`))
    const erased: EventOf<'recording-erased'> = {
      id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10' as Uuid,
      type: 'recording-erased',
      callId: call,
      occurredAt: someInstant,
      recordingId: someId('recording'),
      confirmation: 'processor-77'
    }
    const some: fc.Arbitrary<ReadonlyArray<AnyEvent>> = fc.subarray(events)
    const step = fc.oneof(
      fc.record({ verb: fc.constant('create' as const), events: some }),
      fc.record({
        verb: fc.constant('append' as const),
        events: some,
        expected: fc.constantFrom<ExpectedRevision>('no-stream', 0n, 1n, 3n)
      }),
      fc.record({ verb: fc.constant('record' as const), events: some, strict: fc.boolean() }),
      fc.record({ verb: fc.constant('transact' as const), refused: fc.boolean() }),
      fc.record({ verb: fc.constantFrom('load' as const, 'close' as const) })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async steps => {
        const [port, twin] = [createMemoryLog({ now }), createMemoryLog({ now })]
        const log = promises(twin)
        const view = wholeView()
        for (const each of steps) {
          const proposed = each.verb === 'transact' && each.refused ? [erased] : [events[0]!]
          switch (each.verb) {
            case 'create':
              expect(await settled(log.create(call, each.events))).toEqual(
                await port.create(call, each.events)()
              )
              break
            case 'append':
              expect(await settled(log.append(call, each.events, each.expected))).toEqual(
                await port.append(call, each.events, each.expected)()
              )
              break
            case 'record':
              expect(await settled(log.recordCall(call, each.events, { strict: each.strict }))).toEqual(
                await recordCall(port, { strict: each.strict })(call, each.events)()
              )
              break
            case 'transact':
              expect(await settled(log.transact(view, call, () => proposed))).toEqual(
                await transact(port, view)(call, () => E.right(proposed))()
              )
              break
            case 'load':
              expect(await settled(log.load(call))).toEqual(await port.load(call)())
              break
            case 'close':
              expect(await settled(log.close())).toEqual(await port.close()())
          }
        }
      }),
      { numRuns: 60 }
    )
  })

  it('throws out of the iteration over its pages, after those that were read', async () => {
    const broken: LogError = { _tag: 'Unavailable', retry: 'later', reason: 'the connection broke off' }
    const port: EventLog = {
      ...createMemoryLog(),
      replay: async function* () {
        yield E.right([])
        yield E.left(broken)
      }
    }
    const pages: unknown[] = []
    const read = async (): Promise<void> => {
      for await (const page of promises(port).replay()) pages.push(page)
    }
    await expect(read()).rejects.toMatchObject({ reason: broken, retry: 'later' })
    expect(pages).toEqual([[]])
  })

  it('rejects with what is no value of the log as it came', async () => {
    const defect = new Error('a defect')
    const port: EventLog = { ...createMemoryLog(), load: () => () => Promise.reject(defect) }
    await expect(promises(port).load(someId('call'))).rejects.toBe(defect)
    const log = promises({ ...createMemoryLog(), subject: () => TE.left({ _tag: 'Closed', retry: 'never' }) })
    await expect(log.subject(someId('subject'))).rejects.toThrow(RejectedByLog)
  })
})
