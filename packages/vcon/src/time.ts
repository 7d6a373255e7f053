/**
 * Times as vCons have them: RFC 3339, nearly that, RFC 2822, and without an offset.
 */
import { instantFromEpoch, type Instant, parseInstant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const mailDate =
  /^(?:[A-Z][a-z]{2}, ?)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2})(:\d{2})? (?:([+-]\d{2})(\d{2})|GMT|UT|Z)$/

/** A date of a mail in the form of RFC 3339. */
const fromMail = (text: string): string => {
  const parts = mailDate.exec(text) as ReadonlyArray<string | undefined> | null
  if (parts === null) return text
  const [, day = '', month = '', year = '', time = '', seconds = ':00', hours, minutes = ''] = parts
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  return `${year}-${number}-${day.padStart(2, '0')}T${time}${seconds}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`
}

const nearly =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2}(?:[.,]\d+)?)? ?(?:([Zz])|([+-]\d{2}):?(\d{2})?)?$/

/** What programs write in place of RFC 3339: a blank for `T`, no seconds, `+0100`, `+01`. */
const straightened = (text: string): { readonly time: string; readonly hasOffset: boolean } | undefined => {
  const parts = nearly.exec(text) as ReadonlyArray<string | undefined> | null
  if (parts === null) return undefined
  const [, date = '', clock = '', seconds = ':00', utc, hours, minutes = '00'] = parts
  const time = `${date}T${clock}${seconds.replace(',', '.')}`
  if (utc !== undefined) return { time: `${time}Z`, hasOffset: true }
  return hours === undefined
    ? { time, hasOffset: false }
    : { time: `${time}${hours}:${minutes}`, hasOffset: true }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  })
  clocks.set(timeZone, clock)
  return clock
}

/** By how much the clocks of a time zone are ahead of UTC at an instant, in milliseconds. */
const aheadAt = (timeZone: string, epoch: number): number => {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(epoch)
      .map(({ type, value }) => [type, Number(value)])
  )
  const part = (type: string): number => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second')
  )
  return local - Math.floor(epoch / 1000) * 1000
}

/** The instant at which clocks of the time zone show it: of two the earlier, of an hour left out as before the change. */
const inZone = (timeZone: string, wall: Instant): Instant => {
  const shown = Date.parse(wall)
  const day = 86_400_000
  const offsets = [aheadAt(timeZone, shown - day), aheadAt(timeZone, shown + day)]
  const fitting = offsets.filter(offset => aheadAt(timeZone, shown - offset) === offset)
  return instantFromEpoch(shown - (fitting.length > 0 ? Math.max(...fitting) : (offsets[0] ?? 0)))
}

/**
 * Whether there is a time zone of the name.
 *
 * @example
 * import { isTimeZone } from '@samtykke/vcon'
 *
 * assert.deepStrictEqual(['Europe/Copenhagen', 'Copenhagen'].map(isTimeZone), [true, false])
 */
export const isTimeZone = (name: string): boolean => {
  try {
    return clockOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * The instant that a text names.
 *
 * @param timeZone of times that have no offset
 */
export const readTime = (
  text: string,
  timeZone: string | undefined
): E.Either<'no-offset' | 'wrong-member', Instant> => {
  const exact = parseInstant(text)
  if (exact !== undefined) return E.right(exact)
  const near = straightened(fromMail(text.trim()))
  if (near === undefined) return E.left('wrong-member')
  const read = parseInstant(near.hasOffset ? near.time : `${near.time}Z`)
  if (read === undefined) return E.left('wrong-member')
  if (near.hasOffset) return E.right(read)
  return timeZone === undefined || !isTimeZone(timeZone)
    ? E.left('no-offset')
    : E.right(inZone(timeZone, read))
}
