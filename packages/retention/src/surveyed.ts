/**
 * What a look at every call came to: how much is stored, and how much is left to people, why, and with which processors.
 */
import type { Instant, LocalDate } from '@samtykke/core'
import type { Survey } from './survey.ts'

/** What is stored and what is left to people, as counted over all calls. */
export interface SurveyCounts {
  /** Recordings and analyses that the events say are there. */
  readonly stored: number
  /** What is a person's turn, by reason: each recording, analysis, hold, request or proof counts once. */
  readonly forPeople: Readonly<Record<string, number>>
  /** Of these, what has no store, by processor; `unknown` where the events name none. */
  readonly withoutStore: Readonly<Record<string, number>>
}

/** As it was when every call was last looked at. */
export interface Surveyed extends SurveyCounts {
  readonly day: LocalDate
}

export interface SurveyCounter {
  /** Counts a call, as of an instant. */
  readonly add: (survey: Survey, asOf: Instant) => void
  readonly counts: () => SurveyCounts
}

export const createSurveyCounter = (): SurveyCounter => {
  let all = 0
  const forPeople: Record<string, number> = {}
  const withoutStore: Record<string, number> = {}
  const count = (counts: Record<string, number>, name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  return {
    add: ({ stored, steps }, asOf) => {
      all += stored
      for (const step of steps) {
        if (step._tag !== 'for-a-person' || step.since > asOf) continue
        count(forPeople, step.reason)
        if (step.reason === 'no-store') count(withoutStore, step.processor ?? 'unknown')
      }
    },
    counts: () => ({ stored: all, forPeople: { ...forPeople }, withoutStore: { ...withoutStore } })
  }
}
