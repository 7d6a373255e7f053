/**
 * What falls due month by month, on a page.
 */
import type { ForecastRow } from '../forecast.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { monthAndYear, monthName } from '../../render/text/words.ts'
import { verticalBars } from '../../render/html/bars.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { ruleNames, targetNames } from '../../render/text/coreNames.ts'

const words = {
  chart: both('Forfalder måned for måned', 'Falling due month by month'),
  described: both(
    'Hvor mange handlinger der forfalder i hver af de næste 24 måneder, efter hvad de vedrører, og hvorfor; de samme tal står i tabellen nedenfor.',
    'How many actions fall due in each of the coming 24 months, by what they are about and why; the same numbers stand in the table below.'
  ),
  month: both('Måned', 'Month'),
  about: both('Om', 'About'),
  ground: both('Grund', 'Ground'),
  count: both('Antal', 'Count'),
  suspended: both(
    'Udsat ved sletningsstop, efter den frist, der ellers gælder',
    'Suspended by holds, by the date that otherwise applies'
  ),
  reviews: both('Gennemgang af sletningsstop', 'Reviews of holds'),
  later: both('Senere', 'Later than that')
} satisfies Record<string, Bilingual>

const seriesOf = ({ target, rule }: ForecastRow): string => `${target} ${rule}`

const rowsTable = (context: PageContext, caption: Bilingual, rows: ReadonlyArray<ForecastRow>) =>
  tableOf(context, caption, {
    columns: [
      { head: words.month, cell: ({ month }) => monthAndYear(context.language, month) },
      { head: words.about, cell: ({ target }) => context.translate(targetNames[target]) },
      { head: words.ground, cell: ({ rule }) => context.translate(ruleNames[rule]) },
      { head: words.count, cell: ({ count }) => numeral(context, count), kind: 'number' }
    ],
    rows
  })

/** The forecast: a chart, its numbers, and what is suspended. */
export const forecastSection = (context: PageContext, { forecast }: Report): Content => {
  const { translate, language } = context
  const { months, scheduled, suspended, reviews, later } = forecast
  const series = [...new Map(scheduled.map(row => [seriesOf(row), row])).values()]
  const countIn = (month: string, of: ForecastRow): number =>
    scheduled.find(row => row.month === month && seriesOf(row) === seriesOf(of))?.count ?? 0
  return [
    verticalBars(
      context,
      'forecast',
      {
        title: translate(words.chart),
        description: translate(words.described),
        series: series.map(
          ({ target, rule }) => `${translate(targetNames[target])}: ${translate(ruleNames[rule])}`
        ),
        bars: months.map(month => ({
          label: `${monthName(language, month).slice(0, 3)} ${month.slice(2, 4)}`,
          parts: series.map(each => countIn(month, each))
        }))
      },
      value => numeral(context, value)
    ),
    rowsTable(context, words.chart, scheduled),
    element('p', {}, `${translate(words.later)}: ${numeral(context, later)}.`),
    rowsTable(context, words.suspended, suspended),
    rowsTable(context, words.reviews, reviews)
  ]
}
