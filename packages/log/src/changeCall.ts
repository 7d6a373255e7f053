/**
 * Changing a call: load, decide, append, and again where another writer came first.
 */
import {
  type AnyEvent,
  type Cause,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type LoadedCall,
  type LogError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { createKeyedQueue, type KeyedQueue } from './keyedQueue.ts'
import { backoff, delay } from './retry.ts'

/** What was appended, and the call's revision since. */
export interface Changed {
  readonly events: ReadonlyArray<AnyEvent>
  readonly revision: ExpectedRevision
}

const mostConflicts = 100
const queuesOf = new WeakMap<EventLog, KeyedQueue>()

const queueFor = (log: EventLog): KeyedQueue => {
  const known = queuesOf.get(log) ?? createKeyedQueue()
  queuesOf.set(log, known)
  return known
}

/**
 * Changes a call by what is recorded of it: loads it, decides, appends with the revision that was seen. Where another
 * writer came first it loads and decides again, up to a hundred times. Within a process those who change one call wait
 * for each other.
 *
 * @param decide gives the events to append, none for nothing to do, or its own refusal
 */
export const changeCall =
  (log: EventLog) =>
  <R>(
    callId: Identifier,
    decide: (call: LoadedCall) => E.Either<R, ReadonlyArray<AnyEvent>>,
    cause?: Cause
  ): TE.TaskEither<LogError | R, Changed> =>
  () =>
    queueFor(log)(callId, async () => {
      let emptied: ExpectedRevision | undefined
      for (let tries = 1; ; tries++) {
        const loaded = await log.load(callId)()
        if (E.isLeft(loaded)) return loaded
        const call = loaded.right
        const decided = decide(call)
        if (E.isLeft(decided)) return decided
        const events = decided.right
        if (events.length === 0) return E.right({ events, revision: call.revision })
        const expected = call.entries.length === 0 ? (emptied ?? call.revision) : call.revision
        const appended = await log.append(callId, events, expected, cause)()
        if (E.isRight(appended)) return E.right({ events, revision: appended.right })
        if (appended.left._tag !== 'RevisionConflict' || tries >= mostConflicts) return appended
        emptied = appended.left.actual
        await delay(backoff(Math.min(tries, 4)))
      }
    })
