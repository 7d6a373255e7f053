/**
 * The port through which destructions are written down a third time, beside the recordings: the table of keys has its
 * tombstones and the log its events, and whichever two of the three are restored from a back-up, one still knows.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Tombstone } from './keyTable.ts'
import type { StoreError } from './recordingStore.ts'

/** A part of a ledger. */
export interface LedgerPage {
  /** Names and instants; nothing of what was destroyed. The same name may come several times. */
  readonly tombstones: ReadonlyArray<Tombstone>
  /** How many records cannot be read, so that it is not known of which key: one that was never ended, for example. */
  readonly unread: number
}

/**
 * A ledger of destroyed keys, which is only ever added to. Each call has a time limit of the ledger's own, and no call
 * throws.
 *
 * @see `destructionLedgerContract` in `@samtykke/testing`, which every ledger passes
 */
export interface DestructionLedger {
  /** Writes down that a key is about to be destroyed, durably before it answers. Again does no harm. */
  readonly record: (tombstone: Tombstone) => TE.TaskEither<StoreError, void>

  /** Everything that was written down, in pages. A page that is an error is the last. */
  readonly list: () => AsyncIterable<E.Either<StoreError, LedgerPage>, void, undefined>
}
