/**
 * A table of keys learns what was destroyed from those that remember it as well: a log, and a ledger.
 *
 * The table's mark says how far it was told by the log. A table that was restored from a back-up has an old mark, so that
 * it catches up by itself. A log that was restored no longer has the entry of the mark; then all of it is applied again.
 * A ledger is short and is read as a whole.
 */
import type {
  DestructionLedger,
  EventLog,
  KeyTable,
  LogError,
  Mark,
  RecordedEntry,
  VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { destructionsOf } from './destructions.ts'

/** What was learned of a log. */
export interface CatchUpWithLog {
  /**
   * From where on it was read: from the table's mark; from its start, as the table had no mark; or from its start, as the
   * log does not have the entry of the mark: it was restored from an earlier copy, or truncated there, or is another log.
   */
  readonly from: 'mark' | 'start' | 'start-of-changed-log'
  /** How many of its entries tell of a destruction. All of them are applied. */
  readonly applied: number
  /** Entries that tell of a destruction and cannot be read, so that it is not known of which key: the first 20. */
  readonly unread: ReadonlyArray<RecordedEntry>
  readonly unreadCount: number
}

/** What was learned of a ledger. */
export interface CatchUpWithLedger {
  /** How many of its records were applied. */
  readonly applied: number
  /** How many cannot be read, so that it is not known of which key. */
  readonly unread: number
}

/** What was learned before anything was opened; nothing of a log or a ledger that the vault was opened without. */
export interface CatchUp {
  readonly log?: CatchUpWithLog
  readonly ledger?: CatchUpWithLedger
}

const mostUnreadNamed = 20
const mostAttempts = 5

const logUnread = (error: LogError): VaultError => ({ _tag: 'LogUnread', retry: error.retry, error })

const markAt = ({ position, callId, id, recordedAt }: RecordedEntry): Mark => ({
  position,
  callId,
  entryId: id,
  recordedAt
})

const stillHas = async (log: EventLog, mark: Mark): Promise<E.Either<VaultError, boolean>> => {
  const call = await log.load(mark.callId)()
  if (E.isLeft(call)) return E.left(logUnread(call.left))
  return E.right(
    call.right.entries.some(({ id, recordedAt }) => id === mark.entryId && recordedAt === mark.recordedAt)
  )
}

const attempt = async (
  table: KeyTable,
  log: EventLog
): Promise<E.Either<VaultError, CatchUpWithLog | 'mark-moved'>> => {
  const state = await table.state()()
  if (E.isLeft(state)) return state
  let { mark } = state.right
  const isSame = mark === undefined ? E.right(false) : await stillHas(log, mark)
  if (E.isLeft(isSame)) return isSame
  const from = mark === undefined ? 'start' : isSame.right ? 'mark' : 'start-of-changed-log'

  let applied = 0
  let unreadCount = 0
  const unread: RecordedEntry[] = []
  for await (const page of log.replay(from === 'mark' ? mark?.position : undefined)) {
    if (E.isLeft(page)) return E.left(logUnread(page.left))
    const last = page.right.at(-1)
    if (last === undefined) continue
    const destroyed = destructionsOf(page.right)
    const { tombstones, calls } = destroyed
    const to = markAt(last)
    const moved = await table.applyLog({ tombstones, calls, from: mark, to })()
    if (E.isLeft(moved)) return moved
    if (!moved.right) return E.right('mark-moved')
    mark = to
    applied += destroyed.applied
    unreadCount += destroyed.unread.length
    unread.push(...destroyed.unread.slice(0, mostUnreadNamed - unread.length))
  }
  return E.right({ from, applied, unread, unreadCount })
}

/** Destroys what the log says was destroyed; begins again where another did so meanwhile, 5 times. */
export const catchUpWithLog = async (
  table: KeyTable,
  log: EventLog
): Promise<E.Either<VaultError, CatchUpWithLog>> => {
  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const result = await attempt(table, log)
    if (E.isLeft(result)) return result
    if (result.right !== 'mark-moved') return E.right(result.right)
  }
  return E.left({ _tag: 'Busy', retry: 'later', reason: 'others apply the log to it at the same time' })
}

/** Destroys what the ledger says was destroyed. */
export const catchUpWithLedger = async (
  table: KeyTable,
  ledger: DestructionLedger
): Promise<E.Either<VaultError, CatchUpWithLedger>> => {
  let applied = 0
  let unread = 0
  for await (const page of ledger.list()) {
    if (E.isLeft(page)) return E.left({ _tag: 'LedgerFailed', retry: page.left.retry, error: page.left })
    const { tombstones } = page.right
    const destroyed = await table.destroy(tombstones)()
    if (E.isLeft(destroyed)) return destroyed
    applied += tombstones.length
    unread += page.right.unread
  }
  return E.right({ applied, unread })
}
