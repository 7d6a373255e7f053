/**
 * A breach as one table: a row for each recording and analysis that was there, may have been, or was gone before.
 */
import { type Columns, csvLines, type Dialect, memberColumns } from '../render/csv.ts'
import type { BreachInRows } from './breach.ts'
import type { Exposure } from './exposure.ts'

type Row = Pick<Exposure, 'callId' | 'subjects' | 'target' | 'targetId' | 'heldFrom'> &
  Partial<Omit<Exposure, 'callId' | 'subjects' | 'target' | 'targetId' | 'heldFrom'>> & {
    readonly state: 'exposed' | 'in-doubt' | 'erased-before'
  }

const columns: Columns<Row> = memberColumns<Row>(
  'state',
  'callId',
  'subjects',
  'target',
  'targetId',
  'customerType',
  'purposes',
  'heldFrom',
  'heldUntil',
  'region',
  'seconds',
  'bytes',
  'features',
  'doubts',
  'instructedAt',
  'backupsExpireOn'
)

/**
 * What a breach concerns as one table. `state` is `exposed`, `in-doubt` or `erased-before`; of what was erased before,
 * `held_until` is when. Instants are in UTC; several purposes, references or doubts stand with spaces between.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { breachCsv, breachOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const scope = { from: instant('2025-09-01T00:00:00.000Z'), until: instant('2025-09-02T00:00:00.000Z') }
 * const csv = breachCsv(breachOf(view, { processor: 'recorder', ...scope }).finish())
 * assert.ok(csv.startsWith('"state","call_id","subjects","target","target_id"'))
 *
 * @see RFC 4180; GDPR art. 33(5)
 */
export const breachCsv = (breach: BreachInRows, dialect?: Dialect): string =>
  [...breachCsvLines(breach, dialect)].join('')

function* rowsOf({ exposed, inDoubt, erasedBefore }: BreachInRows): Generator<Row> {
  for (const each of exposed) yield { ...each, state: 'exposed' }
  for (const each of inDoubt) yield { ...each, state: 'in-doubt' }
  for (const { erasedAt, ...each } of erasedBefore)
    yield { ...each, heldUntil: erasedAt, state: 'erased-before' }
}

/**
 * The lines of `breachCsv`, one after another, for as much as there is.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { breachCsv, breachCsvLines, breachOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const scope = { from: instant('2025-09-01T00:00:00.000Z'), until: instant('2025-09-02T00:00:00.000Z') }
 * const breach = breachOf(view, { processor: 'recorder', ...scope }).finish()
 * assert.deepStrictEqual([...breachCsvLines(breach)], [breachCsv(breach)])
 *
 * @see RFC 4180; GDPR art. 33(5)
 */
export const breachCsvLines = (breach: BreachInRows, dialect?: Dialect): Iterable<string> =>
  csvLines<Row>(columns, rowsOf(breach), dialect)
