/**
 * The versions of two policies that are in force together, and what each keeps a purpose for.
 */
import { type Instant, plusMilliseconds } from '../instant.ts'
import type { Period } from '../period.ts'
import type { ExampleCall } from './brokenPromise.ts'
import type { Keeping, KeptLonger, Span } from './keptLonger.ts'
import type { Place, StatedPurpose, StatedRule, StatedVersion } from './stated.ts'

/** The versions that are in force together while a call may start. */
export interface Together {
  readonly span: Span
  readonly kept: StatedVersion
  readonly promised: StatedVersion
}

export interface Compared {
  readonly kept: ReadonlyArray<StatedVersion>
  readonly promised: ReadonlyArray<StatedVersion>
  readonly keptLonger: KeptLonger
}

const inForceAt = (
  versions: ReadonlyArray<StatedVersion>,
  at: Instant | undefined
): StatedVersion | undefined =>
  versions.findLast(({ effectiveFrom }) => at !== undefined && effectiveFrom <= at) ?? versions[0]

/** From each instant at which a version of either comes into force, and before the first of them. */
export const togetherInForce = ({ kept, promised }: Compared): ReadonlyArray<Together> => {
  const instants = [...new Set([...kept, ...promised].map(({ effectiveFrom }) => effectiveFrom))].sort()
  return [...instants, undefined].flatMap((from, index) => {
    const span = from === undefined ? { from, to: instants[0] } : { from, to: instants[index + 1] }
    const [ours, theirs] = [inForceAt(kept, from), inForceAt(promised, from)]
    return ours === undefined || theirs === undefined ? [] : [{ span, kept: ours, promised: theirs }]
  })
}

const keeps = (rules: ReadonlyArray<StatedRule>): ReadonlyArray<Period> => [
  ...new Set(rules.map(({ keep }) => keep))
]

/** The periods of a purpose in a version and in those later ones that have it. */
export const keepingOf = (
  versions: ReadonlyArray<StatedVersion>,
  version: StatedVersion,
  { purpose, of }: StatedPurpose,
  rulesOf: (version: StatedVersion) => ReadonlyArray<StatedRule>
): Keeping => ({
  periods: keeps(rulesOf(version)),
  later: versions
    .filter(
      each =>
        each.effectiveFrom > version.effectiveFrom &&
        each.purposes.some(other => other.purpose === purpose && other.of === of)
    )
    .map(each => ({ effectiveFrom: each.effectiveFrom, periods: keeps(rulesOf(each)) }))
})

/** A call that starts as early as it may. */
export const callIn = ({ from, to }: Span, direction: string, place?: Place): ExampleCall => {
  const at = from ?? (to === undefined ? undefined : plusMilliseconds(to, -1))
  return { direction, ...(place && { place }), startedAt: at as Instant, endedAt: at as Instant }
}
