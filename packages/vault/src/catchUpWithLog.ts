/**
 * A table of keys learns from a log what was destroyed.
 *
 * The table's mark says how far it was told. A table that was restored from a back-up has an old mark, so that it catches
 * up by itself. A log that was restored no longer has the entry of the mark; then all of it is applied again.
 */
import type {
  Destructions,
  EventLog,
  KeyTable,
  KeyTableError,
  LogError,
  Mark,
  RecordedEntry,
  Tombstone,
  VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Destroyed, destructionsOf } from './destructions.ts'

/** What was learned of a log. */
export interface CatchUpWithLog {
  /**
   * From where on it was read: from the table's mark; from its start, as the table had no mark; or from its start, as the
   * log does not have the entry of the mark: it was restored from an earlier copy, or is another log.
   */
  readonly from: 'mark' | 'start' | 'start-of-changed-log'
  /** How many of its entries tell of a destruction. All of them are applied. */
  readonly applied: number
  /** Entries that tell of a destruction and cannot be read, so that it is not known of which key: the first 20. */
  readonly unread: ReadonlyArray<RecordedEntry>
  readonly unreadCount: number
  /** Where the table had no room for a newer mark: all was applied, and will be again. */
  readonly isMarkOld?: true
}

/** Told of what is about to be destroyed, before it is. */
export type OnDestroying = (tombstones: ReadonlyArray<Tombstone>) => Promise<E.Either<VaultError, void>>

const mostUnreadNamed = 20
const mostAttempts = 5

const logUnread = (error: LogError): VaultError => ({ _tag: 'LogUnread', retry: error.retry, error })

const markAt = ({ position, callId, id, recordedAt }: RecordedEntry): Mark => ({
  position,
  callId,
  entryId: id,
  recordedAt
})

/**
 * Whether the log is the one that the mark was made on. A call that was forgotten is truncated, and the mark's entry with
 * it: who truncates has opened the vault on this log before, so that the mark is of this log.
 */
const stillHas = async (log: EventLog, mark: Mark): Promise<E.Either<VaultError, boolean>> => {
  const call = await log.load(mark.callId)()
  if (E.isLeft(call)) return E.left(logUnread(call.left))
  const { entries, revision } = call.right
  const isTruncated = revision !== 'no-stream' && entries[0]?.revision !== 0n
  return E.right(
    isTruncated || entries.some(({ id, recordedAt }) => id === mark.entryId && recordedAt === mark.recordedAt)
  )
}

/** What a call still had when its proof was redacted was erased before; the entries that say so may be gone. */
const keysOfForgotten = async (
  table: KeyTable,
  calls: Destroyed['calls']
): Promise<E.Either<KeyTableError, ReadonlyArray<Tombstone>>> => {
  const tombstones: Tombstone[] = []
  for (const { callId, until } of calls) {
    const keys = await table.liveKeysOf(callId)()
    if (E.isLeft(keys)) return keys
    for (const { name, createdAt } of keys.right)
      if (createdAt <= until) tombstones.push({ _tag: 'destroyed', name, destroyedAt: until })
  }
  return E.right(tombstones)
}

/** A tombstone takes the room of its key, and a mark needs its own: where there is none, only the mark is left as it was. */
const apply = async (
  table: KeyTable,
  destructions: Destructions
): Promise<E.Either<VaultError, 'applied' | 'mark-moved' | 'mark-old'>> => {
  const moved = await table.applyLog(destructions)()
  if (E.isRight(moved)) return E.right(moved.right ? 'applied' : 'mark-moved')
  if (moved.left._tag !== 'OutOfSpace') return moved
  const destroyed = await table.destroy(destructions.tombstones)()
  return E.isLeft(destroyed) ? destroyed : E.right('mark-old')
}

const attempt = async (
  table: KeyTable,
  log: EventLog,
  onDestroying: OnDestroying
): Promise<E.Either<VaultError, CatchUpWithLog | 'mark-moved'>> => {
  const state = await table.state()()
  if (E.isLeft(state)) return state
  let { mark } = state.right
  const isSame = mark === undefined ? E.right(false) : await stillHas(log, mark)
  if (E.isLeft(isSame)) return isSame
  const from = mark === undefined ? 'start' : isSame.right ? 'mark' : 'start-of-changed-log'

  let applied = 0
  let unreadCount = 0
  let isMarkOld = false
  const unread: RecordedEntry[] = []
  for await (const page of log.replay(from === 'mark' ? mark?.position : undefined)) {
    if (E.isLeft(page)) return E.left(logUnread(page.left))
    const last = page.right.at(-1)
    if (last === undefined) continue
    const destroyed = destructionsOf(page.right)
    const ofCalls = await keysOfForgotten(table, destroyed.calls)
    if (E.isLeft(ofCalls)) return ofCalls
    const tombstones = [...destroyed.tombstones, ...ofCalls.right]
    const told = await onDestroying(tombstones)
    if (E.isLeft(told)) return told
    const to = markAt(last)
    const outcome = await apply(table, { tombstones, from: mark, to })
    if (E.isLeft(outcome)) return outcome
    if (outcome.right === 'mark-moved') return E.right('mark-moved')
    // The next page goes from the mark that the table has.
    isMarkOld = outcome.right === 'mark-old'
    if (!isMarkOld) mark = to
    applied += destroyed.applied
    unreadCount += destroyed.unread.length
    unread.push(...destroyed.unread.slice(0, mostUnreadNamed - unread.length))
  }
  return E.right({ from, applied, unread, unreadCount, ...(isMarkOld && { isMarkOld }) })
}

/** Destroys what the log says was destroyed; begins again where another did so meanwhile, 5 times. */
export const catchUpWithLog = async (
  table: KeyTable,
  log: EventLog,
  onDestroying: OnDestroying
): Promise<E.Either<VaultError, CatchUpWithLog>> => {
  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const result = await attempt(table, log, onDestroying)
    if (E.isLeft(result)) return result
    if (result.right !== 'mark-moved') return E.right(result.right)
  }
  return E.left({ _tag: 'Busy', retry: 'later', reason: 'others apply the log to it at the same time' })
}
