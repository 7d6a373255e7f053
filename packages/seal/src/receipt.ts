/**
 * COSE receipts: that an entry is in a log, for readers of COSE.
 */
import { createPublicKey, sign, verify } from 'node:crypto'
import { CBORTag, type CBORType, decodeCBOR, encodeCBOR } from '@levischuck/tiny-cbor'
import type { Checkpoint } from './checkpoint.ts'
import { hashFromBytes, leafHash, type Hash } from './merkle.ts'
import { pemOf, type Signer, type VerifierKey } from './note.ts'
import { climbedRoot } from './proof.ts'

/** RFC 9942: a receipt of inclusion in a tree of RFC 9162 with SHA-256 (RFC9162_SHA256). */
export interface Receipt {
  readonly index: number
  /** What the receipt says; nothing in it is signed but the root. */
  readonly size: number
  readonly path: ReadonlyArray<Hash>
  /** C2SP key id of who signed, 8 hex digits, and the log's name. */
  readonly keyId: string
  readonly origin: string
  /** What the signature is over, but for the root. */
  readonly protectedHeader: Uint8Array
  readonly signature: Uint8Array
}

/** Labels of IANA's registry of COSE header parameters: RFC 9052 3.1, RFC 9597, RFC 9942. */
const label = { algorithm: 1, keyId: 4, claims: 15, structure: 395, proofs: 396 } as const
/** CWT claim 1 (RFC 8392): who issued it. */
const issuer = 1
/** RFC 9053 2.2; the algorithm that readers know. RFC 9864 gives the same signature the number -19 as well. */
const edDsa = -8
/** RFC 9942: RFC9162_SHA256, and its proofs of inclusion. */
const [rfc9162Sha256, inclusion] = [1, -1]
/** RFC 9052 4.2: COSE_Sign1. */
const coseSign1 = 18

const bytesOf = (hash: Hash): Uint8Array => Uint8Array.from(Buffer.from(hash, 'latin1'))

/** Maps are written in the order in which they are given: that of RFC 8949 4.2.1. */
const headerOf = ({ name, keyId }: Pick<VerifierKey, 'name' | 'keyId'>): Uint8Array =>
  encodeCBOR(
    new Map<number, CBORType>([
      [label.algorithm, edDsa],
      [label.keyId, Uint8Array.from(Buffer.from(keyId, 'hex'))],
      [label.claims, new Map([[issuer, name]])],
      [label.structure, rfc9162Sha256]
    ])
  )

/** RFC 9052 4.4. */
const signedBytes = (protectedHeader: Uint8Array, root: Hash): Uint8Array =>
  encodeCBOR(['Signature1', protectedHeader, new Uint8Array(), bytesOf(root)])

const format = ({ protectedHeader, size, index, path, signature }: Receipt): Uint8Array => {
  const proof = encodeCBOR([size, index, path.map(bytesOf)])
  const proofs = new Map([[label.proofs, new Map([[inclusion, [proof]]])]])
  return encodeCBOR(new CBORTag(coseSign1, [protectedHeader, proofs, null, signature]))
}

/** Issues receipts for leaves of the tree of a checkpoint: the root is signed once, the payload is detached. */
export const receiptIssuer = ({ size, root }: Checkpoint, { key, privateKey }: Signer) => {
  const protectedHeader = headerOf(key)
  const signature = Uint8Array.from(sign(null, signedBytes(protectedHeader, root), privateKey))
  return (index: number, path: ReadonlyArray<Hash>): Uint8Array =>
    format({ index, size, path, keyId: key.keyId, origin: key.name, protectedHeader, signature })
}

const isMap = (value: unknown): value is ReadonlyMap<unknown, unknown> => value instanceof Map
const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array
/** A copy, so that nothing beside it in memory is read; what is no list has no parts. */
const listIn = (bytes: unknown): ReadonlyArray<unknown> => {
  const value = isBytes(bytes) ? decodeCBOR(Uint8Array.from(bytes)) : undefined
  const list = value instanceof CBORTag && value.tag === coseSign1 ? value.value : value
  return Array.isArray(list) ? list : []
}

const read = (bytes: Uint8Array): Receipt | undefined => {
  const [protectedHeader, unprotected, , signature] = listIn(bytes)
  if (!isBytes(protectedHeader) || !isBytes(signature) || !isMap(unprotected)) return undefined
  const header = decodeCBOR(protectedHeader)
  const proofs = unprotected.get(label.proofs)
  const given = isMap(proofs) ? proofs.get(inclusion) : undefined
  const [size, index, path] = listIn(Array.isArray(given) ? given[0] : undefined)
  if (!isMap(header) || typeof size !== 'number' || typeof index !== 'number') return undefined
  if (!Array.isArray(path) || !path.every(each => isBytes(each) && each.length === 32)) return undefined
  const [keyId, claims] = [header.get(label.keyId), header.get(label.claims)]
  const origin = isMap(claims) ? claims.get(issuer) : undefined
  if (typeof origin !== 'string' || !isBytes(keyId)) return undefined
  return {
    index,
    size,
    path: path.map(each => hashFromBytes(each as Uint8Array)),
    keyId: Buffer.from(keyId).toString('hex'),
    origin,
    protectedHeader,
    signature
  }
}

/** The receipt that the bytes hold, or `undefined` where they are not, to the bit, one that this program would write. */
export const parseReceipt = (bytes: Uint8Array): Receipt | undefined => {
  try {
    const receipt = read(bytes)
    if (receipt === undefined) return undefined
    const { origin: name, keyId } = receipt
    const written = format({ ...receipt, protectedHeader: headerOf({ name, keyId }) })
    return Buffer.from(written).equals(bytes) ? receipt : undefined
  } catch {
    return undefined
  }
}

/** RFC 9942, receipt of inclusion: whether the entry and the path lead to a root that one of the keys has signed. */
export const checkReceipt = (
  receipt: Receipt,
  entry: string,
  keys: ReadonlyArray<VerifierKey>
): 'holds' | 'unknown-key' | 'leaf-mismatch' | 'bad-signature' => {
  const { index, size, path, origin, protectedHeader, signature } = receipt
  const key = keys.find(
    ({ name, keyId, algorithm }) => algorithm === 1 && name === origin && keyId === receipt.keyId
  )
  if (key === undefined) return 'unknown-key'
  const root = climbedRoot(index, size, leafHash(entry), path)
  if (root === undefined) return 'leaf-mismatch'
  const holds = verify(null, signedBytes(protectedHeader, root), createPublicKey(pemOf(key)), signature)
  return holds ? 'holds' : 'bad-signature'
}
