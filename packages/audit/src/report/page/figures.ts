/**
 * How much there is, on a page.
 */
import { retentionStates } from '../figures.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { type Content, element, type Markup } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { factList, id, numeral, time } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { type NounName, wordFor } from '../../render/text/nouns.ts'
import { retentionStateNames } from '../names.ts'

const words = {
  closed: both('Afsluttede samtaler', 'Closed calls'),
  recordings: both('optagelser', 'recordings'),
  analyses: both('stemmeanalyser', 'voice analyses'),
  answered: both('Besvarede indsigtsanmodninger', 'Access requests answered'),
  oldest: both('Ældste optagelse, der opbevares', 'Oldest recording kept'),
  state: both('Tilstand', 'State'),
  byState: both('Optagelser og stemmeanalyser efter tilstand', 'Recordings and analyses by state'),
  none: both('ingen', 'none')
} satisfies Record<string, Bilingual>

const card = (context: PageContext, value: number, noun: NounName): Markup =>
  element('li', {}, element('strong', {}, numeral(context, value)), context.translate(wordFor(value, noun)))

/** The figures: the largest as cards, all of them in tables. */
export const figuresSection = (context: PageContext, { figures }: Report): Content => {
  const { translate } = context
  const number = (value: number): string => numeral(context, value)
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0)
  return [
    element(
      'ul',
      { class: 'cards' },
      card(context, figures.calls, 'call'),
      card(context, figures.subjects, 'customer'),
      card(context, sum(figures.recordings), 'recording'),
      card(context, sum(figures.analyses), 'analysis'),
      card(context, Math.round(figures.keptSeconds / 3600), 'hour'),
      card(context, Math.round(figures.keptBytes / 1e8) / 10, 'gigabyte'),
      card(context, figures.requests.open, 'openRequest'),
      card(context, figures.holdsInForce, 'hold')
    ),
    tableOf(context, words.byState, {
      columns: [
        { head: words.state, cell: state => translate(retentionStateNames[state]) },
        { head: words.recordings, cell: state => number(figures.recordings[state]), kind: 'number' },
        { head: words.analyses, cell: state => number(figures.analyses[state]), kind: 'number' }
      ],
      rows: retentionStates
    }),
    factList(context, [
      [words.closed, number(figures.closedCalls)],
      [words.answered, number(figures.requests.answered)],
      [
        words.oldest,
        figures.oldestKept === null
          ? translate(words.none)
          : [time(context, figures.oldestKept.startedAt), ', ', id(figures.oldestKept.callId)]
      ]
    ])
  ]
}
