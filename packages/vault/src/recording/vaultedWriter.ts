/**
 * Writing to a store whose bytes only a vault opens.
 */
import {
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  renderVaultError,
  type StoreError,
  validRef,
  type Vault,
  type Written
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  ageRecipient,
  decryptWith,
  encryptedTo,
  encryptTo,
  headerBytes,
  isAgeFile,
  NotOpened,
  sourceOf
} from './ageFile.ts'
import { drained, hashed, sha256 } from './hashed.ts'
import { keyOfRef, storeErrorOf } from './vaultedStore.ts'

const conflict = (reason: string): StoreError => ({ _tag: 'Conflict', retry: 'never', reason })

const brokenOff: StoreError = {
  _tag: 'Unavailable',
  retry: 'later',
  reason: 'the bytes, or those that are stored, ended with an error'
}

const otherRecipient = ({ message }: NotOpened): StoreError => ({
  _tag: 'Refused',
  retry: 'never',
  reason: `it is in the age format already, and not what this recording's key opens: ${message}`
})

/** What is to be stored, and whether it is encrypted already. */
interface Given {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly isAge: boolean
  readonly letGo: () => Promise<void>
}

/** Whether what is stored is these bytes, encrypted; then what is stored. */
const sameAsStored = async (
  key: Uint8Array,
  stored: AsyncIterable<Uint8Array>,
  { bytes, isAge }: Given
): Promise<E.Either<StoreError, Written>> => {
  const [ofStored, ofSound, ofBytes] = [sha256(), sha256(), sha256()]
  let length = 0
  const counted = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of hashed(stored, ofStored)) {
      length += chunk.length
      yield chunk
    }
  }
  try {
    await drained(hashed(decryptWith(key, counted()), ofSound))
  } catch (error) {
    return E.left(
      error instanceof NotOpened ? conflict('what is stored under this ref is not of this vault') : brokenOff
    )
  }
  try {
    await drained(hashed(isAge ? decryptWith(key, bytes) : bytes, ofBytes))
  } catch (error) {
    return E.left(error instanceof NotOpened ? otherRecipient(error) : brokenOff)
  }
  return ofSound.digest('hex') === ofBytes.digest('hex')
    ? E.right({ sha256: ofStored.digest('hex'), bytes: length })
    : E.left(conflict('other bytes are stored under this ref'))
}

const without = ({ sha256: _, ...ref }: Ref): Ref => ref

/** A file that is in the age format already is kept as it is, once it is seen that its key opens it. */
const putAge = async (
  key: Uint8Array,
  store: RecordingWriter,
  ref: Ref,
  bytes: AsyncIterable<Uint8Array>
): Promise<E.Either<StoreError, Written>> => {
  let notOpened: NotOpened | undefined
  const checked = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* encryptedTo(key, bytes)
    } catch (error) {
      if (error instanceof NotOpened) notOpened = error
      throw error
    }
  }
  const written = await store.put(ref, checked())()
  return E.isLeft(written) && notOpened !== undefined ? E.left(otherRecipient(notOpened)) : written
}

const put = async (
  key: Uint8Array,
  store: RecordingStore & RecordingWriter,
  ref: Ref,
  given: Given
): Promise<E.Either<StoreError, Written>> => {
  const there = await store.open(ref)()
  if (E.isRight(there)) return sameAsStored(key, there.right, given)
  if (there.left._tag !== 'NotFound') return there
  if (given.isAge) return putAge(key, store, ref, given.bytes)
  return store.put(without(ref), encryptTo(await ageRecipient(key), given.bytes))()
}

const given = async (bytes: AsyncIterable<Uint8Array>): Promise<E.Either<StoreError, Given>> => {
  const source = sourceOf(bytes)
  try {
    const isAge = isAgeFile(await source.beginning(headerBytes))
    return E.right({ bytes: source.all, isAge, letGo: source.letGo })
  } catch {
    return E.left(brokenOff)
  }
}

/** A key is made for what is to be encrypted only: who encrypted already had its recipient. */
const keyFor = (vault: Vault, ref: Ref, { isAge }: Given): TE.TaskEither<StoreError, Uint8Array> =>
  pipe(
    isAge ? vault.key(keyOfRef(ref)) : vault.keyOrNew(keyOfRef(ref)),
    TE.mapLeft((error): StoreError =>
      error._tag === 'KeyDestroyed'
        ? { _tag: 'Refused', retry: 'never', reason: renderVaultError(error) }
        : storeErrorOf(error)
    )
  )

/**
 * Writes to a store, encrypted in the age format under a key of its own. What it says it wrote, hash and length, is what
 * is stored: ciphertext. The same bytes again succeed and are kept once; the hash of a ref says nothing of bytes that are
 * not encrypted yet, and is not compared.
 *
 * What is in the age format already, as from a recorder that has the recipient (`samtykke key recipient`), is kept as it is
 * and opened as it passes; its hash is compared with that of a ref.
 *
 * `Refused` where the key was destroyed: what was erased does not come back under its id; and where a file in the age format is
 * not encrypted to the recipient of this recording, or was changed or cut off.
 *
 * @example
 * import { createMemoryKeyTable, createMemoryLog, createMemoryStore } from '@samtykke/testing'
 * import { masterKey, openVault, isAgeFile, vaultedWriter } from '@samtykke/vault'
 * import { identifier } from '@samtykke/core'
 * import { Readable } from 'node:stream'
 * import { buffer } from 'node:stream/consumers'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log: createMemoryLog() })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 * const store = createMemoryStore()
 * const ref = { callId: identifier('call-1'), recordingId: identifier('recording-1'), processor: 'recorder' }
 * await vaultedWriter(vault, store).put(ref, Readable.from([Buffer.from('sound')]))()
 * const stored = await store.open(ref)()
 * assert.ok(E.isRight(stored) && isAgeFile(await buffer(stored.right)))
 * await vault.close()()
 *
 * @see `vaultedStore`; GDPR art. 32(1)(a)
 */
export const vaultedWriter = (vault: Vault, store: RecordingStore & RecordingWriter): RecordingWriter => ({
  put: (ref, bytes) =>
    pipe(
      TE.fromEither(validRef(ref)),
      TE.flatMap(() => () => given(bytes)),
      TE.flatMap(found =>
        TE.bracket(
          TE.right(found),
          () =>
            pipe(
              keyFor(vault, ref, found),
              TE.flatMap(key => async () => {
                try {
                  return await put(key, store, ref, found)
                } finally {
                  key.fill(0)
                }
              })
            ),
          () => TE.tryCatch(found.letGo, () => brokenOff)
        )
      )
    )
})
