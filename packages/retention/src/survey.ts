/**
 * Looking at a call without doing anything: what is due now, and on which days there will be something to do.
 */
import {
  callHistory,
  callState,
  type EventLog,
  type Identifier,
  type Instant,
  type LocalDate,
  type LogError,
  type Rules
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { nextFutureEventAt } from './futureEvents.ts'
import type { Hands, Step } from './step.ts'
import { type ProofRedaction, stepsOf } from './stepsOf.ts'

/** What there is to do to a call. */
export interface Survey {
  readonly callId: Identifier
  /** Recordings and analyses that the events say are there. */
  readonly stored: number
  readonly steps: ReadonlyArray<Step>
  /** Today, where there is something to do now, and the later days. */
  readonly days: ReadonlySet<LocalDate>
  /** When the log learnt of its last event. */
  readonly lastRecordedAt: Instant | undefined
}

interface SurveyPorts {
  readonly log: Pick<EventLog, 'load'>
  readonly rules: Rules
  readonly hands: Hands
  readonly redaction?: ProofRedaction
}

/** Looks at a call, as of an instant. */
export const survey =
  (ports: SurveyPorts) =>
  async (callId: Identifier, asOf: Instant): Promise<E.Either<LogError, Survey>> => {
    const { log, rules } = ports
    const loaded = await log.load(callId)()
    if (E.isLeft(loaded)) return loaded
    const history = callHistory(loaded.right)
    const call = callState({ rules, asOf })(history)
    const stored = [...call.recordings, ...call.analyses].filter(({ done }) => !done).length
    const steps = stepsOf(ports, loaded.right, history, asOf)
    const today = rules.calendar.localDate(asOf)
    const next = nextFutureEventAt(history, asOf)
    const days = new Set<LocalDate>(next === undefined ? [] : [rules.calendar.localDate(next)])
    for (const step of steps) {
      if (step._tag === 'note') days.add(step.day)
      else if (step._tag !== 'for-a-person') days.add(today)
    }
    return E.right({ callId, stored, steps, days, lastRecordedAt: loaded.right.entries.at(-1)?.recordedAt })
  }
