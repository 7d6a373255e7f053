/**
 * A table of keys that is tested, and what the cases of its contract have in common.
 */
import { ok, strictEqual } from 'node:assert'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  callKey,
  type Destructions,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type KeyEntry,
  type KeyName,
  type KeyTable,
  type KeyTableError,
  type LiveKey,
  type Mark,
  renderKeyTableError,
  type Tombstone,
  type WrappedKey
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** A table to be tested, empty at first. */
export interface KeyTableUnderTest {
  readonly table: KeyTable
  /** The same table, as another process has it. */
  readonly another: () => Promise<KeyTable>
  /** Spoils what stands under a name, as a failing disk or a person does. */
  readonly damage: (name: KeyName) => Promise<void> | void
  /** A table of this kind that cannot be reached: its server is not there, its folder is gone. */
  readonly unreachable: KeyTable
  /** So many that a listing needs more than one page. Default: 250. */
  readonly many?: number
}

export type Case = readonly [name: string, body: (test: KeyTableUnderTest) => Promise<void>]

export const retries: Readonly<Record<KeyTableError['_tag'], KeyTableError['retry']>> = {
  Unavailable: 'later',
  Busy: 'later',
  OutOfSpace: 'later',
  AccessDenied: 'never',
  Damaged: 'never',
  Refused: 'never',
  Closed: 'never'
}

export const right = async <A>(task: TE.TaskEither<KeyTableError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the table failed: ${renderKeyTableError(result.left)}`)
  return result.right
}

export const left = async (task: TE.TaskEither<KeyTableError, unknown>): Promise<KeyTableError> => {
  const result = await task()
  ok(E.isLeft(result), `expected an error of the table, found ${JSON.stringify(result)}`)
  strictEqual(result.left.retry, retries[result.left._tag], `retry of ${result.left._tag}`)
  ok(!/[\n\r]/.test(renderKeyTableError(result.left)), 'an error is one line')
  return result.left
}

export const id = (kind: string): Identifier => `${kind}.${randomUUID()}` as Identifier
export const someName = (): KeyName => callKey(id('call'))
export const at = (n: number): Instant => instantFromEpoch(1_750_000_000_000 + n)
export const someKey = (wrappedBy = 'master-1', length = 40): WrappedKey => ({
  wrapped: Uint8Array.from(randomBytes(length)),
  wrappedBy
})
export const tombstone = (name: KeyName, n = 0): Tombstone => ({
  _tag: 'destroyed',
  name,
  destroyedAt: at(n)
})
export const live = (name: KeyName, key: WrappedKey, createdAt: Instant): LiveKey => ({
  _tag: 'key',
  name,
  ...key,
  createdAt
})
export const markAt = (n: number): Mark => ({
  position: { commit: BigInt(n) + (1n << 60n), prepare: BigInt(n) },
  callId: 'call-of-the-mark' as Identifier,
  entryId: `3f0c2f0e-6a3c-4c6e-9d57-${n.toString().padStart(12, '0')}`,
  recordedAt: at(n)
})
export const destructions = (
  from: Mark | undefined,
  to: Mark,
  tombstones: ReadonlyArray<Tombstone> = []
): Destructions => ({ from, to, tombstones })

export const created = async (
  table: KeyTable,
  name: KeyName,
  key: WrappedKey = someKey(),
  n = 0
): Promise<LiveKey> => {
  const entry = await right(table.create(name, key, at(n)))
  ok(entry._tag === 'key')
  return entry
}

export const listed = async (
  table: KeyTable
): Promise<{ readonly entries: ReadonlyArray<KeyEntry>; readonly damaged: ReadonlyArray<string> }> => {
  const entries: KeyEntry[] = []
  const damaged: string[] = []
  for await (const page of table.list()) {
    if (E.isLeft(page)) throw new Error(`the table failed: ${renderKeyTableError(page.left)}`)
    entries.push(...page.right.entries)
    damaged.push(...page.right.damaged)
  }
  return { entries, damaged }
}
