/**
 * `disposal.csv`: the log of what was erased or anonymised, a row for each certificate.
 */
import type { Certificate } from './certificate.ts'
import { type Columns, csvLines, csvTable, type Dialect, memberColumns } from '../render/csv.ts'

const anchor = ({ explanation }: Certificate): string | undefined =>
  explanation.flatMap(step => (step.op === 'anchor' ? [step.instant] : []))[0]

const period = ({ explanation }: Certificate): string | undefined =>
  explanation.flatMap(step =>
    step.op === 'add-months' ? [`P${step.months}M`] : step.op === 'add-days' ? [`P${step.days}D`] : []
  )[0]

const columns: Columns<Certificate> = {
  reference: row => row.certificateId,
  ...memberColumns<Certificate>('callId', 'target', 'targetId', 'action', 'rule', 'article'),
  anchor_utc: anchor,
  period,
  last_lawful_day: row => row.lastLawfulDay,
  due_at_utc: row => row.dueAt,
  instructed_at_utc: row => row.instructedAt,
  executed_at_utc: row => row.executedAt,
  recorded_at_utc: row => row.knownToLogAt,
  ...memberColumns<Certificate>('processor', 'confirmation', 'lateSeconds', 'policyVersion'),
  ...memberColumns<Certificate>('timeliness', 'executionGrace', 'backupsExpireOn'),
  controller: row => row.controller?.name,
  destroyed_key: row => row.destroyedKey?.name,
  key_destroyed_at_utc: row => row.destroyedKey?.destroyedAt
}

/**
 * The disposal log: a row for each certificate. `period` is an ISO 8601 duration; `late_seconds` is 0 where
 * nothing had fallen due, and `timeliness` is `in-time`, `within-grace` or `late`; `destroyed_key` and `key_destroyed_at_utc` are of the key of a vault, and empty where there was none.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { certificatesOf, disposalCsv } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'recording-erased', callId: 'call-1',
 *     occurredAt: '2025-08-31T13:00:00Z', recordingId: 'recording-1', confirmation: 'recorder-77' }
 * ])
 * const [head, row] = disposalCsv(calls.flatMap(certificatesOf(view))).split('\r\n').map(line => line.split(','))
 * assert.deepStrictEqual(row?.[head?.indexOf('"confirmation"') ?? -1], '"recorder-77"')
 *
 * @see RFC 4180; GDPR art. 5(2)
 */
export const disposalCsv = (certificates: ReadonlyArray<Certificate>, dialect?: Dialect): string =>
  csvTable(columns, certificates, dialect)

/**
 * The lines of `disposalCsv`, one after another, for as many certificates as there are.
 *
 * @example
 * import { disposalCsv, disposalCsvLines } from '@samtykke/audit'
 *
 * assert.deepStrictEqual([...disposalCsvLines([])], [disposalCsv([])])
 *
 * @see RFC 4180; GDPR art. 5(2)
 */
export const disposalCsvLines = (certificates: Iterable<Certificate>, dialect?: Dialect): Iterable<string> =>
  csvLines(columns, certificates, dialect)
