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
import { addCounts, type Section } from './section.ts'

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

const noCounts = {
  unknownTypes: 0,
  conflicts: 0,
  duplicates: 0,
  forgotten: 0,
  redacted: 0,
  undecodable: 0,
  'bad-line': 0,
  uncertain: 0,
  unreadable: 0,
  conflicting: 0,
  unknownType: 0,
  callsWithoutConsentEvent: 0,
  customerTypeUnknown: 0,
  customerTypeConflicts: 0,
  noCallEnd: 0,
  recordedBeforeOccurred: 0,
  callsWithoutSubjectRef: 0
}

interface State {
  readonly counts: typeof noCounts
  readonly delays: Durations
}

const isConsent = ({ type }: Event): boolean =>
  type === 'consent-given' || type === 'consent-refused' || type === 'consent-withdrawn'

/** Of an event from the future `occurredAt` is when it was recorded, and not what it claims. */
const addEvents = ({ counts, delays }: State, { events, fromTheFuture }: CallState['facts']): void => {
  let consent = false
  let subject = false
  counts.recordedBeforeOccurred += fromTheFuture.length
  for (const event of events) {
    consent ||= isConsent(event)
    subject ||= event.subjectRef !== undefined
    if (forgottenMembers(event).length > 0) counts.forgotten++
    if (event.recordedAt === undefined || fromTheFuture.includes(event)) continue
    const delay = millisecondsBetween(event.occurredAt, event.recordedAt)
    if (delay < 0) counts.recordedBeforeOccurred++
    else observe(delays, Math.floor(delay / 1000))
  }
  if (!consent) counts.callsWithoutConsentEvent++
  if (!subject) counts.callsWithoutSubjectRef++
}

/** The quality of the data. */
export const quality: Section<State, Quality> = {
  empty: () => ({ counts: { ...noCounts }, delays: noDurations() }),
  add: (state, { call: { facts, recordings }, findings }) => {
    const { counts } = state
    addEvents(state, facts)
    for (const { event } of recordings) {
      if (event.customerType === 'unknown') counts.customerTypeUnknown++
      if (event.endedAt === undefined) counts.noCallEnd++
    }
    counts.unknownTypes += facts.unknownEvents.length
    counts.conflicts += facts.conflicts.length
    counts.duplicates += facts.duplicates.length
    for (const { _tag } of facts.faults) counts[_tag]++
    if (facts.uncertain) counts.uncertain++
    if (facts.faults.length > 0) counts.unreadable++
    if (facts.conflicts.length > 0) counts.conflicting++
    if (facts.unknownEvents.length > 0) counts.unknownType++
    for (const { code } of findings) if (code === 'customer-type-conflict') counts.customerTypeConflicts++
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    mergeDurations(into.delays, from.delays)
  },
  result: ({ counts, delays }, { rules }: View) => {
    const { p50, p99, max } = distributionOf(delays)
    return {
      unknownTypes: counts.unknownTypes,
      conflicts: counts.conflicts,
      duplicates: counts.duplicates,
      unreadable: {
        forgotten: counts.forgotten,
        redacted: counts.redacted,
        undecodable: counts.undecodable,
        badLines: counts['bad-line']
      },
      uncertainCalls: counts.uncertain,
      uncertainBecause: {
        unreadable: counts.unreadable,
        conflicting: counts.conflicting,
        unknownType: counts.unknownType
      },
      callsWithoutConsentEvent: counts.callsWithoutConsentEvent,
      customerTypeUnknown: counts.customerTypeUnknown,
      customerTypeConflicts: counts.customerTypeConflicts,
      noCallEnd: counts.noCallEnd,
      recordedBeforeOccurred: counts.recordedBeforeOccurred,
      callsWithoutSubjectRef: counts.callsWithoutSubjectRef,
      arrivalDelay: { p50, p99, max },
      policyMissing: missingMembers(rules.policy)
    }
  }
}
