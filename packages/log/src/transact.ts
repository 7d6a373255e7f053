/**
 * The way to change a call: decide on all that is there, append, and link the call to its subjects.
 */
import type {
  CallState,
  Cause,
  Event,
  EventLog,
  Identifier,
  LogError,
  Refusal,
  SetAside,
  View
} from '@samtykke/core'
import type * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Decided, decideAndAppend } from './decideAndAppend.ts'
import { linkSubjects } from './linkSubjects.ts'

/** What came of the events proposed, and the call's revision since. */
export interface Transacted extends Omit<Decided, 'toLink'> {
  /** What is kept of the subjects that the events name, and was passed over. */
  readonly setAside: ReadonlyArray<SetAside>
}

/**
 * Changes a call: loads it, asks what is proposed in view of it, lets `decide` of core say what of that to record, and
 * appends it, all or nothing. Where another writer came first it begins again, so that every event is decided with all
 * that came before it in view. Single events, requests and the confirmations of processors go this way; for history
 * that is brought in, which is not refused, there is `recordCall`.
 *
 * What it records links the call to the subjects that it names, and what they asked before is carried out on the call, as
 * `recordCall` does.
 *
 * @param view from where the call is seen: `asOf` is now, read at the edge for each transaction
 * @returns a function of the call, of what is proposed in view of it (events, none for nothing to do, or a refusal of its
 *   own) and of its cause. It gives what was recorded and what was nothing new; or the refusal of `decide` or of what was
 *   proposed, and nothing was recorded; or the log's error, which alone has a `retry`: the same again takes up
 *   what was begun
 *
 * @example
 * import { compilePolicy, type EventOf, identifier, instant, noticePolicy, uuid } from '@samtykke/core'
 * import { transact } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const erased: EventOf<'recording-erased'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'recording-erased',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2026-01-01T00:00:00.000Z'),
 *   recordingId: identifier('recording-1'),
 *   confirmation: 'processor-77'
 * }
 * const log = createMemoryLog()
 * assert.deepStrictEqual(
 *   await transact(log, view)(identifier('call-1'), () => E.right([erased]))(),
 *   E.left({ _tag: 'UnknownTarget', target: 'recording', targetId: 'recording-1' })
 * )
 *
 * @see contract, sections 2 and 3
 */
export const transact =
  (log: EventLog, view: View) =>
  <R = never>(
    callId: Identifier,
    propose: (call: CallState) => E.Either<R, ReadonlyArray<Event>>,
    cause?: Cause
  ): TE.TaskEither<LogError | Refusal | R, Transacted> =>
    pipe(
      decideAndAppend(log, view)(callId, propose, cause),
      TE.flatMap(({ toLink, ...decided }) =>
        pipe(
          linkSubjects(log)(callId, toLink),
          TE.map(setAside => ({ ...decided, setAside }))
        )
      )
    )
