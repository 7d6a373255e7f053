/**
 * Whether a signature of a signed vCon is by one of the keys given.
 *
 * @see RFC 7515, section 5.2; RFC 7518, section 3; draft-ietf-vcon-vcon-core-04, "Signed Form of vCon Object"
 */
import { constants, type KeyObject, verify } from 'node:crypto'
import { isObject, type JsonObject, parsed } from './json.ts'

/** One signature over the payload. */
export interface Signature {
  readonly protected: string
  readonly header: JsonObject
  readonly signature: string
}

type Check = (key: KeyObject, data: Buffer, signature: Buffer) => boolean

const rsa =
  (hash: string): Check =>
  (key, data, signature) =>
    key.asymmetricKeyType === 'rsa' && verify(hash, data, key, signature)

const rsaPss =
  (hash: string): Check =>
  (key, data, signature) =>
    key.asymmetricKeyType === 'rsa' &&
    verify(
      hash,
      data,
      { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
      signature
    )

const ecdsa =
  (hash: string, curve: string): Check =>
  (key, data, signature) =>
    key.asymmetricKeyType === 'ec' &&
    key.asymmetricKeyDetails?.namedCurve === curve &&
    verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature)

const checks: ReadonlyMap<unknown, Check> = new Map<unknown, Check>([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', rsaPss('sha256')],
  ['PS384', rsaPss('sha384')],
  ['PS512', rsaPss('sha512')],
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  [
    'EdDSA',
    (key, data, signature) => key.asymmetricKeyType === 'ed25519' && verify(null, data, key, signature)
  ]
])

const isBy = (
  payload: string,
  { protected: head, header, signature }: Signature,
  key: KeyObject
): boolean => {
  const signed = parsed(Buffer.from(head, 'base64url').toString())
  const joint = { ...header, ...(isObject(signed) ? signed : {}) }
  const check = checks.get(joint['alg'])
  // What must be understood and is not makes a signature invalid.
  if (check === undefined || 'crit' in joint) return false
  try {
    return check(key, Buffer.from(`${head}.${payload}`), Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** Whether one of the signatures is by one of the keys. */
export const isSignedBy = (
  payload: string,
  signatures: ReadonlyArray<Signature>,
  keys: ReadonlyArray<KeyObject>
): boolean => signatures.some(each => keys.some(key => isBy(payload, each, key)))
