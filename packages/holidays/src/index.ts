import DateHolidays from 'date-holidays'

/**
 * The public holidays of one country: for a calendar date `YYYY-MM-DD` the holiday's id, for every other text
 * `undefined`. An id is kebab-case English and does not change with the year: `easter-monday`, `new-years-day`.
 */
export type Holidays = (date: string) => string | undefined

/**
 * The countries of the European Economic Area, where Regulation (EEC, Euratom) No 1182/71 counts periods, by their
 * ISO 3166-1 alpha-2 codes.
 */
export const countries = [
  ...(['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE'] as const),
  ...(['IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'] as const)
] as const

/** One of {@link countries}. */
export type Country = (typeof countries)[number]

/** A country, or a part of it that has public holidays of its own, by its ISO 3166-2 code: `DE-BY` is Bavaria. */
export type HolidayArea = Country | `${Country}-${string}`

const isCountry = (text: string): text is Country => (countries as readonly string[]).includes(text)

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
export const isHolidayArea = (text: string): text is HolidayArea => {
  if (isCountry(text)) return true
  const [country = '', part = ''] = text.split('-')
  if (!isCountry(country) || text !== `${country}-${part}`) return false
  // A country without such parts gives none, whatever the library's types say.
  const parts = new DateHolidays().getStates(country) as Readonly<Record<string, string>> | undefined
  return parts !== undefined && Object.hasOwn(parts, part)
}

/**
 * The public holidays of a whole country, or of a part of it with the country's, of the years 1583 to 9999, by the law
 * as it is known today. Days on which only shops or some trades close, holidays of less than the area, and half days are not
 * among them. Neither the machine's time zone nor its locale has a say.
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
  const [country = area, part] = area.split('-')
  const options = { types: ['public' as const], languages: ['en'] }
  const library =
    part === undefined ? new DateHolidays(country, options) : new DateHolidays(country, part, options)
  const years = new Map<string, ReadonlyMap<string, string>>()
  return date => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
    const year = date.slice(0, 4)
    const known = years.get(year) ?? holidaysOfYear(library, Number(year))
    years.set(year, known)
    return known.get(date)
  }
}

const dayLength = 86_400_000

const holidaysOfYear = (library: DateHolidays, year: number): ReadonlyMap<string, string> => {
  const days = new Map<string, string>()
  for (const { date, start, end, name } of library.getHolidays(year, 'en')) {
    const [firstDay, startsAt] = [date.slice(0, 10), date.slice(11, 19)]
    if (startsAt !== '00:00:00') continue
    // A day of clock change is an hour longer or shorter.
    const length = Math.round((end.getTime() - start.getTime()) / dayLength)
    for (let day = 0; day < length; day++) {
      const each = new Date(Date.parse(firstDay) + day * dayLength).toISOString().slice(0, 10)
      if (!days.has(each)) days.set(each, idOf(name))
    }
  }
  return days
}

/** Where the library's English name is another one's word for the day: the day is called so in all the EEA. */
const idsByName: Readonly<Record<string, string>> = {
  'Boxing Day': 'second-christmas-day',
  Pentecost: 'whit-sunday',
  'Prayer Day': 'great-prayer-day'
}

const idOf = (name: string): string =>
  idsByName[name] ??
  name
    .normalize('NFD')
    .replace(/[\p{Mark}'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
