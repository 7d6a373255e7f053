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
import { retentionStateNames } from '../names.ts'

const words = {
  calls: both('samtaler', 'calls'),
  closed: both('Afsluttede samtaler', 'Closed calls'),
  subjects: both('kunder med reference', 'customers with a reference'),
  recordings: both('optagelser', 'recordings'),
  analyses: both('stemmeanalyser', 'voice analyses'),
  kept: both('timers optagelse gemt', 'hours of recording kept'),
  bytes: both('gigabyte gemt', 'gigabytes kept'),
  open: both('indsigtsanmodninger åbne', 'access requests open'),
  answered: both('Besvarede indsigtsanmodninger', 'Access requests answered'),
  holds: both('sletningsstop gælder', 'holds in force'),
  oldest: both('Ældste optagelse, der er gemt', 'Oldest recording kept'),
  state: both('Tilstand', 'State'),
  byState: both('Optagelser og analyser efter tilstand', 'Recordings and analyses by state'),
  none: both('ingen', 'none')
} satisfies Record<string, Bilingual>

const card = (value: string, name: string): Markup => element('li', {}, element('strong', {}, value), name)

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
      card(number(figures.calls), translate(words.calls)),
      card(number(figures.subjects), translate(words.subjects)),
      card(number(sum(figures.recordings)), translate(words.recordings)),
      card(number(sum(figures.analyses)), translate(words.analyses)),
      card(number(Math.round(figures.keptSeconds / 3600)), translate(words.kept)),
      card(number(Math.round(figures.keptBytes / 1e8) / 10), translate(words.bytes)),
      card(number(figures.requests.open), translate(words.open)),
      card(number(figures.holdsInForce), translate(words.holds))
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
