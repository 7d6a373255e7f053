/**
 * An instant as people write it on a command line: RFC 3339, or a date for the start of that day.
 */
import { calendarOf, type Instant, LocalDate, parseInstant, whyNoInstant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { inDanish } from '../text/inDanish.ts'
import type { Bilingual } from '../text/language.ts'
import { shownValue } from '../text/shown.ts'

/** What is known once the time zone of the policy is. */
export type OnTimeZone<A> = (timeZone: string) => A

const noHolidays = (): undefined => undefined

/** Reads what was written, or tells what is wrong with it. */
export const readInstant = (
  given: string
): E.Either<{ readonly expected: Bilingual; readonly found: Bilingual }, OnTimeZone<Instant>> => {
  if (LocalDate.is(given)) return E.right(timeZone => calendarOf(timeZone, noHolidays).startOfDay(given))
  const found = parseInstant(given)
  const why = whyNoInstant(given)
  return found === undefined
    ? E.left({
        expected: inDanish(
          'an instant such as 2026-03-01T00:00:00Z (RFC 3339), or a date such as 2026-03-01'
        ),
        found: why === undefined ? shownValue(given) : inDanish(why)
      })
    : E.right(() => found)
}
