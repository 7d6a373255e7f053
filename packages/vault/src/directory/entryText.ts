/**
 * An entry of a table as the text of a file: a line of JSON, and its SHA-256, by which what is torn or altered is told.
 */
import { createHash } from 'node:crypto'
import { Instant, isKeyName, type KeyEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A line of JSON and its sum. */
export const sealed = (value: unknown): string => {
  const line = JSON.stringify(value)
  return `${line}\n${sha256(line)}\n`
}

/** What the line says, or what was found in its stead. White space behind it is what was overwritten. */
export const unsealed = (text: string): E.Either<string, unknown> => {
  const [line = '', sum, ...rest] = text.split('\n')
  if (sum === undefined || rest.join('').trim() !== '' || sum !== sha256(line))
    return E.left(`expected a line and its SHA-256, found ${Buffer.byteLength(text)} bytes that are not`)
  return E.tryCatch(
    (): unknown => JSON.parse(line),
    () => 'expected JSON, found a line that is not'
  )
}

export const writeEntry = (entry: KeyEntry): string => {
  if (entry._tag === 'destroyed') return sealed({ name: entry.name, destroyedAt: entry.destroyedAt })
  const { name, createdAt, wrappedBy, wrapped } = entry
  return sealed({ name, createdAt, wrappedBy, wrapped: Buffer.from(wrapped).toString('base64url') })
}

type Members = Readonly<Record<string, unknown>>

const entryOf = ({ name, createdAt, destroyedAt, wrappedBy, wrapped }: Members): KeyEntry | undefined => {
  if (typeof name !== 'string' || !isKeyName(name)) return undefined
  if (Instant.is(destroyedAt)) return { _tag: 'destroyed', name, destroyedAt }
  if (!Instant.is(createdAt) || typeof wrappedBy !== 'string' || typeof wrapped !== 'string') return undefined
  return {
    _tag: 'key',
    name,
    wrapped: Uint8Array.from(Buffer.from(wrapped, 'base64url')),
    wrappedBy,
    createdAt
  }
}

/** The entry, or what was found in its stead. */
export const readEntry = (text: string): E.Either<string, KeyEntry> => {
  const value = unsealed(text)
  if (E.isLeft(value)) return value
  const entry =
    typeof value.right === 'object' && value.right !== null ? entryOf(value.right as Members) : undefined
  return entry === undefined ? E.left('expected a key or a tombstone, found other JSON') : E.right(entry)
}
