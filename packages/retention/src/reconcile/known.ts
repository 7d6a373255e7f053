/**
 * What a log knows of a store's contents, and where the two differ. Pure.
 */
import type { AnyEvent, Identifier, Instant } from '@samtykke/core'
import { isKnownEvent } from '@samtykke/core'

/** A recording or analysis, as the log knows it. */
export interface Known {
  readonly stored?: {
    /** Since when it is there: the start of the recording in the first `recording-stored`. */
    readonly since: Instant
    /** When that event, and the latest of its kind, occurred. */
    readonly firstAt: Instant
    readonly lastAt: Instant
  }
  /** When it was last erased or anonymised. */
  readonly goneAt?: Instant
  /** When its erasure from this store, and from no other, was last instructed. */
  readonly instructedAt?: Instant
}

/** What an event says of a recording or analysis of a store. */
export interface Said {
  readonly callId: Identifier
  readonly id: Identifier
  readonly at: Instant
  /** Where it says that it is there: since when. */
  readonly since?: Instant
  /** Where it says that it is to be erased. */
  readonly isInstruction?: true
}

/** What a store holds. */
export type Holds = 'recording' | 'analysis'

/** What the event says of what a store holds; most say nothing. */
export const saidBy = (event: AnyEvent, holds: Holds, store: string): Said | undefined => {
  if (!isKnownEvent(event)) return undefined
  const { callId, occurredAt: at } = event
  if (event.type === 'erasure-instructed')
    return event.target === holds && event.processor === store
      ? { callId, id: event.targetId, at, isInstruction: true }
      : undefined
  if (holds === 'recording') {
    if (event.type === 'recording-stored' && event.processor === store)
      return { callId, id: event.recordingId, at, since: event.startedAt }
    return event.type === 'recording-erased' ? { callId, id: event.recordingId, at } : undefined
  }
  if (event.type === 'analysis-produced') return { callId, id: event.analysisId, at, since: at }
  return event.type === 'analysis-erased' || event.type === 'analysis-anonymised'
    ? { callId, id: event.analysisId, at }
    : undefined
}

/** With what an event says, in whatever order the events come, and however often. */
export const withSaid = (known: Known | undefined, { at, since, isInstruction }: Said): Known => {
  const before = known ?? {}
  if (isInstruction)
    return before.instructedAt === undefined || before.instructedAt < at
      ? { ...before, instructedAt: at }
      : before
  if (since === undefined)
    return before.goneAt === undefined || before.goneAt < at ? { ...before, goneAt: at } : before
  const { stored } = before
  if (stored === undefined) return { ...before, stored: { since, firstAt: at, lastAt: at } }
  const first =
    at < stored.firstAt ? { since, firstAt: at } : { since: stored.since, firstAt: stored.firstAt }
  return { ...before, stored: { ...first, lastAt: at > stored.lastAt ? at : stored.lastAt } }
}

/** Whether the store should have it: stored, and not erased since, or stored again after that (contract, section 3). */
export const shouldBeThere = ({ stored, goneAt }: Known): boolean => {
  if (stored === undefined) return false
  if (goneAt === undefined || goneAt < stored.since) return true
  return stored.lastAt > goneAt && stored.lastAt !== stored.firstAt
}

/**
 * How a store and the log differ on one recording or analysis.
 *
 * - `orphan`: the store has it, and no event knows it: no promise covers it
 * - `missing`: the log says it is there, and the store has not got it
 * - `resurrected`: the log says it was erased, and the store has it, as after a restore
 */
export type DifferenceKind = 'orphan' | 'missing' | 'resurrected'

/**
 * The difference, if there is one.
 *
 * @example
 * import { differenceOf } from '@samtykke/retention'
 *
 * assert.deepStrictEqual(differenceOf(undefined, true), 'orphan')
 * assert.deepStrictEqual(differenceOf(undefined, false), undefined)
 */
export const differenceOf = (known: Known | undefined, isThere: boolean): DifferenceKind | undefined => {
  if (known === undefined || (known.stored === undefined && known.goneAt === undefined))
    return isThere ? 'orphan' : undefined
  if (shouldBeThere(known)) return isThere ? undefined : 'missing'
  return isThere ? 'resurrected' : undefined
}

/**
 * Whether it came back, and was to be erased again, of which no outcome is recorded: whoever began it was interrupted.
 */
export const isBegunAgain = (known: Known | undefined): boolean =>
  known?.stored !== undefined &&
  known.goneAt !== undefined &&
  known.instructedAt !== undefined &&
  known.instructedAt > known.goneAt &&
  !shouldBeThere(known)

/** Whether its erasure was instructed until then, of which no outcome is recorded: whoever began it ends it. */
export const isBeingErased = ({ stored, goneAt, instructedAt }: Known, at: Instant): boolean =>
  stored !== undefined &&
  instructedAt !== undefined &&
  instructedAt <= at &&
  instructedAt > stored.lastAt &&
  (goneAt === undefined || instructedAt > goneAt)
