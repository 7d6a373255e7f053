/**
 * What says on which day of a year a holiday falls, as one short text each:
 *
 * | text                  | day                                                              |
 * | --------------------- | ---------------------------------------------------------------- |
 * | `12-25`               | the date                                                         |
 * | `05-03=mon,tue`       | the date where it is one of these weekdays                       |
 * | `02-28=sun+1`         | the day after the date where it is one of these weekdays         |
 * | `mon>05-01`           | the first Monday from the date on                                |
 * | `easter-2`            | so many days from Easter Sunday                                  |
 * | `orthodox+1`          | so many days from Orthodox Easter Sunday                         |
 * | `2017-10-31`          | the date of that year; several are joined by commas              |
 *
 * Then come the years for which the rule holds, where these are not all (`..2023`, `1949..1979`), and the holiday's id.
 */
import { easter, type EasterDate, orthodoxEaster } from 'date-easter'

export interface Rule {
  readonly id: string
  /** The dates of a year. */
  readonly datesIn: (year: number) => ReadonlyArray<string>
}

const dayLength = 86_400_000
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const textOfYear = (year: number): string => String(year).padStart(4, '0')
const dayOf = (date: string): number => Date.parse(date) / dayLength
const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)
const weekdayOf = (date: string): string => weekdays[new Date(date).getUTCDay()] as string

const fromEaster =
  (sundayOf: (year: number) => EasterDate, offset: number) =>
  (year: number): ReadonlyArray<string> => {
    const { month, day } = sundayOf(year)
    return [dateOf(Date.UTC(year, month - 1, day) / dayLength + offset)]
  }

const firstWeekdayFrom =
  (weekday: string, monthAndDay: string) =>
  (year: number): ReadonlyArray<string> => {
    const date = `${textOfYear(year)}-${monthAndDay}`
    const wait = (weekdays.indexOf(weekday) - weekdays.indexOf(weekdayOf(date)) + 7) % 7
    return [dateOf(dayOf(date) + wait)]
  }

const onDate =
  (monthAndDay: string, only: ReadonlyArray<string>, later: number) =>
  (year: number): ReadonlyArray<string> => {
    const date = `${textOfYear(year)}-${monthAndDay}`
    return only.length === 0 || only.includes(weekdayOf(date)) ? [dateOf(dayOf(date) + later)] : []
  }

const listed =
  (dates: ReadonlyArray<string>) =>
  (year: number): ReadonlyArray<string> =>
    dates.filter(date => date.startsWith(`${textOfYear(year)}-`))

const readDays = (text: string): Rule['datesIn'] => {
  const [, sunday, offset] = /^(easter|orthodox)([+-]\d+)$/.exec(text) ?? []
  if (sunday !== undefined) return fromEaster(sunday === 'easter' ? easter : orthodoxEaster, Number(offset))
  if (/^\d{4}/.test(text)) return listed(text.split(','))
  const [weekday = '', from] = text.split('>')
  if (from !== undefined) return firstWeekdayFrom(weekday, from)
  const [date = '', later = '0'] = text.split('+')
  const [monthAndDay = '', only] = date.split('=')
  return onDate(monthAndDay, only?.split(',') ?? [], Number(later))
}

/** Reads a rule as it stands in the tables: `easter+26 ..2023 great-prayer-day`. */
export const readRule = (text: string): Rule => {
  const [days = '', ...words] = text.split(' ')
  const datesIn = readDays(days)
  const [years, id = ''] = words.length === 2 ? words : ['..', words[0]]
  const [from, to] = years.split('..')
  return {
    id,
    datesIn: year =>
      (from === '' || year >= Number(from)) && (to === '' || year <= Number(to)) ? datesIn(year) : []
  }
}
