/**
 * Something that needs a person, how urgent it is, and why.
 */
import type { DueAction, FindingCode, Instant, LocalDate, TargetKind } from '@samtykke/core'

/**
 * How urgent it is.
 *
 * - `late`: the time for it has passed
 * - `now`: it is due, and does not happen by itself
 * - `soon`: it falls due within the days looked ahead
 * - `later`: a request for access that has more time
 * - `look`: a finding without a date
 */
export const urgencies = ['late', 'now', 'soon', 'later', 'look'] as const

/** How urgent it is. */
export type Urgency = (typeof urgencies)[number]

/**
 * Why it needs a person.
 *
 * - `overdue`: due, and the time that the policy gives for carrying it out has passed
 * - `failed-permanently`: erasing or anonymising failed for good
 * - `no-processor`: due, and nothing names a processor that holds it
 * - `not-confirmed`: a processor was told, and has not confirmed for so many days
 * - `call-unreadable`: something of the call cannot be read, so that nothing is carried out without a person
 * - `access-request`, `hold-review`: a person answers, and a person reviews
 * - `conflict`, `finding`: something is contradictory, or wrong
 */
export const reasons = [
  'overdue',
  'failed-permanently',
  'no-processor',
  'not-confirmed',
  'call-unreadable',
  'access-request',
  'hold-review',
  'conflict',
  'finding'
] as const

/** Why something needs a person. */
export type Reason = (typeof reasons)[number]

/** Something that needs a person. */
export interface WorkItem {
  readonly urgency: Urgency
  /** In the order of `reasons`; never empty. */
  readonly reasons: ReadonlyArray<Reason>
  /** `null`: it is about the policy, and no call. */
  readonly callId: string | null
  readonly target?: TargetKind
  readonly targetId?: string
  readonly action?: DueAction['action']
  readonly finding?: FindingCode
  /** When it is or was due; of a finding, since when it is so. */
  readonly at: Instant
  /** The last day through which it is lawful to wait: of a request for access that of art. 12(3). */
  readonly lastLawfulDay?: LocalDate
  readonly article?: string
  /** Who holds it. */
  readonly processors?: ReadonlyArray<string>
  readonly instructedAt?: Instant
  readonly failedAt?: Instant
  /** What shows the trail behind it; SOURCE is what was read. */
  readonly command: string
  /** The part of the trail's page, after the language: `#da-due`. */
  readonly anchor: 'due' | 'findings'
}
