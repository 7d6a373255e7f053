/**
 * `disposal.csv`: the log of what was erased or anonymised, a row for each certificate.
 */
import type { Certificate } from '../certificate/certificate.ts'
import { type Columns, csvTable, type Dialect } from './field.ts'

const anchor = ({ explanation }: Certificate): string | undefined =>
  explanation.flatMap(step => (step.op === 'anchor' ? [step.instant] : []))[0]

const period = ({ explanation }: Certificate): string | undefined =>
  explanation.flatMap(step =>
    step.op === 'add-months' ? [`P${step.months}M`] : step.op === 'add-days' ? [`P${step.days}D`] : []
  )[0]

const columns: Columns<Certificate> = {
  reference: row => row.certificateId,
  call_id: row => row.callId,
  target: row => row.target,
  target_id: row => row.targetId,
  action: row => row.action,
  rule: row => row.rule,
  article: row => row.article,
  anchor_utc: anchor,
  period,
  last_lawful_day: row => row.lastLawfulDay,
  due_at_utc: row => row.dueAt,
  instructed_at_utc: row => row.instructedAt,
  executed_at_utc: row => row.executedAt,
  recorded_at_utc: row => row.knownToLogAt,
  processor: row => row.processor,
  confirmation: row => row.confirmation,
  late_seconds: row => row.lateSeconds,
  policy_version: row => row.policyVersion
}

/** The disposal log. */
export const disposalCsv = (certificates: ReadonlyArray<Certificate>, dialect?: Dialect): string =>
  csvTable(columns, certificates, dialect)
