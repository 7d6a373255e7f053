/**
 * The events of calls as they come, shared by the workers of a group: which call to look at.
 */
import type { Identifier, LogError, Position } from '@samtykke/core'
import type { Hints } from '@samtykke/log'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { GroupSettings } from './client.ts'
import { groupHints, onOwnClient, type Told } from './groupHints.ts'
import type { EventStoreDBLog } from './log.ts'
import type { StoredRecord } from './storedRecord.ts'
import { callOf } from './streamNames.ts'

/** A feed that several share. */
export interface SharedFeed {
  /** Each event's call, at least once, to one of those who follow, until the signal is aborted. */
  readonly follow: (signal: AbortSignal) => Hints
  /** Where there is no group yet, nothing before here is given. */
  readonly startBehind: (position: Position) => TE.TaskEither<LogError, void>
}

/**
 * To one, so that a worker hears of what it does to a call itself. Not pinned to one by the call: a server of before 24.10.7
 * counts as done what waits for a consumer that has no room while others go on.
 */
const settings: GroupSettings = { messageTimeout: 10 * 60_000, maxRetryCount: 1_000_000, isToOne: true }

/** The worker that instructed an erasure carries it out: no other is to do the same. */
const leaveInstructedFor = 5_000

const toldBy = ({ stream, revision, type }: StoredRecord): Told | undefined => {
  const callId = callOf(stream)
  if (callId === undefined) return undefined
  return { callId, revision, ...(type === 'erasure-instructed' && { leaveFor: leaveInstructedFor }) }
}

/**
 * The events of calls for the workers that name the same group; the server remembers how far they came. A group that is
 * made by `follow` begins at the start of the log.
 *
 * A drop ends the iteration with an error: what was not settled is given again, to whoever follows.
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { feedInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { recordCall } from '@samtykke/log'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * await recordCall(opened.right)(objected.callId, [objected])()
 *
 * const stopping = new AbortController()
 * for await (const hint of feedInStore(opened.right, identifier('workers')).follow(stopping.signal)) {
 *   if (E.isLeft(hint)) throw new Error(hint.left._tag)
 *   assert.equal(hint.right.callId, 'call-1')
 *   await hint.right.settle()
 *   stopping.abort()
 * }
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const feedInStore = ({ store }: EventStoreDBLog, name: Identifier): SharedFeed => {
  const group = { name }
  return {
    follow: signal => groupHints(store, { group, settings, toldBy, signal }),
    startBehind: startFrom =>
      onOwnClient(store, client => client.createGroup(group, { ...settings, startFrom }))
  }
}
