/**
 * Competing consumers: many processes that share the entries of one group, through the server's persistent
 * subscriptions. The server remembers how far the group came; entries come at least once and in no certain order.
 */
import type { Identifier, LogError, RecordedEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Attempts, Handler } from '@samtykke/log'
import {
  backoff,
  createKeyedQueue,
  delay,
  followerCounters,
  handleEntry,
  withTimeout
} from '@samtykke/log/adapter'
import type { GroupListener, GroupMessage, GroupSubscription, StoreClient } from './client.ts'
import type { EventStoreDBLog } from './log.ts'
import { readError } from './logError.ts'
import { outside } from './sockets.ts'
import { logCounters } from './telemetry.ts'

/** Which group a consumer is of, and what it does with entries. */
export interface ConsumerOptions extends Partial<Attempts> {
  /** Consumers of one group share its entries. A new group begins at the start of the log. */
  readonly group: Identifier
  readonly handler: Handler
  /** How many entries are handled at once (10). */
  readonly concurrency?: number
}

/** How a consumer is doing. The group's position is the server's, not one consumer's. */
export interface ConsumerHealth {
  readonly state: 'running' | 'stopped' | 'failed'
  readonly connected: boolean
  readonly inFlight: number
  readonly handled: number
  readonly retries: number
  readonly parked: number
  readonly drops: number
  readonly error?: LogError
}

/** A consumer that was started. */
export interface Consumer {
  readonly health: () => ConsumerHealth
  /** Takes no more entries, and finishes those in flight. */
  readonly stop: () => Promise<ConsumerHealth>
  readonly ended: Promise<ConsumerHealth>
}

/** As long as the tries here may take: the server knows by the connection when a consumer is gone. */
const messageTimeout = ({ attempts, handlerTimeLimit }: Attempts): number =>
  attempts * (handlerTimeLimit + 5_000)

/**
 * Starts a consumer of a group, which is made where there is none.
 *
 * An entry whose handler fails is tried again, then parked by the server. A drop of whatever kind is followed by another
 * subscription; only denied access and a deleted group end it.
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { openEventStoreDBLog, startConsumer } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { recordCall } from '@samtykke/log'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const log = opened.right
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * await recordCall(log)(objected.callId, [objected])()
 *
 * let done = (): void => undefined
 * const reached = new Promise<void>(resolve => (done = resolve))
 * const consumer = startConsumer(log, {
 *   group: identifier('mailers'),
 *   handler: () => TE.fromIO(() => done())
 * })
 * await reached
 * assert.equal((await consumer.stop()).handled, 1)
 *
 * await log.close()()
 * await server.stop()
 */
export const startConsumer = (
  log: EventStoreDBLog,
  { group, handler, concurrency = 10, attempts = 5, handlerTimeLimit = 60_000 }: ConsumerOptions
): Consumer => {
  const { store, reader } = log
  const { timeLimit } = store.retryPolicy
  const wholeLog = { name: group }
  const { within } = store.connection
  const limits: Attempts = { attempts, handlerTimeLimit }
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, store.connection.signal])
  const queues = createKeyedQueue()
  const inFlight = new Set<Promise<void>>()
  const counts = { handled: 0, retries: 0, parked: 0, drops: 0 }
  let state: ConsumerHealth['state'] = 'running'
  let connected = false
  let error: LogError | undefined

  const health = (): ConsumerHealth => ({
    state,
    connected,
    inFlight: inFlight.size,
    ...counts,
    ...(error === undefined ? {} : { error })
  })

  const ask = <A>(question: () => Promise<A>): Promise<A> => withTimeout(within(question), timeLimit)

  const work = async (message: GroupMessage, entry: RecordedEntry): Promise<void> => {
    const result = await handleEntry(handler, entry, {
      ...limits,
      signal,
      onRetry: () => {
        counts.retries++
      }
    })
    if (result._tag === 'handled') {
      counts.handled++
      await ask(message.ack)
    } else if (result._tag === 'given-up') {
      counts.parked++
      followerCounters.parked.add(1)
      await ask(() => message.park(result.reason.slice(0, 500)))
    } else {
      await ask(() => message.retry('the consumer stops'))
    }
  }

  const take = async (message: GroupMessage): Promise<void> => {
    const entries = await reader.read(message.record === undefined ? [] : [message.record])
    if (E.isLeft(entries)) {
      error = entries.left
      await delay(backoff(3), signal)
      await ask(() => message.retry('it cannot be opened now'))
      return
    }
    const [entry] = entries.right
    // It is of no call, or what a link pointed to is deleted.
    if (entry === undefined) await ask(message.ack)
    else await queues(entry.callId, () => work(message, entry))
  }

  /** One subscription, to its end; gives why it ended, nothing where it was stopped. */
  const session = (client: StoreClient): Promise<unknown> =>
    new Promise(resolve => {
      let stop = (): void => undefined
      let current: GroupSubscription | undefined
      let isOver = false
      const unconfirmed = setTimeout(() => {
        end(new Error(`no answer within ${timeLimit} ms`))
      }, timeLimit)
      const end = (reason: unknown): void => {
        isOver = true
        clearTimeout(unconfirmed)
        signal.removeEventListener('abort', stop)
        // One that is opened late is one that nobody answers, and keeps what it is given from others.
        current?.cancel()
        resolve(reason)
      }
      const finish = async (subscription: GroupSubscription): Promise<void> => {
        subscription.pause()
        await Promise.allSettled(inFlight)
        await Promise.allSettled([ask(subscription.unsubscribe)])
        end(undefined)
      }
      const listener: GroupListener = {
        onConfirmed: () => {
          clearTimeout(unconfirmed)
          connected = true
          error = undefined
        },
        onMessage: message => {
          if (signal.aborted) return
          const working = outside(() => take(message)).catch(end)
          const counted = working.finally(() => inFlight.delete(counted))
          inFlight.add(counted)
        },
        onEnd: end
      }
      within(() => client.subscribeToGroup(wholeLog, concurrency, listener)).then(subscription => {
        current = subscription
        if (isOver) subscription.cancel()
        stop = () => {
          finish(subscription).catch(end)
        }
        if (signal.aborted) stop()
        else signal.addEventListener('abort', stop)
      }, end)
    })

  const attempt = async (): Promise<unknown> => {
    const client = store.connection.another()
    try {
      await ask(() => client.createGroup(wholeLog, { messageTimeout: messageTimeout(limits) }))
      return await session(client)
    } catch (failure) {
      return failure
    } finally {
      connected = false
      await Promise.allSettled(inFlight)
      await client.dispose()
    }
  }

  const run = async (): Promise<ConsumerHealth> => {
    for (let drops = 1; !signal.aborted; drops++) {
      const { handled } = counts
      const reason = await attempt()
      if (reason === undefined) break
      const found = readError(reason)
      error = found
      // A group that was dropped or deleted is made again; a plain error says no more than that it ended.
      if (found.retry === 'never' && (found._tag === 'AccessDenied' || found._tag === 'StreamDeleted')) {
        state = 'failed'
        return health()
      }
      counts.drops++
      logCounters.drops.add(1)
      if (counts.handled > handled) drops = 1
      await delay(backoff(drops), signal)
    }
    state = 'stopped'
    return health()
  }

  const ended = run()
  return {
    health,
    ended,
    stop: () => {
      stopping.abort()
      return ended
    }
  }
}
