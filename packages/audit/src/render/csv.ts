/**
 * One table as RFC 4180 text that a spreadsheet shows as text.
 *
 * @see RFC 4180; OWASP, "CSV Injection"
 */

import { visible } from './visible.ts'

/** What a cell can hold; a list is joined with spaces, and what is absent is empty. */
export type Cell = string | number | boolean | ReadonlyArray<string> | null | undefined

/** How a table is written: as RFC 4180 says, or as Excel expects it in a country of decimal commas. */
export type Dialect = 'rfc4180' | 'excel'

const controls = /[\u0000-\u001f\u007f]/g

// What a spreadsheet would read as the beginning of a formula, in ASCII and in full width.
const formula = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u

/**
 * One field: control characters become spaces, other signs that are not seen are shown by their codes as in HTML, what
 * would be a formula gets a leading apostrophe, and all is quoted.
 *
 * @example
 * import { csvField } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(csvField('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`)
 * assert.deepStrictEqual(csvField(['a', 'b']), '"a b"')
 * assert.deepStrictEqual(csvField('a\u202eb'), '"aU+202Eb"')
 */
export const csvField = (cell: Cell): string => {
  const text =
    cell === null || cell === undefined ? '' : typeof cell === 'object' ? cell.join(' ') : String(cell)
  const plain = visible(text.replace(controls, ' '))
  const safe = formula.test(plain) ? `'${plain}` : plain
  return `"${safe.replaceAll('"', '""')}"`
}

/** A table: its columns by name, each with what stands in it for a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/** `keptSeconds` as `kept_seconds`. */
export const snake = (member: string): string =>
  member.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

type MemberOf<Row> = { [K in keyof Row & string]-?: Row[K] extends Cell ? K : never }[keyof Row & string]

/** Columns that hold members of a row and are called as these are: `dueAt` is `due_at`. */
export const memberColumns = <Row>(...members: ReadonlyArray<MemberOf<Row>>): Columns<Row> =>
  Object.fromEntries(members.map(member => [snake(member), (row: Row) => row[member] as Cell]))

/** The lines of a table, its header row first. */
export function* csvLines<Row>(
  columns: Columns<Row>,
  rows: Iterable<Row>,
  dialect: Dialect = 'rfc4180'
): Generator<string> {
  const separator = dialect === 'excel' ? ';' : ','
  const written = (cell: Cell): Cell =>
    dialect === 'excel' && typeof cell === 'number' ? String(cell).replace('.', ',') : cell
  const line = (cells: ReadonlyArray<Cell>): string =>
    `${cells.map(cell => csvField(written(cell))).join(separator)}\r\n`
  const cellsOf = Object.values(columns)
  yield (dialect === 'excel' ? '\ufeff' : '') + line(Object.keys(columns))
  for (const row of rows) yield line(cellsOf.map(of => of(row)))
}

/** The text of a table, with a header row. */
export const csvTable = <Row>(columns: Columns<Row>, rows: Iterable<Row>, dialect?: Dialect): string =>
  [...csvLines(columns, rows, dialect)].join('')
