/**
 * What is wrong in a whole log, on a page.
 */
import type { Severity } from '@samtykke/core'
import type { FindingsOfCode } from '../findings.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { horizontalBars } from '../../render/html/bars.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { id, numeral, severityTag, time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import { policyMemberName } from '../../render/text/policyMembers.ts'
import { findingName, findingNames, severityNames } from '../../render/text/coreNames.ts'

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

/** The severities that there are of a kind, the gravest first. */
const foundOf = ({ bySeverity }: FindingsOfCode): ReadonlyArray<Severity> =>
  severities.filter(severity => bySeverity[severity] > 0)

const worstOf = (findings: FindingsOfCode): Severity => foundOf(findings)[0] ?? 'info'

/** Where all are of one severity, as that is called. */
const nameOf = (findings: FindingsOfCode): Bilingual => {
  const [severity, ...others] = foundOf(findings)
  const { code } = findings
  return severity === undefined || others.length > 0 ? findingNames[code] : findingName({ code, severity })
}

const oldestList = (context: PageContext, findings: FindingsOfCode): Content => {
  const { code, oldest } = findings
  const { translate } = context
  const found = foundOf(findings)
  return found.map(severity => {
    const own = oldest.filter(finding => finding.severity === severity)
    if (own[0]?.callId === undefined) return ''
    const of = [': ', severityTag(context, severity), ' ', translate(findingName({ code, severity }))]
    return element(
      'details',
      {},
      element('summary', {}, translate(words.oldestOf), found.length > 1 ? of : ''),
      element(
        'ul',
        {},
        own.map(({ at, callId }) => element('li', {}, time(context, at), ' ', id(callId ?? '')))
      )
    )
  })
}

/** The findings: a chart by severity, and a table by kind with the oldest of each. */
export const findingsSection = (context: PageContext, { findings, since, quality }: Report): Content => {
  const { translate } = context
  const sorted = [...findings].sort((a, b) => severities.indexOf(worstOf(a)) - severities.indexOf(worstOf(b)))
  const columns: ReadonlyArray<Column<FindingsOfCode>> = [
    {
      head: words.severity,
      cell: row => {
        const found = foundOf(row)
        return found.map((severity, index) => [
          index > 0 ? element('br') : '',
          severityTag(context, severity),
          found.length > 1 ? ` ${numeral(context, row.bySeverity[severity])}` : ''
        ])
      }
    },
    {
      head: words.what,
      cell: row => [
        translate(nameOf(row)),
        ' ',
        element('span', { class: 'soft' }, id(row.code)),
        row.code === 'record-incomplete'
          ? element(
              'p',
              { class: 'soft' },
              translate(words.policyMissing),
              quality.policyMissing.map((each, index) => [
                index > 0 ? ', ' : '',
                `${translate(policyMemberName(each))} `,
                id(each)
              ])
            )
          : oldestList(context, row)
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
