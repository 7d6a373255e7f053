/**
 * A table of keys learns from a log what was destroyed.
 *
 * The table's mark says how far it was told. A table that was restored from a back-up has an old mark, so that it catches
 * up by itself. A log that was restored no longer has the entry of the mark; then all of it is applied again.
 */
import type { EventLog, Instant, KeyTable, LogError, Mark, RecordedEntry, VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { destructionsOf } from './destructions.ts'

/**
 * What was done before anything was opened.
 *
 * - `no-log`: the vault was opened without a log; what a restored table brought back was not destroyed again
 * - `caught-up`: what the log says was destroyed is destroyed, from there on: from the table's mark; from the start of the
 *   log, as the table had no mark; or from its start, as the log does not have the entry of the mark: it was restored from
 *   an earlier copy, or truncated there, or is another log
 */
export type CatchUp =
  | { readonly _tag: 'no-log' }
  | {
      readonly _tag: 'caught-up'
      readonly from: 'mark' | 'start' | 'start-of-changed-log'
      /** How many entries of the log tell of a destruction that was applied. */
      readonly applied: number
      /** Entries that tell of a destruction and cannot be read, so that it is not known of which key: the first 20. */
      readonly unread: ReadonlyArray<RecordedEntry>
      readonly unreadCount: number
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

type Attempt = E.Either<VaultError, CatchUp | 'mark-moved'>

const attempt = async (table: KeyTable, log: EventLog, now: () => Instant): Promise<Attempt> => {
  const found = await table.mark()()
  if (E.isLeft(found)) return found
  let mark = found.right
  const same = mark === undefined ? E.right(false) : await stillHas(log, mark)
  if (E.isLeft(same)) return same
  const from = mark === undefined ? 'start' : same.right ? 'mark' : 'start-of-changed-log'

  let applied = 0
  let unreadCount = 0
  const unread: RecordedEntry[] = []
  for await (const page of log.replay(from === 'mark' ? mark?.position : undefined)) {
    if (E.isLeft(page)) return E.left(logUnread(page.left))
    const last = page.right.at(-1)
    if (last === undefined) continue
    const destroyed = destructionsOf(page.right)
    const { names, calls } = destroyed
    const to = markAt(last)
    const moved = await table.applyLog({ names, calls, from: mark, to }, now())()
    if (E.isLeft(moved)) return moved
    if (!moved.right) return E.right('mark-moved')
    mark = to
    applied += destroyed.applied
    unreadCount += destroyed.unread.length
    unread.push(...destroyed.unread.slice(0, mostUnreadNamed - unread.length))
  }
  return E.right({ _tag: 'caught-up', from, applied, unread, unreadCount })
}

/** Destroys what the log says was destroyed; begins again where another did so meanwhile, 5 times. */
export const catchUp = async (
  table: KeyTable,
  log: EventLog,
  now: () => Instant
): Promise<E.Either<VaultError, CatchUp>> => {
  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const result = await attempt(table, log, now)
    if (E.isLeft(result)) return result
    if (result.right !== 'mark-moved') return E.right(result.right)
  }
  return E.left({
    _tag: 'Busy',
    retry: 'later',
    reason: 'others apply the log to it at the same time'
  })
}
