/**
 * Attending a call: whatever happened, the call is read, core says what is due now, the due is carried out, and what
 * becomes due later is noted in the agenda.
 */
import {
  callHistory,
  epochMilliseconds,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type LocalDate,
  type LogError,
  type Rules
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Agenda } from '@samtykke/log'
import type { Breaker, StopCause } from './breaker.ts'
import { carryOut, type Occasion, type Result } from './carryOut.ts'
import { type Clock, type ClockCheck, read } from './clock.ts'
import type { CopyPlace } from './stores/answers.ts'
import { createCopying } from './copying.ts'
import type { Operations, Stores } from './operations.ts'
import { nextFutureEventAt } from './futureEvents.ts'
import type { CarryOut, ForAPerson, Hands, Step } from './step.ts'
import { type ProofRedaction, stepsOf } from './stepsOf.ts'

/** What attending needs of the world. */
export interface AttendPorts {
  readonly log: Pick<EventLog, 'load' | 'append'>
  readonly rules: Rules
  readonly hands: Hands
  readonly stores: Stores
  readonly answers?: CopyPlace
  readonly redaction?: ProofRedaction
  readonly agenda: Pick<Agenda, 'note'>
  readonly breaker: Breaker
  readonly clock: Clock
  readonly clockCheck: ClockCheck
  readonly operations: Operations
  readonly storeTimeLimit: number
}

/** What came of attending a call. */
export interface Attended {
  /** Up to which the call was read. */
  readonly revision: ExpectedRevision
  /** Targets that are gone. */
  readonly carriedOut: number
  /** What did not succeed: the reasons, without personal data. */
  readonly failures: ReadonlyArray<string>
  /** Whether something that failed is to be tried again after a while. */
  readonly tryAgain: boolean
  /** In how many milliseconds it is to be looked at again, where that is today or a processor said so. */
  readonly again: number | undefined
  /** Why something was not erased that is due. `clock`: the call was not looked at. */
  readonly stopped: StopCause | undefined
  readonly forPeople: ReadonlyArray<ForAPerson>
  /** How many recordings and analyses are due and not gone yet. */
  readonly due: number
  /** Since when the oldest of them could have been erased or anonymised. */
  readonly oldestDue: Instant | undefined
}

/** Of what is due, how many and since when. */
const stillDue = (steps: ReadonlyArray<Step>): Pick<Attended, 'due' | 'oldestDue'> => {
  const since = steps.flatMap(step => (step._tag === 'carry-out' ? [step.since] : [])).sort()
  return { due: since.length, oldestDue: since[0] }
}

/** How many targets of one call are carried out between two readings of it. */
const atOnce = 500
const mostRounds = 1_000

const keyOf = (step: Step): string =>
  step._tag === 'carry-out'
    ? JSON.stringify([step._tag, step.target, step.targetId, step.originId, step.action])
    : step._tag === 'hand-over' || step._tag === 'remove-copy'
      ? JSON.stringify([step._tag, step.requestId, step.ref.recordingId])
      : step._tag

/** What is ahead for a call: its steps, and when an event of it that is yet to happen happens. */
interface Ahead {
  readonly callId: Identifier
  readonly steps: ReadonlyArray<Step>
  readonly next: Instant | undefined
  readonly today: LocalDate
}

interface Tally {
  carriedOut: number
  readonly failures: string[]
  tryAgain: boolean
  /** Milliseconds since 1970. */
  again: number | undefined
  stopped: StopCause | undefined
}

/**
 * Attends a call. A `LogError` says that it is to be attended again; whatever was begun is taken up then.
 */
export const attend = (
  ports: AttendPorts
): ((callId: Identifier) => Promise<E.Either<LogError, Attended>>) => {
  const { log, rules, agenda, clock, clockCheck, redaction } = ports
  const carry = carryOut(ports)
  const copy = createCopying(ports)

  const sooner = (tally: Tally, at: number): void => {
    tally.again = Math.min(tally.again ?? Infinity, at)
  }

  /** Notes the days; what is due later today is looked at again today. */
  const note = async (
    { callId, steps, next, today }: Ahead,
    tally: Tally
  ): Promise<E.Either<LogError, void>> => {
    const ahead = steps.flatMap(step => (step._tag === 'note' ? [step.at] : []))
    const instants = next === undefined ? ahead : [...ahead, next]
    const days = new Set(instants.map(at => rules.calendar.localDate(at)))
    for (const at of instants) if (rules.calendar.localDate(at) <= today) sooner(tally, epochMilliseconds(at))
    for (const day of days) {
      const noted = await agenda.note(day < today ? today : day, callId)()
      if (E.isLeft(noted)) return noted
    }
    return E.right(undefined)
  }

  const count = (tally: Tally, result: Result): void => {
    switch (result._tag) {
      case 'done':
        tally.carriedOut++
        return
      case 'later':
        tally.tryAgain = true
        tally.failures.push(result.reason)
        return
      case 'never':
        tally.failures.push(result.reason)
        return
      case 'accepted':
        sooner(tally, epochMilliseconds(result.askAgainAt))
        return
      case 'stopped':
        tally.stopped = result.cause
    }
  }

  return async callId => {
    const tally: Tally = {
      carriedOut: 0,
      failures: [],
      tryAgain: false,
      again: undefined,
      stopped: undefined
    }
    const aside = new Set<string>()
    const held = new Set<string>()
    let forPeople: ReadonlyArray<ForAPerson> = []
    let left = stillDue([])
    let revision: ExpectedRevision = 'no-stream'
    let now = clock.now()
    let today = rules.calendar.localDate(instantFromEpoch(now))

    for (let round = 1; round <= mostRounds; round++) {
      const reading = read(clock)
      const agrees = await clockCheck.agrees(reading)
      if (E.isLeft(agrees)) return agrees
      if (!agrees.right)
        return E.right({ ...tally, revision, again: undefined, stopped: 'clock', forPeople, ...left })
      const loaded = await log.load(callId)()
      if (E.isLeft(loaded)) return loaded
      revision = loaded.right.revision
      const asOf = clockCheck.byLog(reading)
      today = rules.calendar.localDate(asOf)
      now = epochMilliseconds(asOf)
      const occasion: Occasion = { asOf, reading, today }
      const history = callHistory(loaded.right)
      const steps = stepsOf(ports, loaded.right, history, asOf)
      forPeople = steps.filter(step => step._tag === 'for-a-person')
      left = stillDue(steps)
      const next = nextFutureEventAt(history, asOf)
      const noted = await note({ callId, steps, next, today }, tally)
      if (E.isLeft(noted)) return noted
      // A hold may be among what is yet to happen: a few minutes later all of it counts.
      if (next !== undefined) break

      const open = steps.filter(step => !aside.has(keyOf(step)))
      const copying = open.filter(step => step._tag === 'hand-over' || step._tag === 'remove-copy')
      for (const step of copying) {
        const result = await copy(step, asOf)
        if (E.isLeft(result)) return result
        aside.add(keyOf(step))
        if (result.right._tag === 'done') continue
        tally.failures.push(result.right.reason)
        tally.tryAgain ||= result.right._tag === 'later'
        if (step._tag === 'hand-over' && step.until > asOf && result.right._tag === 'later')
          held.add(step.ref.recordingId)
      }
      if (copying.length > 0) continue

      const due = open.filter((step): step is CarryOut => step._tag === 'carry-out')
      const ready = due
        .filter(step => !held.has(step.targetId) || step.target !== 'recording')
        .slice(0, atOnce)
      if (ready.length > 0) {
        const carried = await carry(loaded.right, ready, occasion)
        if (E.isLeft(carried)) return carried
        for (const [step, result] of carried.right.results) {
          aside.add(keyOf(step))
          count(tally, result)
        }
        continue
      }

      if (redaction === undefined || !open.some(step => step._tag === 'redact')) break
      const redacted = await redaction.redact(loaded.right, asOf)()
      if (E.isLeft(redacted)) return redacted
      aside.add('redact')
      tally.carriedOut++
    }

    // What is left open is found again by whoever reads this day's notes, also after a crash.
    if (tally.tryAgain || tally.again !== undefined || tally.stopped !== undefined) {
      const then = tally.again === undefined ? today : rules.calendar.localDate(instantFromEpoch(tally.again))
      const noted = await agenda.note(tally.tryAgain || then < today ? today : then, callId)()
      if (E.isLeft(noted)) return noted
    }
    const again = tally.again === undefined ? undefined : Math.max(0, tally.again - now)
    return E.right({ ...tally, revision, again, forPeople, ...left })
  }
}
