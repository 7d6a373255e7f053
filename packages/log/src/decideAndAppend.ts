/**
 * Load a call, decide, append, and again where another writer came first.
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
import { namesItsSubject } from './namesItsSubject.ts'

/** What came of the events proposed, and the call's revision since. */
export interface Decided {
  readonly recorded: ReadonlyArray<Event>
  /** Recorded before, or reporting what is done already. */
  readonly nothingNew: ReadonlyArray<Event>
  /** Of both, those that stand in the log with their subject. */
  readonly toLink: ReadonlyArray<Event>
  readonly revision: ExpectedRevision
}

type Sorted = Omit<Decided, 'revision'>

const nothing: Sorted = { recorded: [], nothingNew: [], toLink: [] }

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
    const { recorded, nothingNew, toLink } = sorted
    if (decided.right.length === 0) {
      const stands = call.entries.some(entry => entry.id === event.id && namesItsSubject(entry))
      sorted = { recorded, nothingNew: [...nothingNew, event], toLink: stands ? [...toLink, event] : toLink }
    } else {
      sorted = {
        recorded: [...recorded, ...decided.right],
        nothingNew,
        toLink: [...toLink, ...decided.right]
      }
      history = { ...history, events: [...history.events, ...decided.right] }
    }
  }
  return E.right(sorted)
}

/** What `transact` does to the call itself; subjects are left as they are. */
export const decideAndAppend =
  (log: EventLog, view: View) =>
  <R = never>(
    callId: Identifier,
    propose: (call: CallState) => E.Either<R, ReadonlyArray<Event>>,
    cause?: Cause
  ): TE.TaskEither<LogError | Refusal | R, Decided> =>
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
