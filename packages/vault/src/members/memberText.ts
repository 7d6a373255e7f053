/**
 * The text that stands in the place of an encrypted member: `samtykke.1.<key name>.<nonce>.<ciphertext and tag>`, the last
 * two in base64url. AES-256-GCM with a fresh nonce of 96 bits each; bound to its place by the additional data.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { type SealedFor, sealedPrefix } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** Which member of which event. */
export interface MemberPlace extends SealedFor {
  readonly member: string
}

/** A text in the form of an encrypted member, taken apart. */
export interface SealedText {
  readonly keyName: string
  readonly nonce: Buffer
  readonly ciphertext: Buffer
}

const nonceLength = 12
const tagLength = 16
const nonceText = /^[A-Za-z0-9_-]{16}$/
const ciphertextText = /^[A-Za-z0-9_-]{22,}$/
/** What a flipped byte leaves of the beginning; no one writes such a text. */
const almost = /^.{1,16}(?:call|recording|analysis|subject)\/.+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$/s

const noncesAtOnce = 256
let nonces = Buffer.alloc(0)

/** Random bytes are drawn for many at once, and each is used once. */
const freshNonce = (): Buffer => {
  if (nonces.length === 0) nonces = randomBytes(nonceLength * noncesAtOnce)
  const nonce = nonces.subarray(0, nonceLength)
  nonces = nonces.subarray(nonceLength)
  return nonce
}

/** The key for members, of the key of the call. */
export const memberKey = (key: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', key, new Uint8Array(), 'samtykke members 1', 32))

const additionalData = (keyName: string, { stream, id, type, member }: MemberPlace): Buffer =>
  Buffer.from(JSON.stringify([keyName, stream, id, type, member]))

/**
 * Encrypts the JSON of a member for its place.
 *
 * @param key as `memberKey` gives it
 */
export const sealText = (key: Buffer, keyName: string, place: MemberPlace, value: unknown): string => {
  const nonce = freshNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData(keyName, place))
  const ciphertext = Buffer.concat([
    cipher.update(JSON.stringify(value), 'utf8'),
    cipher.final(),
    cipher.getAuthTag()
  ])
  return `${sealedPrefix}${keyName}.${nonce.toString('base64url')}.${ciphertext.toString('base64url')}`
}

/** Base64url that decodes to the same bytes as another text does is no text that was ever written. */
const exactly = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

/** Long enough to be what is left of an encrypted member whose beginning was changed. */
const shortest = 45

/** The parts of the text; `plain` where it is no such text, `malformed` where it is what is left of one. */
export const parseSealed = (text: string): SealedText | 'plain' | 'malformed' => {
  if (!text.startsWith(sealedPrefix)) {
    if (text.startsWith(sealedPrefix.slice(0, -2))) return 'malformed'
    return text.length >= shortest && almost.test(text) ? 'malformed' : 'plain'
  }
  const ciphertextAt = text.lastIndexOf('.')
  const nonceAt = text.lastIndexOf('.', ciphertextAt - 1)
  const keyName = text.slice(sealedPrefix.length, Math.max(sealedPrefix.length, nonceAt))
  const [first, second] = [text.slice(nonceAt + 1, ciphertextAt), text.slice(ciphertextAt + 1)]
  if (!keyName.includes('/') || !nonceText.test(first) || !ciphertextText.test(second)) return 'malformed'
  const [nonce, ciphertext] = [exactly(first), exactly(second)]
  return nonce === undefined || ciphertext === undefined ? 'malformed' : { keyName, nonce, ciphertext }
}

/** The member's value; `undefined` where the key, the place or the text is not that of the sealing. */
export const openText = (
  key: Buffer,
  { keyName, nonce, ciphertext }: SealedText,
  place: MemberPlace
): { readonly value: unknown } | undefined => {
  const end = ciphertext.length - tagLength
  const opened = E.tryCatch(() => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      .setAAD(additionalData(keyName, place))
      .setAuthTag(ciphertext.subarray(end))
    const json = Buffer.concat([decipher.update(ciphertext.subarray(0, end)), decipher.final()])
    return { value: JSON.parse(json.toString('utf8')) as unknown }
  }, String)
  return E.isRight(opened) ? opened.right : undefined
}
