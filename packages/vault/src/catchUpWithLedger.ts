/**
 * A table of keys and a ledger learn of each other what was destroyed: whichever was restored from an earlier copy has all
 * of it again, before the next is restored.
 *
 * The ledger is read as a whole. The table is listed only where the ledger has less than was seen of it before.
 */
import type { DestructionLedger, KeyName, KeyTable, StoreError, Tombstone, VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** What a table and a ledger learned of each other. */
export interface CatchUpWithLedger {
  /** How many records of the ledger were applied. */
  readonly applied: number
  /** How many cannot be read, so that it is not known of which key. */
  readonly unread: number
  /** How many tombstones of the table the ledger did not have, and has now. */
  readonly writtenBack: number
}

const failed = (error: StoreError): VaultError => ({ _tag: 'LedgerFailed', retry: error.retry, error })

/** Writes down what is about to be destroyed. */
export const recordIn = async (
  ledger: DestructionLedger,
  tombstone: Tombstone
): Promise<E.Either<VaultError, void>> => E.mapLeft(failed)(await ledger.record(tombstone)())

const laterOf = (a: Tombstone | undefined, b: Tombstone): Tombstone =>
  a === undefined || b.destroyedAt > a.destroyedAt || (b.destroyedAt === a.destroyedAt && b.name > a.name)
    ? b
    : a

interface Read {
  readonly names: Set<KeyName>
  readonly last: Tombstone | undefined
  readonly applied: number
  readonly unread: number
  /** Whether the record is there that was the last when the ledger was seen before. */
  readonly hasSeen: boolean
}

const applyLedger = async (
  table: KeyTable,
  ledger: DestructionLedger,
  seen: Tombstone | undefined
): Promise<E.Either<VaultError, Read>> => {
  const names = new Set<KeyName>()
  let last: Tombstone | undefined
  let applied = 0
  let unread = 0
  let hasSeen = false
  for await (const page of ledger.list()) {
    if (E.isLeft(page)) return E.left(failed(page.left))
    const { tombstones } = page.right
    const destroyed = await table.destroy(tombstones)()
    if (E.isLeft(destroyed)) return destroyed
    for (const each of tombstones) {
      names.add(each.name)
      last = laterOf(last, each)
      if (each.name === seen?.name && each.destroyedAt === seen.destroyedAt) hasSeen = true
    }
    applied += tombstones.length
    unread += page.right.unread
  }
  return E.right({ names, last, applied, unread, hasSeen })
}

/** Writes to the ledger what the table has and it has not, and adds it to the names. */
const writeBack = async (
  table: KeyTable,
  ledger: DestructionLedger,
  names: Set<KeyName>,
  latest: Tombstone | undefined
): Promise<E.Either<VaultError, { readonly count: number; readonly last: Tombstone | undefined }>> => {
  let count = 0
  let last = latest
  for await (const page of table.list()) {
    if (E.isLeft(page)) return page
    for (const entry of page.right.entries) {
      if (entry._tag !== 'destroyed' || names.has(entry.name)) continue
      const recorded = await recordIn(ledger, entry)
      if (E.isLeft(recorded)) return recorded
      names.add(entry.name)
      last = laterOf(last, entry)
      count += 1
    }
  }
  return E.right({ count, last })
}

/** Makes each have what the other has; and gives the names, with what was done. */
export const catchUpWithLedger = async (
  table: KeyTable,
  ledger: DestructionLedger
): Promise<
  E.Either<VaultError, { readonly names: ReadonlySet<KeyName>; readonly learned: CatchUpWithLedger }>
> => {
  const state = await table.state()()
  if (E.isLeft(state)) return state
  const seen = state.right.ledger
  const read = await applyLedger(table, ledger, seen?.last)
  if (E.isLeft(read)) return read
  const { names, applied, unread, hasSeen } = read.right
  const isWhole = seen !== undefined && hasSeen && names.size >= seen.count
  const written = isWhole
    ? E.right({ count: 0, last: read.right.last })
    : await writeBack(table, ledger, names, read.right.last)
  if (E.isLeft(written)) return written
  const { count, last } = written.right
  if (last !== undefined && (seen?.count !== names.size || !isWhole)) {
    const noted = await table.sawLedger({ count: names.size, last })()
    if (E.isLeft(noted)) return noted
  }
  return E.right({ names, learned: { applied, unread, writtenBack: count } })
}
