/**
 * What recordings and analyses have in common: retained from a start, until an outcome.
 */
import type { ConsentAct } from './consentAct.ts'
import type { Event, EventOf } from './event.ts'
import type { Ground } from './ground.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import type { PolicyVersion } from './policyVersion.ts'
import type { Purposes, PurposeSet } from './purposeSet.ts'
import type { Expiry } from './rules.ts'
import type { Kept } from './standing.ts'

/** An event that can make a recording or an analysis done. */
export type Outcome =
  EventOf<'recording-erased'> | EventOf<'analysis-erased'> | EventOf<'analysis-anonymised'>

export interface Retained extends Kept {
  readonly targetId: Identifier
  /** From where its retention period runs. */
  readonly anchor: Instant
  /** The purposes of the version in force at its start, of which its sets are. */
  readonly purposes: Purposes
  /** Those of its kind whose condition matches. */
  readonly matching: PurposeSet
  /** What had been agreed to at its start. */
  readonly consent: PurposeSet
  /** The last instant whose grants count as given at its start: its start, or later by the clock tolerance. */
  readonly grantsUntil: Instant
  /** Consents spoken at its beginning that count as given at its start. */
  readonly spoken: ReadonlyArray<ConsentAct>
  /** By instant; never empty. */
  readonly grounds: ReadonlyArray<Ground>
  readonly expiry: Expiry
  readonly inForceAtStart: PolicyVersion
  /** Not earlier than its start; in order. */
  readonly outcomes: ReadonlyArray<Outcome>
  readonly done: boolean
  readonly instructed: EventOf<'erasure-instructed'> | undefined
}

/**
 * Whether a recording or an analysis is gone at an instant: erased or anonymised by then, and not stored again after the
 * latest erasure.
 *
 * @param outcomes in order
 * @param repeats the recording's; an analysis has none
 *
 * @example
 * import { instant, isGoneAt } from '@samtykke/core'
 *
 * const erased = { occurredAt: instant('2025-09-01T08:00:00.000Z') }
 * const again = { occurredAt: instant('2025-09-02T08:00:00.000Z') }
 * assert.deepStrictEqual(isGoneAt([erased], [again], instant('2025-09-01T09:00:00.000Z')), true)
 * assert.deepStrictEqual(isGoneAt([erased], [again], instant('2025-09-02T08:00:00.000Z')), false)
 *
 * @see contract, section 3, "Done"
 */
export const isGoneAt = (
  outcomes: ReadonlyArray<Pick<Outcome, 'occurredAt'>>,
  repeats: ReadonlyArray<Pick<EventOf<'recording-stored'>, 'occurredAt'>>,
  instant: Instant
): boolean => {
  let erasedAt: Instant | undefined
  for (const { occurredAt } of outcomes) if (occurredAt <= instant) erasedAt = occurredAt
  if (erasedAt === undefined) return false
  const erased = erasedAt
  return !repeats.some(event => event.occurredAt > erased && event.occurredAt <= instant)
}

/** The latest instruction to erase it. */
export const instructionFor = (
  events: ReadonlyArray<Event>,
  target: 'recording' | 'analysis',
  id: string
): EventOf<'erasure-instructed'> | undefined => {
  let latest: EventOf<'erasure-instructed'> | undefined
  for (const event of events) {
    if (event.type === 'erasure-instructed' && event.target === target && event.targetId === id)
      latest = event
  }
  return latest
}
