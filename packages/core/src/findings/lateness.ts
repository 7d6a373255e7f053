/**
 * How late something is: from the earliest instant at which a ground could have been acted on.
 *
 * @see contract, section 4, "Lateness"
 */
import type { Ground } from '../ground.ts'
import type { Hold } from '../hold.ts'
import { type Instant, later, millisecondsBetween } from '../instant.ts'
import type { Severity } from '../findingCode.ts'
import { firstInForce, lastReleaseBy, takingOut } from '../suspension.ts'

/** A ground that stands, and from when it could be acted on. */
export interface ActionableGround {
  readonly ground: Ground
  readonly since: Instant
  /** Milliseconds from `since` to the instant looked at. */
  readonly lateness: number
}

/**
 * Among the grounds that have come at an instant and that no hold then in force takes out, the one that could
 * be acted on earliest; `undefined` where there is none.
 *
 * @param grounds by instant, as a recording or an analysis has them
 * @param holds all of the call, also those released: what one took out could be acted on from its release
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
  instant: Instant
): ActionableGround | undefined => {
  let earliest: Omit<ActionableGround, 'lateness'> | undefined
  for (const ground of grounds) {
    if (ground.at > instant) break
    const covering = takingOut(holds, ground.rule)
    if (firstInForce(covering, instant) !== undefined) continue
    const since = later(ground.at, lastReleaseBy(covering, instant) ?? ground.at)
    if (earliest === undefined || since < earliest.since) earliest = { ground, since }
  }
  if (earliest === undefined) return undefined
  const { ground, since } = earliest
  return { ground, since, lateness: millisecondsBetween(since, instant) }
}

/** Late by less than the grace is worth a note, and no error. */
export const latenessSeverity = (lateness: number, executionGrace: number): Severity =>
  lateness < executionGrace ? 'info' : 'error'

const counted = (said: string, count: number, unit: string): string => {
  if (count === 0) return said
  const one = `${count} ${unit}`
  if (said === '') return one
  return `${said} ${one}`
}

/** `1 d 2 h 3 min 4 s`, for people. */
export const renderDuration = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  const days = counted('', Math.floor(seconds / 86_400), 'd')
  const hours = counted(days, Math.floor(seconds / 3_600) % 24, 'h')
  const minutes = counted(hours, Math.floor(seconds / 60) % 60, 'min')
  return counted(minutes, seconds % 60, 's') || '0 s'
}
