/**
 * Instants of arbitrary histories: whole minutes from one beginning, so that they shrink to it.
 */
import { epochMilliseconds, type Instant, instant, instantFromEpoch } from '@samtykke/core'
import * as fc from 'fast-check'

const minute = 60_000
const beginning = epochMilliseconds(instant('2025-01-01T00:00:00.000Z'))
const threeYears = 3 * 365 * 24 * 60

/** The instant so many minutes after the beginning. */
export const atMinute = (after: number): Instant => instantFromEpoch(beginning + after * minute)

/**
 * Instants from 2025-01-01T00:00:00Z, to which they shrink, to the end of 2027.
 *
 * @example
 * import { parseInstant } from '@samtykke/core'
 * import { anyInstant } from '@samtykke/testing/fast-check'
 * import * as fc from 'fast-check'
 *
 * fc.assert(fc.property(anyInstant(), instant => parseInstant(instant) === instant))
 */
export const anyInstant = (): fc.Arbitrary<Instant> => fc.nat(threeYears).map(atMinute)
