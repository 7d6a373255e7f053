/**
 * What a policy may do that was not promised, each with a call that shows it.
 */
import type { Instant } from '../instant.ts'
import type { Period } from '../period.ts'
import type { End } from './keptLonger.ts'
import type { Place } from './stated.ts'

/** A call; of an analysis without recordings nothing is known of line and customer type. */
export interface ExampleCall {
  readonly direction: string
  readonly place?: Place
  readonly startedAt: Instant
  readonly endedAt: Instant
}

interface OfPurpose {
  readonly target: 'recording' | 'analysis'
  readonly purpose: string
  readonly call: ExampleCall
}

/**
 * One thing that a policy does and that was not promised.
 *
 * - `period`: kept longer for a purpose; `promised` is `null` where the analysis was not to be kept at all
 * - `purpose`: kept for a purpose that was not promised
 * - `basis`: on a basis that was not declared
 * - `ending`: anonymised where erasing was promised, or the other way round
 * - `requires`: an analysis without a recording that may be made, where the promise has one only beside it
 * - `direction`: calls of a direction analysed that were not to be
 * - `proof`: the proof of consent kept longer; `null` is without end
 * - `consent-time`: a consent counts that comes later after the start
 * - `region`, `feature`, `method`: one that was not promised
 *
 * @see policies, section 4
 */
export type BrokenPromise =
  | (OfPurpose & { readonly promise: 'period'; readonly kept: End; readonly promised: End })
  | (OfPurpose & { readonly promise: 'purpose' })
  | (OfPurpose & {
      readonly promise: 'basis'
      readonly basis: string
      readonly declared: ReadonlyArray<string>
    })
  | (OfPurpose & {
      readonly promise: 'ending'
      readonly found: 'anonymise' | 'erase'
      readonly promised: 'anonymise' | 'erase'
    })
  | (OfPurpose & { readonly promise: 'requires' })
  | { readonly promise: 'direction'; readonly call: ExampleCall }
  | { readonly promise: 'proof'; readonly found: Period | undefined; readonly promised: Period }
  | {
      readonly promise: 'consent-time'
      readonly member: 'spokenConsentWithin' | 'clockTolerance'
      readonly found: string
      readonly promised: string
    }
  | { readonly promise: 'region' | 'feature'; readonly found: string }
  | { readonly promise: 'method'; readonly found: string; readonly direction: string }
