/**
 * The file format of a proof.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { canonicalJson } from '@samtykke/core'
import { parseCheckpoint, formatCheckpoint, type Checkpoint } from './checkpoint.ts'
import { saltLength } from './entry.ts'
import { hashFromBytes, hashToBase64, type Hash } from './merkle.ts'
import { bytesFromBase64, type MalformedNote } from './note.ts'

/** C2SP tlog-proof: that an entry is in a log, to be checked offline. */
export interface TlogProof {
  readonly index: number
  readonly path: ReadonlyArray<Hash>
  readonly checkpoint: Checkpoint
  /** The entry's canonical JSON. */
  readonly entry: string
  /** `undefined` = destroyed. */
  readonly salt: Buffer | undefined
}

const header = 'c2sp.org/tlog-proof@v1'

export const formatTlogProof = ({ index, path, checkpoint, entry, salt }: TlogProof): string => {
  const extra = canonicalJson({ entry: JSON.parse(entry) as unknown, salt: salt?.toString('base64') ?? null })
  return [
    header,
    `extra ${Buffer.from(extra).toString('base64')}`,
    `index ${index}`,
    ...path.map(hashToBase64),
    '',
    formatCheckpoint(checkpoint)
  ].join('\n')
}

export const parseTlogProof = (bytes: Buffer): E.Either<MalformedNote, TlogProof> => {
  const malformed = (expected: string) =>
    E.left<MalformedNote>({ _tag: 'MalformedNote', expected, found: `${bytes.length} other bytes` })
  const text = bytes.toString('utf8')
  const end = text.indexOf('\n\n')
  const [first, extra, index, ...hashes] = text.slice(0, end).split('\n')
  const number = /^index (0|[1-9][0-9]{0,15})$/.exec(index ?? '')?.[1]
  if (end < 0 || first !== header || number === undefined) return malformed(`${header}, extra and index`)
  const path = hashes.map(bytesFromBase64)
  if (!path.every(each => O.isSome(each) && each.value.length === 32))
    return malformed('a base64 hash on each line')
  const content = parseExtra(extra ?? '')
  if (content === undefined) return malformed('extra with base64 of {entry, salt}')
  const checkpoint = parseCheckpoint(Buffer.from(text.slice(end + 2)))
  if (E.isLeft(checkpoint)) return checkpoint
  return E.right({
    index: Number(number),
    path: path.flatMap(each => (O.isSome(each) ? [hashFromBytes(each.value)] : [])),
    checkpoint: checkpoint.right,
    ...content
  })
}

const parseExtra = (line: string): Pick<TlogProof, 'entry' | 'salt'> | undefined => {
  const bytes = bytesFromBase64(/^extra (\S+)$/.exec(line)?.[1] ?? '-')
  if (O.isNone(bytes)) return undefined
  try {
    const { entry, salt } = JSON.parse(bytes.value.toString('utf8')) as { entry?: unknown; salt?: unknown }
    const raw = typeof salt === 'string' ? bytesFromBase64(salt) : O.none
    if (salt !== null && (O.isNone(raw) || raw.value.length !== saltLength)) return undefined
    return { entry: canonicalJson(entry), salt: O.isSome(raw) ? raw.value : undefined }
  } catch {
    return undefined
  }
}
