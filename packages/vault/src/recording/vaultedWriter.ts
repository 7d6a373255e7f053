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
import { ageRecipient, decryptWith, encryptTo, NotOpened } from './ageFile.ts'
import { drained, hashed, sha256 } from './hashed.ts'
import { keyOfRef, storeErrorOf } from './vaultedStore.ts'

const conflict = (reason: string): StoreError => ({ _tag: 'Conflict', retry: 'never', reason })

const brokenOff: StoreError = {
  _tag: 'Unavailable',
  retry: 'later',
  reason: 'the bytes, or those that are stored, ended with an error'
}

/** Whether what is stored is these bytes, encrypted; then what is stored. */
const sameAsStored = async (
  key: Uint8Array,
  stored: AsyncIterable<Uint8Array>,
  bytes: AsyncIterable<Uint8Array>
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
    await drained(hashed(bytes, ofBytes))
  } catch (error) {
    return E.left(
      error instanceof NotOpened ? conflict('what is stored under this ref is not of this vault') : brokenOff
    )
  }
  return ofSound.digest('hex') === ofBytes.digest('hex')
    ? E.right({ sha256: ofStored.digest('hex'), bytes: length })
    : E.left(conflict('other bytes are stored under this ref'))
}

const without = ({ sha256: _, ...ref }: Ref): Ref => ref

const put = async (
  key: Uint8Array,
  store: RecordingStore & RecordingWriter,
  ref: Ref,
  bytes: AsyncIterable<Uint8Array>
): Promise<E.Either<StoreError, Written>> => {
  const there = await store.open(ref)()
  if (E.isRight(there)) return sameAsStored(key, there.right, bytes)
  if (there.left._tag !== 'NotFound') return there
  return store.put(without(ref), encryptTo(await ageRecipient(key), bytes))()
}

/**
 * Writes to a store, encrypted in the age format under a key of its own. What it says it wrote, hash and length, is what
 * is stored: ciphertext. The same bytes again succeed and are kept once; the hash of a ref says nothing of bytes that are
 * not encrypted yet, and is not compared.
 *
 * `Refused` where the key was destroyed: what was erased does not come back under its id.
 *
 * @see `vaultedStore`; GDPR art. 32(1)(a)
 */
export const vaultedWriter = (vault: Vault, store: RecordingStore & RecordingWriter): RecordingWriter => ({
  put: (ref, bytes) =>
    pipe(
      TE.fromEither(validRef(ref)),
      TE.flatMap(() =>
        pipe(
          vault.keyOrNew(keyOfRef(ref)),
          TE.mapLeft((error): StoreError =>
            error._tag === 'KeyDestroyed'
              ? { _tag: 'Refused', retry: 'never', reason: renderVaultError(error) }
              : storeErrorOf(error)
          )
        )
      ),
      TE.flatMap(key => () => put(key, store, ref, bytes))
    )
})
