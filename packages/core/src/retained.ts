/**
 * What recordings and analyses have in common: retained from a start, until an outcome.
 */
import type { ConsentAct } from './consentAct.ts'
import type { EventOf } from './event.ts'
import type { Ground } from './ground.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'
import type { Span } from './lasting.ts'
import { once } from './once.ts'
import type { PolicyVersion } from './policyVersion.ts'
import type { Purposes, PurposeSet } from './purposeSet.ts'
import type { Expiry } from './rules.ts'
import { few, finderBy, lastBy, those } from './select.ts'
import type { Kept } from './standing.ts'

/** An event that can make a recording or an analysis done. */
export type Outcome =
  EventOf<'recording-erased'> | EventOf<'analysis-erased'> | EventOf<'analysis-anonymised'>

export interface Retained extends Kept {
  readonly targetId: Identifier
  /** From where its retention period runs. */
  readonly anchor: Instant
  /** All acts of the call, as sets of the version in force at its start. */
  readonly allActs: ReadonlyArray<ConsentAct>
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
 * @param repeats the recording's, in order; an analysis has none
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
  const erased = lastBy(outcomes, instant)
  if (erased === undefined) return false
  const again = lastBy(repeats, instant)
  return again === undefined || again.occurredAt <= erased.occurredAt
}

/**
 * The times through which it is not gone, in order.
 *
 * @see `isGoneAt`
 */
export const timesOpen = (
  outcomes: ReadonlyArray<Pick<Outcome, 'occurredAt'>>,
  repeats: ReadonlyArray<Pick<EventOf<'recording-stored'>, 'occurredAt'>>
): ReadonlyArray<Span> => {
  const times: Array<Span> = [{ from: undefined, until: outcomes[0]?.occurredAt }]
  let next = 0
  outcomes.forEach(({ occurredAt }, place) => {
    while (next < repeats.length && repeats[next]!.occurredAt <= occurredAt) next++
    const [from, until] = [repeats[next]?.occurredAt, outcomes[place + 1]?.occurredAt]
    if (from !== undefined && (until === undefined || from < until)) times.push({ from, until })
  })
  return times
}

/** The events from an instant on. */
export const notBefore = <A extends Pick<Outcome, 'occurredAt'>>(
  start: Instant,
  events: ReadonlyArray<A>
): ReadonlyArray<A> => {
  const first = events[0]
  return first === undefined || first.occurredAt >= start
    ? events
    : those(events, each => each.occurredAt >= start)
}

type Instruction = EventOf<'erasure-instructed'>

const latestByTarget = once(
  (instructed: ReadonlyArray<Instruction>) =>
    new Map(instructed.map(each => [`${each.target} ${each.targetId}`, each]))
)

/** The latest of a call's instructions that is to erase a recording, or an analysis. */
export const latestInstruction = (
  instructed: ReadonlyArray<Instruction>,
  target: Instruction['target'],
  targetId: string
): Instruction | undefined => {
  if (instructed.length > few) return latestByTarget(instructed).get(`${target} ${targetId}`)
  for (let i = instructed.length - 1; i >= 0; i--) {
    const each = instructed[i] as Instruction
    if (each.targetId === targetId && each.target === target) return each
  }
  return undefined
}

/**
 * The recording, or the analysis, of an id; `undefined` where none of them has it, and where no id is given.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { retainedOf } from '@samtykke/core/lookups'
 *
 * const recording = { targetId: identifier('recording-1') }
 * assert.deepStrictEqual(retainedOf([recording], 'recording-1'), recording)
 * assert.deepStrictEqual(retainedOf([recording], 'recording-2'), undefined)
 */
export const retainedOf = finderBy(({ targetId }: Pick<Retained, 'targetId'>) => targetId)
