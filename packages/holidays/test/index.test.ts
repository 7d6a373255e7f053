import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { calendarOf, type Holidays as Port, parseInstant } from '@samtykke/core'
import fc from 'fast-check'
import { type Country, countries, type HolidayArea, holidaysOf, isHolidayArea } from '@samtykke/holidays'
import { rules } from '../src/generated/rules.ts'
import { libraryOf, partsOf } from './library.ts'

const day = 86_400_000
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 10)
const datesByYear = new Map<number, ReadonlyArray<string>>()
const datesOf = (year: number): ReadonlyArray<string> => {
  const first = Date.UTC(year, 0, 1)
  const dates =
    datesByYear.get(year) ??
    Array.from({ length: (Date.UTC(year + 1, 0, 1) - first) / day }, (_, index) => iso(first + index * day))
  datesByYear.set(year, dates)
  return dates
}

/** Easter Sunday by Gauss, as amended for the Gregorian calendar: no code in common with the library. */
const easter = (year: number): number => {
  const century = Math.floor(year / 100)
  const p = Math.floor((13 + 8 * century) / 25)
  const m = (15 - p + century - Math.floor(century / 4)) % 30
  const n = (4 + century - Math.floor(century / 4)) % 7
  const d = (19 * (year % 19) + m) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19)
  return Date.UTC(year, 2, 22 + d + e - (late ? 7 : 0))
}

const danishHolidays = (year: number): ReadonlyMap<string, string> =>
  new Map([
    [`${year}-01-01`, 'new-years-day'],
    [iso(easter(year) - 3 * day), 'maundy-thursday'],
    [iso(easter(year) - 2 * day), 'good-friday'],
    [iso(easter(year)), 'easter-sunday'],
    [iso(easter(year) + day), 'easter-monday'],
    ...(year <= 2023 ? [[iso(easter(year) + 26 * day), 'great-prayer-day'] as const] : []),
    [iso(easter(year) + 39 * day), 'ascension-day'],
    [iso(easter(year) + 49 * day), 'whit-sunday'],
    [iso(easter(year) + 50 * day), 'whit-monday'],
    [`${year}-12-25`, 'christmas-day'],
    [`${year}-12-26`, 'second-christmas-day']
  ])

describe('Danish public holidays', () => {
  const danish = holidaysOf('DK')

  it('are those of the law, on every day from 1990 to 2100', () => {
    for (let year = 1990; year <= 2100; year++) {
      const expected = danishHolidays(year)
      const found = datesOf(year).flatMap(date => (danish(date) === undefined ? [] : [[date, danish(date)]]))
      expect(new Map(found as [string, string][])).toEqual(expected)
    }
  })

  it('never fall on 5 June, 24 or 31 December unless a feast that moves does', () => {
    for (let year = 1990; year <= 2100; year++) {
      expect(danish(`${year}-12-24`)).toBeUndefined()
      expect(danish(`${year}-12-31`)).toBeUndefined()
      expect([undefined, 'ascension-day', 'whit-sunday', 'whit-monday']).toContain(danish(`${year}-06-05`))
    }
  })

  it('had Great Prayer Day for the last time in 2023', () => {
    expect(danish('2023-05-05')).toBe('great-prayer-day')
    expect(danish('2024-04-26')).toBeUndefined()
  })

  it('follow Easter in any Gregorian year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 9999 }), year => {
        for (const [date, id] of danishHolidays(year)) expect([date, danish(date)]).toEqual([date, id])
      }),
      { numRuns: 50 }
    )
  })

  it('do not depend on the order of questions', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 20 }), days => {
        const dates = days.map(each => iso(Date.UTC(1990, 0, 1) + each * day))
        expect(dates.map(holidaysOf('DK'))).toEqual(dates.map(danish))
      }),
      { numRuns: 20 }
    )
  })
})

describe('answers owed to a person in Denmark', () => {
  const port: Port = holidaysOf('DK')
  const calendar = calendarOf('Europe/Copenhagen', port)

  it.each([
    ['2026-03-05T12:00:00Z', false, '2026-04-07', '2026-04-07T22:00:00.000Z'],
    ['2026-01-31T12:00:00Z', false, '2026-03-02', '2026-03-02T23:00:00.000Z'],
    ['2026-01-31T12:00:00Z', true, '2026-04-28', '2026-04-28T22:00:00.000Z']
  ])('asked %s, extended: %p, is due through %s', (asked, extended, lastLawfulDay, dueAt) => {
    expect(calendar.answer(parseInstant(asked)!, extended)).toEqual({ lastLawfulDay, dueAt })
  })
})

describe('a text that is no date', () => {
  it.each([
    '',
    '2026-4-6',
    '2026-04-06T00:00:00Z',
    '26-04-06',
    '2026-13-45',
    '2026-02-30',
    'easter',
    '٢٠٢٦-٠٤-٠٦'
  ])('%p is no holiday', text => {
    expect(holidaysOf('DK')(text)).toBeUndefined()
  })
})

describe('countries', () => {
  const idsOf = (country: Country, year: number) => {
    const holidays = holidaysOf(country)
    return datesOf(year).flatMap(date => holidays(date) ?? [])
  }

  it('are the thirty of the EEA, each with Christmas Day, New Year and Easter or Good Friday', () => {
    expect(new Set(countries).size).toBe(30)
    for (const country of countries) {
      const days = idsOf(country, 2026)
      expect(days).toEqual(expect.arrayContaining(['christmas-day', 'new-years-day']))
      expect(days.some(id => id === 'easter-monday' || id === 'good-friday')).toBe(true)
    }
  })

  it('have ids in kebab-case ASCII', () => {
    const ids = countries.flatMap(country => idsOf(country, 2026))
    expect(ids.filter(id => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
  })

  it('take part of a day for a working day, and two days in one entry for both', () => {
    expect(holidaysOf('IS')('2026-12-24')).toBeUndefined()
    expect(['2026-01-01', '2026-01-02', '2026-01-03'].map(holidaysOf('RO'))).toEqual([
      'new-years-day',
      'new-years-day',
      undefined
    ])
  })

  it('are told from other texts', () => {
    expect(countries.every(isHolidayArea)).toBe(true)
    expect(['', 'dk', 'Denmark', 'XX', '__proto__'].some(isHolidayArea)).toBe(false)
  })

  it('are told from texts that look like a part of one', () => {
    expect(['DE-BY', 'DE-SN', 'ES-CT'].every(isHolidayArea)).toBe(true)
    const others = [
      'DE-',
      'DE-XX',
      'DE-by',
      'DK-BY',
      'DE-BY-A',
      'XX-BY',
      'DE-__proto__',
      'DE-toString',
      '-BY'
    ]
    expect(others.filter(isHolidayArea)).toEqual([])
  })

  it('have those of the country in each part, and the part its own', () => {
    const [german, bavarian, saxon] = [holidaysOf('DE'), holidaysOf('DE-BY'), holidaysOf('DE-SN')]
    const [all, ofBavaria, ofSaxony] = [german, bavarian, saxon].map(holidays =>
      datesOf(2026).filter(date => holidays(date) !== undefined)
    ) as [string[], string[], string[]]
    // Feiertagsgesetz of Bavaria, art. 1(1); of Saxony, section 1(1).
    expect(ofBavaria.filter(date => !all.includes(date))).toEqual(['2026-01-06', '2026-06-04', '2026-11-01'])
    expect(ofSaxony.filter(date => !all.includes(date))).toEqual(['2026-10-31', '2026-11-18'])
    expect(all.filter(date => !ofBavaria.includes(date) || !ofSaxony.includes(date))).toEqual([])
  })
})

describe('the library', () => {
  const areas = countries.flatMap(country => [country, ...partsOf(country)]) as HolidayArea[]

  const libraryDays = (area: HolidayArea) => {
    const library = libraryOf(area)
    return (year: number): ReadonlyMap<string, string> =>
      library(year).reduce(
        (days, { date, id }) => (days.has(date) ? days : days.set(date, id)),
        new Map<string, string>()
      )
  }
  const ourDays = (area: HolidayArea) => {
    const holidays = holidaysOf(area)
    return (year: number): ReadonlyMap<string, string> =>
      new Map(
        datesOf(year).flatMap(date => {
          const id = holidays(date)
          return id === undefined ? [] : [[date, id] as const]
        })
      )
  }

  it('knows the same parts', () => {
    expect(areas.every(isHolidayArea)).toBe(true)
    expect(Object.keys(rules)).toEqual(areas)
  })

  it.each(countries)(
    'has the same days in %s, of 1970 to 2060, and in its parts, of 2016 to 2035',
    country => {
      for (const area of areas.filter(each => each.startsWith(country))) {
        const [ours, theirs] = [ourDays(area), libraryDays(area)]
        const [from, to] = area === country ? [1970, 2060] : [2016, 2035]
        for (let year = from; year <= to; year++) expect([area, ours(year)]).toEqual([area, theirs(year)])
      }
    }
  )

  it('has the same days in any Gregorian year', () => {
    // On the last day of 9999 the library reckons into a year that it does not have.
    fc.assert(
      fc.property(fc.constantFrom(...areas), fc.integer({ min: 1583, max: 9998 }), (area, year) => {
        expect(ourDays(area)(year)).toEqual(libraryDays(area)(year))
      })
    )
  })

  it('is of the version from which the rules were made', () => {
    const { version } = createRequire(__filename)('date-holidays/package.json') as { version: string }
    const made = readFileSync(resolve(__dirname, '../src/generated/rules.ts'), 'utf8')
    expect(made).toContain(`date-holidays ${version} `)
  })
})

describe('years before the Gregorian calendar', () => {
  it('have no holidays', () => {
    expect(datesOf(1582).map(holidaysOf('DK')).filter(Boolean)).toEqual([])
    expect(holidaysOf('DK')('1583-12-25')).toBe('christmas-day')
  })
})

describe('the machine', () => {
  const built = resolve(__dirname, '../dist/cjs/index.js')

  const ask = (country: Country, environment: Record<string, string>): unknown =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          '-e',
          `const { holidaysOf } = require(${JSON.stringify(built)})
          console.log(JSON.stringify(${JSON.stringify(datesOf(2026))}.map(holidaysOf('${country}'))))`
        ],
        {
          env: { ...process.env, ...environment },
          encoding: 'utf8',
          timeout: 60_000
        }
      )
    )

  it.each([
    { TZ: 'UTC', LC_ALL: 'C' },
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'da_DK.UTF-8' },
    { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8' }
  ])('has no say: %p', environment => {
    expect(ask('DK', environment)).toEqual(datesOf(2026).map(date => danishHolidays(2026).get(date) ?? null))
    const romanian = holidaysOf('RO')
    expect(ask('RO', environment)).toEqual(datesOf(2026).map(date => romanian(date) ?? null))
  })
})
