/**
 * Recordings in the age format (C2SP age-encryption.org/v1), which other people's tools read and write as well. Each is
 * encrypted to a recipient of its own, so that who records needs no key that opens anything.
 */
import { webcrypto } from 'node:crypto'
import { bech32 } from '@scure/base'
import { drained } from './hashed.ts'

const prefix = 'AGE-SECRET-KEY-'
const header = 'age-encryption.org/v1\n'
/** How many bytes tell whether it is such a file. */
export const headerBytes = header.length

/**
 * The identity that opens what was encrypted to the recipient of a key: what `age -d -i` takes. A secret.
 *
 * @param key 256 bits, of a vault
 *
 * @example
 * import { ageIdentity } from '@samtykke/vault'
 *
 * assert.match(ageIdentity(new Uint8Array(32).fill(7)), /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)
 *
 * @see https://c2sp.org/age
 */
export const ageIdentity = (key: Uint8Array): string => bech32.encodeFromBytes(prefix, key).toUpperCase()

/** What stands before the 32 bytes of a private key of X25519 in PKCS #8 (RFC 8410, section 7). */
const pkcs8Beginning = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The identity as a key that Node holds, which overwrites it: a text would stay in memory as long as it likes. */
const privateKey = async (key: Uint8Array): Promise<webcrypto.CryptoKey> => {
  const pkcs8 = Buffer.alloc(pkcs8Beginning.length + key.length)
  pkcs8.set(pkcs8Beginning)
  pkcs8.set(key, pkcs8Beginning.length)
  try {
    return await webcrypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits'])
  } finally {
    pkcs8.fill(0)
  }
}

/**
 * The recipient of a key: what `age -r` takes. It encrypts and opens nothing, and may be given to who records.
 *
 * @param key 256 bits, of a vault
 *
 * @example
 * import { ageRecipient } from '@samtykke/vault'
 *
 * assert.match(await ageRecipient(new Uint8Array(32).fill(7)), /^age1[0-9a-z]{58}$/)
 *
 * @see https://c2sp.org/age
 */
export const ageRecipient = async (key: Uint8Array): Promise<string> => {
  const { identityToRecipient } = await import('age-encryption')
  return identityToRecipient(await privateKey(key))
}

/** Why bytes could not be opened, in one sentence without personal data. */
export class NotOpened extends Error {}

/** Bytes that are read in a stream. */
export interface ByteSource {
  readonly beginning: (length: number) => Promise<Uint8Array>
  readonly all: AsyncGenerator<Uint8Array, void, undefined>
  readonly brokenOff: () => { readonly by: unknown } | undefined
  /** Whoever stops early does not reach it through the streams between. */
  readonly letGo: () => Promise<void>
}

export const sourceOf = (bytes: AsyncIterable<Uint8Array>): ByteSource => {
  const iterator = bytes[Symbol.asyncIterator]()
  let brokenOff: { readonly by: unknown } | undefined
  let taken: Uint8Array = new Uint8Array()
  const next = async (): Promise<Uint8Array | undefined> => {
    try {
      const result = await iterator.next()
      return result.done === true ? undefined : result.value
    } catch (by) {
      brokenOff = { by }
      throw by
    }
  }
  const all = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    if (taken.length > 0) yield taken
    for (let chunk = await next(); chunk !== undefined; chunk = await next()) yield chunk
  }
  return {
    beginning: async length => {
      while (taken.length < length) {
        const chunk = await next()
        if (chunk === undefined) break
        taken = Buffer.concat([taken, chunk])
      }
      return taken
    },
    all: all(),
    brokenOff: () => brokenOff,
    letGo: async () => {
      await iterator.return?.()
    }
  }
}

/** `ReadableStream.from` is younger than the Node that this runs on. One chunk is asked for at a time. */
const streamOf = (bytes: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      pull: async controller => {
        const { value, done } = await bytes.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => {
        await bytes.return()
      }
    },
    { highWaterMark: 0 }
  )

/**
 * Encrypts bytes to a recipient, in a stream: of a recording of any length 64 KiB are in memory. An iteration that ends
 * without throwing gave the whole file.
 *
 * @param recipient `age1…`, as `ageRecipient` or `samtykke key recipient` gives it
 *
 * @example
 * import { ageRecipient, decryptWith, encryptTo } from '@samtykke/vault'
 * import { Readable } from 'node:stream'
 * import { text } from 'node:stream/consumers'
 *
 * const key = new Uint8Array(32).fill(7)
 * const encrypted = encryptTo(await ageRecipient(key), Readable.from([Buffer.from('sound')]))
 * assert.equal(await text(decryptWith(key, encrypted)), 'sound')
 */
export async function* encryptTo(
  recipient: string,
  bytes: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void, undefined> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const source = sourceOf(bytes)
  try {
    yield* await encrypter.encrypt(streamOf(source.all))
  } finally {
    await source.letGo()
  }
}

/**
 * Whether these bytes begin as a file in the age format does.
 *
 * @example
 * import { isAgeFile } from '@samtykke/vault'
 *
 * assert.ok(isAgeFile(Buffer.from('age-encryption.org/v1\n-> X25519')))
 * assert.ok(!isAgeFile(Buffer.from('RIFF')))
 */
export const isAgeFile = (beginning: Uint8Array): boolean =>
  Buffer.from(beginning.buffer, beginning.byteOffset, Math.min(beginning.length, header.length)).toString(
    'latin1'
  ) === header

/**
 * Opens what was encrypted to the recipient of a key, in a stream. An iteration that ends without throwing gave all bytes
 * as they were encrypted; what was changed, cut off or encrypted to another throws `NotOpened`, after at most the parts
 * that stood before it.
 *
 * @example
 * import { decryptWith } from '@samtykke/vault'
 * import { Readable } from 'node:stream'
 * import { text } from 'node:stream/consumers'
 *
 * const inTheClear = Readable.from([Buffer.from('sound')])
 * await assert.rejects(text(decryptWith(new Uint8Array(32), inTheClear)), /expected a file in the age format/)
 */
export async function* decryptWith(
  key: Uint8Array,
  bytes: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void, undefined> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addIdentity(await privateKey(key))
  const source = sourceOf(bytes)
  try {
    if (!isAgeFile(await source.beginning(header.length)))
      throw new NotOpened('expected a file in the age format, found none')
    yield* await decrypter.decrypt(streamOf(source.all))
  } catch (error) {
    const brokenOff = source.brokenOff()
    if (brokenOff !== undefined) throw brokenOff.by
    if (error instanceof NotOpened) throw error
    throw new NotOpened('it was changed or cut off, or encrypted to another recipient', { cause: error })
  } finally {
    await source.letGo()
  }
}

/**
 * The same bytes, of a file that is in the age format already. It is opened as it passes: where it is not encrypted to the
 * recipient of the key, or was changed or cut off, `NotOpened` breaks it off.
 */
export async function* encryptedTo(
  key: Uint8Array,
  bytes: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const opened = drained(decryptWith(key, readable as AsyncIterable<Uint8Array>))
  // It is told below, once.
  opened.catch(() => undefined)
  try {
    for await (const chunk of bytes) {
      await writer.write(chunk).catch(() => opened)
      yield chunk
    }
    await writer.close().catch(() => opened)
    await opened
  } finally {
    await writer.abort().catch(() => undefined)
  }
}
