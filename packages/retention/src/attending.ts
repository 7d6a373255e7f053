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
import { createLane, type Lane, type LaneLimits } from './lane.ts'
import type { Moves, MovesPorts, Stores } from './moves.ts'
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
  readonly lane?: Partial<LaneLimits>
  /** Milliseconds for one answer of a store (60,000). */
  readonly storeTimeLimit?: number
  /** Milliseconds after which something without consent is erased: the consent may be on its way (900,000). */
  readonly settling?: number
  /** Milliseconds after which an instruction without an outcome is for a person (30 days). */
  readonly reminderAfter?: number
}

const defaults = {
  storeTimeLimit: 60_000,
  settling: 15 * 60_000,
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
  options: Pick<AttendingOptions, 'settling' | 'reminderAfter'>,
  failedToo: boolean
): Hands => ({
  recordings: new Set(ports.stores.recordings.keys()),
  analyses: new Set(ports.stores.analyses.keys()),
  answers: ports.answers !== undefined,
  redacts: ports.redaction !== undefined,
  settling: options.settling ?? defaults.settling,
  reminderAfter: options.reminderAfter ?? defaults.reminderAfter,
  failedToo
})

/** A lane for each processor, made when it is first used. */
const lanesOf = (clock: Clock, limits: Partial<LaneLimits> | undefined): ((processor: string) => Lane) => {
  const lanes = new Map<string, Lane>()
  return processor => {
    const lane = lanes.get(processor) ?? createLane(clock, { concurrency: 8, perSecond: Infinity, ...limits })
    lanes.set(processor, lane)
    return lane
  }
}

/** What attends calls. */
export interface Attending {
  readonly attend: (callId: Identifier) => Promise<E.Either<LogError, Attended>>
  /** Looks at a call and does nothing. */
  readonly look: (callId: Identifier, asOf: Instant) => Promise<E.Either<LogError, Survey>>
  readonly agenda: Agenda
  readonly breaker: Breaker
  readonly clockCheck: ClockCheck
}

/** @param failedToo whether what failed for good is tried again */
export const createAttending = (
  movesOf: (ports: MovesPorts) => Moves,
  ports: AttendingPorts,
  options: AttendingOptions,
  failedToo: boolean
): Attending => {
  const { clock } = ports
  const { storeTimeLimit = defaults.storeTimeLimit } = options
  const agenda = rememberingNotes(ports.agenda)
  const clockCheck = createClockCheck(clock, ports.logTime)
  const breaker = createBreaker(ports.journals, clock, clockCheck, options.mostPerDay)
  const hands = handsOf(ports, options, failedToo)
  const laneOf = lanesOf(clock, options.lane)
  const moves = movesOf({ ...ports, laneOf, orders: new Map(), storeTimeLimit })
  return {
    attend: attend({ ...ports, agenda, hands, breaker, clockCheck, moves, storeTimeLimit }),
    look: survey({ ...ports, hands }),
    agenda,
    breaker,
    clockCheck
  }
}
