/**
 * The events of calls as they come, as hints: which call to look at.
 */
import type { EventLog, Identifier, LogError, Position } from '@samtykke/core'
import type { Checkpoints, Hint, Hints } from '@samtykke/log'
import { createProgress } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Clock } from './clock.ts'

/** Where hints of events come from. */
export interface Feed {
  /** Each event's call, at least once, until the signal is aborted. What is settled is not given again. */
  readonly follow: (signal: AbortSignal) => Hints
  /** Nothing up to here needs to be given any more, where it was not followed before. */
  readonly startBehind: (position: Position) => TE.TaskEither<LogError, void>
}

const saveEvery = 1_000

/**
 * A feed from one log for one worker, which remembers how far it came.
 *
 * A drop is passed over: the log connects again, and none is missing.
 *
 * @example
 * import { identifier, instant, uuid } from '@samtykke/core'
 * import { feedOf, systemClock } from '@samtykke/retention'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const callId = identifier('call-1')
 * const [id, occurredAt] = [uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'), instant('2025-09-01T08:00:00.000Z')]
 * const log = createMemoryLog()
 * await log.append(callId, [{ id, type: 'analysis-objected', callId, occurredAt, channel: 'email' }], 'no-stream')()
 * const checkpoints = { load: TE.right(undefined), save: () => TE.right(undefined) }
 * for await (const hint of feedOf(log, checkpoints, systemClock).follow(new AbortController().signal)) {
 *   assert.ok(E.isRight(hint) && hint.right.callId === callId)
 *   break
 * }
 */
export const feedOf = (log: Pick<EventLog, 'follow'>, checkpoints: Checkpoints, clock: Clock): Feed => {
  async function* follow(signal: AbortSignal): AsyncGenerator<E.Either<LogError, Hint>, void, undefined> {
    const loaded = await checkpoints.load()
    if (E.isLeft(loaded)) {
      yield loaded
      return
    }
    const progress = createProgress(loaded.right)
    let saved = loaded.right
    let savedAt = clock.elapsed()

    const save = async (): Promise<E.Either<LogError, void>> => {
      const position = progress.reached()
      if (position === undefined || position === saved) return E.right(undefined)
      savedAt = clock.elapsed()
      const result = await checkpoints.save(position)()
      if (E.isRight(result)) saved = position
      return result
    }

    const settle =
      (done: () => void): TE.TaskEither<LogError, void> =>
      () => {
        done()
        return !signal.aborted && clock.elapsed() - savedAt < saveEvery ? TE.right(undefined)() : save()
      }

    const steps = log.follow(loaded.right ?? 'start')[Symbol.asyncIterator]()
    const end = (): void => void steps.return?.()
    signal.addEventListener('abort', end)
    try {
      if (signal.aborted) return
      for (let next = await steps.next(); next.done !== true; next = await steps.next()) {
        const step = next.value
        if (step._tag === 'failed') {
          yield E.left(step.error)
          return
        }
        if (step._tag === 'position') progress.pass(step.position)
        if (step._tag === 'caught-up') await save()
        if (step._tag !== 'entry') continue
        const { callId, position, revision } = step.entry
        yield E.right({ callId, revision, settle: settle(progress.begin(position)) })
      }
    } finally {
      signal.removeEventListener('abort', end)
      await steps.return?.()
      await save()
    }
  }

  return {
    follow,
    startBehind: position => async () => {
      const loaded = await checkpoints.load()
      if (E.isLeft(loaded)) return loaded
      return loaded.right === undefined ? checkpoints.save(position)() : E.right(undefined)
    }
  }
}

/** Every call of a log at least once, as a replay meets them: at its first entry, and where something was kept of it. */
export async function* callsOf(
  log: Pick<EventLog, 'replay'>
): AsyncGenerator<
  E.Either<LogError, { readonly callIds: ReadonlyArray<Identifier>; readonly position: Position }>,
  void,
  undefined
> {
  const recent = new Set<Identifier>()
  for await (const page of log.replay()) {
    if (E.isLeft(page)) {
      yield page
      return
    }
    const callIds: Identifier[] = []
    for (const { callId, revision, type } of page.right) {
      if (revision !== 0n && type !== 'recording-stored' && type !== 'analysis-produced') continue
      if (recent.has(callId)) continue
      if (recent.size >= mostRecent) recent.clear()
      recent.add(callId)
      callIds.push(callId)
    }
    const last = page.right.at(-1)
    if (last !== undefined) yield E.right({ callIds, position: last.position })
  }
}

const mostRecent = 10_000
