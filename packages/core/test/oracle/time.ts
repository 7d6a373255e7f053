// Instants, local days, periods and Danish working days (contract 1 and 3, law 2), with arithmetic of its own.

/** Milliseconds since 1970. */
export type Instant = number

/** `YYYY-MM-DD`. */
export type Day = string

export const minute = 60_000
export const hour = 60 * minute

// "RFC 3339 with any offset; kept as UTC, milliseconds (finer digits cut off), `Z`"
const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

export const readInstant = (text: string): Instant => {
  const found = rfc3339.exec(text)
  if (found === null) throw new Error(`no instant: ${text}`)
  const part = (index: number): number => Number(found[index] ?? '0')
  const milliseconds = Number(`${found[7] ?? ''}000`.slice(0, 3))
  const local = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), milliseconds)
  const offset = (part(9) * 60 + part(10)) * minute
  return found[8] === '-' ? local + offset : local - offset
}

export const writeInstant = (instant: Instant): string => new Date(instant).toISOString()

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit'
  })
  formats.set(zone, format)
  return format
}

// "Instants become calendar dates in the policy's time zone, never in UTC."
export const localDay = (instant: Instant, zone: string): Day => formatOf(zone).format(instant)

const firstInstants = new Map<string, Instant>()

/** The first instant of a local day, found by halving: the day before it has another name, the day itself this one. */
export const firstInstantOf = (day: Day, zone: string): Instant => {
  const key = `${zone} ${day}`
  const known = firstInstants.get(key)
  if (known !== undefined) return known
  let before = Date.parse(`${day}T00:00:00Z`) - 16 * hour
  let within = before + 32 * hour
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (localDay(middle, zone) < day) before = middle
    else within = middle
  }
  firstInstants.set(key, within)
  return within
}

const split = (day: Day): [year: number, month: number, dayOfMonth: number] => {
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  return [year ?? 0, month ?? 0, dayOfMonth ?? 0]
}

const join = (year: number, month: number, dayOfMonth: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10)

// "the anchor's local date plus the months, clamped to the month's last day"
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, dayOfMonth] = split(day)
  const count = year * 12 + (month - 1) + months
  const newYear = Math.floor(count / 12)
  const newMonth = (count % 12) + 1
  return join(newYear, newMonth, Math.min(dayOfMonth, daysIn(newYear, newMonth)))
}

// "`keep` is ISO 8601 in whole years, months or days"; "`keep` may be in weeks (`P4W` = 28 days)"
export const addPeriod = (day: Day, period: string): Day => {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(period)
  if (found === null) throw new Error(`no period: ${period}`)
  const months = Number(found[1] ?? 0) * 12 + Number(found[2] ?? 0)
  return addDays(addMonths(day, months), Number(found[3] ?? 0) * 7 + Number(found[4] ?? 0))
}

/** A duration in plain hours: `P1D` is 24 hours. */
export const readHours = (duration: string): number => {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)
  if (found === null) throw new Error(`no duration: ${duration}`)
  const part = (index: number): number => Number(found[index] ?? 0)
  return part(1) * 24 * hour + part(2) * hour + part(3) * minute + part(4) * 1000
}

/** Easter Sunday of the Gregorian calendar (Gauss's rule with the two later corrections). */
export const easterSunday = (year: number): Day => {
  const century = Math.floor(year / 100)
  const lunar = (15 + century - Math.floor((13 + 8 * century) / 25) - Math.floor(century / 4)) % 30
  const solar = (4 + century - Math.floor(century / 4)) % 7
  const d = (19 * (year % 19) + lunar) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + solar) % 7
  const march = 22 + d + e
  if (d === 29 && e === 6) return join(year, 4, 19)
  if (d === 28 && e === 6 && (11 * lunar + 11) % 30 < 19) return join(year, 4, 18)
  return march <= 31 ? join(year, 3, march) : join(year, 4, march - 31)
}

// law 2: "1 January, Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday,
// 25 and 26 December. (Great Prayer Day counts up to and including 2023. Not 5 June, 24 or 31 December.)"
const danishHolidays = (year: number): readonly Day[] => {
  const easter = easterSunday(year)
  const movable = [-3, -2, 0, 1, 39, 49, 50, ...(year <= 2023 ? [26] : [])].map(days => addDays(easter, days))
  return [join(year, 1, 1), ...movable, join(year, 12, 25), join(year, 12, 26)]
}

export const isDanishHoliday = (day: Day): boolean => danishHolidays(split(day)[0]).includes(day)

export const isWorkingDay = (day: Day): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !isDanishHoliday(day)
}

// "the last day rolled to the next working day"
export const rollToWorkingDay = (day: Day): Day => {
  let rolled = day
  while (!isWorkingDay(rolled)) rolled = addDays(rolled, 1)
  return rolled
}
