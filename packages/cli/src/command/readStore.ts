/**
 * The calls of a store, whole; what of it is no event is named.
 */
import { type CallHistory, createHistories, type RecordedEntry } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { about } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'

export interface StoredCalls {
  readonly histories: Iterable<CallHistory>
  /** The status that the entries alone call for. */
  readonly status: ExitStatus
}

/** Names an entry that is no event, as EventStoreDB does: revision, `@`, stream. */
export const nameUndecodable = (
  { name }: StoreSource,
  { callId, revision, payload }: RecordedEntry
): boolean => {
  if (payload._tag !== 'undecodable') return false
  writeErr(about(`${name}: ${revision.toString()}@call-${callId}`, inDanish(payload.reason)))
  return true
}

const replay =
  (store: StoreSource, log: EventStoreDBLog): TE.TaskEither<Failure, StoredCalls> =>
  async () => {
    const histories = createHistories()
    let status: ExitStatus = exit.done
    for await (const page of log.replay()) {
      if (E.isLeft(page)) return E.left(logFailure(store)(page.left))
      for (const entry of page.right) {
        histories.add(entry)
        if (nameUndecodable(store, entry)) status = exit.badInput
      }
    }
    return E.right({ histories: histories.all(), status })
  }

/** Reads every call of a store. */
export const readStore = (store: StoreSource): TE.TaskEither<Failure, StoredCalls> =>
  withStore(store, log => replay(store, log))
