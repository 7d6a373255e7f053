import type { Country } from './countries.ts'
import { rules } from './generated/rules.ts'
import { readRule } from './rule.ts'

export { countries, type Country } from './countries.ts'

/**
 * The public holidays of one country: for a calendar date `YYYY-MM-DD` the holiday's id, for every other text
 * `undefined`. An id is kebab-case English and does not change with the year: `easter-monday`, `new-years-day`.
 */
export type Holidays = (date: string) => string | undefined

/** The first whole year of the calendar in which Easter is reckoned here. */
const firstGregorianYear = 1583

/** A country, or a part of it that has public holidays of its own, by its ISO 3166-2 code: `DE-BY` is Bavaria. */
export type HolidayArea = Country | `${Country}-${string}`

/**
 * Whether a text, a policy's `holidays` say, names a country that {@link holidaysOf} knows, or a part of one.
 *
 * @example
 * import { isHolidayArea } from '@samtykke/holidays'
 *
 * assert.deepStrictEqual(isHolidayArea('DK'), true)
 * assert.deepStrictEqual(isHolidayArea('DE-BY'), true)
 * assert.deepStrictEqual(isHolidayArea('DE-XX'), false)
 * assert.deepStrictEqual(isHolidayArea('Denmark'), false)
 */
export const isHolidayArea = (text: string): text is HolidayArea => Object.hasOwn(rules, text)

const rulesNamed = (area: string): ReadonlyArray<string> => (Object.hasOwn(rules, area) && rules[area]) || []

/** A part's own rules come first: where a holiday of the country falls on the same date, the part's name counts. */
const rulesOf = (area: HolidayArea): ReadonlyArray<string> => {
  const country = area.slice(0, 2)
  const ofPart = area === country ? [] : rulesNamed(area)
  return [
    ...ofPart.filter(rule => !rule.startsWith('not ')),
    ...rulesNamed(country).filter(rule => !ofPart.includes(`not ${rule}`))
  ]
}

/**
 * The public holidays of a whole country, or of a part of it with the country's, of the years 1583 to 9999, by the law
 * as it is known today. Days on which only shops or some trades close, holidays of less than the area, and half days are not
 * among them. The Islamic feasts of Ceuta and Melilla are known from 1970 to 2076; in all other years these two have none.
 * Neither the machine's time zone nor its locale has a say.
 *
 * Denmark's: 1 January, Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday, 25
 * and 26 December, and Great Prayer Day up to 2023. Source: Regulation (EEC, Euratom) No 1182/71, art. 2(1).
 *
 * @example
 * import { holidaysOf } from '@samtykke/holidays'
 *
 * const danish = holidaysOf('DK')
 * assert.deepStrictEqual(danish('2026-04-06'), 'easter-monday')
 * assert.deepStrictEqual(danish('2026-04-07'), undefined)
 * assert.deepStrictEqual(holidaysOf('DE-BY')('2026-06-04'), 'corpus-christi')
 * assert.deepStrictEqual(holidaysOf('DE')('2026-06-04'), undefined)
 */
export const holidaysOf = (area: HolidayArea): Holidays => {
  const ofArea = rulesOf(area).map(readRule)
  const years = new Map<string, ReadonlyMap<string, string>>()
  const holidaysIn = (year: number): ReadonlyMap<string, string> => {
    const days = new Map<string, string>()
    if (year < firstGregorianYear) return days
    for (const { id, datesIn } of ofArea) {
      for (const date of datesIn(year)) if (!days.has(date)) days.set(date, id)
    }
    return days
  }
  return date => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
    const year = date.slice(0, 4)
    const known = years.get(year) ?? holidaysIn(Number(year))
    years.set(year, known)
    return known.get(date)
  }
}
