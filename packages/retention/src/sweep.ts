/**
 * A sweep: once, everything that is due, from a full replay; or, as a dry run, only what there would be to do.
 */
import { type Identifier, type Instant, instantFromEpoch, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { callsOf } from './feed.ts'
import { surveyAll } from './agendaBuild.ts'
import type { Attended } from './attend.ts'
import { type AttendingOptions, type AttendingPorts, createAttending } from './attending.ts'
import type { StopCause } from './breaker.ts'
import { read } from './clock.ts'
import { createOperations } from './operations.ts'
import type { ForAPerson } from './step.ts'
import type { Survey } from './survey.ts'

/** What a sweep works with, and whom it tells. */
export interface SweepOptions extends AttendingOptions {
  /** Whether only to look: nothing is erased, copied or written. */
  readonly dryRun: boolean
  /** Calls attended at once (16). */
  readonly concurrency?: number
  /** Told of each call with something to do now, or for a person, before anything of it is done. */
  readonly found?: (survey: Survey) => void
  /** Told what came of each call that was attended. */
  readonly attended?: (callId: Identifier, attended: Attended) => void
  /** Ends it after what is under way. */
  readonly signal?: AbortSignal
}

/** What came of a sweep. */
export interface Swept {
  /** Calls that were looked at. */
  readonly calls: number
  /** Recordings and analyses that are due. */
  readonly due: number
  /** Of these, what is gone since. */
  readonly carriedOut: number
  /** What did not succeed. */
  readonly failed: number
  /** What is left to people. */
  readonly forPeople: number
  /** Why something that is due was not erased. */
  readonly stopped: ReadonlySet<StopCause>
}

const atOnce = 16
/** So many calls with something to do are remembered; where there are more, the log is replayed a second time. */
const mostRemembered = 100_000

const isPersonal = (step: Survey['steps'][number]): step is ForAPerson => step._tag === 'for-a-person'
const isDoable = ({ _tag }: Survey['steps'][number]): boolean => _tag !== 'for-a-person' && _tag !== 'note'

/**
 * Sweeps a log. What failed for good is tried again. A failure that may pass is not waited for: what is left is for the
 * worker, or the next sweep.
 *
 * The breaker counts before anything is erased, as it does for the worker.
 *
 * @example
 * import { compilePolicy, instantFromEpoch, noticePolicy } from '@samtykke/core'
 * import { createMemoryAgenda, createMemoryJournals, sweep, systemClock } from '@samtykke/retention'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const ports = {
 *   log: createMemoryLog(),
 *   logTime: TE.fromIO(() => instantFromEpoch(Date.now())),
 *   rules: compilePolicy(noticePolicy, () => undefined),
 *   stores: { recordings: new Map(), analyses: new Map() },
 *   agenda: createMemoryAgenda(),
 *   journals: createMemoryJournals(),
 *   clock: systemClock
 * }
 * const swept = await sweep(ports, { dryRun: true })
 * assert.deepStrictEqual(E.isRight(swept) && [swept.right.calls, swept.right.due], [0, 0])
 */
export const sweep = async (
  ports: AttendingPorts,
  options: SweepOptions
): Promise<E.Either<LogError, Swept>> => {
  const { clock, rules } = ports
  const { signal = new AbortController().signal, concurrency = atOnce } = options
  const { attend, look, breaker, clockCheck } = createAttending(createOperations, ports, options, true)
  const swept = { calls: 0, due: 0, carriedOut: 0, failed: 0, forPeople: 0, stopped: new Set<StopCause>() }
  const toDo: Identifier[] = []

  const survey = async (asOf: Instant): Promise<E.Either<LogError, number>> => {
    let notAskedFor = 0
    const seen = await surveyAll({ log: ports.log, look, signal }, asOf, each => {
      const due = each.steps.filter(step => step._tag === 'carry-out')
      swept.calls++
      swept.due += due.length
      notAskedFor += due.filter(({ askedFor }) => !askedFor).length
      const personal = each.steps.filter(isPersonal).filter(({ since }) => since <= asOf)
      if (options.dryRun) swept.forPeople += personal.length
      if (each.steps.some(isDoable)) {
        if (toDo.length <= mostRemembered) toDo.push(each.callId)
        options.found?.(each)
      } else if (personal.length > 0) {
        swept.forPeople += options.dryRun ? 0 : personal.length
        options.found?.(each)
      }
      return Promise.resolve(E.right(undefined))
    })
    return E.isLeft(seen) ? seen : E.right(notAskedFor)
  }

  const one = async (callId: Identifier): Promise<E.Either<LogError, void>> => {
    const attended = await attend(callId)
    if (E.isLeft(attended)) return attended.left._tag === 'StreamDeleted' ? E.right(undefined) : attended
    const { carriedOut, failures, forPeople, stopped } = attended.right
    swept.carriedOut += carriedOut
    swept.failed += failures.length
    swept.forPeople += forPeople.length
    if (stopped !== undefined) swept.stopped.add(stopped)
    options.attended?.(callId, attended.right)
    return E.right(undefined)
  }

  const some = async (callIds: ReadonlyArray<Identifier>): Promise<E.Either<LogError, void>> => {
    for (let i = 0; i < callIds.length && !signal.aborted; i += concurrency) {
      const results = await Promise.all(callIds.slice(i, i + concurrency).map(one))
      const wrong = results.find(E.isLeft)
      if (wrong !== undefined) return wrong
    }
    return E.right(undefined)
  }

  const reading = read(clock)
  if (options.dryRun) {
    const seen = await survey(instantFromEpoch(reading.now))
    return E.isLeft(seen) ? seen : E.right(swept)
  }
  const agrees = await clockCheck.agrees(reading)
  if (E.isLeft(agrees)) return agrees
  if (!agrees.right) return E.right({ ...swept, stopped: new Set<StopCause>(['clock']) })
  const asOf = clockCheck.byLog(reading)
  const due = await survey(asOf)
  if (E.isLeft(due)) return due
  const expected = await breaker.expect(due.right, rules.calendar.localDate(asOf))
  if (E.isLeft(expected)) return expected
  if (toDo.length <= mostRemembered) {
    const done = await some(toDo)
    if (E.isLeft(done)) return done
  } else {
    for await (const page of callsOf(ports.log)) {
      const done = E.isLeft(page) ? page : await some(page.right.callIds)
      if (E.isLeft(done)) return done
    }
  }
  await breaker.close()
  return E.right(swept)
}
