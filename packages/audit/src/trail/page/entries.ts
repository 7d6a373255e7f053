/**
 * What happened in a call and what followed, on a page.
 */
import type { FindingCode, Severity } from '@samtykke/core'
import { groupedBy } from '@samtykke/core/lookups'
import { type About, firstAbout } from '../../basis/aboutTarget.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import type { Entry } from '../entries/entry.ts'
import type { Trail } from '../trail.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { id, list, severityTag, time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import { citedList } from '../../render/text/citation.ts'
import type { RowIds } from '../../render/html/rowIds.ts'
import { findingName } from '../../render/text/coreNames.ts'

const words = {
  events: both('Hændelser, og hvad der fulgte', 'Events, and what followed'),
  noConsent: both('Loggen har ingen hændelser om samtykke.', 'The log has no events of consent.'),
  when: both('Hvornår', 'When'),
  what: both('Hvad', 'What'),
  articles: both('Artikler', 'Articles'),
  evidence: both('Hændelse', 'Event'),
  leaf: both('blad', 'leaf'),
  number: both('Nr.', 'No.'),
  why: both('Hvorfor det tidspunkt', 'Why that date')
} satisfies Record<string, Bilingual>

const columns = (context: PageContext, trail: Trail, ids: RowIds): ReadonlyArray<Column<Entry>> => {
  const { translate } = context
  const byCode = groupedBy(trail.findings, ({ code }) => code)
  const ownOf = new Map(Array.from(byCode, ([code, found]) => [code, firstAbout(found)]))
  const severityOf = (about: About, code: FindingCode): Severity =>
    (ownOf.get(code)?.(about) ?? byCode.get(code)?.[0])?.severity ?? 'info'
  return [
    { head: words.number, cell: ({ seq }) => seq, kind: 'number' },
    { head: words.when, cell: ({ at }) => time(context, at) },
    {
      head: words.what,
      cell: ({ text, code, kind, findings, reason, ...entry }) => [
        translate(text),
        kind === 'event' ? [' ', element('span', { class: 'soft' }, id(code))] : '',
        reason === undefined
          ? ''
          : element(
              'details',
              {},
              element('summary', {}, translate(words.why)),
              element('p', {}, translate(reason))
            ),
        findings.map(finding => [
          element('br'),
          severityTag(context, severityOf(entry, finding)),
          ' ',
          translate(findingName({ code: finding, severity: severityOf(entry, finding) }))
        ])
      ],
      kind: 'long'
    },
    { head: words.articles, cell: ({ articles }) => citedList(context.language, articles), kind: 'medium' },
    {
      head: words.evidence,
      cell: ({ eventId, evidence, leaf }) => [
        (eventId === undefined ? evidence : [eventId]).map((each, index) => [
          index > 0 ? ' ' : '',
          ids.inRow(each)
        ]),
        leaf === undefined
          ? ''
          : [' ', element('span', { class: 'soft' }, `${translate(words.leaf)} ${leaf}`)]
      ]
    }
  ]
}

/** Every entry, in order. */
export const entriesSection = (context: PageContext, trail: Trail, ids: RowIds): Content =>
  tableOf(context, words.events, {
    columns: columns(context, trail, ids),
    rows: trail.entries,
    whole: both('trail.csv', 'trail.csv'),
    rowClass: ({ kind }) => (kind === 'derived' ? 'derived' : undefined)
  })

const isConsent = ({ kind, code }: Entry): boolean =>
  kind === 'event' &&
  (code.startsWith('consent-') || code === 'analysis-objected' || code === 'erasure-requested')

/** What the customer decided. */
export const consentSection = (context: PageContext, { entries }: Trail): Content => {
  const acts = entries.filter(isConsent)
  return acts.length === 0
    ? element('p', {}, context.translate(words.noConsent))
    : list(acts.map(({ at, text }) => [time(context, at), ': ', context.translate(text)]))
}
