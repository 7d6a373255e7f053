/**
 * Where entries are kept that could not be handled: with the reason, until someone has dealt with them.
 */
import type { EventLog, Identifier, LogError, Position, RecordedEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { handleEntry, type Handler } from './handler.ts'

/** An entry that was parked. */
export interface ParkedEntry {
  readonly callId: Identifier
  readonly id: string
  readonly position: Position
  readonly reason: string
  readonly attempts: number
}

/** A place for entries that could not be handled, until somebody looks at them. */
export interface Parking {
  /** Keeps it. Again is nothing new. */
  readonly park: (parked: ParkedEntry) => TE.TaskEither<LogError, void>
  /** What is parked and not released. */
  readonly parked: TE.TaskEither<LogError, ReadonlyArray<ParkedEntry>>
  /** It has been dealt with. */
  readonly release: (parked: ParkedEntry) => TE.TaskEither<LogError, void>
}

const longestReason = 500

export const parkedEntry = (
  { callId, id, position }: RecordedEntry,
  reason: string,
  attempts: number
): ParkedEntry => ({ callId, id, position, reason: reason.slice(0, longestReason), attempts })

const once = {
  attempts: 1,
  handlerTimeLimit: 60_000,
  signal: new AbortController().signal,
  onRetry: () => undefined
}

/**
 * Handles what is parked once more, each entry once; what succeeds is released. Gives how many were.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { type ParkedEntry, retryParked } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * // The entry that was parked has been truncated away since: there is nothing left to handle.
 * let parked: ReadonlyArray<ParkedEntry> = [
 *   {
 *     callId: identifier('call-1'),
 *     id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *     position: { commit: 7n, prepare: 7n },
 *     reason: 'the recorder refused the instruction',
 *     attempts: 5
 *   }
 * ]
 * const parking = {
 *   park: () => TE.right(undefined),
 *   parked: () => Promise.resolve(E.right(parked)),
 *   release: () => TE.fromIO(() => void (parked = []))
 * }
 *
 * const retried = await retryParked(createMemoryLog(), parking, () => TE.right(undefined))()
 * assert.deepStrictEqual(retried, E.right(1))
 * assert.deepStrictEqual(parked, [])
 */
export const retryParked =
  (log: EventLog, parking: Parking, handler: Handler): TE.TaskEither<LogError, number> =>
  async () => {
    const parked = await parking.parked()
    if (E.isLeft(parked)) return parked
    let released = 0
    for (const each of parked.right) {
      const call = await log.load(each.callId)()
      if (E.isLeft(call)) return call
      const entry = call.right.entries.find(({ id }) => id === each.id)
      // An entry that was truncated away since needs no handling any more.
      const gone = entry === undefined
      if (!gone && (await handleEntry(handler, entry, once))._tag !== 'handled') continue
      const done = await parking.release(each)()
      if (E.isLeft(done)) return done
      released++
    }
    return E.right(released)
  }
