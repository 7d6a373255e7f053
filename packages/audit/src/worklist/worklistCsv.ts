/**
 * What needs a person, as one table.
 */
import { type Columns, csvTable, type Dialect, memberColumns } from '../render/csv.ts'
import type { WorkItem } from './workItem.ts'
import type { Worklist } from './worklist.ts'

const columns: Columns<WorkItem> = memberColumns<WorkItem>(
  'urgency',
  'reasons',
  'at',
  'lastLawfulDay',
  'action',
  'finding',
  'target',
  'targetId',
  'callId',
  'article',
  'processors',
  'instructedAt',
  'failedAt',
  'command',
  'anchor'
)

/**
 * The list as a table, a row for each item, the most urgent first. Instants are in UTC.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { worklistCsv, worklistOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const csv = worklistCsv(worklistOf(view, { days: 7, unconfirmedFor: 7 }).finish())
 * assert.ok(csv.startsWith('"urgency","reasons","at","last_lawful_day"'))
 *
 * @see RFC 4180
 */
export const worklistCsv = ({ items }: Worklist, dialect?: Dialect): string =>
  csvTable(columns, items, dialect)
