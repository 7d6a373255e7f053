/**
 * One question put to every call of a store.
 */
import {
  type CallHistory,
  createHistories,
  isKnownEvent,
  type LogError,
  type RecordedEntry
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../engine/engine.ts'
import { asker, type Question } from '../engine/question.ts'
import { runWriter } from '../engine/run.ts'
import { type Watcher, watcher } from '../engine/seen.ts'
import { say } from '../output.ts'
import { printable } from '../printable.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from './failure.ts'
import { nameSeen } from './nameSeen.ts'

export interface StoreAnswer {
  readonly answer: Answer
  readonly status: ExitStatus
}

/** Names an entry that is no event, as EventStoreDB does: revision, `@`, stream. */
export const nameUndecodable = (
  { name }: StoreSource,
  { callId, revision, payload }: RecordedEntry
): boolean => {
  if (payload._tag !== 'undecodable') return false
  say(printable(`${name}: ${revision.toString()}@call-${callId}: ${payload.reason}`))
  return true
}

/** Notices a call of a store. */
export const watch = ({ call, unknownType }: Watcher, history: CallHistory): void => {
  call(history)
  for (const event of history.events) if (!isKnownEvent(event)) unknownType(event.type)
}

const ask = async (
  store: StoreSource,
  log: EventStoreDBLog,
  question: Question
): Promise<E.Either<LogError, StoreAnswer>> => {
  const histories = createHistories()
  let status: ExitStatus = exit.done
  for await (const page of log.replay()) {
    if (E.isLeft(page)) return page
    for (const entry of page.right) {
      histories.add(entry)
      if (nameUndecodable(store, entry)) status = exit.badInput
    }
  }
  const writer = runWriter()
  const { ask: put, counts, tally } = await asker(question, writer)
  const watching = watcher(question)
  for (const history of histories.all()) {
    watch(watching, history)
    put(history)
  }
  const seen = watching.seen()
  nameSeen(seen, question, status !== exit.done)
  const folded = tally()
  const answer = {
    runs: [writer.finish()],
    counts,
    rejects: [],
    tallies: folded === undefined ? [] : [folded],
    seen
  }
  return E.right({ answer, status })
}

export const askStore = (store: StoreSource, question: Question): TE.TaskEither<Failure, StoreAnswer> =>
  withStore(store, log => pipe(() => ask(store, log, question), TE.mapLeft(logFailure(store))))
