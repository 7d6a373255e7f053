/**
 * What is wrong in a call, on a page.
 */
import { type Bilingual, both } from '../../render/text/language.ts'
import type { Clock } from '../../render/text/words.ts'
import type { Trail } from '../trail.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageVoice } from '../../render/html/page.ts'
import { id, severityTag, time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
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

const columns = (voice: PageVoice, clock: Clock): ReadonlyArray<Column<Trail['findings'][number]>> => [
  {
    head: words.severity,
    cell: ({ severity }) => severityTag(voice, severity)
  },
  {
    head: words.what,
    cell: ({ code }) => [
      voice.translate(findingNames[code]),
      ' ',
      element('span', { class: 'soft' }, id(code))
    ],
    kind: 'long'
  },
  { head: words.when, cell: ({ at }) => time(voice, clock, at) },
  {
    head: words.target,
    cell: ({ target, targetId }) =>
      target === undefined ? '' : [voice.translate(targetNames[target]), ' ', id(targetId ?? '')]
  },
  {
    head: words.evidence,
    cell: ({ events }) => events.map((event, index) => [index > 0 ? ' ' : '', id(event)])
  }
]

/** The findings. */
export const findingsSection = (voice: PageVoice, clock: Clock, { findings }: Trail): Content =>
  findings.length === 0
    ? element('p', {}, voice.translate(words.nothingFound))
    : tableOf(voice, words.findings, columns(voice, clock), findings, {
        whole: both('findings.csv', 'findings.csv')
      })
