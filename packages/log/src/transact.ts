/**
 * The way to change a call: load it, decide, append, and again where another writer came first.
 */
import {
  callHistory,
  type CallHistory,
  callState,
  type CallState,
  type Cause,
  compareStored,
  decide,
  type Event,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type LoadedCall,
  type LogError,
  type Refusal,
  type View
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { changeCall } from './changeCall.ts'

/** What came of the events proposed, and the call's revision since. */
export interface Transacted {
  readonly recorded: ReadonlyArray<Event>
  /** Recorded before, or reporting what is done already. */
  readonly nothingNew: ReadonlyArray<Event>
  readonly revision: ExpectedRevision
}

type Sorted = Omit<Transacted, 'revision'>

const nothing: Sorted = { recorded: [], nothingNew: [] }

/** What to record of one event; none where it is there already. */
const decideOne = (
  view: View,
  call: LoadedCall,
  history: CallHistory,
  event: Event
): E.Either<Refusal, ReadonlyArray<Event>> => {
  const stored = call.entries
    .filter(({ id }) => id === event.id)
    .map(({ payload }) => compareStored(payload, event))
  if (stored.length === 0) return decide(callState(view)(history))(event)
  return stored.every(each => each === 'other') ? E.left({ _tag: 'IdTaken', id: event.id }) : E.right([])
}

const decideAll = (
  view: View,
  call: LoadedCall,
  proposed: ReadonlyArray<Event>
): E.Either<Refusal, Sorted> => {
  let history = callHistory(call)
  let sorted = nothing
  for (const event of proposed) {
    const decided = decideOne(view, call, history, event)
    if (E.isLeft(decided)) return decided
    const { recorded, nothingNew } = sorted
    if (decided.right.length === 0) sorted = { recorded, nothingNew: [...nothingNew, event] }
    else {
      sorted = { recorded: [...recorded, ...decided.right], nothingNew }
      history = { ...history, events: [...history.events, ...decided.right] }
    }
  }
  return E.right(sorted)
}

/**
 * Changes a call: loads it, asks what is proposed in view of it, lets `decide` of core say what of that to record, and
 * appends it, all or nothing. Where another writer came first it begins again, so that every event is decided with all
 * that came before it in view. Single events, requests and the confirmations of processors go this way; for history
 * that is brought in, which is not refused, there is `recordCall`.
 *
 * @param view from where the call is seen: `asOf` is now, read at the edge for each transaction
 * @returns a function of the call, of what is proposed in view of it (events, none for nothing to do, or a refusal of its
 *   own) and of its cause. It gives what was recorded and what was nothing new; or the refusal of `decide` or of what was
 *   proposed, and nothing was recorded; or the log's error, which alone has a `retry`
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
  async () => {
    let sorted = nothing
    const changed = await changeCall(log)<Refusal | R>(
      callId,
      call => {
        const proposed = propose(callState(view)(callHistory(call)))
        if (E.isLeft(proposed)) return proposed
        const decided = decideAll(view, call, proposed.right)
        if (E.isLeft(decided)) return decided
        sorted = decided.right
        return E.right(sorted.recorded)
      },
      cause
    )()
    return E.isLeft(changed) ? changed : E.right({ ...sorted, revision: changed.right.revision })
  }
