/**
 * The report over a whole log as one table: a number a row, with what it is about in columns of its own, so that a
 * spreadsheet can sort, filter and pivot it.
 */
import { timelinesses } from '../basis/timeliness.ts'
import { retentionStates } from './figures.ts'
import type { Distribution } from './distribution.ts'
import type { LatenessSplit } from './lateness.ts'
import type { Report } from './report.ts'
import type { Movement, WhatIf } from './whatIf.ts'
import { type Cell, type Columns, csvTable, type Dialect, memberColumns, snake } from '../render/csv.ts'

interface Row {
  readonly measure: string
  /** Empty: not counted, or the row names one thing. */
  readonly value?: Cell
  readonly unit?: 'count' | 'seconds' | 'bytes' | 'days' | 'share'
  readonly code?: string
  readonly severity?: string
  readonly target?: string
  readonly rule?: string
  readonly purpose?: string
  readonly processor?: string
  readonly state?: string
  readonly timeliness?: string
  readonly month?: string
  readonly callId?: string | undefined
  readonly targetId?: string | undefined
  readonly at?: string
  readonly movedTo?: string
}

type Rows = ReadonlyArray<Row>

type SectionRow = Row & { readonly section: string }

const columns: Columns<SectionRow> = {
  ...memberColumns<SectionRow>('section', 'measure', 'value', 'unit', 'code', 'severity', 'target', 'rule'),
  ...memberColumns<SectionRow>('purpose', 'processor', 'state', 'month', 'callId', 'targetId'),
  ...memberColumns<SectionRow>('timeliness'),
  at_utc: row => row.at,
  moved_to_utc: row => row.movedTo
}

/** A row for each member of an object of numbers. */
const numbers = (
  of: Readonly<Record<string, number | null>>,
  { prefix = '', unit = 'count', ...about }: Partial<Row> & { readonly prefix?: string } = {}
): Rows =>
  Object.entries(of).map(([member, value]) => ({ ...about, measure: prefix + snake(member), value, unit }))

const headRows = ({ asOf, knownAt, policy, source, seal, since }: Report): Rows => [
  { measure: 'as_of', value: asOf },
  { measure: 'known_at', value: knownAt },
  { measure: 'since', value: since },
  { measure: 'policy_version', value: policy.version },
  { measure: 'policy_sha256', value: policy.sha256 },
  { measure: 'source_events', value: source.events, unit: 'count' },
  { measure: 'source_sha256', value: source.sha256 },
  { measure: 'seal_origin', value: seal?.origin },
  { measure: 'seal_size', value: seal?.size, unit: 'count' },
  { measure: 'seal_root', value: seal?.root }
]

const figureRows = ({ figures }: Report): Rows => {
  const { recordings, analyses, keptSeconds, keptBytes, requests, oldestKept, ...counts } = figures
  return [
    ...numbers(counts),
    ...retentionStates.flatMap(state => [
      { measure: 'recordings', value: recordings[state], unit: 'count', state } as const,
      { measure: 'analyses', value: analyses[state], unit: 'count', state } as const
    ]),
    { measure: 'kept_seconds', value: keptSeconds, unit: 'seconds' },
    { measure: 'kept_bytes', value: keptBytes, unit: 'bytes' },
    ...numbers(requests, { prefix: 'requests_' }),
    ...(oldestKept === null
      ? []
      : [
          {
            measure: 'oldest_kept',
            target: 'recording',
            callId: oldestKept.callId,
            targetId: oldestKept.recordingId,
            at: oldestKept.startedAt
          }
        ])
  ]
}

const findingRows = ({ findings }: Report): Rows =>
  findings.flatMap(({ code, bySeverity, before, oldest }): Rows => [
    ...Object.entries(bySeverity).flatMap(([severity, value]): Rows =>
      value === 0 ? [] : [{ measure: 'findings', value, unit: 'count', code, severity }]
    ),
    ...(before === null ? [] : [{ measure: 'findings_before', value: before, unit: 'count', code } as const]),
    ...oldest.map(({ severity, callId, target, targetId, at }) => ({
      measure: 'oldest',
      code,
      severity,
      callId,
      ...(target !== undefined && { target }),
      targetId,
      at
    }))
  ])

const distributionRows = (
  measure: string,
  { count, buckets, ...seconds }: Distribution,
  about: Partial<Row>
): Rows => {
  const prefix = `${measure}_`
  return [
    ...numbers({ count }, { ...about, prefix }),
    ...numbers(seconds, { ...about, prefix, unit: 'seconds' }),
    ...numbers(buckets, { ...about, prefix })
  ]
}

const splitRows = (measure: string, { all, byRule, byProcessor }: LatenessSplit): Rows => [
  ...distributionRows(measure, all, {}),
  ...Object.entries(byRule).flatMap(([rule, of]) => distributionRows(measure, of, { rule })),
  ...Object.entries(byProcessor).flatMap(([processor, of]) => distributionRows(measure, of, { processor }))
]

const latenessRows = ({
  lateness: { executionGrace, timeliness, done, withinGrace, overdue }
}: Report): Rows => [
  { measure: 'execution_grace', value: executionGrace },
  ...timelinesses.map(
    each => ({ measure: 'done', value: timeliness[each], unit: 'count', timeliness: each }) as const
  ),
  { measure: 'open_within_grace', value: withinGrace, unit: 'count' },
  ...Object.entries(done).flatMap(([measure, split]) => splitRows(snake(measure), split)),
  ...splitRows('overdue', overdue)
]

const forecastRows = ({ forecast }: Report): Rows => [
  ...(['scheduled', 'suspended', 'reviews'] as const).flatMap(measure =>
    forecast[measure].map(
      ({ count, ...about }) => ({ ...about, measure, value: count, unit: 'count' }) as const
    )
  ),
  { measure: 'later', value: forecast.later, unit: 'count' }
]

const coverageRows = ({ coverage }: Report): Rows => {
  const { rows, shareReliedOn, interestsWithoutAssessment, ...counts } = coverage
  return [
    ...rows.flatMap(({ days, present, ...about }): Rows => [
      { ...about, measure: 'days', value: days, unit: 'days' },
      { ...about, measure: 'present', value: present, unit: 'count' }
    ]),
    { measure: 'share_relied_on', value: shareReliedOn, unit: 'share' },
    ...numbers(counts),
    { measure: 'interests_without_assessment', value: interestsWithoutAssessment }
  ]
}

const movementRows = (measure: string, { count, byRule, byPurpose, byMonth, first }: Movement): Rows => [
  { measure, value: count, unit: 'count' },
  ...Object.entries(byRule).map(([rule, value]) => ({ measure, value, unit: 'count', rule }) as const),
  ...Object.entries(byPurpose).map(
    ([purpose, value]) => ({ measure, value, unit: 'count', purpose }) as const
  ),
  ...Object.entries(byMonth).map(([month, value]) => ({ measure, value, unit: 'count', month }) as const),
  ...first.map(({ callId, target, targetId, rule, from, to }) => ({
    measure: `${measure}_first`,
    callId,
    target,
    targetId,
    rule,
    at: from,
    movedTo: to
  }))
]

const whatIfRows = ({ policy, findingsGained, findingsLost, ...movements }: WhatIf): Rows => [
  { measure: 'policy_version', value: policy.latestVersion },
  ...Object.entries(movements).flatMap(([measure, movement]) => movementRows(snake(measure), movement)),
  ...Object.entries({ findings_gained: findingsGained, findings_lost: findingsLost }).flatMap(
    ([measure, codes]) =>
      Object.entries(codes).map(([code, value]) => ({ measure, value, unit: 'count', code }) as const)
  )
]

const qualityRows = ({ quality }: Report): Rows => {
  const { unreadable, uncertainBecause, arrivalDelay, policyMissing, ...counts } = quality
  return [
    ...numbers(counts),
    ...numbers(unreadable, { prefix: 'unreadable_' }),
    ...numbers(uncertainBecause, { prefix: 'uncertain_' }),
    ...numbers(arrivalDelay, { prefix: 'arrival_delay_', unit: 'seconds' }),
    { measure: 'policy_missing', value: policyMissing }
  ]
}

const limitRows = ({ limits }: Report): Rows =>
  limits.flatMap(({ da, en }) => [
    { measure: 'limit_da', value: da },
    { measure: 'limit_en', value: en }
  ])

/**
 * `report.csv`: every number of a report. Rows without `rule` and `processor` are totals of those that have one. The
 * single findings and actions are the first only, as in the report; the counts are of all. What a number counts or
 * measures is in `unit`: count, seconds, bytes, days or share (0 to 1).
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { reportCsv, reportOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const reporter = reportOf(view)
 * reporter.add({ callId: identifier('call-1'), events: [], faults: [] })
 * const row = reportCsv(reporter.finish()).split('\r\n').find(each => each.startsWith('"figures","calls"'))
 * assert.ok(row?.startsWith('"figures","calls","1","count"'))
 *
 * @see RFC 4180; GDPR art. 5(2)
 */
export const reportCsv = (report: Report, dialect?: Dialect): string => {
  const sections: Readonly<Record<string, Rows>> = {
    head: headRows(report),
    figures: figureRows(report),
    findings: findingRows(report),
    lateness: latenessRows(report),
    forecast: forecastRows(report),
    coverage: coverageRows(report),
    'what-if': report.whatIf === null ? [] : whatIfRows(report.whatIf),
    quality: qualityRows(report),
    limits: limitRows(report)
  }
  return csvTable(
    columns,
    Object.entries(sections).flatMap(([section, rows]) => rows.map(row => ({ section, ...row }))),
    dialect
  )
}
