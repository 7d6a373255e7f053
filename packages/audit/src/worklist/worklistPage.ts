/**
 * What needs a person, as one HTML file.
 */
import type { View } from '@samtykke/core'
import { headFacts } from '../head/derivation.ts'
import { limitsOf } from '../head/limits.ts'
import { type Content, element, fragment } from '../render/html/element.ts'
import { type PageContext, type PageLanguage, pageOf } from '../render/html/page.ts'
import { id, summaryBox, time } from '../render/html/parts.ts'
import { limitsSection, type Section, sectionsOf } from '../render/html/sections.ts'
import { type Column, tableOf } from '../render/html/table.ts'
import { cite } from '../render/text/citation.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { counted, fullDate } from '../render/text/words.ts'
import { reasonNames, urgencyNames, workText } from './names.ts'
import { urgencies, type Urgency, type WorkItem } from './workItem.ts'
import type { Worklist } from './worklist.ts'

const words = {
  what: both('Hvad', 'What'),
  why: both('Hvorfor', 'Why'),
  at: both('Frist eller siden', 'Due or since'),
  last: both('Senest', 'At the latest'),
  call: both('Samtale', 'Call'),
  article: both('Artikel', 'Article'),
  processors: both('Databehandler', 'Processor'),
  trail: both('Vis sporet', 'See the trail')
} satisfies Record<string, Bilingual>

/** What stands under each heading. */
const meanings = (days: number): Readonly<Record<Urgency, Bilingual>> => ({
  late: both('Fristen er overskredet.', 'The time for it has passed.'),
  now: both('Skal ske nu, og sker ikke af sig selv.', 'Due now, and does not happen by itself.'),
  soon: both(
    `Forfalder inden for ${counted('da', days, 'day')} og sker ikke af sig selv.`,
    `Falls due within ${counted('en', days, 'day')}, and does not happen by itself.`
  ),
  later: both(
    'Indsigtsanmodninger, som der er mere tid til (artikel 12, stk. 3).',
    'Requests for access that have more time (art. 12(3)).'
  ),
  look: both('Fejl og modstrid uden frist.', 'Errors and contradictions without a date.')
})

const columns = (context: PageContext): ReadonlyArray<Column<WorkItem>> => {
  const { translate, language } = context
  return [
    {
      head: words.what,
      cell: item => [
        translate(workText(item)),
        ...(item.targetId === undefined || item.targetId === item.callId ? [] : [' ', id(item.targetId)])
      ],
      kind: 'long'
    },
    { head: words.why, cell: ({ reasons }) => reasons.map(each => translate(reasonNames[each])).join('; ') },
    { head: words.at, cell: ({ at }) => time(context, at) },
    {
      head: words.last,
      cell: ({ lastLawfulDay }) => (lastLawfulDay === undefined ? '' : fullDate(language, lastLawfulDay))
    },
    { head: words.call, cell: ({ callId }) => (callId === null ? '' : id(callId)) },
    { head: words.article, cell: ({ article }) => (article === undefined ? '' : cite(language, article)) },
    { head: words.processors, cell: ({ processors }) => (processors ?? []).join(', ') },
    {
      head: words.trail,
      cell: ({ command, anchor, callId }) =>
        element('code', {}, callId === null ? command : `${command} #${language}-${anchor}`),
      kind: 'long'
    }
  ]
}

const total = ({ items, counts }: Worklist): Bilingual =>
  items.length === 0
    ? both('Intet kræver manuel behandling.', 'Nothing needs a person.')
    : both(
        `${items.length} kræver manuel behandling: ${counts.late} overskredet, ${counts.now} nu, ${counts.soon} snart, ${counts.later} senere, ${counts.look} at se på.`,
        `${items.length} need a person: ${counts.late} late, ${counts.now} now, ${counts.soon} soon, ${counts.later} later, ${counts.look} to look at.`
      )

const body =
  (list: Worklist) =>
  (context: PageContext): Content => {
    const { translate } = context
    const sections = urgencies.map((urgency): Section => {
      const rows = list.items.filter(each => each.urgency === urgency)
      return {
        name: urgency,
        title: urgencyNames[urgency],
        content: [
          element('p', {}, translate(meanings(list.days)[urgency])),
          tableOf(context, urgencyNames[urgency], { columns: columns(context), rows })
        ]
      }
    })
    return fragment(
      summaryBox([translate(total(list))]),
      sectionsOf(context, [...sections, limitsSection(context, limitsOf(null))]),
      headFacts(context, list, [])
    )
  }

/**
 * The list as one HTML file that opens anywhere: no script, no request, in Danish, English or both. Of more than 500 of one
 * urgency the first are shown, and how many there are.
 *
 * @param view the view from which the list was made
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { worklistHtml, worklistOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const html = worklistHtml(view, worklistOf(view, { days: 7, unconfirmedFor: 7 }).finish(), 'da')
 * assert.ok(html.includes('Intet kræver manuel behandling.'))
 *
 * @see GDPR art. 24(1), 39(1)(b)
 */
export const worklistHtml = (view: View, list: Worklist, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both('Arbejdsliste for optagede samtaler', 'Work list of recorded calls'),
      short: both('Arbejdsliste for optagede samtaler', 'Work list of recorded calls'),
      foot: `samtykke · ${list.policy.version} · ${list.asOf}`,
      body: body(list)
    },
    language
  )
