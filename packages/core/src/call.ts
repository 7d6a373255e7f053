/**
 * What is known of one call: its recordings, analyses, requests and holds, and what became of them.
 */
import { type AccessRequest, accessRequestOf } from './accessRequest.ts'
import { type ConsentAct, consentActs, consentAtStart, permitsAnalysis, permitsRecording } from './consent.ts'
import type { Event, EventOf } from './event.ts'
import { type CallHistory, type Facts, factsOf } from './facts.ts'
import { analysisGrounds, type Ground, recordingGrounds } from './ground.ts'
import { type Hold, holdsInForce } from './hold.ts'
import type { Instant } from './instant.ts'
import type { PurposeSet } from './purpose.ts'
import type { PolicyVersion } from './policy.ts'
import { type Expiry, expiryFrom, type RecordingMatch, type Rules, versionAt, type View } from './rules.ts'

/** An event that can make a recording or an analysis done. */
export type Outcome =
  EventOf<'recording-erased'> | EventOf<'analysis-erased'> | EventOf<'analysis-anonymised'>

interface Kept {
  readonly targetId: string
  /** When it began to exist: a recording's start, an analysis's making. */
  readonly start: Instant
  /** From where its retention period runs. */
  readonly anchor: Instant
  /** What had been agreed to at its start. */
  readonly consent: PurposeSet
  /** By instant; never empty. */
  readonly grounds: ReadonlyArray<Ground>
  readonly expiry: Expiry
  readonly inForceAtStart: PolicyVersion
  /** Not earlier than its start; in order. */
  readonly outcomes: ReadonlyArray<Outcome>
  readonly done: boolean
  readonly instructed: EventOf<'erasure-instructed'> | undefined
}

/** A recording of the call. */
export interface Recording extends Kept {
  readonly target: 'recording'
  readonly event: EventOf<'recording-stored'>
  /** What of it decides its period. */
  readonly match: RecordingMatch
  /** Further `recording-stored` of the same id, in order. */
  readonly repeats: ReadonlyArray<EventOf<'recording-stored'>>
}

/** An analysis of the call. */
export interface Analysis extends Kept {
  readonly target: 'analysis'
  readonly event: EventOf<'analysis-produced'>
  readonly anonymisable: boolean
  /** Whether anonymising it failed for good. */
  readonly cannotBeAnonymised: boolean
}

/** What is known of one call. */
export interface CallState {
  readonly callId: string
  readonly facts: Facts
  readonly consentActs: ReadonlyArray<ConsentAct>
  readonly recordings: ReadonlyArray<Recording>
  readonly analyses: ReadonlyArray<Analysis>
  readonly accessRequests: ReadonlyArray<AccessRequest>
  readonly holds: ReadonlyArray<Hold>
  readonly holdsInForce: ReadonlyArray<Hold>
  readonly redactions: ReadonlyArray<EventOf<'proof-redacted'>>
  /** When its proof was redacted with nothing left open; `undefined` where it is not closed. */
  readonly closedAt: Instant | undefined
}

type Of<T extends Event['type']> = ReadonlyArray<EventOf<T>>

const none: ReadonlyArray<never> = []

const ofType = <T extends Event['type']>(events: ReadonlyArray<Event>, type: T): Of<T> => {
  let found: Array<EventOf<T>> | undefined
  for (const event of events) if (event.type === type) (found ??= []).push(event)
  return found ?? none
}

/** The first of each id: what comes twice under its own id stands as it came first. */
const firsts = <A>(events: ReadonlyArray<A>, idOf: (event: A) => string): ReadonlyArray<A> =>
  events.length < 2
    ? events
    : events.filter((event, index) => events.findIndex(each => idOf(each) === idOf(event)) === index)

const lastOf = <A>(list: ReadonlyArray<A>): A | undefined => list[list.length - 1]

const instructionFor = (events: ReadonlyArray<Event>, target: 'recording' | 'analysis', id: string) => {
  let latest: EventOf<'erasure-instructed'> | undefined
  for (const event of events) {
    if (event.type === 'erasure-instructed' && event.target === target && event.targetId === id)
      latest = event
  }
  return latest
}

/** The customer types that count for a recording: where sources differ, all that were named. */
const customerTypesFor = (
  event: EventOf<'recording-stored'>,
  named: ReadonlyArray<'private' | 'business'>
): RecordingMatch['customerTypes'] => {
  if (named.length > 1) return 'private or business'
  return event.customerType === 'unknown' ? 'any' : event.customerType
}

const namedCustomerTypes = (stored: Of<'recording-stored'>): ReadonlyArray<'private' | 'business'> =>
  (['private', 'business'] as const).filter(type => stored.some(event => event.customerType === type))

/** From where a recording's period runs: its end, or its start where no plausible end is known. */
const anchorOf = ({ startedAt, endedAt, occurredAt }: EventOf<'recording-stored'>): Instant =>
  endedAt === undefined || endedAt < startedAt || endedAt > occurredAt ? startedAt : endedAt

/** Whether a recording is gone at an instant: erased, and not stored again after the latest erasure. */
export const isGoneAt = (
  outcomes: ReadonlyArray<Outcome>,
  repeats: ReadonlyArray<EventOf<'recording-stored'>>,
  instant: Instant
): boolean => {
  let erasedAt: Instant | undefined
  for (const { occurredAt } of outcomes) if (occurredAt <= instant) erasedAt = occurredAt
  if (erasedAt === undefined) return false
  const erased = erasedAt
  return !repeats.some(event => event.occurredAt > erased && event.occurredAt <= instant)
}

const recordingOf = (
  rules: Rules,
  events: ReadonlyArray<Event>,
  acts: ReadonlyArray<ConsentAct>,
  stored: Of<'recording-stored'>,
  asOf: Instant
) => {
  const named = namedCustomerTypes(stored)
  return (event: EventOf<'recording-stored'>): Recording => {
    const start = event.startedAt
    const anchor = anchorOf(event)
    const consent = consentAtStart(acts, start, rules.clockTolerance, permitsRecording)
    const match = {
      direction: event.direction,
      line: event.line,
      customerTypes: customerTypesFor(event, named)
    }
    const expiry = expiryFrom(rules, start, anchor, version => rules.periods(version, match))
    const repeats =
      stored.length < 2
        ? none
        : stored.filter(each => each !== event && each.recordingId === event.recordingId)
    const outcomes: Array<Outcome> = []
    for (const each of events) {
      if (
        each.type === 'recording-erased' &&
        each.recordingId === event.recordingId &&
        each.occurredAt >= start
      )
        outcomes.push(each)
    }
    return {
      target: 'recording',
      targetId: event.recordingId,
      event,
      start,
      anchor,
      match,
      consent,
      grounds: recordingGrounds(event, consent, acts, expiry),
      expiry,
      inForceAtStart: versionAt(rules, start),
      outcomes,
      repeats,
      done: isGoneAt(outcomes, repeats, asOf),
      instructed: instructionFor(events, 'recording', event.recordingId)
    }
  }
}

const analysisOf =
  (rules: Rules, events: ReadonlyArray<Event>, acts: ReadonlyArray<ConsentAct>) =>
  (event: EventOf<'analysis-produced'>): Analysis => {
    const start = event.occurredAt
    const id = event.analysisId
    const anonymisable = event.anonymisable ?? true
    const consent = consentAtStart(acts, start, rules.clockTolerance, permitsAnalysis)
    const expiry = expiryFrom(rules, start, start, version => [version.analyses.keep])
    const outcomes: Array<Outcome> = []
    let cannotBeAnonymised = false
    for (const each of events) {
      if (each.type === 'analysis-erased' || (each.type === 'analysis-anonymised' && anonymisable)) {
        if (each.analysisId === id && each.occurredAt >= start) outcomes.push(each)
      } else if (each.type === 'retention-failed' && each.target === 'analysis' && each.targetId === id) {
        if (each.action === 'anonymise' && each.permanent) cannotBeAnonymised = true
      }
    }
    return {
      target: 'analysis',
      targetId: id,
      event,
      start,
      anchor: start,
      consent,
      grounds: analysisGrounds(event, consent, acts, expiry),
      expiry,
      inForceAtStart: versionAt(rules, start),
      outcomes,
      done: outcomes.length > 0,
      anonymisable,
      cannotBeAnonymised,
      instructed: instructionFor(events, 'analysis', id)
    }
  }

const holdsOf = (events: ReadonlyArray<Event>): ReadonlyArray<Hold> => {
  const placings = ofType(events, 'hold-placed')
  if (placings.length === 0) return none
  const reviews = ofType(events, 'hold-reviewed')
  const releases = ofType(events, 'hold-released')
  return firsts(placings, placed => placed.holdId).map(placed => ({
    holdId: placed.holdId,
    placed,
    latest: lastOf(
      events.filter(
        event =>
          event === placed || reviews.some(review => review === event && review.holdId === placed.holdId)
      )
    ) as Hold['latest'],
    releases: releases.filter(release => release.holdId === placed.holdId)
  }))
}

const accessRequestsOf = (rules: Rules, events: ReadonlyArray<Event>): ReadonlyArray<AccessRequest> => {
  const requests = ofType(events, 'access-requested')
  if (requests.length === 0) return none
  const extensions = ofType(events, 'access-extended')
  const answers = ofType(events, 'access-answered')
  return firsts(requests, request => request.requestId).map(request =>
    accessRequestOf(
      rules,
      request,
      extensions.filter(each => each.requestId === request.requestId),
      answers.filter(each => each.requestId === request.requestId)
    )
  )
}

/**
 * Whether at an instant nothing of the call was open: what it ever had was gone, every request received by
 * then was answered, and no hold was in force.
 */
export const nothingOpenAt = (
  {
    recordings,
    analyses,
    accessRequests,
    holds
  }: Pick<CallState, 'recordings' | 'analyses' | 'accessRequests' | 'holds'>,
  instant: Instant
): boolean =>
  recordings.every(({ outcomes, repeats }) => isGoneAt(outcomes, repeats, instant)) &&
  analyses.every(({ outcomes }) => isGoneAt(outcomes, [], instant)) &&
  accessRequests.every(
    ({ event, answer }) =>
      event.occurredAt > instant || (answer !== undefined && answer.occurredAt <= instant)
  ) &&
  holdsInForce(holds, instant).length === 0

const closedAtOf = (call: CallState): Instant | undefined => {
  const redactedAt = call.redactions[0]?.occurredAt
  if (redactedAt === undefined || !nothingOpenAt(call, redactedAt)) return undefined
  const storedAgain = call.recordings.some(({ repeats }) =>
    repeats.some(event => event.occurredAt > redactedAt)
  )
  return storedAgain ? undefined : redactedAt
}

/**
 * What is known of a call, seen from a view.
 *
 * @example
 * import { callState, compilePolicy, type Identifier, type Instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: '2026-01-01T00:00:00.000Z' as Instant }
 * const call = callState(view)({ callId: 'call-1' as Identifier, events: [], faults: [] })
 * assert.deepStrictEqual(call.recordings, [])
 *
 * @see contract, sections 2 and 3
 */
export const callState =
  (view: View) =>
  (history: CallHistory): CallState => {
    const { rules, asOf } = view
    const facts = factsOf(view, history)
    const { events } = facts
    const acts = consentActs(events)
    const stored = ofType(events, 'recording-stored')
    const produced = ofType(events, 'analysis-produced')
    const holds = holdsOf(events)
    const call: CallState = {
      callId: history.callId,
      facts,
      consentActs: acts,
      recordings: firsts(stored, each => each.recordingId).map(
        recordingOf(rules, events, acts, stored, asOf)
      ),
      analyses: firsts(produced, each => each.analysisId).map(analysisOf(rules, events, acts)),
      accessRequests: accessRequestsOf(rules, events),
      holds,
      holdsInForce: holdsInForce(holds, asOf),
      redactions: ofType(events, 'proof-redacted'),
      closedAt: undefined
    }
    const closedAt = closedAtOf(call)
    return closedAt === undefined ? call : { ...call, closedAt }
  }
