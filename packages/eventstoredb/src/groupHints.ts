/**
 * What a group gives to one of its consumers, as hints: a subscription for each iteration. A hint that is settled is
 * acknowledged; what is not, the server gives to another consumer when the subscription is over.
 */
import type { LogError } from '@samtykke/core'
import type { Hint, Hints } from '@samtykke/log'
import { withTimeout } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Group, GroupMessage, GroupSettings, GroupSubscription, StoreClient } from './client.ts'
import { readError, unavailable } from './logError.ts'
import { outside } from './sockets.ts'
import type { Store } from './store.ts'
import type { StoredRecord } from './storedRecord.ts'

/** What a record tells of. */
export type Told = Omit<Hint, 'settle'>

export interface GroupHints {
  readonly group: Group
  readonly settings: GroupSettings
  /** What a record tells of; what is of no call is passed over. */
  readonly toldBy: (record: StoredRecord) => Told | undefined
  /** Whether there is nothing to take, so that no group is needed. */
  readonly isEmpty?: TE.TaskEither<LogError, boolean>
  /** Milliseconds in which nothing comes and nothing is settled, after which this is all for now. Default: never. */
  readonly quietFor?: number
  /** Ends the iteration; what it gave can be settled until `return` is called. */
  readonly signal?: AbortSignal
}

/** Asks on a client of its own: one that once could not learn what the server supports never does. */
export const onOwnClient = <A>(
  { connection, retryPolicy }: Store,
  question: (client: StoreClient) => Promise<A>
): TE.TaskEither<LogError, A> =>
  TE.tryCatch(async () => {
    const client = connection.another()
    try {
      return await withTimeout(
        connection.within(() => question(client)),
        retryPolicy.timeLimit
      )
    } finally {
      await client.dispose()
    }
  }, readError)

type Step = IteratorResult<E.Either<LogError, Hint>, void>

/** How many hints one consumer holds at once. */
const held = 64
const over: Step = { done: true, value: undefined }
const given = (value: E.Either<LogError, Hint>): Step => ({ done: false, value })

const iterate = (
  { connection, retryPolicy: { timeLimit } }: Store,
  { group, settings, toldBy, isEmpty = TE.right(false), quietFor, signal: outer }: GroupHints
): AsyncIterator<E.Either<LogError, Hint>, void, undefined> => {
  const client = connection.another()
  const signal = outer === undefined ? connection.signal : AbortSignal.any([connection.signal, outer])
  const waiting: Hint[] = []
  let subscription: GroupSubscription | undefined
  let opening: Promise<void> | undefined
  let closing: Promise<void> | undefined
  let unsettled = 0
  let isConfirmed = false
  let isOver = false
  let failure: LogError | undefined
  let rouse = (): void => undefined

  const ask = <A>(question: () => Promise<A>): Promise<A> =>
    withTimeout(connection.within(question), timeLimit)

  const closeOnce = async (): Promise<void> => {
    await opening
    subscription?.pause()
    if (subscription !== undefined && failure === undefined && !connection.signal.aborted)
      await Promise.allSettled([ask(subscription.unsubscribe)])
    // Else a call that is opened late is one that nobody answers, and keeps what it is given from others.
    subscription?.cancel()
    await client.dispose()
  }
  const close = (): Promise<void> => (closing ??= closeOnce())

  /** Nothing more is given. What was given may still be settled, unless the subscription is broken. */
  const end = (error?: LogError): void => {
    isOver = true
    failure ??= error
    waiting.length = 0
    signal.removeEventListener('abort', onAbort)
    rouse()
    if (unsettled === 0 || failure !== undefined || connection.signal.aborted) void close()
  }
  const onAbort = (): void => end()
  const fail = (reason: unknown): void => {
    if (!isOver) end(readError(reason))
    else failure ??= readError(reason)
  }

  const settleOf = (message: GroupMessage): Hint['settle'] => {
    let settling: Promise<E.Either<LogError, void>> | undefined
    const settle = async (): Promise<E.Either<LogError, void>> => {
      try {
        if (failure !== undefined || closing !== undefined) return E.left(failure ?? notTaken)
        return E.right(await ask(message.ack))
      } catch (error) {
        // What did not arrive is given again only when the subscription is over.
        fail(error)
        return E.left(readError(error))
      } finally {
        unsettled--
        rouse()
        if (isOver && unsettled === 0) void close()
      }
    }
    return () => (settling ??= settle())
  }

  const onMessage = (message: GroupMessage): void => {
    if (isOver) return
    const told = message.record === undefined ? undefined : toldBy(message.record)
    if (told === undefined) {
      ask(message.ack).catch(fail)
      return
    }
    waiting.push({ ...told, settle: settleOf(message) })
    rouse()
  }

  const open = async (): Promise<void> => {
    try {
      const empty = await isEmpty()
      if (E.isLeft(empty) || empty.right) {
        end(E.isLeft(empty) ? empty.left : undefined)
        return
      }
      if (isOver) return
      await ask(() => client.createGroup(group, settings))
      const confirmed = new Promise<void>((resolve, reject) => {
        const onConfirmed = (): void => {
          isConfirmed = true
          rouse()
          resolve()
        }
        const listener = {
          onConfirmed,
          onMessage: (message: GroupMessage) => outside(() => onMessage(message)),
          onEnd: (reason: unknown) => {
            reject(reason instanceof Error ? reason : new Error('the subscription ended'))
            fail(reason)
          }
        }
        connection
          .within(() => client.subscribeToGroup(group, held, listener))
          .then(subscribed => {
            subscription = subscribed
            if (closing !== undefined) subscribed.cancel()
          }, reject)
      })
      await withTimeout(confirmed, timeLimit)
    } catch (error) {
      fail(error)
    }
  }

  /** Whether something happened before it was quiet for too long. */
  const arrival = (): Promise<boolean> =>
    new Promise(resolve => {
      const limit = isConfirmed ? quietFor : undefined
      const timer = limit === undefined ? undefined : setTimeout(() => resolve(false), limit)
      rouse = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })

  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)
  let isTold = false
  return {
    next: async () => {
      while (!isOver) {
        opening ??= open()
        const hint = waiting.shift()
        if (hint !== undefined) {
          unsettled++
          return given(E.right(hint))
        }
        if (!(await arrival())) end()
      }
      if (failure === undefined || isTold) return over
      isTold = true
      return given(E.left(failure))
    },
    return: async () => {
      end()
      await close()
      return over
    }
  }
}

const notTaken = unavailable('it was settled after its iteration was over, and is given again')

export const groupHints = (store: Store, hints: GroupHints): Hints => ({
  [Symbol.asyncIterator]: () => iterate(store, hints)
})
