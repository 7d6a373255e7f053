/**
 * How good the data are from which everything else follows.
 */
import { type Event, forgottenMembers, millisecondsBetween, missingMembers, type View } from '@samtykke/core'
import { distributionOf, type Durations, mergeDurations, noDurations, observe } from './distribution.ts'
import { addCounts, type Counts, count, type Section } from './section.ts'

/** What is missing, odd or unreadable. */
export interface Quality {
  readonly unknownTypes: number
  readonly conflicts: number
  readonly duplicates: number
  readonly unreadable: {
    readonly forgotten: number
    readonly redacted: number
    readonly undecodable: number
    readonly badLines: number
  }
  readonly uncertainCalls: number
  readonly callsWithoutConsentEvent: number
  readonly customerTypeUnknown: number
  readonly customerTypeConflicts: number
  readonly noCallEnd: number
  readonly recordedBeforeOccurred: number
  readonly callsWithoutSubjectRef: number
  /** Seconds from when things occurred to when the log learnt of them. */
  readonly arrivalDelay: {
    readonly p50: number | null
    readonly p99: number | null
    readonly max: number | null
  }
  /** What the policy does not state and the record of processing needs. */
  readonly policyMissing: ReadonlyArray<string>
}

interface State {
  readonly counts: Counts
  readonly delays: Durations
}

const addEvents = ({ counts, delays }: State, events: ReadonlyArray<Event>): void => {
  let consent = false
  let subject = false
  for (const event of events) {
    consent ||= event.type === 'consent-given' || event.type === 'consent-refused'
    subject ||= event.subjectRef !== undefined
    if (event.type === 'recording-stored') {
      if (event.customerType === 'unknown') count(counts, 'customerTypeUnknown')
      if (event.endedAt === undefined) count(counts, 'noCallEnd')
    }
    if (forgottenMembers(event).length > 0) count(counts, 'forgotten')
    if (event.recordedAt === undefined) continue
    const delay = millisecondsBetween(event.occurredAt, event.recordedAt)
    if (delay < 0) count(counts, 'recordedBeforeOccurred')
    else observe(delays, Math.floor(delay / 1000))
  }
  if (!consent) count(counts, 'callsWithoutConsentEvent')
  if (!subject) count(counts, 'callsWithoutSubjectRef')
}

/** The quality of the data. */
export const quality: Section<State, Quality> = {
  empty: () => ({ counts: {}, delays: noDurations() }),
  add: (state, { call: { facts }, findings }) => {
    const { counts } = state
    addEvents(state, facts.events)
    count(counts, 'unknownTypes', facts.unknownEvents.length)
    count(counts, 'conflicts', facts.conflicts.length)
    count(counts, 'duplicates', facts.duplicates.length)
    for (const { _tag } of facts.faults) count(counts, _tag)
    if (facts.uncertain) count(counts, 'uncertainCalls')
    for (const { code } of findings) if (code === 'customer-type-conflict') count(counts, code)
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    mergeDurations(into.delays, from.delays)
  },
  result: ({ counts, delays }, { rules }: View) => {
    const of = (word: string): number => counts[word] ?? 0
    const { p50, p99, max } = distributionOf(delays)
    return {
      unknownTypes: of('unknownTypes'),
      conflicts: of('conflicts'),
      duplicates: of('duplicates'),
      unreadable: {
        forgotten: of('forgotten'),
        redacted: of('redacted'),
        undecodable: of('undecodable'),
        badLines: of('bad-line')
      },
      uncertainCalls: of('uncertainCalls'),
      callsWithoutConsentEvent: of('callsWithoutConsentEvent'),
      customerTypeUnknown: of('customerTypeUnknown'),
      customerTypeConflicts: of('customer-type-conflict'),
      noCallEnd: of('noCallEnd'),
      recordedBeforeOccurred: of('recordedBeforeOccurred'),
      callsWithoutSubjectRef: of('callsWithoutSubjectRef'),
      arrivalDelay: { p50, p99, max },
      policyMissing: missingMembers(rules.policy)
    }
  }
}
