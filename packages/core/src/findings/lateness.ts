/**
 * How late something is: from the earliest instant at which a ground could have been acted on.
 *
 * @see contract, section 4, "Lateness"
 */
import type { Ground } from '../ground.ts'
import { type Hold, isInForce, takesOut } from '../hold.ts'
import { type Instant, later, millisecondsBetween } from '../instant.ts'
import type { Severity } from '../findingCode.ts'

/** A ground that stands, and from when it could be acted on. */
export interface ActionableGround {
  readonly ground: Ground
  readonly since: Instant
  /** Milliseconds from `since` to the instant looked at. */
  readonly lateness: number
}

/** The release of a hold that had been in force, where it came at or before the instant. */
const releaseBy = (hold: Hold, instant: Instant): Instant | undefined => {
  const release = hold.releases[0]?.occurredAt
  return release !== undefined && release <= instant && hold.placed.occurredAt < release ? release : undefined
}

/**
 * Among the grounds that have come at an instant and that no hold then in force takes out, the one that could
 * be acted on earliest; `undefined` where there is none.
 *
 * @param grounds by instant, as a recording or an analysis has them
 * @param holds all of the call, also those released: what one took out could be acted on from its release
 * @param covers whether a hold takes out a ground while it is in force
 *
 * @example
 * import { actionableGround, type Ground, instant } from '@samtykke/core'
 *
 * const at = instant('2026-02-28T23:00:00.000Z')
 * const expiry: Ground = { rule: 'expiry', at, article: '17(1)(a)', events: [] }
 * assert.deepStrictEqual(actionableGround([expiry], [], instant('2026-02-28T22:59:59.000Z')), undefined)
 * assert.deepStrictEqual(actionableGround([expiry], [], instant('2026-03-01T23:00:00.000Z'))?.lateness, 86_400_000)
 *
 * @see contract, section 4, "Lateness"
 */
export const actionableGround = (
  grounds: ReadonlyArray<Ground>,
  holds: ReadonlyArray<Hold>,
  instant: Instant,
  covers: (hold: Hold, ground: Ground) => boolean = (hold, ground) => takesOut(hold, ground.rule)
): ActionableGround | undefined => {
  let earliest: Omit<ActionableGround, 'lateness'> | undefined
  for (const ground of grounds) {
    if (ground.at > instant) break
    const covering = holds.length === 0 ? holds : holds.filter(hold => covers(hold, ground))
    if (covering.some(hold => isInForce(hold, instant))) continue
    let since = ground.at
    for (const hold of covering) since = later(since, releaseBy(hold, instant) ?? since)
    if (earliest === undefined || since < earliest.since) earliest = { ground, since }
  }
  return earliest && { ...earliest, lateness: millisecondsBetween(earliest.since, instant) }
}

/** Late by less than the grace is worth a note, and no error. */
export const latenessSeverity = (lateness: number, executionGrace: number): Severity =>
  lateness < executionGrace ? 'info' : 'error'

/** `1 d 2 h 3 min 4 s`, for people. */
export const renderDuration = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's']
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return said.length === 0 ? '0 s' : said.join(' ')
}
