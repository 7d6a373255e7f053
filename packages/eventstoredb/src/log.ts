/**
 * The log on EventStoreDB.
 */
import {
  type AnyEvent,
  type Cause,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type LogError,
  type MemberCipher,
  type Position,
  invalidAppendReason
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { createCallAppends } from './callAppends.ts'
import type { ClientPackage } from './client.ts'
import { type ConnectionStringError, openConnection } from './connection.ts'
import { createEntryReader, encodeEvents, type EntryReader, type Upcaster } from './entries.ts'
import { eventStoreDB } from './eventStoreDB.ts'
import { follow } from './follow.ts'
import { endable } from './iteration.ts'
import { closed, invalidAppend } from './logError.ts'
import { asStored, replay } from './replay.ts'
import { createStore, type Store } from './store.ts'
import type { StoredRecord } from './storedRecord.ts'
import { callStream } from './streamNames.ts'
import { link, readSubjectIn, receive } from './subjects.ts'
import { logCounters, traced } from './telemetry.ts'

/** Another revision would come back from the server as an error that says nothing. */
const isRevision = (expected: ExpectedRevision): boolean => expected === 'no-stream' || expected >= 0n

/** How the log is to behave; the defaults suit a server in the same data centre. */
export interface LogOptions {
  /** Milliseconds for one answer of the server (10,000). What takes longer has an unknown outcome. */
  readonly timeLimit?: number
  /** Milliseconds for trying again what may be tried again (60,000). */
  readonly retryFor?: number
  /** Whose client connects: that of `@eventstore/db-client`, or `kurrentDB` of `@samtykke/eventstoredb/kurrentdb`. */
  readonly client?: ClientPackage
  /** Encrypts members; absent = everything is stored as it is. */
  readonly cipher?: MemberCipher
  /** Bring events of older schema versions to the present one. */
  readonly upcasters?: ReadonlyArray<Upcaster>
}

/** The log, and what followers and consumers of this package need of it. */
export interface EventStoreDBLog extends EventLog {
  /** As `replay`, but the records of calls as they are stored, nothing decrypted or brought to the present. */
  readonly records: (
    from?: Position
  ) => AsyncIterable<E.Either<LogError, ReadonlyArray<StoredRecord>>, void, undefined>
  readonly store: Store
  readonly reader: EntryReader
}

/** What is sent of a call. */
interface Sent {
  readonly callId: Identifier
  readonly events: ReadonlyArray<AnyEvent>
  readonly cause: Cause
}

/**
 * Opens the log on a server or cluster. Nothing is connected before the first call.
 *
 * @param connectionString `esdb://…`, `esdb+discover://…`, or the same with `kurrentdb`
 *
 * @example
 * import { openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(openEventStoreDBLog('esdb://localhost:2113?tls=false')))
 * assert.deepStrictEqual(openEventStoreDBLog('esdb://localhost?tsl=false'), E.left({
 *   _tag: 'ConnectionStringError',
 *   reason: 'no setting of the name tsl: did you mean tls?'
 * }))
 */
export const openEventStoreDBLog = (
  connectionString: string,
  { timeLimit = 10_000, retryFor = 60_000, client = eventStoreDB, cipher, upcasters = [] }: LogOptions = {}
): E.Either<ConnectionStringError, EventStoreDBLog> => {
  const connected = openConnection(connectionString, client, timeLimit)
  if (E.isLeft(connected)) return connected
  const connection = connected.right
  const store = createStore(connection, { timeLimit, retryFor })
  const reader = createEntryReader(cipher, upcasters)
  const { signal } = connection

  const appends = createCallAppends(store, reader)
  const ofSubjects = { store, cipher }

  const send = (
    { callId, events, cause }: Sent,
    expected: ExpectedRevision,
    by: (call: Parameters<typeof appends.create>[0]) => Promise<E.Either<LogError, bigint>>
  ): Promise<E.Either<LogError, ExpectedRevision>> =>
    traced('append', async () => {
      if (signal.aborted) return E.left(closed)
      if (events.length === 0) return E.right(expected)
      const problem = isRevision(expected)
        ? invalidAppendReason(callId, events)
        : 'expected: a revision of 0 or more, or no-stream'
      if (problem !== undefined) return E.left(invalidAppend(problem))
      const stream = callStream(callId)
      const encoded = await encodeEvents(cipher, stream, events, { correlationId: callId, ...cause })()
      if (E.isLeft(encoded)) return encoded
      const result = await by({ stream, events, encoded: encoded.right })
      if (E.isRight(result)) logCounters.appended.add(events.length)
      return result
    })

  const create: EventLog['create'] =
    (callId, events, cause = {}) =>
    () =>
      send({ callId, events, cause }, 'no-stream', appends.create)

  const append: EventLog['append'] =
    (callId, events, expected, cause = {}) =>
    () =>
      send({ callId, events, cause }, expected, call => appends.append(call, expected))

  const load: EventLog['load'] = callId => () =>
    traced('load', async () => {
      const content = await store.read(callStream(callId))
      if (E.isLeft(content)) return content
      const { records, revision } = content.right
      const entries = await reader.consume(records)
      if (E.isLeft(entries)) return entries
      logCounters.read.add(records.length)
      return E.right({ callId, revision, entries: entries.right })
    })

  return E.right({
    create,
    append,
    load,
    replay: from => endable(ended => replay(store, reader, from, ended), signal),
    records: from => endable(ended => replay(store, asStored, from, ended), signal),
    follow: from => endable(ended => follow(store, reader, from, ended), signal),
    link: (subjectRef, callId) => () => traced('link', () => link(ofSubjects, subjectRef, callId)),
    receive: request => () => traced('receive', () => receive(ofSubjects, request)),
    subject: subjectRef => () => traced('subject', () => readSubjectIn(ofSubjects, subjectRef)),
    close: () => async () => {
      await connection.close()
      return E.right(undefined)
    },
    store,
    reader
  })
}
