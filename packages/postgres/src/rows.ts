/**
 * Rows of the table as keys and tombstones.
 */
import {
  Instant,
  instantFromEpoch,
  isIdentifier,
  isKeyName,
  type KeyEntry,
  type KeyName,
  type KeyTableState,
  type LedgerMark,
  type Mark,
  parseKeyName,
  printable
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** What is selected of an entry. */
export interface Row {
  readonly name: string
  readonly wrapped: Uint8Array | null
  readonly wrapped_by: string | null
  readonly created_at: Date | null
  readonly destroyed_at: Date | null
}

export const columns = 'name, wrapped, wrapped_by, created_at, destroyed_at'

/** The call that a key is of; a subject's has none. */
export const callIdOf = (name: KeyName): string | null => {
  const owner = parseKeyName(name)
  return owner === undefined || owner._tag === 'subject' ? null : owner.callId
}

/** The entry, or where something else was found. */
export const entryOf = (row: Row): E.Either<string, KeyEntry> => {
  const { name, wrapped, wrapped_by: wrappedBy, created_at: createdAt, destroyed_at: destroyedAt } = row
  if (!isKeyName(name)) return E.left(`row ${printable(name.slice(0, 300))}: expected the name of a key`)
  if (destroyedAt !== null)
    return E.right({ _tag: 'destroyed', name, destroyedAt: instantFromEpoch(destroyedAt.getTime()) })
  if (wrapped === null || wrappedBy === null || createdAt === null)
    return E.left(`row ${name}: expected a key or a tombstone, found neither`)
  return E.right({
    _tag: 'key',
    name,
    wrapped: Uint8Array.from(wrapped),
    wrappedBy,
    createdAt: instantFromEpoch(createdAt.getTime())
  })
}

/** The state as it is kept, in JSON. */
export interface StoredState {
  readonly ledger?: { readonly count: number; readonly name: string; readonly destroyedAt: string }
  readonly masterKey?: string
  readonly mark?: {
    readonly commit: string
    readonly prepare: string
    readonly callId: string
    readonly entryId: string
    readonly recordedAt: string
  }
}

export const storedMark = ({
  position,
  callId,
  entryId,
  recordedAt
}: Mark): NonNullable<StoredState['mark']> => ({
  commit: position.commit.toString(),
  prepare: position.prepare.toString(),
  callId,
  entryId,
  recordedAt
})

const digits = /^[0-9]{1,20}$/

const markOf = ({
  commit,
  prepare,
  callId,
  entryId,
  recordedAt
}: NonNullable<StoredState['mark']>): Mark | undefined =>
  digits.test(commit) && digits.test(prepare) && isIdentifier(callId) && Instant.is(recordedAt)
    ? { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, callId, entryId, recordedAt }
    : undefined

const ledgerOf = ({
  count,
  name,
  destroyedAt
}: NonNullable<StoredState['ledger']>): LedgerMark | undefined =>
  isKeyName(name) && Instant.is(destroyedAt)
    ? { count, last: { _tag: 'destroyed', name, destroyedAt } }
    : undefined

/** The state, or nothing where a part of it is not what a table writes. */
export const stateOf = (stored: StoredState): KeyTableState | undefined => {
  const mark = stored.mark && markOf(stored.mark)
  const ledger = stored.ledger && ledgerOf(stored.ledger)
  return (mark === undefined) === (stored.mark === undefined) &&
    (ledger === undefined) === (stored.ledger === undefined)
    ? { mark, ledger, masterKey: stored.masterKey }
    : undefined
}
