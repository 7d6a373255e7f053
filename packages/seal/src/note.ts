/**
 * Signed notes and their keys.
 */
import { createPublicKey, verify as verifySignature, sign as signBytes, createHash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

/** C2SP signed-note: text signed by one or more keys. */
export interface Note {
  readonly text: string
  readonly signatures: ReadonlyArray<NoteSignature>
}

/** One line `— NAME base64(keyId ‖ signature)`; `keyId` as 8 hex digits. */
export interface NoteSignature {
  readonly name: string
  readonly keyId: string
  readonly signature: Buffer
}

/** A C2SP verifier key: 01 = Ed25519 over the text; 04 = a witness's cosignature, with its time. */
export interface VerifierKey {
  readonly name: string
  readonly keyId: string
  readonly algorithm: 1 | 4
  readonly publicKey: Buffer
}

export interface Signer {
  readonly key: VerifierKey
  readonly privateKey: KeyObject
}

export interface MalformedNote {
  readonly _tag: 'MalformedNote'
  readonly expected: string
  readonly found: string
}
export interface MalformedKey {
  readonly _tag: 'MalformedKey'
  readonly expected: string
  readonly found: string
}

/** The note's limit on signature lines: the specification asks for at least 16. */
const maximumSignatures = 128

const keyName = /^[^\s+\p{Cc}]+$/u
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Strict base64: only what encoding the bytes again would give. */
export const bytesFromBase64 = (text: string): O.Option<Buffer> => {
  const bytes = base64.test(text) ? Buffer.from(text, 'base64') : undefined
  return bytes !== undefined && bytes.toString('base64') === text ? O.some(bytes) : O.none
}

const keyIdOf = (name: string, algorithm: number, publicKey: Buffer): string =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([algorithm]))
    .update(publicKey)
    .digest('hex')
    .slice(0, 8)

export const verifierKey = (name: string, publicKey: Buffer, algorithm: 1 | 4 = 1): VerifierKey => ({
  name,
  keyId: keyIdOf(name, algorithm, publicKey),
  algorithm,
  publicKey
})

export const formatVerifierKey = ({ name, keyId, algorithm, publicKey }: VerifierKey): string =>
  `${name}+${keyId}+${Buffer.concat([Buffer.from([algorithm]), publicKey]).toString('base64')}`

/** Reads a vkey `NAME+keyId+base64(algorithm ‖ public key)`. Its key id must be the one its key has. */
export const parseVerifierKey = (text: string): E.Either<MalformedKey, VerifierKey> => {
  const [, name, keyId, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? []
  const bytes = material === undefined ? O.none : bytesFromBase64(material)
  const malformed = (expected: string) =>
    E.left<MalformedKey>({ _tag: 'MalformedKey', expected, found: `${text.trim().length} characters` })
  if (name === undefined || keyId === undefined || !keyName.test(name) || O.isNone(bytes)) {
    return malformed('NAME+8 hex digits+base64')
  }
  const algorithm = bytes.value[0]
  if ((algorithm !== 1 && algorithm !== 4) || bytes.value.length !== 33) {
    return malformed('an Ed25519 key of type 01 or 04')
  }
  const key = verifierKey(name, bytes.value.subarray(1), algorithm)
  return key.keyId === keyId ? E.right(key) : malformed(`the key id ${key.keyId}`)
}

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The public key as PEM (SubjectPublicKeyInfo), which openssl reads. */
export const pemOf = ({ publicKey }: VerifierKey): string =>
  `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([spkiPrefix, publicKey]).toString('base64')}\n-----END PUBLIC KEY-----\n`

/** The public key that a PEM of `pemOf` holds. */
export const publicKeyOf = (pem: string): Buffer | undefined => {
  const [, encoded = ''] = /^-----BEGIN PUBLIC KEY-----\n(\S+)\n-----END PUBLIC KEY-----\n$/.exec(pem) ?? []
  const bytes = O.toUndefined(bytesFromBase64(encoded))
  return bytes?.length === spkiPrefix.length + 32 && bytes.subarray(0, spkiPrefix.length).equals(spkiPrefix)
    ? bytes.subarray(spkiPrefix.length)
    : undefined
}

const keyObjectOf = ({ publicKey }: VerifierKey): KeyObject =>
  createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })

/** Signs as NAME with an Ed25519 private key. */
export const signer = (name: string, privateKey: KeyObject): E.Either<MalformedKey, Signer> => {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') {
    return E.left({
      _tag: 'MalformedKey',
      expected: 'an Ed25519 private key',
      found: privateKey.asymmetricKeyType ?? privateKey.type
    })
  }
  if (!keyName.test(name)) {
    return E.left({
      _tag: 'MalformedKey',
      expected: 'a key name without spaces and +',
      found: `${name.length} characters`
    })
  }
  const publicKey = createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .subarray(spkiPrefix.length)
  return E.right({ key: verifierKey(name, publicKey), privateKey })
}

export const signNote = (text: string, signers: ReadonlyArray<Signer>): Note => ({
  text,
  signatures: signers.map(({ key: { name, keyId }, privateKey }) => ({
    name,
    keyId,
    signature: signBytes(null, Buffer.from(text), privateKey)
  }))
})

export const formatNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(formatSignature).join('')}`

const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`

export const isSameSignature = (a: NoteSignature, b: NoteSignature): boolean =>
  a.name === b.name && a.keyId === b.keyId && a.signature.equals(b.signature)

export const parseNote = (bytes: Buffer): E.Either<MalformedNote, Note> => {
  const malformed = (expected: string, found: string) =>
    E.left<MalformedNote>({ _tag: 'MalformedNote', expected, found: found.slice(0, 80) })
  const note = bytes.toString('utf8')
  if (!Buffer.from(note).equals(bytes) || /[\u0000-\u0009\u000b-\u001f]/.test(note)) {
    return malformed('UTF-8 without control characters', 'other bytes')
  }
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) return malformed('text, an empty line, signature lines', note)
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > maximumSignatures) {
    return malformed(`at most ${maximumSignatures} signatures`, String(lines.length))
  }
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? []
    const raw = encoded === undefined ? O.none : bytesFromBase64(encoded)
    if (name === undefined || !keyName.test(name) || O.isNone(raw) || raw.value.length < 5) {
      return malformed('— NAME base64(key id ‖ signature)', line)
    }
    signatures.push({ name, keyId: raw.value.toString('hex', 0, 4), signature: raw.value.subarray(4) })
  }
  return E.right({ text: note.slice(0, split + 1), signatures })
}

const isBy = (key: VerifierKey) => (signature: NoteSignature) =>
  signature.name === key.name && signature.keyId === key.keyId

const holds = (text: string, { signature }: NoteSignature, key: VerifierKey): boolean => {
  if (key.algorithm === 1) {
    return signature.length === 64 && verifySignature(null, Buffer.from(text), keyObjectOf(key), signature)
  }
  if (signature.length !== 72) return false
  const time = signature.readBigUInt64BE(0)
  const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
  return time < 2n ** 63n && verifySignature(null, message, keyObjectOf(key), signature.subarray(8))
}

/** By the rules of signed-note: keys not known are passed over; a known key's signature that fails rejects all. */
export type SignatureCheck =
  | { readonly _tag: 'Signed'; readonly by: ReadonlyArray<VerifierKey> }
  | { readonly _tag: 'BadSignature'; readonly by: VerifierKey }
  | { readonly _tag: 'UnknownKey' }

export const checkSignatures = (note: Note, keys: ReadonlyArray<VerifierKey>): SignatureCheck => {
  const by: VerifierKey[] = []
  for (const key of keys) {
    for (const signature of note.signatures.filter(isBy(key))) {
      if (!holds(note.text, signature, key)) return { _tag: 'BadSignature', by: key }
      if (!by.includes(key)) by.push(key)
    }
  }
  return by.length === 0 ? { _tag: 'UnknownKey' } : { _tag: 'Signed', by }
}
