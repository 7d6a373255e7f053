/**
 * The feed of due actions: what is open of every call of a log, and each change of it as it comes, by an event or by
 * time alone.
 */
import {
  type ActionChange,
  actionChanges,
  callState,
  createHistories,
  type DueAction,
  dueActions,
  epochMilliseconds,
  type EventLog,
  type FollowStep,
  type Identifier,
  type Instant,
  instantFromEpoch,
  nextChangeAt,
  type Rules
} from '@samtykke/core'
import { delay } from './retry.ts'

/**
 * One step of the feed: a change of an action, or a step of following the log. Until `caught-up` no change is given;
 * then all that is open comes as `new`.
 */
export type ActionFeedStep = FollowStep | ({ readonly _tag: 'action' } & ActionChange)

/** The time by which actions fall due. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number
  /** Resolves after the milliseconds, or as soon as the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** The longest that a timer of Node can wait. */
const longestWait = 2 ** 31 - 1

const systemClock: Clock = { now: Date.now, wait: delay }

/** The actions of each call as last given, and when each call is to be looked at again. */
const createOpenActions = (rules: Rules, now: () => number) => {
  const histories = createHistories()
  const given = new Map<Identifier, ReadonlyArray<DueAction>>()
  const lookAgain = new Map<Identifier, Instant>()
  const touched = new Set<Identifier>()
  /** No call is to be looked at again before this, in milliseconds. */
  let earliest = Infinity

  const changesOf = (callId: Identifier): ReadonlyArray<ActionChange> => {
    const view = { rules, asOf: instantFromEpoch(now()) }
    const history = histories.of(callId)
    const actions = dueActions(view)(callState(view)(history))
    const changes = actionChanges(given.get(callId) ?? [], actions)
    if (actions.length === 0) given.delete(callId)
    else given.set(callId, actions)
    const next = nextChangeAt(view)(history, actions)
    if (next === undefined) lookAgain.delete(callId)
    else {
      lookAgain.set(callId, next)
      earliest = Math.min(earliest, epochMilliseconds(next))
    }
    return changes
  }

  const touchWhatTimeChanged = (): void => {
    const current = instantFromEpoch(now())
    earliest = Infinity
    for (const [callId, at] of lookAgain) {
      if (at <= current) touched.add(callId)
      else earliest = Math.min(earliest, epochMilliseconds(at))
    }
  }

  return {
    take: (step: FollowStep): void => {
      if (step._tag !== 'entry') return
      histories.add(step.entry)
      touched.add(step.entry.callId)
    },
    *changes(): Generator<ActionChange> {
      if (now() >= earliest) touchWhatTimeChanged()
      for (const callId of touched) {
        touched.delete(callId)
        yield* changesOf(callId)
      }
    },
    millisecondsToNext: (): number => Math.min(Math.max(earliest - now(), 0), longestWait)
  }
}

/**
 * The open actions of a log, and each change of them, until the iteration is ended. It holds the events of every call
 * in memory.
 *
 * @example
 * import { compilePolicy, type EventOf, identifier, noticePolicy, parseInstant, uuid } from '@samtykke/core'
 * import { actionFeed } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 *
 * const log = createMemoryLog()
 * const callId = identifier('call-1')
 * const requested: EventOf<'access-requested'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'access-requested',
 *   callId,
 *   occurredAt: parseInstant('2025-12-20T08:00:00Z')!,
 *   requestId: identifier('request-1'),
 *   channel: 'email'
 * }
 * await log.append(callId, [requested], 'no-stream')()
 *
 * for await (const step of actionFeed(log, compilePolicy(noticePolicy, () => undefined))) {
 *   if (step._tag !== 'action') continue
 *   assert.deepStrictEqual([step.change, step.action.action, step.action.status], ['new', 'answer', 'due'])
 *   break
 * }
 */
export const actionFeed = (
  log: Pick<EventLog, 'follow'>,
  rules: Rules,
  clock: Clock = systemClock
): AsyncIterable<ActionFeedStep, void, undefined> => ({
  [Symbol.asyncIterator]: () => {
    const steps = log.follow('start')[Symbol.asyncIterator]()
    const ending = new AbortController()
    const generator = feed(steps, createOpenActions(rules, clock.now), clock, ending.signal)
    return {
      next: () => generator.next(),
      return: async () => {
        ending.abort()
        await steps.return?.()
        return generator.return()
      }
    }
  }
})

/** The next step, or nothing once the milliseconds are over or the feed is ended. */
const nextOrTimer = async <A>(
  next: Promise<A>,
  milliseconds: number,
  clock: Clock,
  ended: AbortSignal
): Promise<A | undefined> => {
  const waiting = new AbortController()
  const timer = clock.wait(milliseconds, AbortSignal.any([waiting.signal, ended]))
  try {
    return (await Promise.race([next, timer])) ?? undefined
  } finally {
    waiting.abort()
  }
}

async function* feed(
  steps: AsyncIterator<FollowStep, void, undefined>,
  open: ReturnType<typeof createOpenActions>,
  clock: Clock,
  ended: AbortSignal
): AsyncGenerator<ActionFeedStep, void, undefined> {
  let caughtUp = false
  let next = steps.next()
  for (;;) {
    const step: IteratorResult<FollowStep, void> | undefined = await (caughtUp
      ? nextOrTimer(next, open.millisecondsToNext(), clock, ended)
      : next)
    if (step === undefined) {
      if (ended.aborted) return
    } else {
      if (step.done === true) return
      next = steps.next()
      open.take(step.value)
      yield step.value
      caughtUp ||= step.value._tag === 'caught-up'
    }
    if (caughtUp) for (const change of open.changes()) yield { _tag: 'action', ...change }
  }
}
