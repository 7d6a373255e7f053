/**
 * The port of a master key: what wraps the keys that are kept, so that a table of keys alone opens nothing.
 */
import type { KeyName, VaultError } from '@samtykke/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * A master key: from a file or a variable (`masterKey`), or in a key management service, with the key's name as its
 * context. Each call has a time limit of the wrapper's own, and no call throws.
 */
export interface KeyWrapper {
  /** Which master key it is: 1 to 256 signs of printable ASCII without spaces; another key has another id. */
  readonly id: string

  /** Wraps 32 bytes under a name; at most 4,096 bytes. */
  readonly wrap: (name: KeyName, key: Uint8Array) => TE.TaskEither<VaultError, Uint8Array>

  /** The 32 bytes that were wrapped under this name; what was wrapped under another is `NotUnwrapped`. */
  readonly unwrap: (name: KeyName, wrapped: Uint8Array) => TE.TaskEither<VaultError, Uint8Array>
}
