/**
 * What core takes of date-fns and its time zones. The build puts what is used here, a few kilobytes of those 20 MB, into
 * this module, and their licenses into dist/THIRD-PARTY-NOTICES.md.
 */
import { tzOffset } from '@date-fns/tz/tzOffset'
import { UTCDateMini } from '@date-fns/utc/date/mini'
import { addMonths } from 'date-fns/addMonths'

const msPerMinute = 60_000

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds; NaN where there is no such zone. */
export const offsetAt = (timeZone: string, epoch: number): number =>
  tzOffset(timeZone, new Date(epoch)) * msPerMinute

/** The UTC midnight so many months after another, held to the month's last day. */
export const monthsAfter = (utcMidnight: number, months: number): number =>
  addMonths(new UTCDateMini(utcMidnight), months).getTime()
