/**
 * From where the events are looked at, as plain data: the policy, `--as-of` and `--known-at`.
 */
import {
  compilePolicy,
  type Holidays,
  type Instant,
  type Policy,
  type Rules,
  type View
} from '@samtykke/core'
import { holidaysOf, isHolidayArea } from '@samtykke/holidays'

/** A view as plain data, which crosses from thread to thread. */
export interface PlainView {
  readonly policy: Policy
  readonly asOf: Instant
  readonly knownAt: Instant | undefined
}

const holidaysIn = (area: string): Holidays => (isHolidayArea(area) ? holidaysOf(area) : () => undefined)

export const rulesOf = (policy: Policy): Rules => compilePolicy(policy, holidaysIn(policy.holidays))

export const viewOf = ({ policy, asOf, knownAt }: PlainView): View => ({
  rules: rulesOf(policy),
  asOf,
  ...(knownAt === undefined ? {} : { knownAt })
})
