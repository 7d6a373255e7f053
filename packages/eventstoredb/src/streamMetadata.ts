/**
 * A stream's metadata, read and written as what it is: the last event of `$$stream`.
 *
 * The client's own way gives a position for a revision, and writing replaces the whole document: with it would go
 * whatever someone else set, an access list for example.
 */
import type { LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { derivedId } from '@samtykke/log'
import type { Store } from './store.ts'

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** A deleted stream's `$tb` is greater than a JSON number can be: read and written back it would be another. */
const isExact = (document: Readonly<Record<string, unknown>>): boolean =>
  Object.values(document).every(value => typeof value !== 'number' || Number.isSafeInteger(value))

/**
 * Sets members of a stream's metadata; what else it says stays. Where it cannot be written back as it is, it is left
 * alone.
 */
export const setMetadata = async (
  store: Store,
  stream: string,
  members: Readonly<Record<string, number>>
): Promise<E.Either<LogError, void>> => {
  const metadataStream = `$$${stream}`
  const changed = await store.change(metadataStream, ({ records, revision }) => {
    const last = records.at(-1)?.data ?? {}
    if (!isObject(last) || !isExact(last)) return []
    if (Object.entries(members).every(([member, value]) => last[member] === value)) return []
    const data = Buffer.from(JSON.stringify({ ...last, ...members }))
    const id = derivedId(metadataStream, String(revision), ...Object.values(members).map(String))
    return [{ id, type: '$metadata', data, metadata: Buffer.alloc(0) }]
  })
  return E.isLeft(changed) ? changed : E.right(undefined)
}

/** Lets the store keep only the last events of a stream. */
export const limitTo = (store: Store, stream: string, maxCount: number): Promise<E.Either<LogError, void>> =>
  setMetadata(store, stream, { $maxCount: maxCount })
