/**
 * Dates, times, periods, counts and lists, in words of one language.
 *
 * Month names and forms stand here, so that no machine's locale data has a say.
 */
import { type Instant, type LocalDate, type Period, periodParts } from '@samtykke/core'
import type { Language } from './language.ts'

const months = {
  da: 'januar februar marts april maj juni juli august september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' ')
} as const

const numbers = {
  da: 'nul en to tre fire fem seks syv otte ni ti elleve tolv'.split(' '),
  en: 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
} as const

interface Unit {
  readonly one: string
  readonly many: string
}

const units = {
  da: {
    year: { one: 'år', many: 'år' },
    month: { one: 'måned', many: 'måneder' },
    day: { one: 'dag', many: 'dage' },
    hour: { one: 'time', many: 'timer' },
    minute: { one: 'minut', many: 'minutter' },
    second: { one: 'sekund', many: 'sekunder' }
  },
  en: {
    year: { one: 'year', many: 'years' },
    month: { one: 'month', many: 'months' },
    day: { one: 'day', many: 'days' },
    hour: { one: 'hour', many: 'hours' },
    minute: { one: 'minute', many: 'minutes' },
    second: { one: 'second', many: 'seconds' }
  }
} as const satisfies Record<Language, Record<string, Unit>>

/** A unit of time that is counted. */
export type UnitName = keyof (typeof units)['da']

const dayOf = (date: string): number => Number(date.slice(8, 10))

/** `februar` */
export const monthName = (language: Language, date: string): string =>
  months[language][Number(date.slice(5, 7)) - 1] ?? date.slice(5, 7)

/** `28. februar` */
export const dayAndMonth = (language: Language, date: LocalDate): string =>
  `${dayOf(date)}${language === 'da' ? '.' : ''} ${monthName(language, date)}`

/** `28. februar 2026` */
export const fullDate = (language: Language, date: LocalDate): string =>
  `${dayAndMonth(language, date)} ${Number(date.slice(0, 4))}`

/** `februar 2026` */
export const monthAndYear = (language: Language, date: string): string =>
  `${monthName(language, date)} ${Number(date.slice(0, 4))}`

const englishSuffix = (day: number): string => {
  if (day >= 11 && day <= 13) return 'th'
  return { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th'
}

/** `31.` in Danish, `31st` in English. */
export const ordinal = (language: Language, day: number): string =>
  `${day}${language === 'da' ? '.' : englishSuffix(day)}`

/** A whole number, in words up to twelve. */
export const numberInWords = (language: Language, count: number): string =>
  numbers[language][count] ?? String(count)

/** `6 måneder` */
export const counted = (language: Language, count: number, unit: UnitName): string =>
  `${count} ${units[language][unit][count === 1 ? 'one' : 'many']}`

/** `seks måneder` */
export const countedInWords = (language: Language, count: number, unit: UnitName): string =>
  `${numberInWords(language, count)} ${units[language][unit][count === 1 ? 'one' : 'many']}`

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `a, b og c`; in English `a, b and c`. */
export const listed = (language: Language, items: ReadonlyArray<string>): string => {
  const last = items[items.length - 1] ?? ''
  if (items.length < 2) return last
  return `${items.slice(0, -1).join(', ')} ${language === 'da' ? 'og' : 'and'} ${last}`
}

/**
 * A period: `16 måneder`, `1 år og 6 måneder`, `90 dage`.
 *
 * @example
 * import { period } from '@samtykke/core'
 * import { periodInWords } from '@samtykke/audit/render'
 *
 * assert.equal(periodInWords('en', period('P6M')), '6 months')
 */
export const periodInWords = (language: Language, period: Period): string => {
  const { months: allMonths, days } = periodParts(period)
  // Sixteen months are said as the notice says them; whole years as years.
  const inYears = allMonths > 0 && allMonths % 12 === 0
  const said = [
    ...(inYears ? [counted(language, allMonths / 12, 'year')] : []),
    ...(!inYears && allMonths > 0 ? [counted(language, allMonths, 'month')] : []),
    ...(days > 0 || allMonths === 0 ? [counted(language, days, 'day')] : [])
  ]
  return listed(language, said)
}

/**
 * A number of seconds: `1 dag, 1 time og 48 minutter`; seconds only where it is less than a minute.
 *
 * @example
 * import { durationInWords } from '@samtykke/audit/render'
 *
 * assert.equal(durationInWords('en', 90_000), '1 day and 1 hour')
 */
export const durationInWords = (language: Language, seconds: number): string => {
  if (seconds < 60) return counted(language, seconds, 'second')
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute']
  ] as const
  return listed(
    language,
    parts.flatMap(([count, unit]) => (count === 0 ? [] : [counted(language, count, unit)]))
  )
}

/** What the clocks of a time zone show. */
export interface Clock {
  readonly zone: string
  readonly date: (instant: Instant) => LocalDate
  /** `HH:mm` */
  readonly time: (instant: Instant) => string
  /** `UTC+2` where the clocks show the time twice that day, since they were put back. */
  readonly offset: (instant: Instant) => string | undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one is slow, so each zone's is made once. */
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const options = { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat('en-GB', options)
  formats.set(zone, format)
  return format
}

/** Clocks are put back by night, by an hour or by half of one. */
const hoursPutBack = new Set(['23', '00', '01', '02', '03'])
const putBackBy = [-60, -30, 30, 60]

const offsetOf = (date: LocalDate, time: string, instant: Instant): string => {
  const minutes = Math.ceil((Date.parse(`${date}T${time}:00.000Z`) - Date.parse(instant)) / 60_000)
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const far = rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, '0')}`
  return `UTC${minutes < 0 ? '-' : '+'}${far}`
}

/** The clock of a time zone, given its calendar dates. */
export const clockOf = (zone: string, date: (instant: Instant) => LocalDate): Clock => {
  const format = formatOf(zone)
  const time = (instant: Date | Instant): string => {
    const part = Object.fromEntries(
      format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value])
    )
    return `${part['hour']}:${part['minute']}`
  }
  const isShownTwice = (instant: Instant): boolean => {
    const shown = time(instant)
    if (!hoursPutBack.has(shown.slice(0, 2))) return false
    const at = Date.parse(instant)
    return putBackBy.some(minutes => time(new Date(at + minutes * 60_000)) === shown)
  }
  return {
    zone,
    date,
    time,
    offset: instant => (isShownTwice(instant) ? offsetOf(date(instant), time(instant), instant) : undefined)
  }
}

/** `14.00` in Danish, `14:00` in English; `02.30 (UTC+2)` where clocks show it twice. */
export const timeOfDay = (language: Language, clock: Clock, instant: Instant): string => {
  const time = language === 'da' ? clock.time(instant).replace(':', '.') : clock.time(instant)
  const offset = clock.offset(instant)
  return offset === undefined ? time : `${time} (${offset})`
}

/** `31. august 2025 kl. 14.00`; in English `31 August 2025 at 14:00`. */
export const moment = (language: Language, clock: Clock, instant: Instant): string =>
  `${fullDate(language, clock.date(instant))} ${language === 'da' ? 'kl.' : 'at'} ${timeOfDay(language, clock, instant)}`

/** Texts joined by spaces, but for those that go on with the sentence. */
export const joined = (texts: ReadonlyArray<string>): string =>
  texts
    .filter(text => text !== '')
    .map((text, index) => (index === 0 || text.startsWith(',') ? text : ` ${text}`))
    .join('')
