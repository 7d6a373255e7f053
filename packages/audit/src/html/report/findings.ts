/**
 * What is wrong in a whole log, on a page.
 */
import type { Finding } from '@samtykke/core'
import type { FindingsOfCode } from '../../report/findings.ts'
import type { Report } from '../../report/report.ts'
import type { Bilingual } from '../../text/language.ts'
import type { Clock } from '../../text/words.ts'
import { lying } from '../bars.ts'
import { type Content, el } from '../element.ts'
import type { PageVoice } from '../page.ts'
import { id, numeral, severityTag, time } from '../parts.ts'
import { type Column, tableOf } from '../table.ts'
import { both, findingNames, severityNames } from '../words.ts'
import { missingMembersText } from './missing.ts'

const words = {
  findings: both('Bemærkninger', 'Findings'),
  severity: both('Alvor', 'Severity'),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  before: both('Før', 'Before'),
  oldestOf: both('Ældste', 'Oldest'),
  since: both('Sammenlignet med', 'Compared with'),
  bySeverity: both('Bemærkninger efter alvor', 'Findings by severity'),
  bySeverityDescribed: both(
    'Antallet af fejl, advarsler og oplysninger; de samme tal står i tabellen nedenunder.',
    'The number of errors, warnings and notes; the same numbers stand in the table below.'
  )
} satisfies Record<string, Bilingual>

const severities = ['error', 'warning', 'info'] as const

const worstOf = ({ bySeverity }: FindingsOfCode) =>
  severities.find(severity => bySeverity[severity] > 0) ?? 'info'

const oldestList = (voice: PageVoice, clock: Clock, oldest: ReadonlyArray<Finding>): Content => {
  if (oldest.length === 0 || oldest[0]?.callId === undefined) return ''
  return el(
    'details',
    {},
    el('summary', {}, voice.say(words.oldestOf)),
    el(
      'ul',
      {},
      oldest.map(({ at, callId }) => el('li', {}, time(voice, clock, at), ' ', id(callId ?? '')))
    )
  )
}

/** The findings: a chart by severity, and a table by kind with the oldest of each. */
export const findingsSection = (voice: PageVoice, clock: Clock, { findings, since }: Report): Content => {
  const { say } = voice
  const sorted = [...findings].sort((a, b) => severities.indexOf(worstOf(a)) - severities.indexOf(worstOf(b)))
  const columns: ReadonlyArray<Column<FindingsOfCode>> = [
    {
      head: words.severity,
      cell: ({ bySeverity }) => {
        const found = severities.filter(severity => bySeverity[severity] > 0)
        return found.map((severity, index) => [
          index > 0 ? el('br') : '',
          severityTag(voice, severity),
          found.length > 1 ? ` ${numeral(voice, bySeverity[severity])}` : ''
        ])
      }
    },
    {
      head: words.what,
      cell: ({ code, oldest }) => [
        say(findingNames[code]),
        ' ',
        el('span', { class: 'soft' }, id(code)),
        code === 'record-incomplete' ? missingMembersText(voice, oldest) : oldestList(voice, clock, oldest)
      ],
      kind: 'long'
    },
    { head: words.count, cell: ({ count }) => numeral(voice, count), kind: 'number' },
    ...(since === null
      ? []
      : [
          {
            head: words.before,
            cell: ({ before }: FindingsOfCode) => numeral(voice, before ?? 0),
            kind: 'number' as const
          }
        ])
  ]
  return [
    lying(
      voice,
      'findings',
      {
        title: say(words.bySeverity),
        description: say(words.bySeverityDescribed),
        series: [say(words.count)],
        bars: severities.map(severity => ({
          label: say(severityNames[severity]),
          parts: [findings.reduce((sum, { bySeverity }) => sum + bySeverity[severity], 0)]
        }))
      },
      value => numeral(voice, value)
    ),
    since === null ? '' : el('p', {}, `${say(words.since)} `, time(voice, clock, since), '.'),
    tableOf(voice, words.findings, columns, sorted)
  ]
}
