/**
 * Carrying out what is due of one call: three durable facts in this order, the intent, the act, and its verified outcome.
 *
 * The intent is appended with the revision from which the plan was made, so that a hold, a withdrawal or another worker
 * that came in between wins. The outcome is appended after the stores themselves were asked and had nothing left. A crash
 * anywhere is repaired by doing it again.
 */
import {
  type AnyEvent,
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  type LoadedCall,
  type LocalDate,
  type LogError,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Breaker, StopCause } from './breaker.ts'
import type { Clock, Reading } from './clock.ts'
import type { Operations } from './operations.ts'
import { failed, instructed, outcome } from './records.ts'
import type { CarryOut, Instructed } from './step.ts'

/** What became of one target. */
export type Result =
  | { readonly _tag: 'done' }
  /** It may succeed after a while. */
  | { readonly _tag: 'later'; readonly reason: string }
  /** It is for a person. */
  | { readonly _tag: 'never'; readonly reason: string }
  /** The processor took the order. */
  | { readonly _tag: 'accepted'; readonly askAgainAt: Instant }
  | { readonly _tag: 'stopped'; readonly cause: StopCause }

/** What became of the targets of a call. */
export interface CarriedOut {
  readonly results: ReadonlyMap<CarryOut, Result>
  /** Something came in between: what has no result is to be planned anew. */
  readonly moved: boolean
}

interface CarryOutPorts {
  readonly operations: Operations
  readonly breaker: Breaker
  readonly clock: Clock
}

/** Since when a call is looked at: the instant of the view, and the clock as it was read for it. */
export interface Occasion {
  readonly asOf: Instant
  readonly reading: Reading
  readonly today: LocalDate
}

/** A look that is not older than this, in milliseconds, is not repeated for another target of the call. */
const freshFor = 200
const failureAfter = 24 * 60 * 60_000

/** A failure that may pass is recorded when it has lasted for a day, and once a day from then on. */
const passingFailure = (
  step: CarryOut,
  reason: string,
  { asOf, today }: Occasion
): ReadonlyArray<AnyEvent> => {
  const lastsFor = epochMilliseconds(asOf) - epochMilliseconds(step.instructed?.occurredAt ?? step.since)
  const sinceLast =
    step.failedAt === undefined ? Infinity : epochMilliseconds(asOf) - epochMilliseconds(step.failedAt)
  return lastsFor >= failureAfter && sinceLast >= failureAfter
    ? [failed(step, { reason, permanent: false, occasion: today }, asOf)]
    : []
}

const lastingFailure = (step: CarryOut, reason: string, { asOf }: Occasion): AnyEvent =>
  failed(step, { reason, permanent: true, occasion: step.instructed?.id ?? '' }, asOf)

const stillThere = 'the store said that it was gone, and still has it'
const orderLost = 'the store no longer knows the order that it accepted; it is given again'

/**
 * Carries out steps of one call that were planned from what was loaded.
 *
 * @param call as it was loaded for the plan
 */
export const carryOut = ({
  operations,
  breaker,
  clock
}: CarryOutPorts): ((
  call: LoadedCall,
  steps: ReadonlyArray<CarryOut>,
  occasion: Occasion
) => Promise<E.Either<LogError, CarriedOut>>) => {
  /** By the time that passed since the view: a clock that jumps makes nothing early, and nothing late. */
  const nowSince = ({ asOf, reading }: Occasion): Instant =>
    instantFromEpoch(epochMilliseconds(asOf) + (clock.elapsed() - reading.elapsed))

  return async (call, steps, occasion) => {
    const { asOf, reading, today } = occasion
    const results = new Map<CarryOut, Result>()
    const ready: CarryOut[] = []
    const before: AnyEvent[] = []
    const firstLooks: boolean[] = []

    const putOff = (step: CarryOut, reason: string, events: AnyEvent[]): void => {
      events.push(...passingFailure(step, reason, occasion))
      results.set(step, { _tag: 'later', reason })
    }

    const fail = (step: CarryOut, error: StoreError, events: AnyEvent[]): void => {
      const reason = renderStoreError(error)
      if (error.retry === 'later') return putOff(step, reason, events)
      events.push(lastingFailure(step, reason, occasion))
      results.set(step, { _tag: 'never', reason })
    }

    for (const step of steps) {
      const stopCauseFor = await breaker.stopCauseFor(step.askedFor, reading, today)
      if (E.isLeft(stopCauseFor)) return stopCauseFor
      if (stopCauseFor.right !== undefined) {
        results.set(step, { _tag: 'stopped', cause: stopCauseFor.right })
        continue
      }
      const found = await operations.look(step)
      if (E.isLeft(found)) {
        fail(step, found.left, before)
        continue
      }
      if (step.instructed === undefined) firstLooks.push(found.right)
      if (found.right || step.instructed !== undefined) ready.push(step)
      else {
        // Not found is not erased: a wrong path, until a person says otherwise.
        before.push(lastingFailure(step, 'not-found', occasion))
        results.set(step, { _tag: 'never', reason: 'not-found' })
      }
    }

    const begun = ready.map((step): Instructed => {
      const processors = step.refs.map(({ processor }) => processor).join(', ')
      return { ...step, instructed: step.instructed ?? instructed(step, processors, asOf) }
    })
    const intents = begun
      .filter((_, index) => ready[index]?.instructed === undefined)
      .map(step => step.instructed)
    const told = await operations.instruct(call, [...before, ...intents])
    if (E.isLeft(told)) {
      return told.left._tag === 'RevisionConflict' ? E.right({ results: new Map(), moved: true }) : told
    }
    const revision = told.right
    // Only now: what another worker erased between the reading and the look is no wrong path.
    for (const found of firstLooks) {
      const counted = await breaker.looked(found, today)
      if (E.isLeft(counted)) return counted
    }

    const after: AnyEvent[] = []
    const stops = new Map<CarryOut, StopCause>()
    const spent = new Set<CarryOut>()
    let lookedAt = -Infinity
    let moved = false
    let logError: LogError | undefined

    const unchanged = async (): Promise<boolean> => {
      const at = clock.elapsed()
      if (at - lookedAt < freshFor) return true
      const same = await operations.lookAgain(call.callId, revision)
      if (E.isLeft(same)) logError = same.left
      else if (same.right) lookedAt = at
      else moved = true
      return E.isRight(same) && same.right
    }

    for (const step of begun) {
      const mayGoOn = async (): Promise<boolean> => {
        if (!(await unchanged())) return false
        if (spent.has(step)) return true
        const counted = await breaker.spend(step.askedFor, today)
        if (E.isLeft(counted)) logError = counted.left
        else if (counted.right !== undefined) stops.set(step, counted.right)
        else spent.add(step)
        return spent.has(step)
      }

      const acted = await operations.act(step, mayGoOn)
      if (E.isLeft(acted)) {
        if (spent.has(step)) breaker.refund(step.askedFor, today)
        fail(step, acted.left, after)
        continue
      }
      if (acted.right._tag === 'held-back') {
        const cause = stops.get(step)
        if (cause === undefined) break
        results.set(step, { _tag: 'stopped', cause })
        continue
      }
      if (acted.right._tag === 'order-lost') {
        putOff(step, orderLost, after)
        continue
      }
      if (acted.right._tag === 'accepted') {
        results.set(step, { _tag: 'accepted', askAgainAt: acted.right.askAgainAt })
        continue
      }
      // Before the look: what is stored from here on is there again.
      const goneAt = nowSince(occasion)
      const left = await operations.look(step)
      if (E.isLeft(left)) {
        fail(step, left.left, after)
      } else if (left.right) {
        if (spent.has(step)) breaker.refund(step.askedFor, today)
        putOff(step, stillThere, after)
      } else {
        after.push(outcome(step, acted.right.receipts, goneAt))
        results.set(step, { _tag: 'done' })
      }
    }

    if (after.length > 0) {
      const recorded = await operations.record(call.callId, after)
      if (E.isLeft(recorded)) return recorded
    }
    return logError === undefined ? E.right({ results, moved }) : E.left(logError)
  }
}
