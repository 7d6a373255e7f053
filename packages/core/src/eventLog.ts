/**
 * The port through which events are kept: what a log does, whatever it is made of.
 *
 * A log is append only. Each call has a stream of its own, whose entries are numbered from 0 (their revision); all
 * streams together have one order (the position). A subject has a stream as well, which links it to its calls and
 * holds its requests, so that a request reaches every call of that person.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { AnyEvent } from './event.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import type { SubjectRequest } from './subjectRequest.ts'

/**
 * What a writer has seen of a call: the revision of its last entry, or that there is none.
 */
export type ExpectedRevision = bigint | 'no-stream'

/**
 * Where in the whole log an entry stands. Both numbers belong to it: a checkpoint of only one can lose entries.
 */
export interface Position {
  readonly commit: bigint
  readonly prepare: bigint
}

/**
 * What can be read of an entry.
 *
 * - `readable`: an event; also one of a type that this version does not know
 * - `forgotten`: an event of which the key of the members named was destroyed; nothing that a rule reads is missing
 * - `redacted`: emptied or truncated away
 * - `undecodable`: a fault; `reason` names members, and what was expected and found there (what may be personal only by
 *   its length)
 */
export type Payload =
  | { readonly _tag: 'readable'; readonly event: AnyEvent }
  | { readonly _tag: 'forgotten'; readonly event: AnyEvent; readonly members: ReadonlyArray<string> }
  | { readonly _tag: 'redacted' }
  | { readonly _tag: 'undecodable'; readonly reason: string }

/** An entry of a call's stream. */
export interface RecordedEntry {
  readonly callId: Identifier
  readonly id: string
  readonly type: string
  readonly revision: bigint
  readonly position: Position
  /** By the log's own clock. An event that is read has it as its `recordedAt`. */
  readonly recordedAt: Instant
  readonly payload: Payload
}

/** A call as it stands in the log: its entries by revision, and what the next append expects. */
export interface LoadedCall {
  readonly callId: Identifier
  readonly revision: ExpectedRevision
  readonly entries: ReadonlyArray<RecordedEntry>
}

/**
 * Why a log did not do what was asked, and what to do about it (`retry`):
 *
 * - `reload`: read the call again and decide anew
 * - `later`: nothing was written; the same again after a while
 * - `same-ids`: it may or may not be written; the same again, with the same ids and the same expected revision
 * - `never`: the same again fails again
 */
export type LogError =
  | {
      readonly _tag: 'RevisionConflict'
      readonly retry: 'reload'
      readonly expected: ExpectedRevision
      /** Absent where the log does not say. */
      readonly actual?: ExpectedRevision
    }
  | { readonly _tag: 'Unavailable'; readonly retry: 'later'; readonly reason: string }
  | { readonly _tag: 'OutcomeUnknown'; readonly retry: 'same-ids'; readonly reason: string }
  | { readonly _tag: 'AccessDenied'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'StreamDeleted'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'TooLarge'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'InvalidAppend'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Refused'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Closed'; readonly retry: 'never' }

/** Who caused an append: ids only, never personal data. */
export interface Cause {
  /** What belongs together, a request for example. Absent: the call's id. */
  readonly correlationId?: string
  /** The id of the event that led to these. Absent: each event is its own cause. */
  readonly causationId?: string
}

/**
 * One step of following a log.
 *
 * - `entry`: the next entry; after a drop none is missing, none comes twice
 * - `position`: everything up to here has been given
 * - `caught-up`: there is nothing more for now
 * - `connected`, `dropped`: the connection came, went; it is made again after the milliseconds given
 * - `failed`: it cannot go on; the last step
 */
export type FollowStep =
  | { readonly _tag: 'entry'; readonly entry: RecordedEntry }
  | { readonly _tag: 'position'; readonly position: Position }
  | { readonly _tag: 'caught-up' }
  | { readonly _tag: 'connected' }
  | { readonly _tag: 'dropped'; readonly error: LogError; readonly retryInMilliseconds: number }
  | { readonly _tag: 'failed'; readonly error: LogError }

/**
 * An entry that is kept of a subject and was passed over, and why: it cannot be read, or its key was destroyed. The reason names members and never repeats what may
 * be personal.
 */
export interface SetAside {
  readonly id: string
  readonly type: string
  readonly reason: string
}

/** What is known of a subject: its calls and its requests, each once, in the order in which they came. */
export interface Subject {
  readonly calls: ReadonlyArray<Identifier>
  readonly requests: ReadonlyArray<SubjectRequest>
  /** Entries that are no link and no request: they stop nothing, and are to be looked at. */
  readonly setAside: ReadonlyArray<SetAside>
}

/**
 * A log of events.
 *
 * @see `eventLogContract` in `@samtykke/testing`, which every log passes
 */
export interface EventLog {
  /**
   * Appends the first events of a call, all or none, and gives the revision of the last. Where the call is there
   * already it is a `RevisionConflict`, also where that is by these very events, so that who records knows what is new.
   */
  readonly create: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    cause?: Cause
  ) => TE.TaskEither<LogError, ExpectedRevision>

  /**
   * Appends events to their call, all or none. Nothing is appended for an empty list. The same append again (same
   * ids, same content, same expected revision) succeeds and appends nothing; with other content it is a
   * `RevisionConflict`. Gives the revision of the last of these events.
   */
  readonly append: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    expected: ExpectedRevision,
    cause?: Cause
  ) => TE.TaskEither<LogError, ExpectedRevision>

  /** A call's entries. A call that is not there has none. */
  readonly load: (callId: Identifier) => TE.TaskEither<LogError, LoadedCall>

  /**
   * Every entry of every call behind a position, in pages, by position, and then the end. A page that is an error is
   * the last.
   */
  readonly replay: (
    from?: Position
  ) => AsyncIterable<E.Either<LogError, ReadonlyArray<RecordedEntry>>, void, undefined>

  /** Every entry behind a position, and each new one as it comes, until the iteration is ended. */
  readonly follow: (from: Position | 'start' | 'end') => AsyncIterable<FollowStep, void, undefined>

  /** Says that the call is one of the subject's. Again is nothing new. Gives the subject as of then. */
  readonly link: (subjectRef: Identifier, callId: Identifier) => TE.TaskEither<LogError, Subject>

  /**
   * Keeps a subject's request. The same again is nothing new. What `decodeSubjectRequest` does not read, and another
   * request under the `requestId` of one that is kept, is an `InvalidAppend`, and nothing of it is kept.
   */
  readonly receive: (request: SubjectRequest) => TE.TaskEither<LogError, void>

  /** A subject's calls and requests. One that is not there has none. */
  readonly subject: (subjectRef: Identifier) => TE.TaskEither<LogError, Subject>

  /** Ends what is under way and lets go of the connection. Everything asked later is `Closed`. */
  readonly close: () => TE.TaskEither<never, void>
}

/**
 * The error in one sentence, without personal data. What to do about it is in its `retry`.
 *
 * @example
 * import { renderLogError } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   renderLogError({ _tag: 'RevisionConflict', retry: 'reload', expected: 3n, actual: 4n }),
 *   'the call has changed: expected revision 3, found revision 4'
 * )
 */
export const renderLogError = (error: LogError): string => {
  switch (error._tag) {
    case 'RevisionConflict':
      return `the call has changed: expected ${revisionText(error.expected)}, found ${
        error.actual === undefined ? 'another' : revisionText(error.actual)
      }`
    case 'Unavailable':
      return `the log cannot be reached: ${error.reason}`
    case 'OutcomeUnknown':
      return `the log did not answer, and may or may not have done it: ${error.reason}`
    case 'AccessDenied':
      return `the log denies access: ${error.reason}`
    case 'StreamDeleted':
      return `the stream was deleted for good: ${error.reason}`
    case 'TooLarge':
      return `too large: ${error.reason}`
    case 'InvalidAppend':
      return `not appended: ${error.reason}`
    case 'Refused':
      return `the log refused: ${error.reason}`
    case 'Closed':
      return 'the log is closed'
  }
}

const revisionText = (revision: ExpectedRevision): string =>
  revision === 'no-stream' ? 'no entry' : `revision ${revision.toString()}`
