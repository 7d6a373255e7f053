// What goes into a log and what comes out of it, also where keys were destroyed in between.
import {
  type AnyEvent,
  callState,
  type CallHistory,
  compilePolicy,
  decodeEvent,
  decodePolicy,
  dueActions,
  encryptableMembers,
  type EntryName,
  type Fault,
  findings,
  forgotten,
  forgottenMembers,
  type Identifier,
  type Instant,
  noticePolicy,
  parseInstant,
  type Payload,
  readPayload,
  subjectOf
} from '@samtykke/core'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { sameContent } from '../src/copies.ts'
import { historyOf } from './oracle/histories.ts'
import type { PlainEvent } from './oracle/plain.ts'
import { randomOf } from './oracle/random.ts'
import { isDanishHoliday } from './oracle/time.ts'
import { isUnread } from './oracle/what-counts.ts'

const instantOf = (text: string): Instant => {
  const instant = parseInstant(text)
  if (instant === undefined) throw new Error(text)
  return instant
}

const nameOf = ({ id, type, callId, recordedAt, occurredAt }: PlainEvent): EntryName => ({
  id,
  type,
  callId: callId as Identifier,
  recordedAt: instantOf(recordedAt ?? occurredAt)
})

/** The event with a value of its own in each member that may be encrypted; an id has the same in all its copies. */
const withValues = (event: PlainEvent): PlainEvent => {
  const number = Number.parseInt(event.id.slice(-12), 16)
  const valueOf = (member: string): unknown => {
    if (member === 'subjectRef') return `person-${number % 3}`
    const text = `${member} ${number}`
    return event.type === 'hold-released' ? [text, 'another'] : text
  }
  const members = encryptableMembers.filter(member => (event[member] ?? undefined) !== undefined)
  return { ...event, ...Object.fromEntries(members.map(member => [member, valueOf(member)])) }
}

/** What may stand in the place of a member that was forgotten. */
const leftovers: ReadonlyArray<unknown> = [forgotten, null, undefined, '', 7, {}, [], 'samtykke.1.call/x.y.z']

interface Reading {
  readonly events: ReadonlyArray<Payload>
  readonly outcome: string
}

/** Due actions and findings of a seed's history as a log has it, where some members of some events were forgotten. */
const readingOf = (seed: number, share: number): Reading => {
  const random = randomOf(seed + 1)
  const { entries, policy, ...moment } = historyOf(seed)
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error('refused')
  const view = {
    rules: compilePolicy(decoded.right, date => (isDanishHoliday(date) ? 'holiday' : undefined)),
    asOf: instantOf(moment.asOf),
    ...(moment.knownAt !== undefined && { knownAt: instantOf(moment.knownAt) })
  }
  const payloads: Array<Payload> = []
  const histories = new Map<string, { events: Array<AnyEvent>; faults: Array<Fault> }>()
  for (const entry of entries) {
    const history = histories.get(entry.callId) ?? { events: [], faults: [] }
    histories.set(entry.callId, history)
    if (isUnread(entry)) {
      const { kind, id = '', recordedAt = '' } = entry
      history.faults.push(
        kind === 'bad-line' ? { _tag: kind } : { _tag: kind, id, recordedAt: instantOf(recordedAt) }
      )
      continue
    }
    const event = withValues(entry)
    const lost = encryptableMembers.filter(
      member => (event[member] ?? undefined) !== undefined && random.chance(share)
    )
    const data = { ...event, ...Object.fromEntries(lost.map(member => [member, random.pick(leftovers)])) }
    const payload = readPayload(nameOf(event), data, lost)
    payloads.push(payload)
    if (payload._tag === 'readable' || payload._tag === 'forgotten') history.events.push(payload.event)
  }
  const calls = [...histories].map(([callId, { events, faults }]): CallHistory => ({
    callId: callId as Identifier,
    events,
    faults
  }))
  const states = calls.map(callState(view))
  const outcome = JSON.stringify([states.flatMap(dueActions(view)), states.flatMap(findings(view))])
  return { events: payloads, outcome }
}

describe('forgetting', () => {
  test('any members that may be encrypted, of any events, changes no due action and no finding', () => {
    const seen = new Set<string>()
    for (let seed = 500_000; seed < 500_120; seed++) {
      const whole = readingOf(seed, 0)
      for (const share of [0.3, 1]) {
        const { events, outcome } = readingOf(seed, share)
        expect({ seed, share, outcome }).toEqual({ seed, share, outcome: whole.outcome })
        expect(events.filter(({ _tag }) => _tag === 'undecodable')).toEqual([])
        for (const payload of events) {
          if (payload._tag === 'forgotten') for (const member of payload.members) seen.add(member)
        }
      }
    }
    expect([...seen].sort()).toEqual([...encryptableMembers].sort())
  }, 60_000)

  const released: PlainEvent = {
    id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
    type: 'hold-released',
    callId: 'call-1',
    occurredAt: '2025-09-01T08:00:00.000Z',
    holdId: 'hold-1',
    approvals: 2
  }

  test.each(leftovers)('a list and a reference are there and valid, whatever was left: %j', left => {
    const data = { ...released, approvedBy: left, subjectRef: left }
    const payload = readPayload(nameOf(released), data, ['approvedBy', 'subjectRef'])
    expect(payload).toEqual({
      _tag: 'forgotten',
      event: {
        ...released,
        recordedAt: released.occurredAt,
        approvedBy: [forgotten],
        subjectRef: forgotten
      },
      members: ['approvedBy', 'subjectRef']
    })
    if (payload._tag === 'forgotten') expect(forgottenMembers(payload.event)).toEqual(payload.members)
  })

  test('a member that was renamed since is there too', () => {
    const payload = readPayload(nameOf(released), { ...released, approvedBy: forgotten }, ['approvers'])
    expect(payload).toMatchObject({ _tag: 'forgotten', event: { approvedBy: [forgotten] } })
  })

  test('excuses nothing else that is wrong', () => {
    const data = { ...released, holdId: 7, approvedBy: forgotten }
    expect(readPayload(nameOf(released), data, ['approvedBy', 'holdId'])).toMatchObject({
      _tag: 'undecodable'
    })
  })

  test('what was read reads as itself again, and names no subject', () => {
    const payload = readPayload(nameOf(released), { ...released, subjectRef: 'x' }, ['subjectRef'])
    if (payload._tag !== 'forgotten') throw new Error(payload._tag)
    expect(decodeEvent(JSON.parse(JSON.stringify(payload.event)))).toEqual(E.right(payload.event))
    expect(subjectOf(payload.event)).toBeUndefined()
  })

  test('an event says the same as its copy that has forgotten some of it, and not as one that never had it', () => {
    const member = fc.constantFrom<'approvedBy' | 'subjectRef'>('approvedBy', 'subjectRef')
    fc.assert(
      fc.property(fc.uniqueArray(member), lost => {
        const data = { ...released, approvedBy: ['a', 'b'], subjectRef: 'person-1' }
        const [copy, whole, without] = [
          readPayload(nameOf(released), data, lost),
          readPayload(nameOf(released), data),
          readPayload(nameOf(released), { ...released })
        ].map(payload => {
          if (!('event' in payload)) throw new Error(payload._tag)
          return payload.event
        })
        expect(sameContent(copy!, whole!)).toBe(true)
        expect(sameContent(whole!, copy!)).toBe(true)
        expect(sameContent(copy!, without!)).toBe(false)
        expect(sameContent(copy!, { ...whole!, approvals: 1 } as AnyEvent)).toBe(false)
      })
    )
  })
})
