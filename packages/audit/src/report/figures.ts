/**
 * How much there is: calls, subjects, recordings and analyses by state, requests, hours and bytes.
 */
import { type Instant, millisecondsBetween, ordText, type Recording, subjectOf } from '@samtykke/core'
import { type About, firstAbout } from '../basis/aboutTarget.ts'
import { addCounts, type Counts, count, type Section, type AssessedCall } from './section.ts'

/**
 * What became of a recording or an analysis:
 *
 * - `stored`: kept, and not due
 * - `due`: due, within the time that the policy gives for carrying it out
 * - `overdue`: due, and that time has passed
 * - `held`: a hold suspends what would be due
 * - `erased`, `anonymised`: done
 */
export const retentionStates = ['stored', 'due', 'overdue', 'held', 'erased', 'anonymised'] as const

export type RetentionState = (typeof retentionStates)[number]

/** How much there is. */
export interface Figures {
  readonly calls: number
  readonly closedCalls: number
  readonly subjects: number
  readonly recordings: Readonly<Record<RetentionState, number>>
  readonly analyses: Readonly<Record<RetentionState, number>>
  /** Of the recordings that are kept. */
  readonly keptSeconds: number
  readonly keptBytes: number
  readonly requests: { readonly open: number; readonly answered: number }
  readonly holdsInForce: number
  /** When the oldest recording that is kept began. */
  readonly oldestKept: {
    readonly callId: string
    readonly recordingId: string
    readonly startedAt: Instant
  } | null
}

const noCounts = { calls: 0, closed: 0, seconds: 0, bytes: 0, open: 0, answered: 0, holds: 0 }

interface State {
  readonly counts: typeof noCounts
  /** By what became of them. */
  readonly recordings: Counts
  readonly analyses: Counts
  readonly subjects: Set<string>
  oldest: Figures['oldestKept']
}

/** What became of something that is there. */
const statesOf = ({ actions, findings }: AssessedCall): ((about: About) => RetentionState) => {
  const actionOf = firstAbout(actions)
  const overdueOf = firstAbout(findings.filter(({ code }) => code === 'overdue'))
  return about => {
    const action = actionOf(about)
    if (action?.status === 'suspended') return 'held'
    if (action?.status !== 'due') return 'stored'
    return overdueOf(about)?.severity === 'error' ? 'overdue' : 'due'
  }
}

const compareOldest = (
  a: NonNullable<Figures['oldestKept']>,
  b: NonNullable<Figures['oldestKept']>
): number =>
  ordText.compare(a.startedAt, b.startedAt) ||
  ordText.compare(a.callId, b.callId) ||
  ordText.compare(a.recordingId, b.recordingId)

const keepOldest = (state: State, candidate: Figures['oldestKept']): void => {
  if (candidate !== null && (state.oldest === null || compareOldest(candidate, state.oldest) < 0))
    state.oldest = candidate
}

const addKeptRecording = (
  state: State,
  callId: string,
  { event, start, anchor, targetId }: Recording
): void => {
  state.counts.seconds += Math.floor(millisecondsBetween(start, anchor) / 1000)
  state.counts.bytes += event.bytes ?? 0
  keepOldest(state, { callId, recordingId: targetId, startedAt: start })
}

const byState = (counts: Counts): Readonly<Record<RetentionState, number>> =>
  Object.fromEntries(retentionStates.map(state => [state, counts[state] ?? 0])) as Record<
    RetentionState,
    number
  >

/** The figures. */
export const figures: Section<State, Figures> = {
  empty: () => ({ counts: { ...noCounts }, recordings: {}, analyses: {}, subjects: new Set(), oldest: null }),
  add: (state, assessed) => {
    const { call } = assessed
    const { counts } = state
    counts.calls++
    if (call.closedAt !== undefined) counts.closed++
    let last: string | undefined
    for (const event of call.facts.events) {
      const subjectRef = subjectOf(event)
      if (subjectRef !== undefined && subjectRef !== last) state.subjects.add((last = subjectRef))
    }
    const stateOf = statesOf(assessed)
    for (const recording of call.recordings) {
      const is = recording.done ? 'erased' : stateOf(recording)
      count(state.recordings, is)
      if (!recording.done) addKeptRecording(state, call.callId, recording)
    }
    for (const analysis of call.analyses) {
      const anonymised = analysis.outcomes[0]?.type === 'analysis-anonymised'
      const is = analysis.done ? (anonymised ? 'anonymised' : 'erased') : stateOf(analysis)
      count(state.analyses, is)
    }
    for (const { answer } of call.accessRequests) counts[answer === undefined ? 'open' : 'answered']++
    counts.holds += call.holdsInForce.length
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    addCounts(into.recordings, from.recordings)
    addCounts(into.analyses, from.analyses)
    for (const subject of from.subjects) into.subjects.add(subject)
    keepOldest(into, from.oldest)
  },
  result: ({ counts, recordings, analyses, subjects, oldest }) => ({
    calls: counts.calls,
    closedCalls: counts.closed,
    subjects: subjects.size,
    recordings: byState(recordings),
    analyses: byState(analyses),
    keptSeconds: counts.seconds,
    keptBytes: counts.bytes,
    requests: { open: counts.open, answered: counts.answered },
    holdsInForce: counts.holds,
    oldestKept: oldest
  })
}
