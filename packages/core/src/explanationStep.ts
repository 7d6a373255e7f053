/**
 * A step of an explanation, as data. Saying it in Danish or English is done elsewhere.
 */
import type { GroundRule } from './ground.ts'
import type { Instant, LocalDate } from './instant.ts'
import type { LegalBasis } from './legalBasis.ts'
import type { Period } from './period.ts'
import type { Purpose } from './purpose.ts'

/** The event member from whose instant a period runs. */
export type AnchorMember = 'endedAt' | 'startedAt' | 'occurredAt'

/** A period that a rule names, and for which customers. */
export interface PeriodCandidate {
  /** Absent: for all. */
  readonly customerType?: 'private' | 'business'
  readonly keep: Period
}

/** A purpose, the basis on which it rests, and the end of its period. */
export interface PurposeCandidate {
  readonly purpose: Purpose
  readonly basis: LegalBasis
  readonly instant: Instant
}

/**
 * One step of an explanation.
 *
 * @see Regulation (EEC, Euratom) No 1182/71, art. 3
 */
export type ExplanationStep = {
  /** The article that the step applies, where it applies one. */
  readonly article?: string
  /** The ids of the events that the step rests on. */
  readonly events?: ReadonlyArray<string>
} & (
  | { readonly op: 'anchor'; readonly member: AnchorMember; readonly instant: Instant }
  | {
      readonly op: 'shortest-of'
      readonly because:
        | 'customer-type-unknown'
        | 'customer-type-conflict'
        | 'customer-type-without-rule'
        | 'no-rule'
        | 'several-rules'
      readonly candidates: ReadonlyArray<PeriodCandidate>
      readonly chosen: Period
    }
  | {
      readonly op: 'purposes-end'
      readonly candidates: ReadonlyArray<PurposeCandidate>
      readonly chosen: Instant
    }
  | { readonly op: 'local-date'; readonly zone: string; readonly date: LocalDate }
  | { readonly op: 'day-not-counted'; readonly date: LocalDate }
  | {
      readonly op: 'add-months'
      readonly months: number
      readonly from: LocalDate
      readonly wantedDay: number
      readonly to: LocalDate
      /** The wanted day does not exist in that month, so the month's last day stands for it. */
      readonly clamped: boolean
    }
  | { readonly op: 'add-days'; readonly days: number; readonly from: LocalDate; readonly to: LocalDate }
  | { readonly op: 'extension'; readonly a: LocalDate; readonly b: LocalDate; readonly chosen: LocalDate }
  | { readonly op: 'roll'; readonly from: LocalDate; readonly to: LocalDate; readonly because: string }
  | { readonly op: 'last-lawful-day'; readonly date: LocalDate }
  | { readonly op: 'exclusive-end'; readonly instant: Instant }
  | {
      readonly op: 'later-policy'
      readonly version: string
      readonly effectiveFrom: Instant
      readonly candidate: Instant
    }
  | { readonly op: 'ground'; readonly rule: GroundRule; readonly instant: Instant }
  | {
      readonly op: 'earliest-of'
      readonly candidates: ReadonlyArray<{ readonly rule: GroundRule; readonly instant: Instant }>
      readonly chosen: Instant
    }
  | { readonly op: 'hold'; readonly holdId: string; readonly takesOut: 'expiry' | 'all' }
)

export type Steps = ReadonlyArray<ExplanationStep>
