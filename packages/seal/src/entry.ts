/**
 * What a leaf of the tree holds.
 */
import { emptyRoot, hashToBase64, type Hash } from './merkle.ts'
import { sha256Binary, sha256Hex } from './sha256.ts'
import type { StoredRecord } from './source.ts'

/** What the tree holds of an event: where it stands and what it is, with its content as a salted digest. */
export interface EventEntry {
  readonly v: 1
  readonly kind: 'event'
  readonly stream: string
  readonly revision: string
  readonly id: string
  readonly type: string
  readonly created: string
  readonly encoding: 'json' | 'bytes'
  readonly digest: string
}

/** The last entry of each run: when it was, and what the tree was before it. */
export interface SealEntry {
  readonly v: 1
  readonly kind: 'seal'
  readonly at: string
  readonly size: string
  readonly root: string
  readonly policy?: string
}

export type Entry = EventEntry | SealEntry

/**
 * The type of the event under which what its stream held before may be erased, salts included. Sealing, verifying and
 * VERIFY.txt have to agree on it, also those of others and of years ago, so it is no option.
 */
export const redactionType = 'proof-redacted'

export const redacts = ({ type }: Pick<EventEntry, 'type'>): boolean => type === redactionType

const plain = /^[ !#-[\]-~]*$/
/** Whether the text stands in JSON as it is, a byte a character. */
export const isPlain = (text: string): boolean => plain.test(text)
const quote = (text: string): string => (isPlain(text) ? `"${text}"` : JSON.stringify(text))

/** The entry of an event as canonical JSON (RFC 8785). */
export const eventEntry = (
  record: Omit<StoredRecord, 'data' | 'metadata'>,
  revision: number | string,
  digest: string
): string =>
  `{"created":${quote(record.created)},"digest":"${digest}","encoding":"${record.encoding}",` +
  `"id":${quote(record.id)},"kind":"event","revision":"${revision}","stream":${quote(record.stream)},` +
  `"type":${quote(record.type)},"v":1}`

/** The entry that ends a run, as canonical JSON (RFC 8785). */
export const sealEntry = (at: string, size: number, root: Hash, policy?: string): string =>
  `{"at":${quote(at)},"kind":"seal",${policy === undefined ? '' : `"policy":${quote(policy)},`}` +
  `"root":"${hashToBase64(root)}","size":"${size}","v":1}`

export const saltLength = 16

const salted = Buffer.alloc(saltLength + 64)

/** Hex SHA-256(salt ‖ SHA-256(data) ‖ SHA-256(metadata)); absent metadata is the empty string. */
export const digestOf = (salt: Uint8Array, content: Pick<StoredRecord, 'data' | 'metadata'>): string =>
  digestOfHashes(salt, sha256Binary(content.data), metadataHash(content.metadata))

export const metadataHash = (metadata: StoredRecord['metadata']): Hash =>
  metadata === undefined || metadata.length === 0 ? emptyRoot : sha256Binary(metadata)

export const digestOfHashes = (salt: Uint8Array, data: Hash, metadata: Hash): string => {
  salted.set(salt)
  salted.write(data, saltLength, 'latin1')
  salted.write(metadata, saltLength + 32, 'latin1')
  return sha256Hex(salted)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isDecimal = (value: unknown): value is string => isText(value) && /^(0|[1-9][0-9]{0,15})$/.test(value)

/** The entry that a line holds, or `undefined` where it holds none. */
export const parseEntry = (line: string): Entry | undefined => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entry = value as Readonly<Record<string, unknown>>
  if (entry['v'] !== 1) return undefined
  const isEvent =
    entry['kind'] === 'event' &&
    isText(entry['stream']) &&
    isDecimal(entry['revision']) &&
    isText(entry['id']) &&
    isText(entry['type']) &&
    isText(entry['created']) &&
    (entry['encoding'] === 'json' || entry['encoding'] === 'bytes') &&
    isText(entry['digest'])
  const isSeal =
    entry['kind'] === 'seal' && isText(entry['at']) && isDecimal(entry['size']) && isText(entry['root'])
  return isEvent || isSeal ? (entry as unknown as Entry) : undefined
}
