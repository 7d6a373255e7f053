/** What holds of writing on any log: for the log in memory here, for those on a server in their own packages. */
import { randomUUID } from 'node:crypto'
import {
  type AnyEvent,
  callHistory,
  compilePolicy,
  decodeSubjectRequest,
  type Event,
  type EventLog,
  type EventOf,
  type Identifier,
  type Instant,
  type LogError,
  noticePolicy,
  type SubjectRequest
} from '@samtykke/core'
import { applyRequests, linkCall, receiveRequest, recordCall, requestForCall, transact } from '@samtykke/log'
import type { LogUnderTest } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import { objected, rightOf, someId, someInstant, someUuid } from './some.ts'

const view = {
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: '2027-01-01T00:00:00.000Z' as Instant
}

const stored = (callId: Identifier): EventOf<'recording-stored'> =>
  ({
    id: someUuid(),
    type: 'recording-stored',
    callId,
    occurredAt: '2026-03-01T10:10:00.000Z',
    recordingId: `recording.${callId}`,
    startedAt: someInstant,
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  }) as EventOf<'recording-stored'>

const erased = (callId: Identifier, occurredAt = '2026-04-01T00:00:00.000Z'): EventOf<'recording-erased'> =>
  ({
    id: someUuid(),
    type: 'recording-erased',
    callId,
    occurredAt,
    recordingId: `recording.${callId}`,
    confirmation: 'processor-1'
  }) as EventOf<'recording-erased'>

const redacted = (callId: Identifier): Event =>
  ({
    id: someUuid(),
    type: 'proof-redacted',
    callId,
    occurredAt: '2026-05-01T00:00:00.000Z',
    keyDestroyed: false
  }) as Event

const withdrawal = (subjectRef: Identifier, more: object = {}): SubjectRequest =>
  ({
    kind: 'withdrawal',
    requestId: someId('request'),
    subjectRef,
    receivedAt: '2026-03-02T10:00:00.000Z',
    channel: 'email',
    ...more
  }) as SubjectRequest

const idsOf = (events: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  events.map(({ id }) => id)

const storedIds = async (log: EventLog, call: Identifier): Promise<ReadonlyArray<string>> =>
  idsOf((await rightOf(log.load(call))).entries)

const typesOf = async (log: EventLog, call: Identifier): Promise<ReadonlyArray<string>> =>
  (await rightOf(log.load(call))).entries.map(({ type }) => type)

const otherThan = <A extends Event>(event: A): A => ({ ...event, channel: `not ${event.type}` })

const dead: LogError = { _tag: 'Unavailable', retry: 'later', reason: 'dead' }

/** A log that dies after so many calls that write: each of them may have done its work, or not. */
const dyingAfter = (log: EventLog, writes: number, lastIsDone: boolean): EventLog => {
  let left = writes
  const crashing =
    <A>(task: TE.TaskEither<LogError, A>): TE.TaskEither<LogError, A> =>
    async () => {
      left--
      if (left > 0) return task()
      if (left === 0 && lastIsDone) await task()
      return E.left(dead)
    }
  return {
    ...log,
    create: (...args) => crashing(log.create(...args)),
    append: (...args) => crashing(log.append(...args)),
    link: (...args) => crashing(log.link(...args)),
    receive: request => crashing(log.receive(request))
  }
}

/** A log on which something else happens just before the first write. */
const firstOf = (log: EventLog, other: () => Promise<unknown>): EventLog => {
  let happened = false
  const behind =
    <A>(task: TE.TaskEither<LogError, A>): TE.TaskEither<LogError, A> =>
    async () => {
      if (!happened) {
        happened = true
        await other()
      }
      return task()
    }
  return {
    ...log,
    create: (...args) => behind(log.create(...args)),
    append: (...args) => behind(log.append(...args))
  }
}

export type UnderTest = Omit<LogUnderTest, 'log'>

/** Registers the tests. `log` and `another` are two connections to the same log. */
export const writingCases = (
  open: () => { readonly log: EventLog; readonly another: EventLog; readonly raw: UnderTest }
): void => {
  describe('recording a call', () => {
    it('says of each event whether it is recorded, was there already, or is another than the one there', async () => {
      const { log } = open()
      const call = someId('call')
      const [a, b, c] = [objected(call, 'a'), objected(call, 'b'), objected(call, 'c')]
      const first = await rightOf(recordCall(log)(call, [a, b]))
      expect([first.recorded, first.alreadyThere, first.conflicting]).toEqual([[a, b], [], []])
      const again = await rightOf(recordCall(log)(call, [a, b]))
      expect([again.recorded, again.alreadyThere, again.conflicting]).toEqual([[], [a, b], []])
      const changed = otherThan(b)
      const third = await rightOf(recordCall(log)(call, [a, changed, c]))
      expect([third.recorded, third.alreadyThere, third.conflicting]).toEqual([[c], [a], [changed]])
      expect(third.revision).toBe(2n)
      const { events } = callHistory(await rightOf(log.load(call)))
      expect(events.map(event => 'channel' in event && event.channel)).toEqual(['a', 'b', 'c'])
    })

    it('tells the same in other words from another: nulls, offsets, members it does not know, recordedAt', async () => {
      const { log } = open()
      const call = someId('call')
      const event = objected(call)
      const inOtherWords = {
        ...event,
        subjectRef: null,
        more: 1,
        occurredAt: '2026-03-01T11:00:00+01:00',
        recordedAt: '2026-03-05T00:00:00.000Z'
      } as unknown as AnyEvent
      await rightOf(recordCall(log)(call, [inOtherWords]))
      const { alreadyThere, conflicting } = await rightOf(recordCall(log)(call, [event]))
      expect([alreadyThere, conflicting]).toEqual([[event], []])
    })

    it('of several events of one id sent at once one stands, and the others are told', async () => {
      const { log } = open()
      const call = someId('call')
      const event = objected(call, 'a')
      const later = { ...otherThan(event), occurredAt: '2026-03-01T10:00:01.000Z' as Instant }
      const { recorded, conflicting } = await rightOf(recordCall(log)(call, [later, event, event]))
      expect([recorded, conflicting]).toEqual([[event], [later]])
      expect(await storedIds(log, call)).toEqual([event.id])
    })

    it.each(['a new call', 'a call that is there'])(
      'tells a conflict that came in between, by another writer: on %s',
      async kind => {
        const { log, another } = open()
        const call = someId('call')
        const earlier = objected(call, 'earlier')
        const isNew = kind === 'a new call'
        if (!isNew) await rightOf(log.append(call, [earlier], 'no-stream'))
        const mine = objected(call, 'mine')
        const theirs = otherThan(mine)
        const interrupted = firstOf(log, () =>
          rightOf(another.append(call, [theirs], isNew ? 'no-stream' : 0n))
        )
        const result = await rightOf(recordCall(interrupted)(call, [mine]))
        expect([result.recorded, result.alreadyThere, result.conflicting]).toEqual([[], [], [mine]])
        const { events } = callHistory(await rightOf(log.load(call)))
        expect(events.at(-1)).toMatchObject({ ...theirs, recordedAt: expect.any(String) })
      }
    )

    it('what cannot be decoded under the id is a conflict; what was truncated away does not come back', async () => {
      const { log, raw } = open()
      const call = someId('call')
      const event = objected(call)
      await raw.writeRaw(call, { id: event.id, type: event.type, json: 'no JSON' })
      expect((await rightOf(recordCall(log)(call, [event]))).conflicting).toEqual([event])
      const gone = someId('call')
      const events = [objected(gone), objected(gone)]
      await rightOf(recordCall(log)(gone, events))
      await raw.truncate(gone, 1n)
      const result = await rightOf(recordCall(log)(gone, events))
      expect([result.recorded, result.alreadyThere, result.redacted]).toEqual([[], [events[1]], [events[0]]])
    })

    it('records what decide would refuse, and says so; strict, it does not, and records the others', async () => {
      const { log } = open()
      for (const isThere of [false, true]) {
        for (const strict of [false, true]) {
          const call = someId('call')
          if (isThere) await rightOf(recordCall(log)(call, [objected(call)]))
          const [recording, early, erasure, stray] = [
            stored(call),
            erased(call, '2026-01-01T00:00:00.000Z'),
            erased(call),
            { ...erased(call), recordingId: 'another' as Identifier }
          ]
          const open_ = redacted(someId('call'))
          const proof = { ...open_, callId: call, occurredAt: '2026-03-15T00:00:00.000Z' as Instant }
          const sent = [proof, stray, erasure, early, recording]
          const result = await rightOf(recordCall(log, { strict })(call, sent))
          const tags = new Map(result.doubtful.map(({ event, refusal }) => [event.id, refusal._tag]))
          expect(tags).toEqual(
            new Map<string, string>([
              [early.id, 'BeforeTarget'],
              [proof.id, 'StillOpen'],
              [stray.id, 'UnknownTarget']
            ])
          )
          const kept = strict ? [recording, erasure] : sent
          expect(new Set(idsOf(result.recorded))).toEqual(new Set(idsOf(kept)))
          const there = new Set(await storedIds(log, call))
          for (const event of sent) expect(there.has(event.id)).toBe(kept.includes(event))
        }
      }
    })

    it('judges an event by what the log holds, not only by what comes with it', async () => {
      const { log } = open()
      const call = someId('call')
      await rightOf(recordCall(log)(call, [stored(call)]))
      const result = await rightOf(recordCall(log, { strict: true })(call, [erased(call)]))
      expect([result.recorded.length, result.doubtful]).toEqual([1, []])
    })

    it('refuses an event that is none as a whole, and writes nothing', async () => {
      const { log } = open()
      const call = someId('call')
      const bad = { ...objected(call), channel: '' } as Event
      for (const strict of [false, true]) {
        const result = await recordCall(log, { strict })(call, [objected(call), bad])()
        expect(result).toMatchObject({ left: { _tag: 'InvalidAppend', retry: 'never' } })
      }
      expect(await storedIds(log, call)).toEqual([])
    })
  })

  describe('a transaction', () => {
    it('records what decide lets pass, tells what is nothing new, and refuses the rest whole', async () => {
      const { log } = open()
      const call = someId('call')
      const change = (...events: ReadonlyArray<Event>) => transact(log, view)(call, () => E.right(events))
      const [recording, erasure] = [stored(call), erased(call)]
      const refused = await change(objected(call), erasure)()
      expect(refused).toMatchObject({ left: { _tag: 'UnknownTarget', targetId: recording.recordingId } })
      expect(await storedIds(log, call)).toEqual([])
      const result = await rightOf(change(recording, erasure))
      expect(result).toEqual({ recorded: [recording, erasure], nothingNew: [], revision: 1n, setAside: [] })
      const repeated = [recording, erasure, erased(call)]
      expect(await rightOf(change(...repeated))).toEqual({
        recorded: [],
        nothingNew: repeated,
        revision: 1n,
        setAside: []
      })
      const taken = await change({ ...erasure, confirmation: 'another' })()
      expect(taken).toEqual(E.left({ _tag: 'IdTaken', id: erasure.id }))
      expect(await storedIds(log, call)).toEqual([recording.id, erasure.id])
    })

    it('reaches what the person asked before, also where it broke off between the event and the link', async () => {
      const { log } = open()
      for (const writes of [Infinity, 2, 3]) {
        const [subject, call] = [someId('subject'), someId('call')]
        await rightOf(receiveRequest(log)(withdrawal(subject)))
        const event = { ...objected(call), subjectRef: subject } as Event
        const change = (on: EventLog) => transact(on, view)(call, () => E.right([event]))()
        const first = await change(dyingAfter(log, writes, false))
        if (writes !== Infinity) expect(first).toEqual(E.left(dead))
        const result = await change(log)
        expect(result).toMatchObject({ right: { recorded: [], nothingNew: [event], setAside: [] } })
        expect(await typesOf(log, call)).toEqual(['analysis-objected', 'consent-withdrawn'])
        expect((await rightOf(receiveRequest(log)(withdrawal(subject)))).calls).toBe(1)
      }
    })

    it('gives the refusal of who proposes, and shows the call', async () => {
      const { log } = open()
      const call = someId('call')
      await rightOf(recordCall(log)(call, [stored(call)]))
      const result = await transact(log, view)(call, ({ recordings }) => E.left(recordings.length))()
      expect(result).toEqual(E.left(1))
    })

    it('decides again where another writer came first', async () => {
      const { log, another } = open()
      const call = someId('call')
      await rightOf(recordCall(log)(call, [stored(call)]))
      const [mine, theirs] = [erased(call), erased(call)]
      const interrupted = firstOf(log, () => rightOf(another.append(call, [theirs], 0n)))
      const result = await rightOf(transact(interrupted, view)(call, () => E.right([mine])))
      expect([result.recorded, result.nothingNew]).toEqual([[], [mine]])
      const taken = firstOf(log, () => rightOf(another.append(call, [objected(call, 'b')], 1n)))
      const event = objected(call, 'a')
      expect((await rightOf(transact(taken, view)(call, () => E.right([event])))).recorded).toEqual([event])
    })

    it('is refused where another writer took the id in between', async () => {
      const { log, another } = open()
      const call = someId('call')
      const mine = objected(call, 'mine')
      const interrupted = firstOf(log, () => rightOf(another.append(call, [otherThan(mine)], 'no-stream')))
      const result = await transact(interrupted, view)(call, () => E.right([mine]))()
      expect(result).toEqual(E.left({ _tag: 'IdTaken', id: mine.id }))
    })

    it('of two writers, a hundred at once: each there once, in one order, none decided on less', async () => {
      const { log, another } = open()
      const call = someId('call')
      const changes = Array.from({ length: 100 }, (_, n) => ({
        event: objected(call),
        writer: n % 2 === 0 ? log : another
      }))
      const seen = new Map<string, number>()
      await Promise.all(
        changes.map(({ event, writer }) =>
          rightOf(
            transact(writer, view)(call, ({ facts }) => {
              seen.set(event.id, facts.events.length)
              return E.right([event])
            })
          )
        )
      )
      const ids = await storedIds(log, call)
      expect([...ids].sort()).toEqual([...idsOf(changes.map(({ event }) => event))].sort())
      for (const [index, id] of ids.entries()) expect(seen.get(id)).toBe(index)
    })
  })

  describe('requests of a person', () => {
    const badRequests = (subject: Identifier): ReadonlyArray<string> => [
      JSON.stringify(withdrawal(subject, { channel: '' })),
      JSON.stringify(withdrawal(subject, { purposes: [] })),
      JSON.stringify(withdrawal(subject, { kind: 'erasure', scope: 'everything' })),
      JSON.stringify(withdrawal(subject, { kind: 'rectification' })),
      JSON.stringify(withdrawal(subject, { receivedAt: '1 March' })),
      JSON.stringify(withdrawal(someId('subject'))),
      'no JSON'
    ]

    it('a bad one is refused before it is kept, and stops none that come after', async () => {
      const { log } = open()
      const [subject, call] = [someId('subject'), someId('call')]
      await rightOf(linkCall(log)(subject, call))
      const bad = [{ channel: '' }, { purposes: [] }, { subjectRef: undefined }, { kind: 'erasure' }]
      for (const more of bad) {
        const request = withdrawal(subject, more)
        expect(E.isLeft(decodeSubjectRequest(request))).toBe(true)
        const result = await receiveRequest(log)(request)()
        expect(result).toMatchObject({ left: { _tag: 'InvalidAppend', retry: 'never' } })
      }
      const applied = await rightOf(receiveRequest(log)(withdrawal(subject)))
      expect(applied).toEqual({ calls: 1, changed: 1, setAside: [] })
    })

    it('bad ones that are stored already step aside and are told; the others are carried out', async () => {
      const { log, raw } = open()
      const [subject, call, later] = [someId('subject'), someId('call'), someId('call')]
      const bad = badRequests(subject).map(json => ({ id: randomUUID(), type: 'request-received', json }))
      for (const each of bad) await raw.writeRawSubject(subject, each)
      await rightOf(linkCall(log)(subject, call))
      const applied = await rightOf(receiveRequest(log)(withdrawal(subject)))
      expect([applied.calls, applied.changed, idsOf(applied.setAside)]).toEqual([1, 1, idsOf(bad)])
      const event = { ...objected(later), subjectRef: subject }
      const recorded = await rightOf(recordCall(log)(later, [event]))
      expect([recorded.recorded, idsOf(recorded.setAside)]).toEqual([[event], idsOf(bad)])
      expect(await typesOf(log, later)).toEqual(['analysis-objected', 'consent-withdrawn'])
      expect(idsOf((await rightOf(linkCall(log)(subject, later))).setAside)).toEqual(idsOf(bad))
      expect(await rightOf(applyRequests(log)(subject))).toEqual({ ...applied, calls: 2, changed: 0 })
    })

    it('a corrected request under the id of a bad one is kept and carried out', async () => {
      const { log, raw } = open()
      const [subject, call] = [someId('subject'), someId('call')]
      await rightOf(linkCall(log)(subject, call))
      const request = withdrawal(subject)
      const json = JSON.stringify({ ...request, channel: '' })
      await raw.writeRawSubject(subject, { id: randomUUID(), type: 'request-received', json })
      expect(await rightOf(receiveRequest(log)(request))).toMatchObject({ changed: 1 })
    })

    it('another request under the id of one that is kept is refused; the first stands', async () => {
      const { log } = open()
      const [subject, call] = [someId('subject'), someId('call')]
      await rightOf(linkCall(log)(subject, call))
      const request = withdrawal(subject)
      await rightOf(receiveRequest(log)(request))
      const other = { ...request, kind: 'objection' } as SubjectRequest
      expect(await receiveRequest(log)(other)()).toMatchObject({ left: { _tag: 'InvalidAppend' } })
      expect(await typesOf(log, call)).toEqual(['consent-withdrawn'])
    })

    it('a call that cannot take one does not hold up the other calls', async () => {
      const { log } = open()
      const subject = someId('subject')
      const calls = [someId('call'), someId('call'), someId('call')]
      for (const call of calls) await rightOf(linkCall(log)(subject, call))
      const deleted: LogError = { _tag: 'StreamDeleted', retry: 'never', reason: 'tombstone' }
      const partly: EventLog = {
        ...log,
        append: (call, ...rest) => (call === calls[1] ? TE.left(deleted) : log.append(call, ...rest))
      }
      const applied = await rightOf(receiveRequest(partly)(withdrawal(subject)))
      expect([applied.calls, applied.changed, applied.setAside.length]).toEqual([3, 2, 1])
      expect(applied.setAside[0]?.reason).toContain(calls[1])
    })

    it('a request for one call is there once, and another under its id is refused', async () => {
      const { log } = open()
      const event = objected(someId('call'))
      expect(await rightOf(requestForCall(log)(event))).toBe(true)
      expect(await rightOf(requestForCall(log)(event))).toBe(false)
      expect(await requestForCall(log)(otherThan(event))()).toEqual(E.left({ _tag: 'IdTaken', id: event.id }))
    })

    it('goes on after a crash at any write, with nothing lost and nothing twice', async () => {
      const { log } = open()
      const crash = fc.record({ after: fc.integer({ min: 1, max: 9 }), lastIsDone: fc.boolean() })
      await fc.assert(
        fc.asyncProperty(fc.array(crash, { maxLength: 4 }), async crashes => {
          const subject = someId('subject')
          const calls = Array.from({ length: 3 }, () => someId('call'))
          const events = new Map(calls.map(call => [call, [{ ...objected(call), subjectRef: subject }]]))
          const request = withdrawal(subject)
          const all = async (on: EventLog): Promise<E.Either<unknown, unknown>> => {
            const received = await receiveRequest(on)(request)()
            if (E.isLeft(received)) return received
            for (const [call, ofCall] of events) {
              const recorded = await recordCall(on)(call, ofCall)()
              if (E.isLeft(recorded)) return recorded
              expect(recorded.right.conflicting).toEqual([])
            }
            return E.right(undefined)
          }
          for (const { after, lastIsDone } of crashes) await all(dyingAfter(log, after, lastIsDone))
          expect(E.isRight(await all(log))).toBe(true)
          for (const call of calls) {
            expect(await typesOf(log, call)).toEqual(['analysis-objected', 'consent-withdrawn'])
          }
        }),
        { numRuns: 30 }
      )
    })
  })
}
