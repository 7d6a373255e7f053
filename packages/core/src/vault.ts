/**
 * The port through which keys are used: made, opened, destroyed.
 *
 * An absent key is never taken for a reason to read or write in the clear: it is an error, and a destroyed key is told
 * from a missing one.
 */
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type LogError, renderLogError } from './eventLog.ts'
import type { Instant } from './instant.ts'
import type { KeyName } from './keyName.ts'
import { type KeyTableError, renderKeyTableError, type Tombstone } from './keyTable.ts'
import { renderStoreError, type StoreError } from './recordingStore.ts'

/**
 * Why a vault did not give or destroy a key; `retry` as in the errors of a table.
 *
 * `KeyMissing`: this vault has no such key; it is another vault, or one not yet restored. `KeyDestroyed`: what it was for
 * is erased. `WrongMasterKey`: wrapped by a master key that was not given. `NotUnwrapped`: what is kept is no key that this
 * master key wrapped under this name. `LogUnread`: what the log says was destroyed is not known, so that nothing is
 * opened. `LedgerFailed`: the ledger of destructions could not be read, so that nothing is opened, or not be written, so that
 * nothing was destroyed.
 */
export type VaultError =
  | KeyTableError
  | { readonly _tag: 'KeyMissing'; readonly retry: 'never'; readonly name: KeyName }
  | {
      readonly _tag: 'KeyDestroyed'
      readonly retry: 'never'
      readonly name: KeyName
      readonly destroyedAt: Instant
    }
  | {
      readonly _tag: 'WrongMasterKey'
      readonly retry: 'never'
      /** The id of the master key that is needed. */
      readonly wrappedBy: string
      /** The ids of those that were given. */
      readonly given: ReadonlyArray<string>
    }
  | { readonly _tag: 'NotUnwrapped'; readonly retry: 'never'; readonly name: KeyName }
  | { readonly _tag: 'MasterKeyFailed'; readonly retry: 'later' | 'never'; readonly reason: string }
  | { readonly _tag: 'LogUnread'; readonly retry: LogError['retry']; readonly error: LogError }
  | { readonly _tag: 'LedgerFailed'; readonly retry: StoreError['retry']; readonly error: StoreError }

/** Keys by their names. No call throws. */
export interface Vault {
  /** The 256 bits of a key that is there: a copy for who asks, who overwrites it once it is used. */
  readonly key: (name: KeyName) => TE.TaskEither<VaultError, Uint8Array>

  /** The same, made where there is none yet. A destroyed name never has one again: `KeyDestroyed`. */
  readonly keyOrNew: (name: KeyName) => TE.TaskEither<VaultError, Uint8Array>

  /**
   * Destroys a key: for good, and idempotent. A name that has no key never gets one. The answer is the same for all who
   * destroy it.
   */
  readonly destroy: (name: KeyName) => TE.TaskEither<VaultError, Tombstone>

  /** The longest time, in milliseconds, for which another process may hold a key that was destroyed here. */
  readonly cacheFor: number

  /** Forgets the keys in memory and lets go of the table. Everything asked later is `Closed`. */
  readonly close: () => TE.TaskEither<never, void>
}

/**
 * The error in one sentence, without personal data. What to do about it is in its `retry`.
 *
 * @example
 * import { callKey, identifier, renderVaultError } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   renderVaultError({ _tag: 'KeyMissing', retry: 'never', name: callKey(identifier('call-1')) }),
 *   'the vault has no key call/call-1: it is another vault, or not yet restored'
 * )
 */
export const renderVaultError = (error: VaultError): string => {
  switch (error._tag) {
    case 'KeyMissing':
      return `the vault has no key ${error.name}: it is another vault, or not yet restored`
    case 'KeyDestroyed':
      return `the key ${error.name} was destroyed at ${error.destroyedAt}`
    case 'WrongMasterKey':
      return `expected the master key ${error.wrappedBy}, found ${error.given.join(', ')}`
    case 'NotUnwrapped':
      return `what is kept as the key ${error.name} was not wrapped under this name by this master key`
    case 'MasterKeyFailed':
      return `the master key cannot be used: ${error.reason}`
    case 'LogUnread':
      return `what was destroyed is not known, and nothing is opened: ${renderLogError(error.error)}`
    case 'LedgerFailed':
      return `the ledger of destroyed keys failed: ${renderStoreError(error.error)}`
    default:
      return renderKeyTableError(error)
  }
}
