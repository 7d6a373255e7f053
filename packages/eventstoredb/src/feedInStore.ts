/**
 * The events of calls as they come, shared by the workers of a group: which call to look at.
 */
import type { Identifier, LogError, Position } from '@samtykke/core'
import type { Hints } from '@samtykke/log'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { GroupSettings } from './client.ts'
import { groupHints, onOwnClient } from './groupHints.ts'
import type { EventStoreDBLog } from './log.ts'
import { callOf, callPrefix } from './streamNames.ts'

/** A feed that several share. */
export interface SharedFeed {
  /** Each event's call, at least once, to one of those who follow, until the signal is aborted. */
  readonly follow: (signal: AbortSignal) => Hints
  /** Where there is no group yet, nothing before here is given. */
  readonly startBehind: (position: Position) => TE.TaskEither<LogError, void>
}

/** Of one call one worker hears everything, as long as it is there; what it does to the call it hears of itself. */
const settings: GroupSettings = { messageTimeout: 10 * 60_000, maxRetryCount: 1_000_000, isPinned: true }

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
  const group = { name, streamPrefix: callPrefix }
  return {
    follow: signal => groupHints(store, { group, settings, callOf: ({ stream }) => callOf(stream), signal }),
    startBehind: startFrom =>
      onOwnClient(store, client => client.createGroup(group, { ...settings, startFrom }))
  }
}
