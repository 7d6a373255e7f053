/**
 * What is wrong in a whole log, on a page.
 */
import type { Finding } from '@samtykke/core'
import type { FindingsOfCode } from '../findings.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { horizontalBars } from '../../render/html/bars.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { id, numeral, severityTag, time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import { findingNames, severityNames } from '../../render/text/coreNames.ts'

const words = {
  findings: both('Bemærkninger', 'Findings'),
  severity: both('Alvor', 'Severity'),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  before: both('Før', 'Before'),
  oldestOf: both('Ældste', 'Oldest'),
  since: both('Sammenlignet med', 'Compared with'),
  policyMissing: both('Regelsættet oplyser ikke: ', 'The policy does not state: '),
  bySeverity: both('Bemærkninger efter alvor', 'Findings by severity'),
  bySeverityDescribed: both(
    'Antallet af fejl, advarsler og oplysninger; de samme tal står i tabellen nedenfor.',
    'The number of errors, warnings and notes; the same numbers stand in the table below.'
  )
} satisfies Record<string, Bilingual>

const severities = ['error', 'warning', 'info'] as const

const worstOf = ({ bySeverity }: FindingsOfCode) =>
  severities.find(severity => bySeverity[severity] > 0) ?? 'info'

const oldestList = (context: PageContext, oldest: ReadonlyArray<Finding>): Content => {
  if (oldest.length === 0 || oldest[0]?.callId === undefined) return ''
  return element(
    'details',
    {},
    element('summary', {}, context.translate(words.oldestOf)),
    element(
      'ul',
      {},
      oldest.map(({ at, callId }) => element('li', {}, time(context, at), ' ', id(callId ?? '')))
    )
  )
}

/** The findings: a chart by severity, and a table by kind with the oldest of each. */
export const findingsSection = (context: PageContext, { findings, since, quality }: Report): Content => {
  const { translate } = context
  const sorted = [...findings].sort((a, b) => severities.indexOf(worstOf(a)) - severities.indexOf(worstOf(b)))
  const columns: ReadonlyArray<Column<FindingsOfCode>> = [
    {
      head: words.severity,
      cell: ({ bySeverity }) => {
        const found = severities.filter(severity => bySeverity[severity] > 0)
        return found.map((severity, index) => [
          index > 0 ? element('br') : '',
          severityTag(context, severity),
          found.length > 1 ? ` ${numeral(context, bySeverity[severity])}` : ''
        ])
      }
    },
    {
      head: words.what,
      cell: ({ code, oldest }) => [
        translate(findingNames[code]),
        ' ',
        element('span', { class: 'soft' }, id(code)),
        code === 'record-incomplete'
          ? element(
              'p',
              { class: 'soft' },
              translate(words.policyMissing),
              [...quality.policyMissing].sort().join(', ')
            )
          : oldestList(context, oldest)
      ],
      kind: 'long'
    },
    { head: words.count, cell: ({ count }) => numeral(context, count), kind: 'number' },
    ...(since === null
      ? []
      : [
          {
            head: words.before,
            cell: ({ before }: FindingsOfCode) => numeral(context, before ?? 0),
            kind: 'number' as const
          }
        ])
  ]
  return [
    horizontalBars(
      context,
      'findings',
      {
        title: translate(words.bySeverity),
        description: translate(words.bySeverityDescribed),
        series: [translate(words.count)],
        bars: severities.map(severity => ({
          label: translate(severityNames[severity]),
          parts: [findings.reduce((sum, { bySeverity }) => sum + bySeverity[severity], 0)]
        }))
      },
      value => numeral(context, value)
    ),
    since === null ? '' : element('p', {}, `${translate(words.since)} `, time(context, since), '.'),
    tableOf(context, words.findings, { columns, rows: sorted })
  ]
}
