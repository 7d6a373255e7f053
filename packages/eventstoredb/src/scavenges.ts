/**
 * Scavenges: asking a node for one, and what the store says of those that there were. A node takes what was truncated out of
 * its chunks only then, and each node does so for itself.
 */
import { type Instant, instantFromEpoch, type LogError } from '@samtykke/core'
import { retrying, withTimeout } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { scavenge } from './clientCalls.ts'
import type { EventStoreDBLog } from './log.ts'
import { closed, readError, unavailable } from './logError.ts'
import type { StoredRecord } from './storedRecord.ts'

/** A scavenge of one node, as the store's own streams tell it. */
export interface Scavenge {
  readonly id: string
  /** The node's address, as it calls itself. */
  readonly node: string
  readonly startedAt: Instant
  /** Absent while it runs, and where it was broken off. */
  readonly completed?: { readonly at: Instant; readonly isSuccess: boolean }
}

/**
 * Asks the node to which the log is connected for a scavenge, and gives its id; one that runs already is as good. For each
 * node of a cluster it is to be asked by that node's own address. The user needs to be of `$ops`.
 *
 * It has the log's time limit for an answer, and is asked again for as long as the log retries, also where it may have begun:
 * a node runs one at a time.
 *
 * @example
 * import { openEventStoreDBLog, scavengesOf, startScavenge } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const asked = await startScavenge(opened.right)()
 * const found = await scavengesOf(opened.right)()
 * assert.ok(E.isRight(asked) && E.isRight(found))
 * assert.deepStrictEqual(found.right.map(({ id }) => id), [asked.right])
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const startScavenge =
  ({ store: { connection, retryPolicy } }: EventStoreDBLog): TE.TaskEither<LogError, string> =>
  () =>
    retrying(retryPolicy, connection.signal, async () => {
      if (connection.signal.aborted) return E.left(closed)
      try {
        const { call } = await connection.open(scavenge)
        const answered = new Promise<string>((resolve, reject) => {
          call
            .on('data', resolve)
            .on('error', reject)
            .on('end', () => reject(new Error('the server ended the call without an answer')))
        })
        const cancelled = withTimeout(answered, retryPolicy.timeLimit)
        cancelled.catch(() => call.cancel())
        const id = await cancelled
        return id === noScavenge
          ? E.left(unavailable('its chunks are locked for something else, and no scavenge was begun'))
          : E.right(id)
      } catch (error) {
        return E.left(readError(error))
      }
    })

/** What a node says is in progress where it could begin none. */
const noScavenge = '00000000-0000-0000-0000-000000000000'

const prefix = '$scavenges-'

const memberOf = (record: StoredRecord, member: string): unknown =>
  (record.data as Readonly<Record<string, unknown>> | null | undefined)?.[member]

const scavengeOf = (records: ReadonlyArray<StoredRecord>): ReadonlyArray<Scavenge> => {
  const started = records.find(({ type }) => type === '$scavengeStarted')
  if (started === undefined) return []
  const completed = records.find(({ type }) => type === '$scavengeCompleted')
  const scavenge: Scavenge = {
    id: started.stream.slice(prefix.length),
    node: String(memberOf(started, 'nodeEndpoint')),
    startedAt: instantFromEpoch(started.created),
    ...(completed !== undefined && {
      completed: {
        at: instantFromEpoch(completed.created),
        isSuccess: memberOf(completed, 'result') === 'Success'
      }
    })
  }
  return [scavenge]
}

/**
 * The scavenges that the store knows of, of all nodes, as they began. The user needs to be of `$admins`.
 *
 * @example
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { openEventStoreDBLog, scavengesOf } from '@samtykke/eventstoredb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * assert.ok(E.isRight(opened))
 * assert.deepStrictEqual(await scavengesOf(opened.right)(), E.right([]))
 * await opened.right.close()()
 * await server.stop()
 */
export const scavengesOf =
  ({ store }: EventStoreDBLog): TE.TaskEither<LogError, ReadonlyArray<Scavenge>> =>
  async () => {
    const records = await store.linked('$scavenges')
    if (E.isLeft(records)) return records
    const byStream = new Map<string, StoredRecord[]>()
    for (const record of records.right) {
      if (!record.stream.startsWith(prefix)) continue
      byStream.set(record.stream, [...(byStream.get(record.stream) ?? []), record])
    }
    return E.right([...byStream.values()].flatMap(scavengeOf))
  }
