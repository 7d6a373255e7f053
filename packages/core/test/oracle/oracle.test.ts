import { examples } from './examples.ts'
import { historyOf } from './histories.ts'
import { judge } from './judge.ts'
import { assess, proofPeriodUnset, recordIncomplete } from './oracle.ts'
import { answerEnd, endOf, extendedAnswerEnd } from './periods.ts'
import { notice, withProofPeriod } from './policies.ts'
import { easterSunday, firstInstantOf, isWorkingDay, readInstant, writeInstant } from './time.ts'

const zone = 'Europe/Copenhagen'

describe('the deadlines of the law', () => {
  test.each([
    ['2025-08-31T12:00Z', 'P6M', '2026-02-28', '2026-02-28T23:00Z'],
    ['2023-08-31T12:00Z', 'P6M', '2024-02-29', '2024-02-29T23:00Z'],
    ['2025-04-25T22:30Z', 'P6M', '2025-10-26', '2025-10-26T23:00Z'],
    ['2025-12-31T23:30Z', 'P6M', '2026-07-01', '2026-07-01T22:00Z'],
    ['2024-10-31T12:00Z', 'P16M', '2026-02-28', '2026-02-28T23:00Z'],
    ['2025-11-30T12:00Z', 'P3M', '2026-02-28', '2026-02-28T23:00Z']
  ])('%s and %s: the last lawful day is %s', (anchor, period, lastLawfulDay, dueAt) => {
    expect(endOf(period, Date.parse(anchor), zone)).toEqual({ lastLawfulDay, dueAt: Date.parse(dueAt) })
  })

  test.each([
    ['2026-03-05T09:00Z', answerEnd, '2026-04-07', '2026-04-07T22:00Z'],
    ['2026-01-31T09:00Z', answerEnd, '2026-03-02', '2026-03-02T23:00Z'],
    ['2026-01-31T09:00Z', extendedAnswerEnd, '2026-04-28', '2026-04-28T22:00Z']
  ])('a request of %s is to be answered', (receipt, end, lastLawfulDay, dueAt) => {
    expect(end(Date.parse(receipt), zone)).toEqual({ lastLawfulDay, dueAt: Date.parse(dueAt) })
  })

  test.each([
    ['P1Y', '2024-02-29T12:00Z', '2025-02-28'],
    ['P90D', '2025-08-31T12:00Z', '2025-11-29']
  ])('%s from %s', (period, anchor, lastLawfulDay) => {
    expect(endOf(period, Date.parse(anchor), zone).lastLawfulDay).toBe(lastLawfulDay)
  })
})

describe('days', () => {
  test.each([
    [2019, '2019-04-21'],
    [2023, '2023-04-09'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25']
  ])('Easter of %s', (year, day) => {
    expect(easterSunday(year)).toBe(day)
  })

  test('Great Prayer Day was abolished after 2023; 5 June, 24 and 31 December are working days', () => {
    expect(isWorkingDay('2023-05-05')).toBe(false)
    expect(isWorkingDay('2024-04-26')).toBe(true)
    expect(['2026-06-05', '2026-12-24', '2026-12-31'].map(isWorkingDay)).toEqual([true, true, true])
  })

  test('a day that has no midnight begins at its first instant', () => {
    expect(writeInstant(firstInstantOf('2025-03-09', 'America/Havana'))).toBe('2025-03-09T05:00:00.000Z')
    expect(writeInstant(firstInstantOf('2025-11-02', 'America/Havana'))).toBe('2025-11-02T04:00:00.000Z')
  })

  test('instants are read with any offset, finer digits cut off', () => {
    expect(writeInstant(readInstant('2025-03-30T01:59:59.9999-01:30'))).toBe('2025-03-30T03:29:59.999Z')
  })
})

const codesOfTheContract =
  'recording-without-consent consent-after-start stale-consent analysis-without-consent outbound-analysis ' +
  'content-feature agent-emotion region-outside-eea used-without-basis overdue done-late erased-under-hold done-early ' +
  'anonymised-not-erased outcome-before-target stored-after-erasure answered-late answered-without-copy ' +
  'extension-late hold-after-due hold-review-overdue hold-released-by-one method-direction-mismatch bundled-consent ' +
  'policy-gap customer-type-unknown customer-type-conflict no-call-end implausible-end already-anonymised ' +
  'unknown-target proof-redacted-early future-event duplicate-event conflicting-event unknown-event-type ' +
  'unreadable-event'

describe('examples', () => {
  test.each(examples.map(example => [example.name, example] as const))('%s', (_, example) => {
    judge(assess, example)
  })

  test('every code has one', () => {
    const codes = new Set(examples.flatMap(({ findings = [] }) => findings.map(([code]) => code)))
    expect([...codes].sort()).toEqual(codesOfTheContract.split(' ').sort())
  })
})

test('findings of a run', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(proofPeriodUnset(notice, now)).toEqual([
    { code: 'proof-period-unset', severity: 'warning', at: '2026-01-01T00:00:00.000Z', events: [] }
  ])
  expect(proofPeriodUnset(withProofPeriod, now)).toEqual([])
  expect(recordIncomplete(['controller', 'notices'], now)).toHaveLength(2)
})

describe('random histories', () => {
  const seeds = Array.from({ length: 150 }, (_, index) => index + 1)

  test('the same seed gives the same history', () => {
    expect(historyOf(7)).toEqual(historyOf(7))
  })

  test('the order of arrival decides nothing', () => {
    for (const seed of seeds) {
      const { entries, policy, ...moment } = historyOf(seed)
      const turned = assess([...entries].reverse(), policy, moment)
      expect(JSON.stringify(turned)).toBe(JSON.stringify(assess(entries, policy, moment)))
    }
  })
})
