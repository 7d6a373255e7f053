/**
 * What goes into a log and what comes out of it: the one place where stored JSON becomes an event.
 */
import * as E from './either.ts'
import { decodeEvent, renderMemberError } from './decode.ts'
import { type AnyEvent, encryptableMembers } from './event.ts'
import { forgotten } from './eventCodecs.ts'
import type { Payload } from './eventLog.ts'
import { sameContent } from './copies.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'

/** Under which name a log keeps an entry. */
export interface EntryName {
  readonly id: string
  readonly type: string
  readonly callId: Identifier
  readonly recordedAt: Instant
}

type Members = Readonly<Record<string, unknown>>

const isObject = (u: unknown): u is Members => typeof u === 'object' && u !== null && !Array.isArray(u)

const differing = (data: Members, name: EntryName): string | undefined =>
  (['id', 'type', 'callId'] as const).find(member => {
    const value = data[member]
    return typeof value === 'string' && value !== name[member] && value.toLowerCase() !== name[member]
  })

/** A forgotten member is there and valid, whatever was left in its place. */
const withForgotten = (
  data: Members,
  { type }: EntryName,
  forgottenMembers: ReadonlyArray<string>
): Members => {
  if (forgottenMembers.length === 0) return data
  const lost = encryptableMembers.filter(
    member => forgottenMembers.includes(member) || data[member] === forgotten
  )
  const inItsPlace = (member: string): unknown =>
    type === 'hold-released' && member === 'approvedBy' ? [forgotten] : forgotten
  return { ...data, ...Object.fromEntries(lost.map(member => [member, inItsPlace(member)])) }
}

/** As the log names it: no copy of what is named so already. */
const named = (data: Members, { id, type, callId, recordedAt }: EntryName): Members =>
  data['id'] === id && data['type'] === type && data['callId'] === callId && data['recordedAt'] === recordedAt
    ? data
    : { ...data, id, type, callId, recordedAt }

/**
 * The payload that stored JSON makes: `undefined` for an entry that was emptied. The log's own `id`, `type`, `callId`
 * and time stand; JSON that names others is undecodable.
 *
 * @param forgottenMembers the members whose key was destroyed: each counts as there and as valid, whatever `data` has in
 * its place
 *
 * @example
 * import { type EntryName, identifier, instant, readPayload } from '@samtykke/core'
 *
 * const name: EntryName = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   recordedAt: instant('2025-09-01T08:00:00.000Z')
 * }
 * assert.deepStrictEqual(readPayload(name, { channel: 'email' }), {
 *   _tag: 'undecodable',
 *   reason: 'occurredAt: expected an instant (RFC 3339), found nothing'
 * })
 * assert.deepStrictEqual(readPayload(name, undefined), { _tag: 'redacted' })
 *
 * @see contract, section 1
 */
export const readPayload = (
  name: EntryName,
  data: unknown,
  forgottenMembers: ReadonlyArray<string> = []
): Payload => {
  if (data === undefined) return { _tag: 'redacted' }
  if (!isObject(data)) return { _tag: 'undecodable', reason: 'expected an event (a JSON object)' }
  const other = differing(data, name)
  if (other !== undefined) {
    return { _tag: 'undecodable', reason: `${other}: expected that of the entry, found another` }
  }
  const decoded = decodeEvent(named(withForgotten(data, name, forgottenMembers), name))
  if (E.isLeft(decoded)) {
    return { _tag: 'undecodable', reason: decoded.left.map(renderMemberError).join('; ') }
  }
  const event = decoded.right
  return forgottenMembers.length === 0
    ? { _tag: 'readable', event }
    : { _tag: 'forgotten', event, members: forgottenMembers }
}

const without = (event: AnyEvent, members: ReadonlyArray<string>): AnyEvent =>
  Object.fromEntries(
    Object.entries(event).filter(([member]) => !members.includes(member))
  ) as unknown as AnyEvent

/**
 * Whether what is stored says what an event of its id says: when the log learnt of it has no say, nor has a member that
 * is forgotten. What cannot be decoded is `other`, since nobody can say that it is the same; of what was redacted
 * nothing can be told.
 *
 * @example
 * import { compareStored, type EventOf, identifier, instant, uuid } from '@samtykke/core'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(
 *   [
 *     compareStored({ _tag: 'readable', event: { ...objected, recordedAt: objected.occurredAt } }, objected),
 *     compareStored({ _tag: 'readable', event: objected }, { ...objected, channel: 'phone' }),
 *     compareStored({ _tag: 'redacted' }, objected)
 *   ],
 *   ['same', 'other', 'redacted']
 * )
 *
 * @see contract, section 1, and section 2, "Identity"
 */
export const compareStored = (payload: Payload, event: AnyEvent): 'same' | 'other' | 'redacted' => {
  if (payload._tag === 'redacted') return 'redacted'
  const decoded = decodeEvent(event)
  if (payload._tag === 'undecodable' || E.isLeft(decoded)) return 'other'
  const members = payload._tag === 'forgotten' ? payload.members : []
  return sameContent(without(payload.event, members), without(decoded.right, members)) ? 'same' : 'other'
}

/**
 * Why these events cannot be appended to the call, or `undefined`: each is a valid event of that call, of a type that
 * is not a log's own (`$…`), and no two have one id. The reason names the event by its number; it is what an
 * `InvalidAppend` says. For those who write a log.
 *
 * @example
 * import { type EventOf, identifier, instant, invalidAppendReason, uuid } from '@samtykke/core'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(invalidAppendReason(identifier('call-1'), [objected]), undefined)
 * assert.deepStrictEqual(
 *   invalidAppendReason(identifier('call-2'), [objected]),
 *   'event 1 of 1: callId: expected that of the call, found another'
 * )
 *
 * @see contract, section 1
 */
export const invalidAppendReason = (
  callId: Identifier,
  events: ReadonlyArray<AnyEvent>
): string | undefined => {
  const ids = new Set<string>()
  for (const [index, event] of events.entries()) {
    const where = `event ${index + 1} of ${events.length}`
    const decoded = decodeEvent(event)
    if (E.isLeft(decoded)) return `${where}: ${decoded.left.map(renderMemberError).join('; ')}`
    if (event.callId !== callId) return `${where}: callId: expected that of the call, found another`
    if (event.type.startsWith('$')) return `${where}: type: expected none that starts with $`
    if (ids.has(event.id)) return `${where}: id: expected another than that of an event before it`
    ids.add(event.id)
  }
  return undefined
}
