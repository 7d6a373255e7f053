/**
 * A call of a person, as a page for that person.
 *
 * @see GDPR art. 12(1), 15(1)
 */
import type { View } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import { pageOf, type PageContext } from '../render/html/page.ts'
import { list, time } from '../render/html/parts.ts'
import { section } from '../render/html/sections.ts'
import { tableOf } from '../render/html/table.ts'
import { citer } from '../render/text/citation.ts'
import { both } from '../render/text/language.ts'
import { capitalised, listed } from '../render/text/words.ts'
import { thingNames } from '../subject/keptText.ts'
import { smallPrint } from '../subject/smallPrint.ts'
import type { CallCopy, CopyEntry, OwnCall } from './callCopy.ts'

const words = {
  short: both('En af dine samtaler', 'One of your calls'),
  kept: both('Hvad der er gemt, og til hvornår', 'What is kept, and until when'),
  nothing: both(
    'Der er hverken en optagelse eller en stemmeanalyse af samtalen.',
    'There is neither a recording nor a voice analysis of the call.'
  ),
  entries: both('Hvad der er sket', 'What happened'),
  when: both('Hvornår', 'When'),
  what: both('Hvad', 'What'),
  articles: both('Regler', 'Rules'),
  reference: both('Samtalens reference hos os', 'Our reference for the call'),
  back: both('Tilbage til forsiden', 'Back to the first page')
}

const keptSection = ({ translate }: PageContext, { kept }: CallCopy): Content =>
  kept.length === 0
    ? element('p', {}, translate(words.nothing))
    : list(
        kept.map(({ target, text }) => [
          element('strong', {}, `${capitalised(translate(thingNames[target]))}. `),
          translate(text)
        ])
      )

const entriesTable = (context: PageContext, { entries }: CallCopy): Content =>
  tableOf<CopyEntry>(context, words.entries, {
    columns: [
      { head: words.when, cell: ({ at }) => time(context, at) },
      { head: words.what, cell: ({ text }) => context.translate(text), kind: 'long' },
      {
        head: words.articles,
        cell: ({ articles }) => listed(context.language, articles.map(citer(context.language)))
      }
    ],
    rows: entries
  })

const body =
  (view: View, { copy }: OwnCall) =>
  (context: PageContext): Content => [
    element(
      'p',
      {},
      `${context.translate(words.reference)}: ${copy.callId}. `,
      element('a', { href: '../index.html' }, context.translate(words.back))
    ),
    section(context, { name: 'kept', title: words.kept, content: keptSection(context, copy) }),
    section(context, { name: 'entries', title: words.entries, content: entriesTable(context, copy) }),
    smallPrint(context, view)
  ]

/** The page, in Danish and then in English. It runs nothing and fetches nothing. */
export const callPage = (view: View, own: OwnCall): string =>
  pageOf(
    {
      view,
      title: words.short,
      short: words.short,
      foot: `${own.copy.callId} · ${own.copy.asOf}`,
      body: body(view, own)
    },
    'both'
  )
