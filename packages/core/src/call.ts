/**
 * What is known of one call: its recordings, analyses, requests and holds, and what became of them.
 */
import { type AccessRequest, accessRequestsOf } from './accessRequest.ts'
import { analysesOf, type Analysis } from './analysis.ts'
import { actsUnderEach, type ConsentAct } from './consentAct.ts'
import type { Event, EventOf } from './event.ts'
import { eventsByType } from './eventsByType.ts'
import { type CallHistory, type Facts, factsOf } from './facts.ts'
import { type Hold, holdsOf } from './hold.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import { lastingAt } from './lasting.ts'
import { once } from './once.ts'
import { timesOpen } from './retained.ts'
import { type Recording, recordingsOf } from './recording.ts'
import { rulesAt, type View } from './rules.ts'
import { finderBy, none } from './select.ts'
import { holdsInForce } from './suspension.ts'

/** What is known of one call. */
export interface CallState {
  readonly callId: Identifier
  readonly facts: Facts
  /** As sets of the version of the policy in force at `asOf`. */
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

type Opened = Pick<CallState, 'recordings' | 'analyses' | 'accessRequests' | 'holds'>

/** What is ever open of a call, with the time through which it is. */
const openings = once(({ recordings, analyses, accessRequests, holds }: Opened) =>
  lastingAt([
    ...recordings.flatMap(({ outcomes, repeats }) => timesOpen(outcomes, repeats)),
    ...analyses.flatMap(({ outcomes }) => timesOpen(outcomes, none)),
    ...accessRequests.map(({ event, answer }) => ({ from: event.occurredAt, until: answer?.occurredAt })),
    ...holds.map(({ placed, releases }) => ({
      from: placed.occurredAt,
      until: releases[0]?.occurredAt
    }))
  ])
)

/**
 * Whether at an instant nothing of the call was open: what it ever had was gone, every request received by
 * then was answered, and no hold was in force.
 */
export const nothingOpenAt = (call: Opened, instant: Instant): boolean => {
  for (const _ of openings(call)(instant)) return false
  return true
}

const closedAtOf = (call: Opened & Pick<CallState, 'redactions'>): Instant | undefined => {
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
 * import { callState, compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const call = callState(view)({ callId: identifier('call-1'), events: [], faults: [] })
 * assert.deepStrictEqual(call.recordings, [])
 *
 * @see contract, sections 2 and 3
 */
export const callState =
  (view: View) =>
  (history: CallHistory): CallState => {
    const { rules, asOf } = view
    const facts = factsOf(view, history)
    const events = eventsByType(facts.events)
    const actsUnder = actsUnderEach(rules, events)
    const recordings = recordingsOf(rules, events, actsUnder, asOf)
    const analyses = analysesOf(rules, events, actsUnder, recordings)
    const accessRequests = accessRequestsOf(rules, events)
    const holds = holdsOf(events)
    const redactions = events.redacted
    return {
      callId: history.callId,
      facts,
      consentActs: actsUnder(rulesAt(rules, asOf)),
      recordings,
      analyses,
      accessRequests,
      holds,
      holdsInForce: holdsInForce(holds, asOf),
      redactions,
      closedAt: closedAtOf({ recordings, analyses, accessRequests, holds, redactions })
    }
  }

/**
 * The event of an id, of those that count of a call; `undefined` where none of them has it, and where no id is given.
 *
 * @example
 * import { uuid } from '@samtykke/core'
 * import { eventOf } from '@samtykke/core/lookups'
 *
 * const event = { id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10') }
 * assert.deepStrictEqual(eventOf([event], event.id), event)
 * assert.deepStrictEqual(eventOf([event], undefined), undefined)
 */
export const eventOf = finderBy<Pick<Event, 'id'>>(({ id }) => id)
