/**
 * How good the data are from which everything else follows.
 */
import {
  type CallState,
  type Event,
  forgottenMembers,
  millisecondsBetween,
  missingMembers,
  type View
} from '@samtykke/core'
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
  /** Calls that need a person, and for which reasons; a call may have several. */
  readonly uncertainCalls: number
  readonly uncertainBecause: {
    readonly unreadable: number
    readonly conflicting: number
    readonly unknownType: number
  }
  readonly callsWithoutConsentEvent: number
  readonly customerTypeUnknown: number
  readonly customerTypeConflicts: number
  readonly noCallEnd: number
  /** Events that claim to have occurred after they were recorded, by what they claim. */
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

const isConsent = ({ type }: Event): boolean =>
  type === 'consent-given' || type === 'consent-refused' || type === 'consent-withdrawn'

/** Of an event from the future `occurredAt` is when it was recorded, and not what it claims. */
const addEvents = ({ counts, delays }: State, { events, fromTheFuture }: CallState['facts']): void => {
  let consent = false
  let subject = false
  count(counts, 'recordedBeforeOccurred', fromTheFuture.length)
  for (const event of events) {
    consent ||= isConsent(event)
    subject ||= event.subjectRef !== undefined
    if (forgottenMembers(event).length > 0) count(counts, 'forgotten')
    if (event.recordedAt === undefined || fromTheFuture.includes(event)) continue
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
  add: (state, { call: { facts, recordings }, findings }) => {
    const { counts } = state
    addEvents(state, facts)
    for (const { event } of recordings) {
      if (event.customerType === 'unknown') count(counts, 'customerTypeUnknown')
      if (event.endedAt === undefined) count(counts, 'noCallEnd')
    }
    count(counts, 'unknownTypes', facts.unknownEvents.length)
    count(counts, 'conflicts', facts.conflicts.length)
    count(counts, 'duplicates', facts.duplicates.length)
    for (const { _tag } of facts.faults) count(counts, _tag)
    if (facts.uncertain) count(counts, 'uncertainCalls')
    if (facts.faults.length > 0) count(counts, 'uncertain unreadable')
    if (facts.conflicts.length > 0) count(counts, 'uncertain conflicting')
    if (facts.unknownEvents.length > 0) count(counts, 'uncertain unknown type')
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
      uncertainBecause: {
        unreadable: of('uncertain unreadable'),
        conflicting: of('uncertain conflicting'),
        unknownType: of('uncertain unknown type')
      },
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
