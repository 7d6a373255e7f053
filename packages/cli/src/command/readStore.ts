/**
 * The calls of a store, whole; what of it is no event is named.
 */
import type { RecordedEntry } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type EntrySpool, entrySpool, type StoredCall } from '../engine/entrySpool.ts'
import { recordsInMemory } from '../engine/thread.ts'
import { writeErr } from '../output/output.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { about } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { throughTemporaryFiles } from './readFailure.ts'

export interface StoredCalls {
  /** In no order that means anything; once. */
  readonly calls: Iterable<StoredCall>
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

const replay = (
  store: StoreSource,
  log: EventStoreDBLog,
  spool: EntrySpool
): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    throughTemporaryFiles(async (): Promise<E.Either<Failure, ExitStatus>> => {
      let status: ExitStatus = exit.done
      for await (const page of log.replay()) {
        if (E.isLeft(page)) return E.left(logFailure(store)(page.left))
        for (const entry of page.right) {
          spool.add(entry)
          if (nameUndecodable(store, entry)) status = exit.badInput
        }
      }
      return E.right(status)
    }),
    TE.flatMapEither(identity)
  )

/** Reads every call of a store, and uses them: afterwards they are gone. */
export const withStoredCalls = <A>(
  store: StoreSource,
  use: (stored: StoredCalls) => A | Promise<A>
): TE.TaskEither<Failure, A> =>
  TE.bracket(
    TE.rightIO(() => entrySpool(recordsInMemory)),
    spool =>
      pipe(
        withStore(store, log => replay(store, log, spool)),
        TE.flatMap(status => throughTemporaryFiles(() => use({ calls: spool.calls(), status })))
      ),
    spool => TE.fromIO(spool.close)
  )
