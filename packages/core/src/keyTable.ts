/**
 * The port through which keys are kept: each wrapped by a master key, or a tombstone where it was destroyed.
 *
 * Destroying a key erases what it was for, in every copy that exists anywhere. A tombstone is for ever: its name never
 * has a key again.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Position } from './eventLog.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import type { KeyName } from './keyName.ts'

/** A key that only a master key can unwrap. */
export interface WrappedKey {
  /** At most 4,096 bytes. */
  readonly wrapped: Uint8Array
  /** Which master key wrapped it: its id, 1 to 256 signs of printable ASCII without spaces. */
  readonly wrappedBy: string
}

/** A key as it is kept. */
export interface LiveKey extends WrappedKey {
  readonly _tag: 'key'
  readonly name: KeyName
  readonly createdAt: Instant
}

/** What stands in the place of a key that was destroyed, or of one that shall never be. */
export interface Tombstone {
  readonly _tag: 'destroyed'
  readonly name: KeyName
  /** By the clock of who destroyed it first. */
  readonly destroyedAt: Instant
}

/** What stands under a name: a key, or that it was destroyed. */
export type KeyEntry = LiveKey | Tombstone

/**
 * How far a log's record of destructions was applied: the last entry that was looked at. That the entry is still there
 * tells that the log is the one that it was, and was not restored from an earlier copy.
 */
export interface Mark {
  readonly position: Position
  readonly callId: Identifier
  readonly entryId: string
  readonly recordedAt: Instant
}

/**
 * Whether two marks stand at the same entry; two absent ones do.
 *
 * @example
 * import { identifier, instant, sameMark } from '@samtykke/core'
 *
 * const position = { commit: 7n, prepare: 7n }
 * const at = { position, callId: identifier('call-1'), entryId: 'e', recordedAt: instant('2025-09-01T08:00:00.000Z') }
 * assert.ok(sameMark(at, { ...at }))
 * assert.ok(!sameMark(at, undefined))
 */
export const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.entryId === b.entryId &&
      a.callId === b.callId &&
      a.recordedAt === b.recordedAt &&
      a.position.commit === b.position.commit &&
      a.position.prepare === b.position.prepare

/**
 * How much of a ledger of destructions was seen: it had all that the table has. A ledger that has less, or not its last
 * record, was restored from an earlier copy.
 */
export interface LedgerMark {
  /** How many names. */
  readonly count: number
  /** The record with the latest instant, and of these the last by name. */
  readonly last: Tombstone
}

/** What is kept of a table as a whole. */
export interface KeyTableState {
  /** How far a log's destructions were applied; nothing where none were. */
  readonly mark: Mark | undefined
  /** How much of a ledger was seen; nothing where none was, or it was empty. */
  readonly ledger: LedgerMark | undefined
  /** The id of the master key that wraps new keys; nothing where none has yet. */
  readonly masterKey: string | undefined
}

/** What a part of a log says was destroyed, and where that part ends. */
export interface Destructions {
  readonly tombstones: ReadonlyArray<Tombstone>
  /** The mark as it was read before. */
  readonly from: Mark | undefined
  readonly to: Mark
}

/** A part of what a table holds. */
export interface KeyTablePage {
  readonly entries: ReadonlyArray<KeyEntry>
  /** What is there and is not what a table writes: where, what was expected and what was found, in a line each. */
  readonly damaged: ReadonlyArray<string>
}

/**
 * Why a table did not do what was asked, and what to do about it (`retry`):
 *
 * - `later`: the same again after a while. It may have been done already, and again does no harm
 * - `never`: the same again fails again; it is for a person
 *
 * `Unavailable`: not reached, or no answer in time. `Busy`: another process has the table. `OutOfSpace`: nothing of it was
 * kept. `Damaged`: something in the table is not what a table writes; the reason says which. `Refused`: no table, or
 * one of another version.
 */
export type KeyTableError =
  | { readonly _tag: 'Unavailable'; readonly retry: 'later'; readonly reason: string }
  | { readonly _tag: 'Busy'; readonly retry: 'later'; readonly reason: string }
  | { readonly _tag: 'OutOfSpace'; readonly retry: 'later'; readonly reason: string }
  | { readonly _tag: 'AccessDenied'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Damaged'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Refused'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Closed'; readonly retry: 'never' }

/**
 * A table of keys. Each call has a time limit of the table's own, and no call throws.
 *
 * @see `keyTableContract` in `@samtykke/testing`, which every table passes
 */
export interface KeyTable {
  /** Keeps a key where the name has none, and gives what stands there then: this one, an earlier one, or a tombstone. */
  readonly create: (
    name: KeyName,
    key: WrappedKey,
    createdAt: Instant
  ) => TE.TaskEither<KeyTableError, KeyEntry>

  /** What stands there, or nothing. What cannot be read is `Damaged`, never nothing. */
  readonly get: (name: KeyName) => TE.TaskEither<KeyTableError, KeyEntry | undefined>

  /** The keys of a call: its own, and those of its recordings and analyses. None that is destroyed or damaged. */
  readonly liveKeysOf: (callId: Identifier) => TE.TaskEither<KeyTableError, ReadonlyArray<LiveKey>>

  /** Keeps a key wrapped anew, where exactly this one still stands; gives what stands there then. */
  readonly rewrap: (before: LiveKey, key: WrappedKey) => TE.TaskEither<KeyTableError, KeyEntry | undefined>

  /**
   * Overwrites keys by tombstones, durably before it answers; also where there is no key, or one that cannot be read. An
   * earlier tombstone stands. Gives those that stand then, in the order in which they were given. An error may leave a
   * part destroyed; the same again takes it up.
   */
  readonly destroy: (
    tombstones: ReadonlyArray<Tombstone>
  ) => TE.TaskEither<KeyTableError, ReadonlyArray<Tombstone>>

  /** Everything that is there, in pages, in no order. A page that is an error is the last. */
  readonly list: () => AsyncIterable<E.Either<KeyTableError, KeyTablePage>, void, undefined>

  readonly state: () => TE.TaskEither<KeyTableError, KeyTableState>

  /** Says which master key wraps new keys from now on, where it still was `from`; whether it is `to` then. */
  readonly useMasterKey: (from: string | undefined, to: string) => TE.TaskEither<KeyTableError, boolean>

  /**
   * Destroys what a log says, and then moves the mark, so that no copy of the table ever has a mark and not what it
   * stands for. Where the mark is no longer `from`, it is not moved. The answer is whether it is `to` then.
   */
  readonly applyLog: (destructions: Destructions) => TE.TaskEither<KeyTableError, boolean>

  /** Notes how much of a ledger was seen; nothing where the table may have more than the ledger. */
  readonly sawLedger: (mark: LedgerMark | undefined) => TE.TaskEither<KeyTableError, void>

  /** Ends what is under way and lets go of the table. Everything asked later is `Closed`. */
  readonly close: () => TE.TaskEither<never, void>
}

/**
 * The error in one sentence, without personal data. What to do about it is in its `retry`.
 *
 * @example
 * import { renderKeyTableError } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   renderKeyTableError({ _tag: 'Unavailable', retry: 'later', reason: 'no answer within 30000 ms' }),
 *   'the table of keys cannot be reached: no answer within 30000 ms'
 * )
 */
export const renderKeyTableError = (error: KeyTableError): string => {
  switch (error._tag) {
    case 'Unavailable':
      return `the table of keys cannot be reached: ${error.reason}`
    case 'Busy':
      return `the table of keys is in use: ${error.reason}`
    case 'OutOfSpace':
      return `the table of keys has no space left: ${error.reason}`
    case 'AccessDenied':
      return `the table of keys denies access: ${error.reason}`
    case 'Damaged':
      return `the table of keys is damaged: ${error.reason}`
    case 'Refused':
      return `the table of keys refused: ${error.reason}`
    case 'Closed':
      return 'the table of keys is closed'
  }
}
