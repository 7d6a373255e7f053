/**
 * A breach as one table: a row for each recording and analysis that was there, may have been, or was gone before.
 */
import { type Columns, csvTable, type Dialect, memberColumns } from '../render/csv.ts'
import type { Breach } from './breach.ts'
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
export const breachCsv = ({ exposed, inDoubt, erasedBefore }: Breach, dialect?: Dialect): string =>
  csvTable<Row>(
    columns,
    [
      ...exposed.map(each => ({ ...each, state: 'exposed' as const })),
      ...inDoubt.map(each => ({ ...each, state: 'in-doubt' as const })),
      ...erasedBefore.map(({ erasedAt, ...each }) => ({
        ...each,
        heldUntil: erasedAt,
        state: 'erased-before' as const
      }))
    ],
    dialect
  )
