/**
 * The steps that a call can need, and what those who carry them out have at hand.
 */
import type { DueAction, EventOf, Identifier, Instant, LocalDate, RecordingRef, Ref } from '@samtykke/core'
import type { Target } from './records.ts'

/** What those who carry out have at hand. All durations are in milliseconds. */
export interface Hands {
  /** The processors whose recordings can be erased here. */
  readonly recordings: ReadonlySet<string>
  /** The processors whose analyses can be erased or anonymised here. */
  readonly analyses: ReadonlySet<string>
  /** Whether there is a place for copies that are owed to a person. */
  readonly answers: boolean
  /** Whether proofs can be redacted here. */
  readonly redacts: boolean
  /**
   * How long after it was recorded something without consent is left alone: the consent may be recorded a moment later,
   * and what is erased does not come back.
   */
  readonly consentGrace: number
  /** How long an instruction may stay without an outcome before a person is reminded. */
  readonly reminderAfter: number
  /** Whether what failed for good is tried again, as a person asked. */
  readonly retryFailed: boolean
}

/** Something to erase or to anonymise. */
export interface CarryOut extends Target {
  readonly _tag: 'carry-out'
  /** Everywhere it may be; never empty. */
  readonly refs: ReadonlyArray<Ref>
  /** Whether a person asked for it, by a withdrawal, a request or an objection. */
  readonly askedFor: boolean
  /** Since when it could have been done. */
  readonly since: Instant
  /** The standing instruction: someone may have begun. */
  readonly instructed: EventOf<'erasure-instructed'> | undefined
  /** The last failure that may pass. */
  readonly failedAt: Instant | undefined
}

/** Something to erase or to anonymise, of which the instruction is recorded. */
export interface Instructed extends CarryOut {
  readonly instructed: EventOf<'erasure-instructed'>
}

/** Why something is left to a person. */
export type PersonalReason =
  | 'uncertain'
  | 'hold-review'
  | 'access-answer'
  | 'failed'
  | 'no-outcome'
  | 'no-store'
  | 'no-vault'
  | 'copy-owed'
  | 'copy-kept'

/** Something that no machine decides. */
export interface ForAPerson {
  readonly _tag: 'for-a-person'
  readonly callId: Identifier
  readonly target: DueAction['target']
  readonly targetId: string
  readonly reason: PersonalReason
  /** Of `no-store`: the processor, where the events name it. */
  readonly processor?: string
  /** From when it is a person's turn; may lie ahead. */
  readonly since: Instant
}

/**
 * One thing to do to a call.
 *
 * - `hand-over`: set a copy aside for a request. Until `until` the erasure of the recording waits for it, and no longer
 * - `carry-out`: erase or anonymise
 * - `remove-copy`: the copy has been handed over, or waited long enough
 * - `redact`: the time of the proof is over
 * - `note`: something is due at `at`, on the local day `day`
 * - `for-a-person`: nothing that is done here
 */
export type Step =
  | {
      readonly _tag: 'hand-over'
      readonly requestId: Identifier
      readonly ref: RecordingRef
      readonly until: Instant
    }
  | CarryOut
  | { readonly _tag: 'remove-copy'; readonly requestId: Identifier; readonly ref: RecordingRef }
  | { readonly _tag: 'redact'; readonly callId: Identifier }
  | { readonly _tag: 'note'; readonly day: LocalDate; readonly at: Instant }
  | ForAPerson
