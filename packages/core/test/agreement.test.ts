// Two readings of the contract that share no code must agree on every action and finding.
import { calendarOf, noticePolicy } from '@samtykke/core'
import type { LocalDate } from '@samtykke/core'
import { assess as assessByCore } from './oracle/core-assess.ts'
import { examples } from './oracle/examples.ts'
import { historyOf } from './oracle/histories.ts'
import { judge } from './oracle/judge.ts'
import { assess as assessByOracle } from './oracle/oracle.ts'
import { notice } from './oracle/policies.ts'
import { addDays, firstInstantOf, writeInstant } from './oracle/time.ts'

// 10,000 and more before a release; seeds of another range by SAMTYKKE_FIRST_HISTORY.
const count = Number(process.env['SAMTYKKE_HISTORIES'] ?? 10_000)
const first = Number(process.env['SAMTYKKE_FIRST_HISTORY'] ?? 1)
const chunk = 500

describe('core on the examples', () => {
  test.each(examples.map(example => [example.name, example] as const))('%s', (_, example) => {
    judge(assessByCore, example)
  })
})

test("the notice's policy, where the rules read it", () => {
  const withoutSources = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (member, inner: unknown) => (member === 'source' ? undefined : inner)))
  const { allowedRegions, ...read } = notice
  expect(withoutSources(noticePolicy)).toMatchObject(withoutSources(read) as object)
  expect([...noticePolicy.allowedRegions].sort()).toEqual([...allowedRegions].sort())
})

// Clocks that skip midnight, pass it twice, or change by half an hour.
test.each([
  ...[
    'Europe/Copenhagen',
    'America/Havana',
    'America/Santiago',
    'America/New_York',
    'Asia/Amman',
    'Asia/Beirut'
  ],
  ...['Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'UTC']
])('the first instant of each day in %s', zone => {
  const calendar = calendarOf(zone, () => undefined)
  const days = Array.from({ length: 6 * 366 }, (_, index) => addDays('2018-01-01', index))
  expect(days.map(day => calendar.startOfDay(day as LocalDate))).toEqual(
    days.map(day => writeInstant(firstInstantOf(day, zone)))
  )
})

describe('core and the oracle on random histories', () => {
  const starts = Array.from({ length: Math.ceil(count / chunk) }, (_, index) => first + index * chunk)

  test.each(starts)(
    'from seed %i',
    start => {
      for (let seed = start; seed < Math.min(start + chunk, first + count); seed += 1) {
        const { entries, policy, ...moment } = historyOf(seed)
        const expected = assessByOracle(entries, policy, moment)
        const found = assessByCore(entries, policy, moment)
        // Byte by byte, since the order of members is part of the contract; then readably.
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          expect({ seed, ...found }).toEqual({ seed, ...expected })
          expect(JSON.stringify(found)).toBe(JSON.stringify(expected))
        }
      }
    },
    120_000
  )
})
