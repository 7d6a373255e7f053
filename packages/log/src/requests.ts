/**
 * Requests of a person: each reaches every call of theirs, once, also calls that are linked later.
 *
 * The request is kept in the subject's stream first. Carrying it out reads from there what is asked and of which calls,
 * and its events have ids that follow from request and call: after a crash half-way it is simply carried out again.
 */
import {
  type AnyEvent,
  callHistory,
  type EventLog,
  type Identifier,
  type LogError,
  requestConcerns,
  requestEvent,
  type SubjectRequest
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { derivedId } from './derivedId.ts'
import { changeCall } from './changeCall.ts'

/** What a request did: to how many calls it was new, of how many. */
export interface AppliedRequests {
  readonly calls: number
  readonly changed: number
}

const eventFor = (request: SubjectRequest, callId: Identifier): AnyEvent =>
  requestEvent(request, callId, derivedId(request.kind, request.subjectRef, request.requestId, callId))

const applyToCall =
  (log: EventLog) =>
  (request: SubjectRequest, callId: Identifier): TE.TaskEither<LogError, boolean> =>
  async () => {
    const event = eventFor(request, callId)
    const changed = await changeCall(log)<never>(
      callId,
      call => {
        const isThere = call.entries.some(entry => entry.id === event.id)
        const concerns = requestConcerns(request, callHistory(call).events)
        return E.right(isThere || !concerns ? [] : [event])
      },
      { correlationId: request.requestId }
    )()
    return E.isLeft(changed) ? changed : E.right(changed.right.events.length > 0)
  }

/**
 * Carries out what a subject asked, on every call of theirs. Again is nothing new: after a crash between receiving and
 * carrying out, this is what is left to do.
 *
 * @example
 * import type { Identifier } from '@samtykke/core'
 * import { applyRequests } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const log = createMemoryLog()
 * await log.link('person-1' as Identifier, 'call-1' as Identifier)()
 * assert.deepStrictEqual(await applyRequests(log)('person-1' as Identifier)(), E.right({ calls: 1, changed: 0 }))
 *
 * @see GDPR art. 12(3)
 */
export const applyRequests =
  (log: EventLog) =>
  (subjectRef: Identifier): TE.TaskEither<LogError, AppliedRequests> =>
  async () => {
    const subject = await log.subject(subjectRef)()
    if (E.isLeft(subject)) return subject
    const changedCalls = new Set<Identifier>()
    for (const request of subject.right.requests) {
      for (const callId of subject.right.calls) {
        const changed = await applyToCall(log)(request, callId)()
        if (E.isLeft(changed)) return changed
        if (changed.right) changedCalls.add(callId)
      }
    }
    return E.right({ calls: subject.right.calls.length, changed: changedCalls.size })
  }

/**
 * Receives a request and carries it out on every call of the subject. The same `requestId` again, after a crash for
 * example, goes on where it stopped.
 *
 * @example
 * import type { Identifier, SubjectRequest } from '@samtykke/core'
 * import { linkCall, receiveRequest } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const log = createMemoryLog()
 * await linkCall(log)('person-1' as Identifier, 'call-1' as Identifier)()
 * const withdrawal = {
 *   kind: 'withdrawal',
 *   requestId: 'request-7',
 *   subjectRef: 'person-1',
 *   receivedAt: '2025-09-01T08:00:00.000Z',
 *   channel: 'email'
 * } as unknown as SubjectRequest
 * assert.deepStrictEqual(await receiveRequest(log)(withdrawal)(), E.right({ calls: 1, changed: 1 }))
 * assert.deepStrictEqual(await receiveRequest(log)(withdrawal)(), E.right({ calls: 1, changed: 0 }))
 *
 * @see GDPR art. 7(3), 15, 17, 21
 */
export const receiveRequest =
  (log: EventLog) =>
  (request: SubjectRequest): TE.TaskEither<LogError, AppliedRequests> =>
  async () => {
    const received = await log.receive(request)()
    return E.isLeft(received) ? received : applyRequests(log)(request.subjectRef)()
  }

/**
 * Links a call to its subject, and carries out on it what the subject asked before.
 *
 * @example
 * import type { Identifier, SubjectRequest } from '@samtykke/core'
 * import { linkCall, receiveRequest } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 *
 * const log = createMemoryLog()
 * const withdrawal = {
 *   kind: 'withdrawal',
 *   requestId: 'request-7',
 *   subjectRef: 'person-1',
 *   receivedAt: '2025-09-01T08:00:00.000Z',
 *   channel: 'email'
 * } as unknown as SubjectRequest
 * await receiveRequest(log)(withdrawal)()
 * await linkCall(log)('person-1' as Identifier, 'call-1' as Identifier)()
 *
 * const call = await log.load('call-1' as Identifier)()
 * assert.deepStrictEqual(call._tag === 'Right' && call.right.entries.map(entry => entry.type), ['consent-withdrawn'])
 */
export const linkCall =
  (log: EventLog) =>
  (subjectRef: Identifier, callId: Identifier): TE.TaskEither<LogError, void> =>
  async () => {
    const linked = await log.link(subjectRef, callId)()
    if (E.isLeft(linked)) return linked
    for (const request of linked.right.requests) {
      const changed = await applyToCall(log)(request, callId)()
      if (E.isLeft(changed)) return changed
    }
    return E.right(undefined)
  }

/**
 * Receives a request that concerns one call only, whose subject need not be known. Gives whether it was new.
 *
 * @example
 * import type { AnyEvent } from '@samtykke/core'
 * import { requestForCall } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objected = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T08:00:00.000Z',
 *   channel: 'phone'
 * } as unknown as AnyEvent
 * const ask = requestForCall(createMemoryLog())(objected)
 * assert.deepStrictEqual([await ask(), await ask()], [E.right(true), E.right(false)])
 */
export const requestForCall =
  (log: EventLog) =>
  (event: AnyEvent): TE.TaskEither<LogError, boolean> =>
  async () => {
    const changed = await changeCall(log)<never>(event.callId, call =>
      E.right(call.entries.some(entry => entry.id === event.id) ? [] : [event])
    )()
    return E.isLeft(changed) ? changed : E.right(changed.right.events.length > 0)
  }
