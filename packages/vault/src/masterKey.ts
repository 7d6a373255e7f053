/**
 * A master key of 256 bits in this process.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { KeyName, VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { KeyWrapper } from './keyWrapper.ts'
import { using } from './overwritten.ts'

/** The length of every key here, master keys too. */
export const keyBytes = 32
const algorithm = 'id-aes256-wrap-pad'
/** The alternative initial value of RFC 5649, section 3. */
const initialValue = Buffer.from('a65959a6', 'hex')

/** RFC 5649 binds nothing but the key, so that each name has a wrapping key of its own. */
const derived = (master: Uint8Array, use: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', master, new Uint8Array(), use, length))

const wrap = (wrappingKey: Uint8Array, key: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(algorithm, wrappingKey, initialValue)
  return Uint8Array.from(Buffer.concat([cipher.update(key), cipher.final()]))
}

const unwrap = (wrappingKey: Uint8Array, wrapped: Uint8Array): Uint8Array => {
  const decipher = createDecipheriv(algorithm, wrappingKey, initialValue)
  const opened = decipher.update(wrapped)
  decipher.final()
  if (opened.length !== keyBytes) throw new Error('expected a key')
  const key = Uint8Array.from(opened)
  opened.fill(0)
  return key
}

/**
 * A master key. Keys are wrapped by AES-256 key wrap with padding (RFC 5649), each under a wrapping key that HKDF-SHA-256
 * derives from the master key and the key's name: a wrapped key that is moved to another name opens nothing. Its id is
 * derived from it as well.
 *
 * @param bytes 32 bytes of a cryptographic random source; not kept, so that the caller may overwrite them
 *
 * @example
 * import { callKey, identifier } from '@samtykke/core'
 * import { masterKey } from '@samtykke/vault'
 * import { pipe } from 'fp-ts/lib/function.js'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const master = masterKey(randomBytes(32))
 * assert.ok(E.isRight(master))
 * const name = callKey(identifier('call-1'))
 * const key = Uint8Array.from(randomBytes(32))
 * const there = await pipe(master.right.wrap(name, key), TE.flatMap(wrapped => master.right.unwrap(name, wrapped)))()
 * assert.deepStrictEqual(there, E.right(key))
 *
 * @see RFC 5649; RFC 5869
 */
export const masterKey = (bytes: Uint8Array): E.Either<VaultError, KeyWrapper> => {
  if (bytes.length !== keyBytes)
    return E.left({
      _tag: 'MasterKeyFailed',
      retry: 'never',
      reason: `expected ${keyBytes} bytes, found ${bytes.length}`
    })
  const master = Uint8Array.from(bytes)
  const wrappingKey = (name: KeyName): Buffer => derived(master, `samtykke wrap ${name}`, keyBytes)
  return E.right({
    id: derived(master, 'samtykke master key id', 16).toString('hex'),
    wrap: (name, key) =>
      TE.fromIOEither(() =>
        E.tryCatch(
          () => using(wrappingKey(name), each => wrap(each, key)),
          (): VaultError => ({
            _tag: 'MasterKeyFailed',
            retry: 'never',
            reason: 'a key could not be wrapped'
          })
        )
      ),
    unwrap: (name, wrapped) =>
      TE.fromIOEither(() =>
        E.tryCatch(
          () => using(wrappingKey(name), each => unwrap(each, wrapped)),
          (): VaultError => ({ _tag: 'NotUnwrapped', retry: 'never', name })
        )
      )
  })
}
