/**
 * Replaying everything: one filtered read of `$all`, the next page coming while the last is worked on; a read that
 * breaks off is made again behind the last entry given.
 */
import type { LogError, Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { closed } from './logError.ts'
import { openPages } from './pages.ts'
import { recordsOf } from './readAnswer.ts'
import { allOnce } from './readRequest.ts'
import type { StoredRecord } from './storedRecord.ts'
import { callPrefix } from './streamNames.ts'
import type { Store } from './store.ts'
import { logCounters } from './telemetry.ts'
import { backoff, delay } from '@samtykke/log/adapter'

/** Makes of records what is wanted of them. */
export interface RecordReader<A> {
  readonly consume: (
    records: ReadonlyArray<StoredRecord>
  ) => Promise<E.Either<LogError, ReadonlyArray<A>>> | E.Either<LogError, ReadonlyArray<A>>
}

/** Records as they are stored. */
export const asStored: RecordReader<StoredRecord> = { consume: E.right }

const isBehind = (position: Position, last: Position): boolean =>
  position.commit > last.commit || (position.commit === last.commit && position.prepare > last.prepare)

/** A read starts at the position itself. */
const behind = (records: ReadonlyArray<StoredRecord>, last: Position): ReadonlyArray<StoredRecord> =>
  isBehind(records[0]!.position, last) ? records : records.filter(each => isBehind(each.position, last))

export async function* replay<A>(
  { connection, retryPolicy }: Store,
  reader: RecordReader<A>,
  from: Position | undefined,
  signal: AbortSignal
): AsyncGenerator<E.Either<LogError, ReadonlyArray<A>>, void, undefined> {
  let last = from
  let failures = 0
  let giveUpAt = Infinity
  while (!signal.aborted) {
    const pages = openPages(connection, allOnce(last ?? 'start', callPrefix), signal)
    let error: LogError | undefined
    try {
      while (error === undefined) {
        const page = await pages.next(retryPolicy.timeLimit)
        if (page._tag === 'end') return
        if (page._tag === 'aborted') error = closed
        else if (page._tag === 'dropped') error = page.error
        else {
          const records = recordsOf(page.answers)
          const fresh = last === undefined || records.length === 0 ? records : behind(records, last)
          if (fresh.length === 0) continue
          const entries = await reader.consume(fresh)
          if (E.isLeft(entries)) error = entries.left
          else {
            last = fresh[fresh.length - 1]!.position
            failures = 0
            giveUpAt = Infinity
            logCounters.read.add(fresh.length)
            yield entries
          }
        }
      }
    } finally {
      pages.cancel()
    }
    if (failures === 0) giveUpAt = Date.now() + retryPolicy.retryFor
    failures++
    const wait = backoff(failures)
    if (error.retry !== 'later' || Date.now() + wait >= giveUpAt) {
      yield E.left(error)
      return
    }
    logCounters.retries.add(1)
    await delay(wait, signal)
  }
  if (connection.signal.aborted) yield E.left(closed)
}
