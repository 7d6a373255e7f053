/**
 * The holidays as the library date-holidays has them: what the tables of the package are made from, and held to.
 */
import DateHolidays from 'date-holidays'

export interface LibraryDay {
  readonly date: string
  readonly id: string
  /** The library's rule, with the number of the day where a holiday has several. */
  readonly rule: string
}

/** The parts of a country that have holidays of their own, as `DE-BY`. */
export const partsOf = (country: string): ReadonlyArray<string> => {
  // A country without such parts gives none, whatever the library's types say.
  const parts = new DateHolidays().getStates(country) as Readonly<Record<string, string>> | undefined
  return Object.keys(parts ?? {}).map(part => `${country}-${part}`)
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

const dayLength = 86_400_000

/** The whole public holidays of an area by year, in the library's order: of several on one date the first counts. */
export const libraryOf = (area: string): ((year: number) => ReadonlyArray<LibraryDay>) => {
  const [country = area, part] = area.split('-')
  const options = { types: ['public' as const], languages: ['en'] }
  const library =
    part === undefined ? new DateHolidays(country, options) : new DateHolidays(country, part, options)
  return year =>
    library.getHolidays(year, 'en').flatMap(({ date, start, end, name, rule }) => {
      const [firstDay, startsAt] = [date.slice(0, 10), date.slice(11, 19)]
      if (startsAt !== '00:00:00') return []
      // A day of clock change is an hour longer or shorter.
      const length = Math.round((end.getTime() - start.getTime()) / dayLength)
      return Array.from({ length }, (_, index) => ({
        date: new Date(Date.parse(firstDay) + index * dayLength).toISOString().slice(0, 10),
        id: idOf(name),
        rule: `${rule} #${index}`
      }))
    })
}
