/**
 * What attends calls, put together: what it needs of the world, and how it is set.
 */
import type { EventLog, Identifier, Instant, LocalDate, LogError, Rules } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Agenda } from '@samtykke/log'
import { attend, type Attended } from './attend.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { type Clock, type ClockCheck, createClockCheck } from './clock.ts'
import type { CopyPlace } from './stores/answers.ts'
import type { Journals } from './journal.ts'
import { createStoreLimiter, type StoreLimiter, type StoreLimits } from './storeLimiter.ts'
import type { Operations, OperationsPorts, Stores } from './operations.ts'
import type { Hands } from './step.ts'
import type { ProofRedaction } from './stepsOf.ts'
import { type Survey, survey } from './survey.ts'

/** What attending calls needs of the world. */
export interface AttendingPorts {
  readonly log: EventLog
  /** The log's own time, as of now. */
  readonly logTime: TE.TaskEither<LogError, Instant>
  readonly rules: Rules
  readonly stores: Stores
  readonly answers?: CopyPlace
  readonly redaction?: ProofRedaction
  readonly agenda: Agenda
  readonly journals: Journals
  readonly clock: Clock
}

/** How attending is set. */
export interface AttendingOptions {
  /** The most that may be erased on a day without approval, of what no person asked for. */
  readonly mostPerDay?: number
  /** How much of each store is asked at once. */
  readonly storeLimits?: Partial<StoreLimits>
  /** Milliseconds for one answer of a store (60,000). */
  readonly storeTimeLimit?: number
  /** Milliseconds after which something without consent is erased: the consent may be on its way (900,000). */
  readonly consentGrace?: number
  /** Milliseconds after which an instruction without an outcome is for a person (30 days). */
  readonly reminderAfter?: number
}

const defaults = {
  storeTimeLimit: 60_000,
  consentGrace: 15 * 60_000,
  reminderAfter: 30 * 86_400_000
}
const mostNoted = 50_000

/** An agenda that is not told the same twice in a row. */
const rememberingNotes = (agenda: Agenda): Agenda => {
  const noted = new Set<string>()
  return {
    ...agenda,
    note: (day: LocalDate, callId) => async () => {
      const key = `${day} ${callId}`
      if (noted.has(key)) return E.right(undefined)
      const result = await agenda.note(day, callId)()
      if (E.isLeft(result)) return result
      if (noted.size >= mostNoted) noted.clear()
      noted.add(key)
      return result
    }
  }
}

/** What the hands of a worker with these ports and options are. */
export const handsOf = (
  ports: Pick<AttendingPorts, 'stores' | 'answers' | 'redaction'>,
  options: Pick<AttendingOptions, 'consentGrace' | 'reminderAfter'>,
  retryFailed: boolean
): Hands => ({
  recordings: new Set(ports.stores.recordings.keys()),
  analyses: new Set(ports.stores.analyses.keys()),
  answers: ports.answers !== undefined,
  redacts: ports.redaction !== undefined,
  consentGrace: options.consentGrace ?? defaults.consentGrace,
  reminderAfter: options.reminderAfter ?? defaults.reminderAfter,
  retryFailed
})

/** A limiter for each processor, made when it is first used. */
const limitersOf = (
  clock: Clock,
  limits: Partial<StoreLimits> | undefined
): ((processor: string) => StoreLimiter) => {
  const limiters = new Map<string, StoreLimiter>()
  return processor => {
    const limiter =
      limiters.get(processor) ?? createStoreLimiter(clock, { concurrency: 8, perSecond: Infinity, ...limits })
    limiters.set(processor, limiter)
    return limiter
  }
}

/** What attends calls. */
export interface Attending {
  readonly attend: (callId: Identifier) => Promise<E.Either<LogError, Attended>>
  /** Looks at a call and does nothing. */
  readonly look: (callId: Identifier, asOf: Instant) => Promise<E.Either<LogError, Survey>>
  readonly hands: Hands
  readonly agenda: Agenda
  readonly breaker: Breaker
  readonly clockCheck: ClockCheck
}

/** @param retryFailed whether what failed for good is tried again */
export const createAttending = (
  operationsOf: (ports: OperationsPorts) => Operations,
  ports: AttendingPorts,
  options: AttendingOptions,
  retryFailed: boolean
): Attending => {
  const { clock } = ports
  const { storeTimeLimit = defaults.storeTimeLimit } = options
  const agenda = rememberingNotes(ports.agenda)
  const clockCheck = createClockCheck(clock, ports.logTime)
  const breaker = createBreaker(ports.journals, clock, clockCheck, options.mostPerDay)
  const hands = handsOf(ports, options, retryFailed)
  const limiterOf = limitersOf(clock, options.storeLimits)
  const operations = operationsOf({ ...ports, limiterOf, orders: new Map(), storeTimeLimit })
  return {
    attend: attend({ ...ports, agenda, hands, breaker, clockCheck, operations, storeTimeLimit }),
    look: survey({ ...ports, hands }),
    hands,
    agenda,
    breaker,
    clockCheck
  }
}
