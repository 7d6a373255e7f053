/**
 * From JSON values in any order to the history of each call.
 */
import * as E from './either.ts'
import { decodeEvent, type MemberError } from './decode.ts'
import type { AnyEvent } from './event.ts'
import type { CallHistory, Fault } from './facts.ts'
import { type Identifier, isIdentifier } from './identifier.ts'

/** A value that is no valid event. */
export interface RejectedValue {
  /** Its place among the values, from 0. */
  readonly index: number
  /** The call that it names, where that can be read: the call is then uncertain. */
  readonly callId?: Identifier
  readonly errors: ReadonlyArray<MemberError>
}

/** The histories of all calls, in the order in which they first came, and what could not be read. */
export interface DecodedHistories {
  readonly calls: ReadonlyArray<CallHistory>
  readonly rejected: ReadonlyArray<RejectedValue>
}

/** The call that a value names, where that can be read. */
export const callIdOf = (value: unknown): Identifier | undefined => {
  const callId = (value as { readonly callId?: unknown } | null | undefined)?.callId
  return typeof callId === 'string' && isIdentifier(callId) ? callId : undefined
}

/**
 * Decodes values and groups them by call. A value that is no valid event is reported, and makes the call that
 * it names uncertain.
 *
 * @example
 * import { decodeHistories, renderMemberError } from '@samtykke/core'
 *
 * const { calls, rejected } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'analysis-objected', callId: 'call-1', occurredAt: 'yesterday', channel: 'email' }
 * ])
 * assert.deepStrictEqual(calls, [{ callId: 'call-1', events: [], faults: [{ _tag: 'bad-line' }] }])
 * assert.deepStrictEqual(rejected[0]?.errors.map(renderMemberError), [
 *   'occurredAt: expected an instant (RFC 3339), found a text of 9 characters'
 * ])
 *
 * @see contract, sections 1 and 5
 */
export const decodeHistories = (values: ReadonlyArray<unknown>): DecodedHistories => {
  const events = new Map<Identifier, Array<AnyEvent>>()
  const faults = new Map<Identifier, Array<Fault>>()
  const rejected: Array<RejectedValue> = []
  const listOf = <A>(lists: Map<Identifier, Array<A>>, callId: Identifier): Array<A> => {
    const list = lists.get(callId) ?? []
    lists.set(callId, list)
    return list
  }
  values.forEach((value, index) => {
    const decoded = decodeEvent(value)
    if (E.isRight(decoded)) {
      listOf(events, decoded.right.callId).push(decoded.right)
      return
    }
    const callId = callIdOf(value)
    rejected.push({ index, errors: decoded.left, ...(callId !== undefined && { callId }) })
    if (callId !== undefined) {
      listOf(events, callId)
      listOf(faults, callId).push({ _tag: 'bad-line' })
    }
  })
  const calls = [...events].map(([callId, ofCall]) => ({
    callId,
    events: ofCall,
    faults: faults.get(callId) ?? []
  }))
  return { calls, rejected }
}
