/**
 * What each case of the contract suites of stores is given and uses: a store, and refs of its own.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import {
  type Erasure,
  type Found,
  type Identifier,
  type RecordingStore,
  type Ref,
  refId,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** A store to be tested, empty at first. */
export interface StoreUnderTest {
  readonly store: RecordingStore
  /** Keeps bytes under a ref, as whoever records does. */
  readonly place: (ref: Ref, bytes: Uint8Array) => Promise<void>
  /**
   * What else may be there of a recording in this store, by name: another copy, an older version, what was left of an
   * unfinished write. Each leaves it under a ref where nothing is yet, and `find` must see it.
   */
  readonly traces: Readonly<Record<string, (ref: Ref) => Promise<void>>>
  /** A store of this kind that cannot be reached: its server is not there, its folder is gone. */
  readonly unreachable: RecordingStore
  /** Of a store that only accepts orders: what makes it carry them out. */
  readonly carryOut?: () => Promise<void>
  /** What the store keeps. Default: recordings. */
  readonly holds?: 'recording' | 'analysis'
  /** So many that the inventory needs more than one page. Default: 1,100. */
  readonly many?: number
}

const retries: Readonly<Record<StoreError['_tag'], StoreError['retry']>> = {
  Unavailable: 'later',
  OutOfSpace: 'later',
  Locked: 'never',
  AccessDenied: 'never',
  NotFound: 'never',
  Conflict: 'never',
  InvalidRef: 'never',
  Refused: 'never'
}

export const right = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the store failed: ${renderStoreError(result.left)}`)
  return result.right
}

export const left = async (task: TE.TaskEither<StoreError, unknown>): Promise<StoreError> => {
  const result = await task()
  ok(E.isLeft(result), `expected an error of the store, found ${JSON.stringify(result)}`)
  return wellFormed(result.left)
}

export const wellFormed = (error: StoreError): StoreError => {
  strictEqual(error.retry, retries[error._tag], `retry of ${error._tag}`)
  ok(!/[\n\r]/.test(renderStoreError(error)), 'an error is one line')
  return error
}

export const some = (
  { store, holds }: StoreUnderTest,
  callId: string = `call.${randomUUID()}`,
  id: string = `it.${randomUUID()}`
): Ref => {
  const kept = { callId: callId as Identifier, processor: store.name }
  return holds === 'analysis'
    ? { ...kept, analysisId: id as Identifier }
    : { ...kept, recordingId: id as Identifier }
}

/** Some at a time: a store elsewhere answers late, and another meanwhile. */
export const manyAtOnce = async (
  refs: ReadonlyArray<Ref>,
  each: (ref: Ref) => Promise<unknown>
): Promise<void> => {
  for (let n = 0; n < refs.length; n += 16) await Promise.all(refs.slice(n, n + 16).map(each))
}

export const named = (ref: Ref): string => `${ref.callId} ${refId(ref)}`

/** Erases, and waits for an order that was only accepted. */
export const gone = async (
  { store, carryOut }: StoreUnderTest,
  ref: Ref
): Promise<Extract<Erasure, { _tag: 'gone' }>> => {
  const first = await right(store.erase(ref))
  if (first._tag === 'gone') return first
  ok(carryOut !== undefined, 'a store that only accepts orders needs a carryOut')
  await carryOut()
  const last = await right(store.progress(first.reference))
  ok(last._tag === 'gone', 'an order that was carried out is gone')
  return last
}

export const present = async (
  { store }: StoreUnderTest,
  ref: Ref
): Promise<Extract<Found, { _tag: 'present' }>> => {
  const found = await right(store.find(ref))
  ok(found._tag === 'present', `expected ${named(ref)} to be there`)
  ok(found.copies >= 1 && found.versions >= found.copies, JSON.stringify(found))
  return found
}

export const isAbsent = async ({ store }: StoreUnderTest, ref: Ref, what = ''): Promise<void> =>
  deepStrictEqual(await right(store.find(ref)), { _tag: 'absent' }, what)

export const bytesOf = async (store: Pick<RecordingStore, 'open'>, ref: Ref): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of await right(store.open(ref))) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const listed = async ({ store }: StoreUnderTest): Promise<ReadonlyArray<Ref>> => {
  const refs: Ref[] = []
  for await (const page of store.inventory()) {
    if (E.isLeft(page)) throw new Error(`the inventory failed: ${renderStoreError(page.left)}`)
    refs.push(...page.right.refs)
  }
  return refs
}

export const names = (refs: ReadonlyArray<Ref>): ReadonlyArray<string> => [...new Set(refs.map(named))].sort()

/** Refs that a careless store takes for one another: a part of a name, another case, another call. */
export const alike = (test: StoreUnderTest): ReadonlyArray<Ref> =>
  [
    ['call-1', 'rec-1'],
    ['call-10', 'rec-1'],
    ['call-1', 'rec-10'],
    ['call-1', 'rec'],
    ['call-1', 'rec-1.wav'],
    ['call-1', 'rec-1.wav.1'],
    ['call-1', 'Rec-1'],
    ['CALL-1', 'rec-1'],
    ['call', '1-rec-1'],
    ['call-1.rec-1', 'rec-1'],
    ['rec-1', 'call-1'],
    ['c~._-', 'r..~_-'],
    ['call-1', 'r'.repeat(128)],
    ['C'.repeat(128), 'R'.repeat(128)]
  ].map(([callId, id]) => some(test, callId, id))
