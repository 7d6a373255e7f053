/**
 * How much there is, on a page.
 */
import { keptStates } from '../../report/figures.ts'
import type { Report } from '../../report/report.ts'
import type { Bilingual } from '../../text/language.ts'
import type { Clock } from '../../text/words.ts'
import { type Content, el, type Markup } from '../element.ts'
import type { PageVoice } from '../page.ts'
import { factList, id, numeral, time } from '../parts.ts'
import { tableOf } from '../table.ts'
import { both, keptStateNames } from '../words.ts'

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
  holds: both('bevaringspålæg gælder', 'holds in force'),
  oldest: both('Ældste optagelse, der er gemt', 'Oldest recording kept'),
  state: both('Tilstand', 'State'),
  byState: both('Optagelser og analyser efter tilstand', 'Recordings and analyses by state'),
  none: both('ingen', 'none')
} satisfies Record<string, Bilingual>

const card = (value: string, name: string): Markup => el('li', {}, el('strong', {}, value), name)

/** The figures: the largest as cards, all of them in tables. */
export const figuresSection = (voice: PageVoice, clock: Clock, { figures }: Report): Content => {
  const { say } = voice
  const number = (value: number): string => numeral(voice, value)
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0)
  return [
    el(
      'ul',
      { class: 'cards' },
      card(number(figures.calls), say(words.calls)),
      card(number(figures.subjects), say(words.subjects)),
      card(number(sum(figures.recordings)), say(words.recordings)),
      card(number(sum(figures.analyses)), say(words.analyses)),
      card(number(Math.round(figures.keptSeconds / 3600)), say(words.kept)),
      card(number(Math.round(figures.keptBytes / 1e8) / 10), say(words.bytes)),
      card(number(figures.requests.open), say(words.open)),
      card(number(figures.holdsInForce), say(words.holds))
    ),
    tableOf(
      voice,
      words.byState,
      [
        { head: words.state, cell: state => say(keptStateNames[state]) },
        { head: words.recordings, cell: state => number(figures.recordings[state]), kind: 'number' },
        { head: words.analyses, cell: state => number(figures.analyses[state]), kind: 'number' }
      ],
      keptStates
    ),
    factList([
      [say(words.closed), number(figures.closedCalls)],
      [say(words.answered), number(figures.requests.answered)],
      [
        say(words.oldest),
        figures.oldestKept === null
          ? say(words.none)
          : [time(voice, clock, figures.oldestKept.startedAt), ', ', id(figures.oldestKept.callId)]
      ]
    ])
  ]
}
