/**
 * What is wrong in a call, on a page.
 */
import { type Bilingual, both } from '../../render/text/language.ts'
import type { Trail } from '../trail.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { id, severityTag, time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import type { RowIds } from '../../render/html/rowIds.ts'
import { findingNames, targetNames } from '../../render/text/coreNames.ts'

const words = {
  findings: both('Bemærkninger', 'Findings'),
  nothingFound: both('Ingen bemærkninger.', 'No findings.'),
  when: both('Hvornår', 'When'),
  what: both('Hvad', 'What'),
  evidence: both('Hændelse', 'Event'),
  target: both('Om', 'About'),
  severity: both('Alvor', 'Severity')
} satisfies Record<string, Bilingual>

const columns = (context: PageContext, ids: RowIds): ReadonlyArray<Column<Trail['findings'][number]>> => [
  {
    head: words.severity,
    cell: ({ severity }) => severityTag(context, severity)
  },
  {
    head: words.what,
    cell: ({ code }) => [
      context.translate(findingNames[code]),
      ' ',
      element('span', { class: 'soft' }, id(code))
    ],
    kind: 'long'
  },
  { head: words.when, cell: ({ at }) => time(context, at) },
  {
    head: words.target,
    cell: ({ target, targetId }) =>
      target === undefined ? '' : [context.translate(targetNames[target]), ' ', id(targetId ?? '')]
  },
  {
    head: words.evidence,
    cell: ({ events }) => events.map((event, index) => [index > 0 ? ' ' : '', ids.inRow(event)])
  }
]

/** The findings. */
export const findingsSection = (context: PageContext, { findings }: Trail, ids: RowIds): Content =>
  findings.length === 0
    ? element('p', {}, context.translate(words.nothingFound))
    : tableOf(context, words.findings, {
        columns: columns(context, ids),
        rows: findings,
        whole: both('findings.csv', 'findings.csv')
      })
