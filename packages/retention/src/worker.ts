/**
 * The worker: attends calls as events come, as days dawn, as processors answer and as failures are tried again.
 */
import { setMaxListeners } from 'node:events'
import type { Identifier, Instant, LogError } from '@samtykke/core'
import { createKeyedQueue } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type { Hint } from '@samtykke/log'
import type { Attended } from './attend.ts'
import { createAttendedCalls } from './attendedCalls.ts'
import { type AttendingOptions, type AttendingPorts, createAttending } from './attending.ts'
import type { StopCause } from './breaker.ts'
import { read } from './clock.ts'
import { createDays } from './days.ts'
import type { Feed } from './feed.ts'
import { createOperations, type Operations, type OperationsPorts } from './operations.ts'
import type { Notice } from './notice.ts'
import { createPool } from './pool.ts'
import { createReadUpTo } from './readUpTo.ts'
import { backoffBefore, createRetries } from './retries.ts'
import type { ForAPerson } from './step.ts'
import type { Surveyed } from './surveyed.ts'
import type { WorkerHealth } from './workerHealth.ts'

/** What the worker needs of the world. */
export interface WorkerPorts extends AttendingPorts {
  readonly feed: Feed
  /** Draws from 0 up to 1. */
  readonly random: () => number
}

/** What a worker works with, and whom it tells. */
export interface WorkerOptions extends AttendingOptions {
  /** Calls attended at once, of those that events name, and as many of the others (16). */
  readonly concurrency?: number
  /** Told what came of each call that was attended, and what went wrong; ids and reasons, nothing personal. */
  readonly tell?: (notice: Notice) => void
}

/** A worker that was started. */
export interface Worker {
  readonly health: () => WorkerHealth
  /** What is left to people of the calls attended since the start, 10,000 at most. */
  readonly forPeople: () => ReadonlyArray<ForAPerson>
  /** A processor answered, or someone else knows that the call is worth a look. */
  readonly attend: (callId: Identifier) => void
  /** Takes nothing new and finishes what is under way. */
  readonly stop: () => Promise<WorkerHealth>
}

const atOnce = 16
const mostRetries = 10_000
const mostOpen = 10_000
const mostRead = 10_000
const clockPause = 60_000
const longestPause = 86_400_000

/** How a worker is made of other operations: for tests of what each is worth. */
export const workerOf =
  (operationsOf: (ports: OperationsPorts) => Operations) =>
  (ports: WorkerPorts, options: WorkerOptions = {}): Worker => {
    const { clock, random, feed } = ports
    const { concurrency = atOnce } = options
    const tell = options.tell ?? (() => undefined)
    const stopping = new AbortController()
    const { signal } = stopping
    // Every wait listens while it lasts.
    setMaxListeners(0, signal)

    const attending = createAttending(operationsOf, ports, options, false)
    const { agenda, breaker, clockCheck, hands, look } = attending
    const queue = createKeyedQueue()
    const urgent = createPool(concurrency, queue)
    const ordinary = createPool(concurrency, queue)
    const retries = createRetries(mostRetries)
    const readUpTo = createReadUpTo(mostRead)
    const calls = createAttendedCalls(mostOpen)
    let state: 'starting' | 'running' | 'ended' = 'starting'
    let agendaMissed = 0
    let leftBehind = false
    let heldBackFor: ReadonlySet<StopCause> = new Set()
    let error: LogError | undefined
    let surveyed: Surveyed | undefined
    let ring = (): void => undefined

    const failedLog = (wrong: LogError): void => {
      error = wrong
      tell({ _tag: 'log-failed', error: wrong })
    }

    const retryAt = (callId: Identifier, at: number, tries: number): void => {
      if (retries.put(callId, at, tries)) ring()
      else leftBehind = true
    }

    const holdBack = (cause: StopCause): void => {
      if (!heldBackFor.has(cause)) tell({ _tag: 'stopped', cause })
      heldBackFor = new Set([...heldBackFor, cause])
    }

    const digest = (callId: Identifier, attended: Attended, tries: number): void => {
      calls.note(callId, attended)
      readUpTo.note(callId, attended.revision)
      if (attended.tryAgain) retryAt(callId, clock.elapsed() + backoffBefore(tries, random()), tries + 1)
      else if (attended.again !== undefined) {
        retryAt(callId, clock.elapsed() + attended.again, 0)
      }
      if (attended.stopped !== undefined) holdBack(attended.stopped)
      tell({ _tag: 'attended', callId, ...attended })
    }

    /** The time, once the clock is right: what is seen by a wrong one is not true. */
    const rightTime = async (): Promise<Instant | undefined> => {
      while (!signal.aborted) {
        const reading = read(clock)
        const agrees = await clockCheck.agrees(reading)
        if (E.isRight(agrees) && agrees.right) return clockCheck.byLog(reading)
        if (E.isLeft(agrees)) failedLog(agrees.left)
        else holdBack('clock')
        await clock.wait(clockPause, signal)
      }
      return undefined
    }

    const settle = async (hint: Hint): Promise<void> => {
      const settled = await hint.settle()
      if (E.isLeft(settled)) failedLog(settled.left)
    }

    /** Attends until it is done, as what is not attended must not be settled. */
    const work = async (hint: Hint, tries: number): Promise<void> => {
      const { callId } = hint
      if (readUpTo.knows(hint)) return settle(hint)
      if (hint.leaveFor !== undefined) {
        leave(hint, hint.leaveFor)
        return
      }
      for (let attempt = 1; !signal.aborted; attempt++) {
        const attended = await attending.attend(callId)
        if (E.isRight(attended) && attended.right.stopped === 'clock') {
          await rightTime()
          continue
        }
        if (E.isRight(attended)) digest(callId, attended.right, tries)
        else if (attended.left._tag !== 'StreamDeleted') {
          failedLog(attended.left)
          await clock.wait(backoffBefore(attempt, random()), signal)
          continue
        }
        return settle(hint)
      }
    }

    /** Another worker is at it. Meanwhile this takes no place; at the end of it, what is not settled is given again. */
    const leave = ({ callId, settle: settleLater, revision }: Hint, ms: number): void => {
      const later = { callId, settle: settleLater, ...(revision !== undefined && { revision }) }
      void clock.wait(ms, signal).then(async () => {
        if (!signal.aborted) await urgent.begin(callId, () => work(later, 0))
      })
    }

    const followEvents = async (): Promise<void> => {
      for (let drops = 0; !signal.aborted; drops++) {
        const hints = feed.follow(signal)[Symbol.asyncIterator]()
        for (let next = await hints.next(); next.done !== true; next = await hints.next()) {
          if (E.isLeft(next.value)) {
            failedLog(next.value.left)
            break
          }
          const hint = next.value.right
          await urgent.begin(hint.callId, () => work(hint, 0))
          drops = 0
        }
        await urgent.idle()
        await hints.return?.()
        await clock.wait(backoffBefore(drops, random()), signal)
      }
    }

    const nothingToSettle: Hint['settle'] = () => Promise.resolve(E.right(undefined))

    const tryAgain = async (): Promise<void> => {
      while (!signal.aborted) {
        const due = retries.take(clock.elapsed())
        if (due !== undefined) {
          const { callId, tries } = due
          await ordinary.begin(callId, () => work({ callId, settle: nothingToSettle }, tries))
          continue
        }
        const rung = new AbortController()
        ring = () => {
          rung.abort('rung')
        }
        const next = retries.next()
        const pause = next === undefined ? longestPause : Math.max(1, next - clock.elapsed())
        await clock.wait(pause, rung.signal)
      }
    }

    const days = createDays({
      ...ports,
      hands,
      agenda,
      breaker,
      look,
      rightTime,
      time: () => clockCheck.byLog(read(clock)),
      begin: hint => ordinary.begin(hint.callId, () => work(hint, 0)),
      idle: ordinary.idle,
      leftBehind: () => {
        const now = breaker.stopped()
        const released = [...heldBackFor].filter(cause => !now.has(cause))
        if (released.length > 0) tell({ _tag: 'resumed', causes: released })
        const left = leftBehind || released.length > 0
        heldBackFor = new Set(now)
        leftBehind = false
        return left
      },
      signal,
      onMissed: missed => {
        agendaMissed = missed
        tell({ _tag: 'agenda-checked', missed })
      },
      onSurveyed: seen => {
        surveyed = seen
        tell({ _tag: 'surveyed', ...seen })
      }
    })

    const run = async (): Promise<void> => {
      for (let attempt = 1; !signal.aborted; attempt++) {
        const prepared = await days.prepare()
        if (E.isRight(prepared)) break
        failedLog(prepared.left)
        await clock.wait(backoffBefore(attempt, random()), signal)
      }
      if (!signal.aborted) {
        state = 'running'
        await Promise.all([followEvents(), tryAgain(), days.run(failedLog)])
      }
      await Promise.all([urgent.idle(), ordinary.idle()])
      await breaker.close()
      state = 'ended'
    }

    const health = (): WorkerHealth => {
      const causes = [...breaker.stopped()]
      return {
        state: state === 'running' && causes.length > 0 ? 'stopped' : state,
        causes,
        inFlight: urgent.inFlight() + ordinary.inFlight(),
        retries: retries.size(),
        ...calls.health(),
        agendaMissed,
        ...(surveyed !== undefined && { surveyed }),
        ...(error !== undefined && { error })
      }
    }

    const ended = run()
    return {
      health,
      forPeople: calls.forPeople,
      attend: callId => {
        retryAt(callId, clock.elapsed(), 0)
      },
      stop: async () => {
        stopping.abort()
        ring()
        await ended
        return health()
      }
    }
  }

/**
 * Starts a worker. Several at once share the work, where their feed and agenda do.
 *
 * @example
 * import { compilePolicy, instantFromEpoch, noticePolicy } from '@samtykke/core'
 * import { createMemoryAgenda, createMemoryJournals, feedOf, startWorker, systemClock } from '@samtykke/retention'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 * const log = createMemoryLog()
 * const checkpoints = { load: TE.right(undefined), save: () => TE.right(undefined) }
 * const worker = startWorker({
 *   log,
 *   logTime: TE.fromIO(() => instantFromEpoch(Date.now())),
 *   rules: compilePolicy(noticePolicy, () => undefined),
 *   stores: { recordings: new Map(), analyses: new Map() },
 *   agenda: createMemoryAgenda(),
 *   journals: createMemoryJournals(),
 *   feed: feedOf(log, checkpoints, systemClock),
 *   clock: systemClock,
 *   random: Math.random
 * })
 * const { state, failed } = await worker.stop()
 * assert.deepStrictEqual([state, failed], ['ended', 0])
 */
export const startWorker = workerOf(createOperations)
