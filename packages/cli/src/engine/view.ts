/**
 * From where the events are looked at, as plain data: the policy, `--as-of` and `--known-at`.
 */
import { createRequire } from 'node:module'
import {
  compilePolicy,
  type Holidays,
  type Instant,
  type Policy,
  type Rules,
  type View
} from '@samtykke/core'
import type * as HolidayLibrary from '@samtykke/holidays'

/** A view as plain data, which crosses from thread to thread. */
export interface PlainView {
  readonly policy: Policy
  readonly asOf: Instant
  readonly knownAt: Instant | undefined
}

// The library of holidays is large, and most runs never ask it: it is loaded when the first date is looked up.
const holidayLibrary = (): typeof HolidayLibrary =>
  createRequire(__filename)('@samtykke/holidays') as typeof HolidayLibrary

/** Whether the holidays of this country, or of this part of one, are known. */
export const hasHolidays = (area: string): boolean => holidayLibrary().isHolidayArea(area)

const holidaysIn = (area: string): Holidays => {
  let holidays: Holidays | undefined
  return date => {
    if (holidays === undefined) {
      const { holidaysOf, isHolidayArea } = holidayLibrary()
      holidays = isHolidayArea(area) ? holidaysOf(area) : () => undefined
    }
    return holidays(date)
  }
}

export const rulesOf = (policy: Policy): Rules => compilePolicy(policy, holidaysIn(policy.holidays))

export const viewOf = ({ policy, asOf, knownAt }: PlainView): View => ({
  rules: rulesOf(policy),
  asOf,
  ...(knownAt === undefined ? {} : { knownAt })
})
