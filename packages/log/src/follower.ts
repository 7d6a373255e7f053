/**
 * A follower: hands every entry of the log to a handler, at least once, and remembers how far it came.
 */
import type { EventLog, LogError, Position, RecordedEntry } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Checkpoints } from './checkpoints.ts'
import { type Attempts, handleEntry, type Handler, safely } from './handler.ts'
import { parkedEntry, type Parking } from './parking.ts'
import { createProgress } from './progress.ts'
import { followerCounters } from './telemetry.ts'
import { createKeyedQueue } from './keyedQueue.ts'
import { backoff, delay } from './retry.ts'

/** What a follower does with entries, and where it keeps how far it came. */
export interface FollowerOptions extends Partial<Attempts> {
  readonly handler: Handler
  readonly checkpoints: Checkpoints
  readonly parking: Pick<Parking, 'park'>
  /** How many entries are handled at once (1); those of one call always one after the other. */
  readonly concurrency?: number
}

/** How a follower is doing. */
export interface FollowerHealth {
  readonly state: 'running' | 'stopped' | 'failed'
  readonly connected: boolean
  /** Everything up to here has been handled or parked; absent before the first. */
  readonly position?: Position
  readonly caughtUp: boolean
  readonly inFlight: number
  /** Milliseconds since the oldest entry that is not done was recorded; 0 where nothing waits. */
  readonly lag: number
  readonly handled: number
  readonly retries: number
  readonly parked: number
  readonly drops: number
  /** What went wrong last with the log or the checkpoint. */
  readonly error?: LogError
}

/** A follower that was started. */
export interface Follower {
  readonly health: () => FollowerHealth
  /** Takes no more entries, finishes those in flight, saves the checkpoint. */
  readonly stop: () => Promise<FollowerHealth>
  /** Resolves when it has ended, by `stop` or because it failed for good. */
  readonly ended: Promise<FollowerHealth>
}

const saveEvery = 1_000

interface Counts {
  handled: number
  retries: number
  parked: number
  drops: number
}

/**
 * Starts a follower behind its checkpoint, or at the start where there is none.
 *
 * An entry whose handler fails is tried again, then parked with the reason; one that cannot be parked either holds the
 * checkpoint, so none is lost.
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { recordCall, startFollower } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const log = createMemoryLog()
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * await recordCall(log)(identifier('call-1'), [objected])()
 *
 * let done = (): void => undefined
 * const reached = new Promise<void>(resolve => (done = resolve))
 * const follower = startFollower(log, {
 *   handler: () => TE.fromIO(() => done()),
 *   checkpoints: { load: TE.right(undefined), save: () => TE.right(undefined) },
 *   parking: { park: () => TE.right(undefined) }
 * })
 * await reached
 * assert.equal((await follower.stop()).handled, 1)
 */
export const startFollower = (
  log: EventLog,
  { handler, checkpoints, parking, concurrency = 1, attempts = 5, handlerTimeLimit = 60_000 }: FollowerOptions
): Follower => {
  const stopping = new AbortController()
  const { signal } = stopping
  const queues = createKeyedQueue()
  const counts: Counts = { handled: 0, retries: 0, parked: 0, drops: 0 }
  const inFlight = new Map<RecordedEntry, Promise<void>>()
  let progress = createProgress(undefined)
  let state: FollowerHealth['state'] = 'running'
  let connected = false
  let caughtUp = false
  let error: LogError | undefined
  let saved: Position | undefined
  let steps: AsyncIterator<unknown, void, undefined> | undefined
  let roused = (): void => undefined

  const health = (): FollowerHealth => {
    const position = progress.reached()
    const [oldest] = inFlight.keys()
    return {
      state,
      connected,
      ...(position === undefined ? {} : { position }),
      caughtUp,
      inFlight: inFlight.size,
      lag: oldest === undefined ? 0 : Math.max(0, Date.now() - Date.parse(oldest.recordedAt)),
      ...counts,
      ...(error === undefined ? {} : { error })
    }
  }

  const park = async (entry: RecordedEntry, reason: string, tries: number): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      const parked = await safely(parking.park(parkedEntry(entry, reason, tries)))
      if (E.isRight(parked)) {
        followerCounters.parked.add(1)
        counts.parked++
        return true
      }
      error = parked.left
      if (signal.aborted) return false
      await delay(backoff(attempt), signal)
    }
  }

  const work = async (entry: RecordedEntry, done: () => void): Promise<void> => {
    const result = await handleEntry(handler, entry, {
      attempts,
      handlerTimeLimit,
      signal,
      onRetry: () => {
        counts.retries++
      }
    })
    if (result._tag === 'stopped') return
    if (result._tag === 'handled') counts.handled++
    else if (!(await park(entry, result.reason, result.attempts))) return
    done()
  }

  const take = async (entry: RecordedEntry): Promise<void> => {
    const done = progress.begin(entry.position)
    const working = queues(entry.callId, () => work(entry, done)).finally(() => {
      inFlight.delete(entry)
      roused()
    })
    inFlight.set(entry, working)
    while (inFlight.size >= concurrency) {
      await new Promise<void>(resolve => {
        roused = resolve
      })
    }
  }

  const save = async (): Promise<void> => {
    const position = progress.reached()
    if (position === undefined || position === saved) return
    const result = await safely(checkpoints.save(position))
    if (E.isLeft(result)) error = result.left
    else saved = position
  }

  const saveNowAndThen = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(saveEvery, signal)
      await save()
    }
  }

  const begin = async (): Promise<Position | 'start' | undefined> => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      const loaded = await safely(checkpoints.load)
      if (E.isRight(loaded)) return loaded.right ?? 'start'
      error = loaded.left
      if (loaded.left.retry === 'never') {
        state = 'failed'
        return undefined
      }
      await delay(backoff(attempt), signal)
    }
    return undefined
  }

  const run = async (): Promise<FollowerHealth> => {
    const from = await begin()
    if (from !== undefined) {
      saved = from === 'start' ? undefined : from
      progress = createProgress(saved)
      const saving = saveNowAndThen()
      const iterator = log.follow(from)[Symbol.asyncIterator]()
      steps = iterator
      if (signal.aborted) await iterator.return?.()
      for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) {
        switch (step.value._tag) {
          case 'entry':
            if (!signal.aborted) await take(step.value.entry)
            break
          case 'position':
            progress.pass(step.value.position)
            break
          case 'caught-up':
            caughtUp = true
            break
          case 'connected':
            connected = true
            error = undefined
            break
          case 'dropped':
            connected = false
            caughtUp = false
            counts.drops++
            error = step.value.error
            break
          case 'failed':
            error = step.value.error
            if (!signal.aborted) state = 'failed'
            break
        }
        if (signal.aborted) await iterator.return?.()
      }
      await Promise.all(inFlight.values())
      stopping.abort()
      await saving
      await save()
    }
    connected = false
    if (state === 'running') state = 'stopped'
    return health()
  }

  const ended = run()
  return {
    health,
    ended,
    stop: () => {
      stopping.abort()
      void steps?.return?.()
      return ended
    }
  }
}
