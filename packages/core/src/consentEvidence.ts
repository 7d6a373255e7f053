/**
 * Whether a consent and the recording in which its words are agree on when they were spoken.
 *
 * @see policies, section 3, `consent-evidence-mismatch`
 */
import type { EventOf } from './event.ts'
import { type Instant, millisecondsBetween } from './instant.ts'

const tolerated = 5_000

/**
 * Whether a consent claims to have been given at another instant than that at which its words stand in the recording that
 * it names.
 *
 * @param start when the recording started
 * @param clockTolerance milliseconds
 */
export const evidenceDiffers = (
  consent: EventOf<'consent-given'>,
  start: Instant,
  clockTolerance: number
): boolean =>
  consent.offsetMs !== undefined &&
  Math.abs(millisecondsBetween(start, consent.occurredAt) - consent.offsetMs) >
    Math.max(tolerated, clockTolerance)
