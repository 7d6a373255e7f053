/**
 * Tables that read well, scroll on a small screen, and are cut where they would be endless.
 */
import { firstOf, type Rows } from '../../rows/rows.ts'
import type { Bilingual } from '../text/language.ts'
import { fragment, type Content, element, type Markup } from './element.ts'
import type { PageContext } from './page.ts'

/** A column of a table. */
export interface Column<Row> {
  readonly head: Bilingual
  readonly cell: (row: Row, index: number) => Content
  readonly kind?: 'number' | 'medium' | 'long'
}

/** Of longer lists no more are shown. */
export const mostRows = 500

const cut = (shown: number, total: number, whole: Bilingual): Bilingual => ({
  da: `Vist er ${shown} af ${total} rækker. Alle står i ${whole.da}.`,
  en: `${shown} of ${total} rows are shown. All of them are in ${whole.en}.`
})

const inJson: Bilingual = { da: 'JSON-udgaven', en: 'the JSON form' }

const none: Bilingual = { da: 'Ingen.', en: 'None.' }

interface Table<Row> {
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: Rows<Row>
  /** How many there are, where the rows are not all. */
  readonly total?: number
  /** Where all rows are. */
  readonly whole?: Bilingual
  readonly rowClass?: (row: Row) => string | undefined
}

/** A table of rows; the first column's cells are heads of their rows. */
export const tableOf = <Row>(
  { translate }: PageContext,
  caption: Bilingual,
  { columns, rows, total = rows.length, whole = inJson, rowClass = () => undefined }: Table<Row>
): Markup => {
  if (rows.length === 0) return element('p', {}, translate(caption), ': ', translate(none).toLowerCase())
  const shown = firstOf(rows, mostRows)
  const headOf = ({ head, kind }: Column<Row>): Markup =>
    element('th', { scope: 'col', class: kind === 'number' ? 'number' : undefined }, translate(head))
  const rowOf = (row: Row, index: number): Markup =>
    element(
      'tr',
      { class: rowClass(row) },
      columns.map(({ head, cell, kind }, column) =>
        column === 0
          ? element('th', { scope: 'row', class: kind, 'data-head': translate(head) }, cell(row, index))
          : element('td', { class: kind, 'data-head': translate(head) }, cell(row, index))
      )
    )
  return fragment(
    element(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': translate(caption) },
      element(
        'table',
        {},
        element('caption', {}, translate(caption)),
        element('thead', {}, element('tr', {}, columns.map(headOf))),
        element('tbody', {}, shown.map(rowOf))
      )
    ),
    total > mostRows ? element('p', { class: 'soft' }, translate(cut(mostRows, total, whole))) : ''
  )
}
