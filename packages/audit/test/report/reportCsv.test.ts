import { reportCsv } from '@samtykke/audit'
import { compilePolicy, decodeHistories, type LocalDate, noticePolicy, type View } from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import { type Report, reportOf } from '../../src/report/report.ts'
import { eventOf, instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { parse } from '../render/parseCsv.ts'

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-11-24T10:00:00Z') }

const simulated = (): Report => {
  const reporter = reportOf(view, { since: instant('2025-06-01T00:00:00Z'), whatIf: view.rules })
  const events = simulate({
    calls: 300,
    seed: 7,
    from: '2024-10-01' as LocalDate,
    to: '2025-10-31' as LocalDate
  })
  for (const call of decodeHistories([...events]).calls) reporter.add(call)
  return reporter.finish({ rejectedLines: 2 })
}

type Row = Readonly<Record<string, string>>

const rowsOf = (report: Report): ReadonlyArray<Row> => {
  const [columns = [], ...rows] = parse(reportCsv(report))
  return rows.map(row => {
    expect(row).toHaveLength(columns.length)
    return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']))
  })
}

/** The numbers of a value, however deep. */
const numbersIn = (value: unknown): ReadonlyArray<number> =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : []

const sorted = (numbers: ReadonlyArray<number>) => [...numbers].sort((a, b) => a - b)

const expectAllNumbers = (report: Report): void => {
  const rows = rowsOf(report)
  const counted = (section: string) =>
    rows.filter(row => row['section'] === section && row['unit'] !== '' && row['value'] !== '')
  for (const section of ['figures', 'lateness', 'forecast', 'coverage', 'quality'] as const) {
    const values = counted(section).map(({ value }) => Number(value))
    expect({ section, values: sorted(values) }).toEqual({
      section,
      values: sorted(numbersIn(report[section]))
    })
  }
  const whatIf = counted('what-if').map(({ value }) => Number(value))
  expect(sorted(whatIf)).toEqual(sorted(numbersIn(report.whatIf)))
  for (const { code, bySeverity, before, oldest } of report.findings) {
    const of = (measure: string) => rows.filter(row => row['code'] === code && row['measure'] === measure)
    const found = of('findings').map(({ severity, value }) => [severity, Number(value)])
    expect(found).toEqual(Object.entries(bySeverity).filter(([, count]) => count > 0))
    expect(of('findings_before').map(({ value }) => Number(value))).toEqual(before === null ? [] : [before])
    expect(of('oldest').map(({ severity, at_utc }) => [severity, at_utc])).toEqual(
      oldest.map(({ severity, at }) => [severity, at])
    )
  }
}

test('every number of a report stands in its table, once', () => {
  expectAllNumbers(simulated())
})

test('so it does for hostile histories', () => {
  for (const seed of seeds(20)) {
    const { view, calls } = hostile(seed)
    const reporter = reportOf(view, { whatIf: view.rules })
    calls.forEach(reporter.add)
    expectAllNumbers(reporter.finish())
  }
})

test('the table says from what it is derived and what it does not say', () => {
  const report = simulated()
  const rows = rowsOf(report)
  const of = (measure: string) => rows.find(row => row['measure'] === measure)?.['value']
  expect([of('as_of'), of('source_sha256'), of('policy_sha256')]).toEqual([
    report.asOf,
    report.source.sha256,
    report.policy.sha256
  ])
  expect(rows.filter(row => row['measure'] === 'limit_en').map(({ value }) => value)).toEqual(
    report.limits.map(({ en }) => en)
  )
})

test('a name that would be a formula is text', () => {
  const reporter = reportOf(view)
  const stored = eventOf('recording-stored', '2025-08-31T12:01:00Z', {
    recordingId: 'r-1',
    startedAt: instant('2025-08-31T11:45:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: '=HYPERLINK("http://example.com")',
    region: 'DK'
  })
  reporter.add({ callId: stored.callId, events: [stored], faults: [] })
  const processors = rowsOf(reporter.finish()).map(row => row['processor'])
  expect(processors).toContain(`'=HYPERLINK("http://example.com")`)
  expect(processors.some(each => each?.startsWith('='))).toBe(false)
})

test('a spreadsheet in a country of decimal commas gets its decimal commas', () => {
  const report = simulated()
  const { days } = report.coverage.rows.find(row => !Number.isInteger(row.days))!
  expect(reportCsv(report, 'excel')).toContain(`"days";"${String(days).replace('.', ',')}";"days"`)
})
