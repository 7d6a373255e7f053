import { actionsCsv, basisCsv, findingsCsv, trailCsv, trailOf } from '@samtykke/audit'
import { hostile, seeds } from '../histories.ts'
import { parse } from '../render/parseCsv.ts'

type Row = Readonly<Record<string, string>>

const tableOf = (text: string): ReadonlyArray<Row> => {
  const [columns = [], ...rows] = parse(text)
  return rows.map(row => {
    expect(row).toHaveLength(columns.length)
    return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']))
  })
}

const trails = seeds(60).flatMap(seed => {
  const { view, calls } = hostile(seed)
  return calls.map(call => ({ view, trail: trailOf(view, { placeOf: () => ({ leaf: 7 }) })(call) }))
})

type Member = string | number | boolean | null | undefined | ReadonlyArray<string>

/** What a cell holds of a member: nothing of what is absent, lists with spaces between. */
const cell = (value: Member): string => (Array.isArray(value) ? value.join(' ') : String(value ?? ''))

/** The members by the names of the columns: `dueAt` stands in `due_at`, or in `due_at_utc`. */
const cellsOf = (row: object, columns: ReadonlyArray<string>): Row =>
  Object.fromEntries(
    columns.map(column => {
      const name = column.replace(/_utc$/, '').replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
      return [column, cell((row as Readonly<Record<string, Member>>)[name])]
    })
  )

const expectCells = (
  rows: ReadonlyArray<Row>,
  members: ReadonlyArray<object>,
  others: (index: number) => Row = () => ({})
): void => {
  expect(rows).toHaveLength(members.length)
  rows.forEach((row, index) => {
    expect(row).toEqual({ ...cellsOf(members[index]!, Object.keys(row)), ...others(index) })
  })
}

test('trail.csv: each entry, with its texts and its local time', () => {
  for (const { view, trail } of trails) {
    const { callId, entries } = trail
    expectCells(
      tableOf(trailCsv(view, trail)).map(({ at_local, ...row }) => {
        expect(at_local).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d( UTC\+[12])?$/)
        return row
      }),
      entries.map(entry => ({
        ...entry,
        callId,
        textDa: entry.text.da,
        textEn: entry.text.en,
        reasonDa: entry.reason?.da,
        reasonEn: entry.reason?.en
      }))
    )
  }
})

test('basis.csv: each row of the bases', () => {
  for (const { trail } of trails) {
    const { callId, basis } = trail
    expectCells(
      tableOf(basisCsv(trail)),
      basis.map(({ reliedOn, legitimateInterest, hold, ...row }) => ({
        ...row,
        callId,
        reliedOn: reliedOn?.article,
        consentEvents: reliedOn?.events,
        interestId: legitimateInterest.interestId,
        assessmentRef: legitimateInterest.assessmentRef,
        interestStatus: legitimateInterest.status,
        holdId: hold
      }))
    )
  }
})

test('actions.csv: each action, its grounds as rule@instant', () => {
  for (const { trail } of trails) {
    expectCells(
      tableOf(actionsCsv(trail.actions)),
      trail.actions.map(({ grounds, legalBasis, ...action }) => ({
        ...action,
        grounds: grounds.map(({ rule, at }) => `${rule}@${at}`),
        declared: legalBasis?.declared,
        reliedOn: legalBasis?.reliedOn,
        purposes: legalBasis?.purposes
      }))
    )
  }
})

test('findings.csv: each finding', () => {
  for (const { trail } of trails) expectCells(tableOf(findingsCsv(trail.findings)), trail.findings)
})
