import { calendarOf, type Instant, type LocalDate, type Period, parseInstant } from '@samtykke/core'
import * as fc from 'fast-check'
import { nonWorkingDay } from '../src/deadline.ts'
import { isDanishHoliday } from './oracle/time.ts'

const calendar = calendarOf('Europe/Copenhagen', date => (isDanishHoliday(date) ? 'holiday' : undefined))

const instant = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (parsed === undefined) throw new Error(`no instant: ${text}`)
  return parsed
}

describe('the deadline table of the law', () => {
  test.each([
    ['2025-08-31T12:00:00Z', 'P6M', '2026-02-28', '2026-02-28T23:00:00.000Z'],
    ['2023-08-31T12:00:00Z', 'P6M', '2024-02-29', '2024-02-29T23:00:00.000Z'],
    ['2025-04-25T22:30:00Z', 'P6M', '2025-10-26', '2025-10-26T23:00:00.000Z'],
    ['2025-12-31T23:30:00Z', 'P6M', '2026-07-01', '2026-07-01T22:00:00.000Z'],
    ['2024-10-31T12:00:00Z', 'P16M', '2026-02-28', '2026-02-28T23:00:00.000Z'],
    ['2025-11-30T12:00:00Z', 'P3M', '2026-02-28', '2026-02-28T23:00:00.000Z']
  ])('%s and %s', (anchor, period, lastLawfulDay, dueAt) => {
    expect(calendar.retention(instant(anchor), period as Period)).toEqual({ lastLawfulDay, dueAt })
  })

  test.each([
    ['2026-03-05T12:00:00Z', false, '2026-04-07', '2026-04-07T22:00:00.000Z'],
    ['2026-01-31T12:00:00Z', false, '2026-03-02', '2026-03-02T23:00:00.000Z'],
    ['2026-01-31T12:00:00Z', true, '2026-04-28', '2026-04-28T22:00:00.000Z']
  ])('an answer to a request of %s, extended: %s', (receipt, extended, lastLawfulDay, dueAt) => {
    expect(calendar.answer(instant(receipt), extended)).toEqual({ lastLawfulDay, dueAt })
  })
})

/** The local date by the platform's own formatter, which shares nothing with the calendar. */
const formatterOf = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit'
  })
  return (at: Instant): string => format.format(new Date(at))
}

const epochs = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })

test.each([
  'Europe/Copenhagen',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'America/Sao_Paulo'
])('the local date in %s is the one that its clocks show', timeZone => {
  const { localDate } = calendarOf(timeZone, () => undefined)
  const shown = formatterOf(timeZone)
  fc.assert(
    fc.property(epochs, epoch => {
      const at = instant(new Date(epoch).toISOString())
      expect(localDate(at)).toBe(shown(at))
    }),
    { numRuns: 300 }
  )
})

test('a day begins at the first instant that has its date', () => {
  fc.assert(
    fc.property(epochs, epoch => {
      const date = calendar.localDate(instant(new Date(epoch).toISOString()))
      const start = calendar.startOfDay(date)
      expect(calendar.localDate(start)).toBe(date)
      const before = instant(new Date(Date.parse(start) - 1).toISOString())
      expect(calendar.localDate(before) < date).toBe(true)
    })
  )
})

test('retention through the whole of its last day, and not an instant longer', () => {
  const periods = fc.constantFrom(
    'P1M',
    'P3M',
    'P6M',
    'P16M',
    'P5Y',
    'P90D',
    'P1Y6M',
    'P1M1D'
  ) as fc.Arbitrary<Period>
  fc.assert(
    fc.property(epochs, periods, (epoch, period) => {
      const anchor = instant(new Date(epoch).toISOString())
      const { lastLawfulDay, dueAt } = calendar.retention(anchor, period)
      expect(dueAt > anchor).toBe(true)
      expect(calendar.localDate(instant(new Date(Date.parse(dueAt) - 1).toISOString()))).toBe(lastLawfulDay)
    })
  )
})

test('an answer is owed on a working day, and never later for want of an extension', () => {
  fc.assert(
    fc.property(epochs, epoch => {
      const receipt = instant(new Date(epoch).toISOString())
      for (const extended of [false, true]) {
        const { lastLawfulDay } = calendar.answer(receipt, extended)
        const weekday = new Date(`${lastLawfulDay}T00:00:00Z`).getUTCDay()
        expect(weekday).toBeGreaterThan(0)
        expect(weekday).toBeLessThan(6)
        expect(isDanishHoliday(lastLawfulDay)).toBe(false)
      }
      expect(calendar.answer(receipt, true).dueAt > calendar.answer(receipt, false).dueAt).toBe(true)
    })
  )
})

test('the ends of the calendar are values too', () => {
  for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '9999-12-31T10:00:00Z']) {
    for (const period of ['P9999Y', 'P1D', 'P6M'] as ReadonlyArray<string>) {
      expect(calendar.retention(instant(at), period as Period).dueAt).toMatch(/^\d{4}-\d\d-\d\dT/)
    }
  }
})

test('years of one to four digits are dates, and what lies outside is the nearest', () => {
  const eastward = calendarOf('Pacific/Kiritimati', () => undefined)
  const westward = calendarOf('America/New_York', () => undefined)
  expect(eastward.localDate(instant('0000-06-01T12:00:00Z'))).toBe('0000-06-01')
  expect(eastward.localDate(instant('0999-06-01T12:00:00Z'))).toBe('0999-06-01')
  expect(eastward.localDate(instant('9999-06-01T00:00:00Z'))).toBe('9999-06-01')
  expect(eastward.localDate(instant('9999-12-31T23:00:00Z'))).toBe('9999-12-31')
  expect(westward.localDate(instant('0000-01-01T00:00:00Z'))).toBe('0000-01-01')
})

test('why a day is no working day', () => {
  const why = (date: string) =>
    nonWorkingDay(day => (day === '2026-04-05' ? 'easter-sunday' : undefined), date as LocalDate)
  expect(['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-12'].map(why)).toEqual([
    undefined,
    'saturday',
    'easter-sunday',
    'sunday'
  ])
})

test('where every day is a holiday, an answer is owed all the same', () => {
  const { lastLawfulDay } = calendarOf('Europe/Copenhagen', () => 'festival').answer(
    instant('2026-03-05T12:00:00Z'),
    false
  )
  expect(lastLawfulDay).toBe('2027-04-06')
})

test.each([
  // Clocks go back over midnight: the day begins at the first of its two midnights.
  ['Asia/Amman', '2021-10-29', '2021-10-28T21:00:00.000Z'],
  ['America/Havana', '2024-11-03', '2024-11-03T04:00:00.000Z'],
  // Clocks go forward over midnight: the day has none.
  ['America/Havana', '2024-03-10', '2024-03-10T05:00:00.000Z'],
  ['America/Santiago', '2024-09-08', '2024-09-08T04:00:00.000Z'],
  ['Asia/Beirut', '2024-03-31', '2024-03-30T22:00:00.000Z'],
  // From 23:30 to 00:30.
  ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00.000Z'],
  // A day that the zone leaves out begins with the day after it.
  ['Pacific/Kiritimati', '1994-12-31', '1994-12-31T10:00:00.000Z'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z']
])('in %s, %s begins at %s', (timeZone, date, start) => {
  expect(calendarOf(timeZone, () => undefined).startOfDay(date as LocalDate)).toBe(start)
})
