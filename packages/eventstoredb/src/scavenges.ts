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
import { scavengeReaches } from './scavengeReach.ts'
import type { StoredRecord } from './storedRecord.ts'

/** A scavenge of one node, as the store's own streams tell it. */
export interface Scavenge {
  readonly id: string
  /** The node's address, as it calls itself. */
  readonly node: string
  readonly startedAt: Instant
  /**
   * What was truncated by then is gone from the node where the scavenge ended well; it may have gone further. It can be long
   * before it began: a scavenge goes on with one that was broken off, or goes to a point that another node set. Absent where
   * it is not known, or where the server was told to spare chunks.
   */
  readonly upTo?: Instant
  /** Absent while it runs, and where it was broken off and its node was not started since. */
  readonly completed?: { readonly at: Instant; readonly isSuccess: boolean }
}

/**
 * Asks the node to which the log is connected for a scavenge, and gives its id; where one runs already, that of this one.
 * Neither need go as far as what was truncated last: see `Scavenge.upTo`. For each node of a cluster it is to be asked by that
 * node's own address. The user needs to be of `$ops`.
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

/** Where a server marks how far scavenges go; none before 22.10. */
const pointsStream = '$scavengePoints'

const memberOf = (record: StoredRecord, member: string): unknown =>
  (record.data as Readonly<Record<string, unknown>> | null | undefined)?.[member]

interface ScavengeRecords {
  readonly started: StoredRecord
  readonly completed: StoredRecord | undefined
}

const recordsOf = (records: ReadonlyArray<StoredRecord>): ReadonlyArray<ScavengeRecords> => {
  const started = records.find(({ type }) => type === '$scavengeStarted')
  const completed = records.find(({ type }) => type === '$scavengeCompleted')
  return started === undefined ? [] : [{ started, completed }]
}

const nodeOf = ({ started }: ScavengeRecords): string => String(memberOf(started, 'nodeEndpoint'))

const isSuccess = ({ completed }: ScavengeRecords): boolean =>
  completed !== undefined && memberOf(completed, 'result') === 'Success'

/** A server that is told a threshold leaves chunks as they are of which there is less to take out. */
const sparesChunks = (point: StoredRecord): boolean => {
  const threshold = memberOf(point, 'threshold')
  return threshold !== undefined && !(typeof threshold === 'number' && threshold <= 0)
}

/** For each scavenge the time up to which it went at least. */
const reached = (
  points: ReadonlyArray<StoredRecord>,
  scavenges: ReadonlyArray<ScavengeRecords>
): ReadonlyArray<number | undefined> => {
  if (points.length === 0) return scavenges.map(({ started }) => started.created)
  const reaches = scavengeReaches(
    points.map(({ position }) => position.commit),
    scavenges.map(each => ({
      node: nodeOf(each),
      began: each.started.position.commit,
      ...(each.completed !== undefined && { ended: each.completed.position.commit }),
      isSuccess: isSuccess(each)
    }))
  )
  return reaches.map(reach =>
    reach === undefined || points.slice(reach.first, reach.last + 1).some(sparesChunks)
      ? undefined
      : points[reach.first]?.created
  )
}

const scavengeOf = (records: ScavengeRecords, upTo: number | undefined): Scavenge => ({
  id: records.started.stream.slice(prefix.length),
  node: nodeOf(records),
  startedAt: instantFromEpoch(records.started.created),
  ...(upTo !== undefined && { upTo: instantFromEpoch(upTo) }),
  ...(records.completed !== undefined && {
    completed: { at: instantFromEpoch(records.completed.created), isSuccess: isSuccess(records) }
  })
})

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
    const points = await store.read(pointsStream)
    if (E.isLeft(points)) return points
    const byStream = new Map<string, StoredRecord[]>()
    for (const record of records.right) {
      if (!record.stream.startsWith(prefix)) continue
      byStream.set(record.stream, [...(byStream.get(record.stream) ?? []), record])
    }
    const scavenges = [...byStream.values()].flatMap(recordsOf)
    const upTo = reached(points.right.records, scavenges)
    return E.right(scavenges.map((each, index) => scavengeOf(each, upTo[index])))
  }
