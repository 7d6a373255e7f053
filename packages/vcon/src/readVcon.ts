/**
 * From bytes to an unsigned vCon, or to why there is none.
 *
 * @see draft-ietf-vcon-vcon-core-04, "vCon JSON Object": unsigned, signed (JWS) and encrypted (JWE)
 */
import type { KeyObject } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { isNestedTooDeep } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { readObject, vconMembers } from './codec.ts'
import { extensionName, lawfulBasisName } from './extension.ts'
import { formOf, isObject, type JsonObject, parsed } from './json.ts'
import type { Note } from './note.ts'
import { isSignedBy, type Signature } from './signature.ts'

/** An unsigned vCon, of which the outermost object is known to be one. */
export interface ReadVcon {
  readonly vcon: JsonObject
  /** What was said of its form: signed and by whom it was verified, its version, wrong members of the outermost object. */
  readonly notes: ReadonlyArray<Note>
}

/** Why nothing of a vCon can be read. */
export type VconError =
  /** Text that is not JSON. */
  | { readonly _tag: 'NotJson' }
  /** JSON that is no vCon. */
  | { readonly _tag: 'NotVcon'; readonly path: string; readonly expected: string; readonly found: string }
  /** It is encrypted (JWE): whoever has the key decrypts it first. */
  | { readonly _tag: 'Encrypted' }
  /** It names extensions that whoever reads it must know, and this does not. */
  | { readonly _tag: 'UnknownCritical'; readonly count: number }
  /** No signature is by a key that was given. */
  | { readonly _tag: 'NotVerified' }

/** @param keys public keys: where some are given, a signed vCon that none of them signed is refused */
export interface ReadOptions {
  readonly keys?: ReadonlyArray<KeyObject>
}

/** A signed vCon may be signed again, for an archive. */
const mostSignatures = 16
/** An unpacked payload is at most so large. */
const largestPayload = 256 * 1024 * 1024

const compact = /^[\w-]+\.[\w-]+\.[\w-]*$/

const notVcon = (path: string, expected: string, value: unknown): E.Either<VconError, never> =>
  E.left({ _tag: 'NotVcon', path, expected, found: formOf(value) })

const text = (u: unknown): string => (typeof u === 'string' ? u : '')

const signatureOf = (u: unknown): Signature => {
  const object = isObject(u) ? u : {}
  return {
    protected: text(object['protected']),
    header: isObject(object['header']) ? object['header'] : {},
    signature: text(object['signature'])
  }
}

/** General serialization has a list of signatures, flattened its one beside the payload. */
const signaturesOf = (jws: JsonObject): ReadonlyArray<Signature> =>
  (Array.isArray(jws['signatures']) ? jws['signatures'] : [jws]).map(signatureOf)

const payloadText = (payload: string): E.Either<VconError, string> => {
  const bytes = Buffer.from(payload, 'base64url')
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return E.right(bytes.toString())
  return E.tryCatch(
    () => gunzipSync(bytes, { maxOutputLength: largestPayload }).toString(),
    (): VconError => ({
      _tag: 'NotVcon',
      path: 'payload',
      expected: `gzip of at most ${largestPayload} bytes`,
      found: `${bytes.length} bytes`
    })
  )
}

const isSigned = (value: JsonObject): boolean =>
  typeof value['payload'] === 'string' && ('signatures' in value || 'signature' in value)

const sections = ['parties', 'dialog', 'analysis', 'attachments'] as const
const versions = /^0\.(0\.[0-3]|[1-4](\.0)?)$/
const understood: ReadonlyArray<string> = [extensionName, lawfulBasisName, 'CC']

const unsigned = (vcon: JsonObject, notes: ReadonlyArray<Note>): E.Either<VconError, ReadVcon> => {
  if (![...sections, 'vcon', 'uuid'].some(name => name in vcon))
    return notVcon('', 'a vCon (an object with parties, dialog, analysis or attachments)', vcon)
  for (const name of sections)
    if (vcon[name] !== undefined && vcon[name] !== null && !Array.isArray(vcon[name]))
      return notVcon(name, 'a list', vcon[name])
  const read = readObject(vconMembers, vcon, '')
  // What must be understood is looked for before anything else is, and in any form.
  for (const name of ['critical', 'must_support'])
    if (vcon[name] !== undefined && vcon[name] !== null && !Array.isArray(vcon[name]))
      return notVcon(name, 'a list of names', vcon[name])
  const critical = [vcon['critical'], vcon['must_support']].flatMap(each =>
    Array.isArray(each) ? (each as ReadonlyArray<unknown>) : []
  )
  const unknown = critical.filter(name => typeof name !== 'string' || !understood.includes(name))
  if (unknown.length > 0) return E.left({ _tag: 'UnknownCritical', count: unknown.length })
  const { vcon: version } = read.members
  const isKnown = version === undefined || versions.test(version)
  return E.right({
    vcon,
    notes: [...notes, ...(isKnown ? [] : [{ code: 'unknown-version', path: 'vcon' } as const]), ...read.notes]
  })
}

const readValue = (
  value: unknown,
  source: string,
  options: ReadOptions,
  notes: ReadonlyArray<Note>,
  signedBefore: number
): E.Either<VconError, ReadVcon> => {
  if (!isObject(value)) return notVcon('', 'a vCon (a JSON object)', value)
  if (isNestedTooDeep(source, value)) return notVcon('', 'at most 200 levels of objects and lists', value)
  if (typeof value['ciphertext'] === 'string') return E.left({ _tag: 'Encrypted' })
  if (!isSigned(value)) return unsigned(value, notes)
  if (signedBefore >= mostSignatures)
    return notVcon('payload', `at most ${mostSignatures} signed forms`, value)
  const { keys = [] } = options
  const payload = text(value['payload'])
  // Of what is signed more than once, the outermost signature says that the others are as they were.
  const verified = signedBefore > 0 || keys.length === 0 || isSignedBy(payload, signaturesOf(value), keys)
  if (!verified) return E.left({ _tag: 'NotVerified' })
  const said: Note = { code: keys.length === 0 ? 'signed-not-verified' : 'signature-verified', path: '' }
  const inner = payloadText(payload)
  if (E.isLeft(inner)) return inner
  return readJson(inner.right, options, signedBefore > 0 ? notes : [said], signedBefore + 1)
}

const readJson = (
  json: string,
  options: ReadOptions,
  notes: ReadonlyArray<Note>,
  signedBefore: number
): E.Either<VconError, ReadVcon> => {
  const trimmed = json.replace(/^\ufeff/, '').trim()
  if (compact.test(trimmed)) {
    const [head = '', payload = '', signature = ''] = trimmed.split('.')
    return readValue(
      { payload, signatures: [{ protected: head, signature }] },
      trimmed,
      options,
      notes,
      signedBefore
    )
  }
  const value = parsed(trimmed)
  return value === undefined
    ? E.left({ _tag: 'NotJson' })
    : readValue(value, trimmed, options, notes, signedBefore)
}

/**
 * Reads a vCon of any version from JSON: unsigned, or signed (JWS in its general, flattened or compact form, also packed
 * with gzip, also signed again). A signature is verified only by keys that are given: without any, `signed-not-verified` is
 * said. One that is encrypted, or that names a critical extension which is not known, is refused.
 *
 * @example
 * import { readVcon, renderVconError } from '@samtykke/vcon'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const read = readVcon('{"uuid":"01928e10-193e-8231-b9a2-279e0d16bc46","parties":[],"critical":["new_rules"]}')
 * assert.deepStrictEqual(
 *   E.isLeft(read) && renderVconError(read.left),
 *   'critical: expected extensions that are known, found 1 that is not'
 * )
 *
 * @see draft-ietf-vcon-vcon-core-04, "critical", "Signed Form of vCon Object", "Encrypted Form of vCon Object"
 */
export const readVcon = (json: string, options: ReadOptions = {}): E.Either<VconError, ReadVcon> =>
  readJson(json, options, [], 0)

/**
 * Why nothing of a vCon was read, in one line for people.
 *
 * @example
 * import { renderVconError } from '@samtykke/vcon'
 *
 * assert.deepStrictEqual(renderVconError({ _tag: 'NotJson' }), 'expected a vCon (JSON), found text that is not JSON')
 */
export const renderVconError = (error: VconError): string => {
  switch (error._tag) {
    case 'NotJson':
      return 'expected a vCon (JSON), found text that is not JSON'
    case 'NotVcon':
      return `${error.path === '' ? '' : `${error.path}: `}expected ${error.expected}, found ${error.found}`
    case 'Encrypted':
      return 'expected a vCon that can be read, found one that is encrypted (JWE): decrypt it first'
    case 'UnknownCritical':
      return `critical: expected extensions that are known, found ${error.count} that ${error.count === 1 ? 'is' : 'are'} not`
    case 'NotVerified':
      return 'signatures: expected one by a key that was given, found none'
  }
}
