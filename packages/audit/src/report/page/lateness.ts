/**
 * How late things were done, on a page.
 */
import type { View } from '@samtykke/core'
import { buckets, type Distribution } from '../distribution.ts'
import type { LatenessSplit } from '../lateness.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { durationInWords } from '../../render/text/words.ts'
import { verticalBars } from '../../render/html/bars.ts'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import { graceInWords, timelinesses, timelinessNames } from '../../basis/timeliness.ts'
import { notStated } from '../../render/text/notStated.ts'
import { bucketNames } from '../names.ts'
import { ruleNames } from '../../render/text/coreNames.ts'

const words = {
  classes: both('Udførte sletninger og anonymiseringer', 'Erasures and anonymisations done'),
  timeliness: both('Rettidighed', 'Timeliness'),
  histogram: both('Forsinkelser efter længde', 'Lateness by length'),
  described: both(
    'Hvor mange der blev udført efter forfald, og hvor mange der er forfaldne og ikke udført, efter forsinkelsens længde; de samme tal står i tabellen nedenfor.',
    'How many were done after they were due, and how many are overdue, by how late; the same numbers stand in the table below.'
  ),
  confirmed: both('udført efter forfald, til bekræftelse', 'done after it was due, until confirmed'),
  instructed: both(
    'udført efter forfald, til databehandleren blev instrueret',
    'done after it was due, until the processor was instructed'
  ),
  known: both(
    'udført efter forfald, til bekræftelse, fra loggen kendte grunden',
    'done after it was due, until confirmed, from when the log knew'
  ),
  overdue: both('forfalden og ikke udført', 'overdue'),
  measured: both('Målt', 'Measured'),
  spread: both('Hvor sent', 'How late'),
  split: both('Forsinkelser efter grund og databehandler', 'Lateness by ground and processor'),
  by: both('Grund eller databehandler', 'Ground or processor'),
  count: both('Antal', 'Count'),
  half: both('Median', 'Median'),
  most: both('90 %-fraktil', '90th percentile'),
  nearlyAll: both('99 %-fraktil', '99th percentile'),
  longest: both('Længst', 'Longest')
} satisfies Record<string, Bilingual>

interface Row {
  readonly measured: Bilingual
  readonly of: string
  readonly spread: Distribution
}

const rowsOf = (
  { translate }: PageContext,
  measured: Bilingual,
  split: LatenessSplit
): ReadonlyArray<Row> => [
  ...Object.entries(split.byRule).map(([rule, spread]) => ({
    measured,
    of: translate(ruleNames[rule as keyof typeof ruleNames]),
    spread
  })),
  ...Object.entries(split.byProcessor).map(([of, spread]) => ({
    measured,
    of: of === notStated.en ? translate(notStated) : of,
    spread
  }))
]

const spreadColumns = <R>(
  context: PageContext,
  spreadOf: (row: R) => Distribution
): ReadonlyArray<Column<R>> => {
  const said = (seconds: number | null): string =>
    seconds === null ? '–' : durationInWords(context.language, seconds)
  return [
    { head: words.count, cell: row => numeral(context, spreadOf(row).count), kind: 'number' },
    { head: words.half, cell: row => said(spreadOf(row).p50) },
    { head: words.most, cell: row => said(spreadOf(row).p90) },
    { head: words.nearlyAll, cell: row => said(spreadOf(row).p99) },
    { head: words.longest, cell: row => said(spreadOf(row).max) }
  ]
}

/** Lateness: a histogram, its numbers, and how they divide. */
export const latenessSection = (
  { rules }: View,
  context: PageContext,
  { lateness: { timeliness, withinGrace, done, overdue } }: Report
): Content => {
  const { translate, language } = context
  const all: ReadonlyArray<readonly [Bilingual, Distribution]> = [
    [words.confirmed, done.untilConfirmed.all],
    [words.instructed, done.untilInstructed.all],
    [words.known, done.untilConfirmedFromKnown.all],
    [words.overdue, overdue.all]
  ]
  const grace = graceInWords(language, rules)
  return [
    element(
      'p',
      {},
      translate(
        both(
          `Udførelsesfristen er efter regelsættet ${grace}. Forfaldne og ikke udførte inden for den: ${numeral(context, withinGrace)}.`,
          `The grace for carrying out is ${grace} by the policy. Due and not done within it: ${numeral(context, withinGrace)}.`
        )
      )
    ),
    tableOf(context, words.classes, {
      columns: [
        { head: words.timeliness, cell: each => translate(timelinessNames[each]) },
        { head: words.count, cell: each => numeral(context, timeliness[each]), kind: 'number' }
      ],
      rows: timelinesses
    }),
    verticalBars(
      context,
      'lateness',
      {
        title: translate(words.histogram),
        description: translate(words.described),
        series: [translate(words.confirmed), translate(words.overdue)],
        bars: buckets.map(bucket => ({
          label: translate(bucketNames[bucket]),
          parts: [done.untilConfirmed.all.buckets[bucket], overdue.all.buckets[bucket]]
        }))
      },
      value => numeral(context, value)
    ),
    tableOf(context, words.histogram, {
      columns: [
        { head: words.measured, cell: ([name]) => translate(name) },
        ...buckets.map((bucket): Column<(typeof all)[number]> => ({
          head: bucketNames[bucket],
          cell: ([, spread]) => numeral(context, spread.buckets[bucket]),
          kind: 'number'
        }))
      ],
      rows: all
    }),
    tableOf(context, words.spread, {
      columns: [
        { head: words.measured, cell: ([name]) => translate(name) },
        ...spreadColumns<(typeof all)[number]>(context, ([, spread]) => spread)
      ],
      rows: all
    }),
    tableOf(context, words.split, {
      columns: [
        { head: words.measured, cell: ({ measured }) => translate(measured) },
        { head: words.by, cell: ({ of }) => of },
        ...spreadColumns<Row>(context, ({ spread }) => spread)
      ],
      rows: [
        ...rowsOf(context, words.confirmed, done.untilConfirmed),
        ...rowsOf(context, words.overdue, overdue)
      ]
    })
  ]
}
