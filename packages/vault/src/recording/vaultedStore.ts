/**
 * A store whose bytes only a vault opens: what goes in is encrypted under a key of its own, and to erase is to destroy that
 * key, and then the bytes.
 */
import {
  analysisKey,
  type AnalysisStore,
  type Erasure,
  type Instant,
  type KeyName,
  recordingKey,
  type RecordingStore,
  type Ref,
  renderVaultError,
  type StoreError,
  validRef,
  type Vault,
  type VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { usingToGive } from '../overwritten.ts'
import { decryptWith, NotOpened } from './ageFile.ts'
import { hashed, sha256 } from './hashed.ts'

/**
 * The name of the key of what a ref names.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { keyOfRef } from '@samtykke/vault'
 *
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'archive' }
 * assert.strictEqual(keyOfRef(ref), 'recording/call-1/rec-1')
 */
export const keyOfRef = (ref: Ref): KeyName =>
  ref.recordingId === undefined
    ? analysisKey(ref.callId, ref.analysisId)
    : recordingKey(ref.callId, ref.recordingId)

export const storeErrorOf = (error: VaultError): StoreError => {
  const reason = renderVaultError(error)
  if (error._tag === 'KeyDestroyed') return { _tag: 'NotFound', retry: 'never', reason }
  return error.retry === 'later'
    ? { _tag: 'Unavailable', retry: 'later', reason }
    : { _tag: 'Refused', retry: 'never', reason }
}

/**
 * When the key of what a ref names was destroyed, and with it what it opens in every copy; nothing where it was not. What
 * was never encrypted has no key, and one that these master keys do not open is not destroyed.
 *
 * @example
 * import { createMemoryKeyTable, createMemoryLog } from '@samtykke/testing'
 * import { masterKey, openVault, keyDestroyedAt } from '@samtykke/vault'
 * import { identifier, recordingKey } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log: createMemoryLog() })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 * const ref = { callId: identifier('call-1'), recordingId: identifier('recording-1'), processor: 'recorder' }
 * assert.deepStrictEqual(await keyDestroyedAt(vault)(ref)(), E.right(undefined))
 * await vault.destroy(recordingKey(ref.callId, ref.recordingId))()
 * const at = await keyDestroyedAt(vault)(ref)()
 * assert.ok(E.isRight(at) && at.right !== undefined)
 * await vault.close()()
 */
export const keyDestroyedAt =
  (vault: Vault) =>
  (ref: Ref): TE.TaskEither<StoreError, Instant | undefined> =>
  async () => {
    const key = await vault.key(keyOfRef(ref))()
    if (E.isRight(key)) {
      key.right.fill(0)
      return E.right(undefined)
    }
    const { left: error } = key
    if (error._tag === 'KeyDestroyed') return E.right(error.destroyedAt)
    return notDestroyed.has(error._tag) ? E.right(undefined) : E.left(storeErrorOf(error))
  }

const notDestroyed: ReadonlySet<VaultError['_tag']> = new Set([
  'KeyMissing',
  'NotUnwrapped',
  'WrongMasterKey'
])

/** The bytes; at their end it breaks off where they are not those of which the log has the hash. */
async function* asRecorded(
  bytes: AsyncIterable<Uint8Array>,
  expected: string | undefined
): AsyncGenerator<Uint8Array, void, undefined> {
  if (expected === undefined) {
    yield* bytes
    return
  }
  const hash = sha256()
  yield* hashed(bytes, hash)
  if (hash.digest('hex') !== expected)
    throw new NotOpened('what is stored is not what was recorded as stored')
}

/** Destroys the key, and sees that it is destroyed. */
const destroyed = (vault: Vault, ref: Ref): TE.TaskEither<StoreError, void> =>
  pipe(
    vault.destroy(keyOfRef(ref)),
    TE.mapLeft(storeErrorOf),
    TE.flatMap(() => async () => {
      const left = await vault.key(keyOfRef(ref))()
      if (E.isLeft(left) && left.left._tag === 'KeyDestroyed') return E.right(undefined)
      return E.left<StoreError>(
        E.isLeft(left)
          ? storeErrorOf(left.left)
          : { _tag: 'Unavailable', retry: 'later', reason: 'the key was destroyed, and is still there' }
      )
    })
  )

/**
 * A store over another, whose bytes are encrypted in the age format, each recording and each analysis under its own key of
 * the vault.
 *
 * - `open` decrypts. `NotFound` where the key was destroyed; `Refused` where the vault has no such key. What is not in the
 *   age format, was changed, or does not have the `sha256` of the ref, which is that of the ciphertext, breaks the iteration
 *   off
 * - `erase` destroys the key first, so that no copy and no back-up is readable from then on, and then the bytes of the store
 *   beneath; the same again takes up what was left
 * - `find`, `progress` and `inventory` are those of the store beneath: of ciphertext
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { createMemoryKeyTable, createMemoryStore } from '@samtykke/testing'
 * import { ageRecipient, encryptTo, keyOfRef, masterKey, openVault, vaultedStore } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 * import { Readable } from 'node:stream'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 *
 * // Who records has the recipient only.
 * const beneath = createMemoryStore({ name: 'archive' })
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'archive' }
 * const key = await vault.keyOrNew(keyOfRef(ref))()
 * assert.ok(E.isRight(key))
 * await beneath.put(ref, encryptTo(await ageRecipient(key.right), Readable.from([Buffer.from('sound')])))()
 *
 * const store = vaultedStore(vault, beneath)
 * const bytes = await store.open(ref)()
 * assert.ok(E.isRight(bytes))
 * assert.strictEqual(Buffer.concat(await Readable.from(bytes.right).toArray()).toString(), 'sound')
 * await store.erase(ref)()
 * assert.ok(E.isLeft(await vault.key(keyOfRef(ref))()))
 * await vault.close()()
 *
 * @see GDPR art. 17(1), 32(1)(a)
 */
export const vaultedStore = (vault: Vault, store: RecordingStore): RecordingStore => ({
  ...store,
  erase: (ref, instructionId) =>
    pipe(
      TE.fromEither(validRef(ref)),
      TE.flatMap(() => destroyed(vault, ref)),
      TE.flatMap(() => store.erase(ref, instructionId))
    ),
  open: ref =>
    pipe(
      TE.fromEither(validRef(ref)),
      TE.flatMap(() => store.open(ref)),
      TE.flatMap(bytes =>
        pipe(
          vault.key(keyOfRef(ref)),
          TE.bimap(storeErrorOf, key =>
            usingToGive(key, each => decryptWith(each, asRecorded(bytes, ref.sha256)))
          )
        )
      )
    )
})

/**
 * The same of a store of analyses. Its anonymiser is to read through the vault, so the key is destroyed when the store says
 * that the analysis is gone. (Where a processor only accepts the order, the key goes with the call's own.)
 *
 * @example
 * import { createMemoryKeyTable, createMemoryLog, createMemoryStore } from '@samtykke/testing'
 * import { masterKey, openVault, vaultedAnalysisStore } from '@samtykke/vault'
 * import { identifier } from '@samtykke/core'
 * import { analysisStore } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log: createMemoryLog() })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 * const store = vaultedAnalysisStore(vault, analysisStore(createMemoryStore()))
 * const ref = { callId: identifier('call-1'), analysisId: identifier('analysis-1'), processor: 'voice' }
 * assert.deepStrictEqual(await store.find(ref)(), E.right({ _tag: 'absent' }))
 * await vault.close()()
 */
export const vaultedAnalysisStore = (vault: Vault, store: AnalysisStore): AnalysisStore => ({
  ...store,
  ...vaultedStore(vault, store),
  anonymise: (ref, instructionId) =>
    pipe(
      store.anonymise(ref, instructionId),
      TE.chainFirst((anonymised: Erasure) =>
        anonymised._tag === 'gone' ? destroyed(vault, ref) : TE.right(undefined)
      )
    )
})
