/**
 * A log for those who write promises: the same port and the same ways to write, with what is no result as an exception.
 */
import {
  type AnyEvent,
  type CallState,
  type Cause,
  type Event,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type LoadedCall,
  type LogError,
  type Position,
  type RecordedEntry,
  type Refusal,
  renderLogError,
  renderRefusal,
  type SetAside,
  type Subject,
  type SubjectRequest,
  type View
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { recordCall, type RecordedCall, type RecordOptions } from './recordCall.ts'
import { type AppliedRequests, linkCall, receiveRequest, requestForCall } from './requests.ts'
import { transact, type Transacted } from './transact.ts'

/**
 * What a promise of a log rejects with: the error or the refusal itself, and what to do about it.
 */
export class RejectedByLog extends Error {
  override readonly name = 'RejectedByLog'
  /** The value of which `_tag` tells the kind. */
  readonly reason: LogError | Refusal
  /** Whether and how to try again; a refusal by the rules of core has none. */
  readonly retry: LogError['retry'] | undefined

  constructor(reason: LogError | Refusal) {
    super('retry' in reason ? renderLogError(reason) : renderRefusal(reason))
    this.reason = reason
    this.retry = 'retry' in reason ? reason.retry : undefined
  }
}

/** A log whose methods begin at once and return promises, which reject with `RejectedByLog`. */
export interface PromiseLog {
  readonly create: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    cause?: Cause
  ) => Promise<ExpectedRevision>
  readonly append: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    expected: ExpectedRevision,
    cause?: Cause
  ) => Promise<ExpectedRevision>
  readonly load: (callId: Identifier) => Promise<LoadedCall>
  /** Every entry of every call, in pages. The iteration throws `RejectedByLog`. */
  readonly replay: (from?: Position) => AsyncIterable<ReadonlyArray<RecordedEntry>, void, undefined>
  /** As the port has it: what goes wrong is a step. */
  readonly follow: EventLog['follow']
  readonly link: (subjectRef: Identifier, callId: Identifier) => Promise<Subject>
  readonly receive: (request: SubjectRequest) => Promise<void>
  readonly subject: (subjectRef: Identifier) => Promise<Subject>
  readonly close: () => Promise<void>

  /** Records what happened, each event once. */
  readonly recordCall: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    options?: RecordOptions & { readonly cause?: Cause }
  ) => Promise<RecordedCall>
  /** Changes a call by what is proposed in view of it; rejects with the refusal where that cannot be true. */
  readonly transact: (
    view: View,
    callId: Identifier,
    propose: (call: CallState) => ReadonlyArray<Event>,
    cause?: Cause
  ) => Promise<Transacted>
  /** Keeps what a person asks, and carries it out on every call of theirs. */
  readonly receiveRequest: (request: SubjectRequest) => Promise<AppliedRequests>
  /** Records a person's request on one call; whether it was new. */
  readonly requestForCall: (event: Event) => Promise<boolean>
  /** Links a call to its subject, and carries out on it what the subject asked before. */
  readonly linkCall: (
    subjectRef: Identifier,
    callId: Identifier
  ) => Promise<{ readonly setAside: ReadonlyArray<SetAside> }>
}

const settled = async <A>(task: TE.TaskEither<LogError | Refusal, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new RejectedByLog(result.left)
  return result.right
}

async function* pagesOf(
  pages: ReturnType<EventLog['replay']>
): AsyncGenerator<ReadonlyArray<RecordedEntry>, void, undefined> {
  for await (const page of pages) {
    if (E.isLeft(page)) throw new RejectedByLog(page.left)
    yield page.right
  }
}

/**
 * A log for those who write promises. It adds nothing: each method is that of the port, or the function of the same
 * name, run at once.
 *
 * @example
 * import { decodeKnownEvent, identifier } from '@samtykke/core'
 * import { promises, RejectedByLog } from '@samtykke/log/promise'
 * import { createMemoryLog } from '@samtykke/testing'
 *
 * const log = promises(createMemoryLog())
 * const callId = identifier('call-1')
 * const objection = decodeKnownEvent({
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId,
 *   occurredAt: '2025-09-01T08:00:00Z',
 *   channel: 'email'
 * })
 * if (objection._tag === 'Left') throw new Error('no event')
 *
 * const { recorded } = await log.recordCall(callId, [objection.right])
 * assert.strictEqual(recorded.length, 1)
 *
 * const again = log.create(callId, [objection.right])
 * await assert.rejects(again, error => error instanceof RejectedByLog && error.retry === 'reload')
 * await log.close()
 */
export const promises = (log: EventLog): PromiseLog => ({
  create: (...call) => settled(log.create(...call)),
  append: (...call) => settled(log.append(...call)),
  load: callId => settled(log.load(callId)),
  replay: from => pagesOf(log.replay(from)),
  follow: from => log.follow(from),
  link: (subjectRef, callId) => settled(log.link(subjectRef, callId)),
  receive: request => settled(log.receive(request)),
  subject: subjectRef => settled(log.subject(subjectRef)),
  close: () => settled(log.close()),
  recordCall: (callId, events, { cause, ...options } = {}) =>
    settled(recordCall(log, options)(callId, events, cause)),
  transact: (view, callId, propose, cause) =>
    settled(transact(log, view)(callId, call => E.right(propose(call)), cause)),
  receiveRequest: request => settled(receiveRequest(log)(request)),
  requestForCall: event => settled(requestForCall(log)(event)),
  linkCall: (subjectRef, callId) => settled(linkCall(log)(subjectRef, callId))
})
