import type { EventLog, Identifier, Instant, LogError, SubjectRequest } from '@samtykke/core'
import { applyRequests, receiveRequest, recordCall } from '@samtykke/log'
import { createMemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import type { EventStoreDBLog } from '../src/index.ts'
import { openLog, startServer } from './server.ts'
import { objected, rightOf, someId } from '../../log/test/some.ts'

const request = (kind: SubjectRequest['kind'], subjectRef: Identifier, requestId = someId('request')) =>
  ({
    kind,
    requestId,
    subjectRef,
    receivedAt: '2026-03-02T10:00:00.000Z' as Instant,
    channel: 'email',
    ...(kind === 'erasure' ? { scope: 'all' } : {})
  }) as SubjectRequest

const eventTypeOf = {
  withdrawal: 'consent-withdrawn',
  objection: 'analysis-objected',
  erasure: 'erasure-requested',
  access: 'access-requested'
} as const

const typesOf = async (log: EventLog, call: Identifier): Promise<ReadonlyArray<string>> =>
  (await rightOf(log.load(call))).entries.map(entry => entry.type)

/** A log that dies (every call fails) after so many appends, as a process does. */
const dyingAfter = (log: EventLog, appends: number): EventLog => {
  let left = appends
  const dead: LogError = { _tag: 'Unavailable', retry: 'never' as 'later', reason: 'dead' }
  return {
    ...log,
    append: (...args) => (left-- > 0 ? log.append(...args) : TE.left(dead))
  }
}

describe('requests of a person', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let log: EventStoreDBLog

  beforeAll(async () => {
    server = await startServer()
    log = openLog(server.connectionString)
  })
  afterAll(async () => {
    await log.close()()
    await server.stop()
  })

  it.each(['withdrawal', 'objection', 'erasure', 'access'] as const)(
    'a %s reaches every call of the person, once each, and calls linked later',
    async kind => {
      const subject = someId('subject')
      const [a, b, c, other] = [someId('call'), someId('call'), someId('call'), someId('call')]
      const said = (call: Identifier) => ({ ...objected(call), subjectRef: subject })
      await rightOf(recordCall(log)(a, [said(a)]))
      await rightOf(recordCall(log)(b, [said(b)]))
      await rightOf(recordCall(log)(other, [objected(other)]))
      const asked = request(kind, subject)
      expect(await rightOf(receiveRequest(log)(asked))).toEqual({ calls: 2, changed: 2, setAside: [] })
      expect(await rightOf(receiveRequest(log)(asked))).toEqual({ calls: 2, changed: 0, setAside: [] })
      await rightOf(recordCall(log)(c, [said(c)]))
      for (const call of [a, b, c]) {
        expect(await typesOf(log, call)).toEqual(['analysis-objected', eventTypeOf[kind]])
        const { entries } = await rightOf(log.load(call))
        expect(entries[1]?.payload).toMatchObject({
          event: { subjectRef: subject, channel: 'email', occurredAt: asked.receivedAt }
        })
      }
      expect(await typesOf(log, other)).toEqual(['analysis-objected'])
    }
  )

  it('a request for access has one id on all calls, and leaves a call alone that came later', async () => {
    const subject = someId('subject')
    const [before, after] = [someId('call'), someId('call')]
    await rightOf(recordCall(log)(before, [{ ...objected(before), subjectRef: subject }]))
    const asked = request('access', subject)
    await rightOf(receiveRequest(log)(asked))
    const { entries } = await rightOf(log.load(before))
    expect(entries[1]?.payload).toMatchObject({ event: { requestId: asked.requestId } })
    const later = {
      ...objected(after),
      subjectRef: subject,
      occurredAt: '2026-04-01T00:00:00.000Z' as Instant
    }
    await rightOf(recordCall(log)(after, [later]))
    expect(await typesOf(log, after)).toEqual(['analysis-objected'])
  })

  it('two requests at once, and calls linked meanwhile: each reaches each call once', async () => {
    const subject = someId('subject')
    const calls = Array.from({ length: 6 }, () => someId('call'))
    await Promise.all([
      ...calls.map(call => rightOf(recordCall(log)(call, [{ ...objected(call), subjectRef: subject }]))),
      rightOf(receiveRequest(log)(request('withdrawal', subject))),
      rightOf(receiveRequest(log)(request('erasure', subject)))
    ])
    await rightOf(applyRequests(log)(subject))
    for (const call of calls) {
      expect([...(await typesOf(log, call))].sort()).toEqual([
        'analysis-objected',
        'consent-withdrawn',
        'erasure-requested'
      ])
    }
  })

  it('goes on after a crash, wherever it was, with nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { maxLength: 4 }), async crashes => {
        const memory = createMemoryLog()
        const subject = someId('subject')
        const calls = Array.from({ length: 5 }, () => someId('call'))
        for (const call of calls) {
          await rightOf(memory.append(call, [objected(call)], 'no-stream'))
          await rightOf(memory.link(subject, call))
        }
        const asked = request('erasure', subject)
        for (const appends of crashes) await receiveRequest(dyingAfter(memory, appends))(asked)()
        const result = await receiveRequest(memory)(asked)()
        expect(E.isRight(result)).toBe(true)
        for (const call of calls) {
          expect(await typesOf(memory, call)).toEqual(['analysis-objected', 'erasure-requested'])
        }
      }),
      { numRuns: 30 }
    )
  })
})
