/**
 * Requests of a person: each reaches every call of theirs, once, also calls that are linked later.
 *
 * The request is kept in the subject's stream first. Carrying it out reads from there what is asked and of which calls,
 * and its events have ids that follow from request and call: after a crash half-way it is simply carried out again.
 */
import {
  type Event,
  type EventLog,
  type Identifier,
  type LogError,
  type Refusal,
  renderRefusal,
  requestConcerns,
  requestEvent,
  type SetAside,
  type SubjectRequest
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { decideAndAppend } from './decideAndAppend.ts'
import { derivedId } from './derivedId.ts'
import { wholeView } from './wholeView.ts'

/** What a person's requests did: to how many calls something was new, of how many. */
export interface AppliedRequests {
  readonly calls: number
  readonly changed: number
  /** What is kept of the person and was passed over, and requests that a call could not take. They stop no other. */
  readonly setAside: ReadonlyArray<SetAside>
}

const eventFor = (request: SubjectRequest, callId: Identifier): Event =>
  requestEvent(request, callId, derivedId(request.kind, request.subjectRef, request.requestId, callId))

type Applied = E.Either<LogError, { readonly changed: boolean; readonly setAside: ReadonlyArray<SetAside> }>

/** Where the call itself stands in the way, its other requests and the other calls do not wait. */
const failureReason = (failed: LogError | Refusal): string | undefined => {
  switch (failed._tag) {
    case 'IdTaken':
      return 'expected no other event under the id of the request, found one'
    case 'StreamDeleted':
      return 'expected a call that can be written to, found one that was deleted for good'
    default:
      return undefined
  }
}

const applyToCall = async (log: EventLog, request: SubjectRequest, callId: Identifier): Promise<Applied> => {
  const event = eventFor(request, callId)
  const applied = await decideAndAppend(log, wholeView())(
    callId,
    ({ facts }) =>
      E.right(requestConcerns(request, [...facts.events, ...facts.unknownEvents]) ? [event] : []),
    { correlationId: request.requestId }
  )()
  if (E.isRight(applied)) return E.right({ changed: applied.right.recorded.length > 0, setAside: [] })
  const reason = failureReason(applied.left)
  if (reason !== undefined) {
    return E.right({
      changed: false,
      setAside: [{ id: event.id, type: event.type, reason: `${callId}: ${reason}` }]
    })
  }
  return 'retry' in applied.left
    ? E.left(applied.left)
    : E.left({ _tag: 'InvalidAppend', retry: 'never', reason: renderRefusal(applied.left) })
}

/**
 * Carries out what a subject asked, on every call of theirs. Again is nothing new: after a crash between receiving and
 * carrying out, this is what is left to do.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { applyRequests } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const log = createMemoryLog()
 * await log.link(identifier('person-1'), identifier('call-1'))()
 * assert.deepStrictEqual(
 *   await applyRequests(log)(identifier('person-1'))(),
 *   E.right({ calls: 1, changed: 0, setAside: [] })
 * )
 *
 * @see GDPR art. 12(3)
 */
export const applyRequests =
  (log: EventLog) =>
  (subjectRef: Identifier): TE.TaskEither<LogError, AppliedRequests> =>
  async () => {
    const subject = await log.subject(subjectRef)()
    if (E.isLeft(subject)) return subject
    const { calls, requests } = subject.right
    const setAside = [...subject.right.setAside]
    const changedCalls = new Set<Identifier>()
    for (const request of requests) {
      for (const callId of calls) {
        const applied = await applyToCall(log, request, callId)
        if (E.isLeft(applied)) return applied
        if (applied.right.changed) changedCalls.add(callId)
        setAside.push(...applied.right.setAside)
      }
    }
    return E.right({ calls: calls.length, changed: changedCalls.size, setAside })
  }

/**
 * Receives a request and carries it out on every call of the subject. The same request again, after a crash for
 * example, goes on where it stopped. What is no request (`decodeSubjectRequest` says what is wrong), or another than the
 * one that was received under its `requestId`, is an `InvalidAppend`, and nothing of it is kept.
 *
 * @example
 * import { identifier, instant, type SubjectRequest } from '@samtykke/core'
 * import { linkCall, receiveRequest } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const log = createMemoryLog()
 * await linkCall(log)(identifier('person-1'), identifier('call-1'))()
 * const withdrawal: SubjectRequest = {
 *   kind: 'withdrawal',
 *   requestId: identifier('request-7'),
 *   subjectRef: identifier('person-1'),
 *   receivedAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(
 *   await receiveRequest(log)(withdrawal)(),
 *   E.right({ calls: 1, changed: 1, setAside: [] })
 * )
 * assert.deepStrictEqual(
 *   await receiveRequest(log)(withdrawal)(),
 *   E.right({ calls: 1, changed: 0, setAside: [] })
 * )
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
 * Links a call to its subject, and carries out on it what the subject asked before. Gives what was passed over of that.
 *
 * @example
 * import { identifier, instant, type SubjectRequest } from '@samtykke/core'
 * import { linkCall, receiveRequest } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 *
 * const log = createMemoryLog()
 * const withdrawal: SubjectRequest = {
 *   kind: 'withdrawal',
 *   requestId: identifier('request-7'),
 *   subjectRef: identifier('person-1'),
 *   receivedAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * await receiveRequest(log)(withdrawal)()
 * await linkCall(log)(identifier('person-1'), identifier('call-1'))()
 *
 * const call = await log.load(identifier('call-1'))()
 * assert.deepStrictEqual(call._tag === 'Right' && call.right.entries.map(entry => entry.type), ['consent-withdrawn'])
 */
export const linkCall =
  (log: EventLog) =>
  (
    subjectRef: Identifier,
    callId: Identifier
  ): TE.TaskEither<LogError, { readonly setAside: ReadonlyArray<SetAside> }> =>
  async () => {
    const linked = await log.link(subjectRef, callId)()
    if (E.isLeft(linked)) return linked
    const setAside = [...linked.right.setAside]
    for (const request of linked.right.requests) {
      const applied = await applyToCall(log, request, callId)
      if (E.isLeft(applied)) return applied
      setAside.push(...applied.right.setAside)
    }
    return E.right({ setAside })
  }

/**
 * Receives a request that concerns one call only, whose subject need not be known. Gives whether it was new; another
 * event under its id is a refusal.
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { requestForCall } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'phone'
 * }
 * const ask = requestForCall(createMemoryLog())
 * assert.deepStrictEqual([await ask(objected)(), await ask(objected)()], [E.right(true), E.right(false)])
 * assert.deepStrictEqual(
 *   await ask({ ...objected, channel: 'letter' })(),
 *   E.left({ _tag: 'IdTaken', id: objected.id })
 * )
 */
export const requestForCall =
  (log: EventLog) =>
  (event: Event): TE.TaskEither<LogError | Refusal, boolean> =>
    pipe(
      decideAndAppend(log, wholeView())(event.callId, () => E.right([event])),
      TE.map(({ recorded }) => recorded.length > 0)
    )
