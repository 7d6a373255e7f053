/**
 * The categories and numbers that a notification asks for, as tables.
 *
 * @see GDPR art. 33(3)(a)
 */
import type { View } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { numeral } from '../render/html/parts.ts'
import { type Column, tableOf } from '../render/html/table.ts'
import type { Bilingual } from '../render/text/language.ts'
import { customerTypeName, featureName, purposeNameIn } from '../render/text/names.ts'
import { capitalised, durationInWords, listed } from '../render/text/words.ts'
import type { BreachInRows } from './breach.ts'
import { numberNames } from './names.ts'
import type { BreachNumbers, BreachRange } from './numbers.ts'
import { words } from './words.ts'

const measures = Object.keys(numberNames) as ReadonlyArray<keyof BreachNumbers>

type Named = readonly [name: string, range: BreachRange]

/** `12`, or `12–15` where some of it is in doubt. */
const span = (
  context: PageContext,
  { atLeast, atMost }: BreachRange,
  measure: keyof BreachNumbers
): string =>
  atLeast[measure] === atMost[measure]
    ? numeral(context, atMost[measure])
    : `${numeral(context, atLeast[measure])}–${numeral(context, atMost[measure])}`

const spanColumns = (context: PageContext): ReadonlyArray<Column<Named>> =>
  (
    [
      [words.customers, 'subjects'],
      [words.calls, 'calls'],
      [words.recordings, 'recordings'],
      [words.analyses, 'analyses']
    ] as const
  ).map(([head, measure]) => ({
    head,
    cell: ([, range]: Named) => span(context, range, measure),
    kind: 'number' as const
  }))

const spans = (
  context: PageContext,
  [caption, head]: readonly [Bilingual, Bilingual],
  rows: ReadonlyArray<Named>
): Content =>
  tableOf<Named>(context, caption, {
    columns: [{ head, cell: ([name]) => capitalised(name) }, ...spanColumns(context)],
    rows
  })

/** The numbers in all, by purpose and by type of customer. */
export const numberTables = ({ rules }: View, context: PageContext, breach: BreachInRows): Content => {
  const { translate, language } = context
  const nameOf = purposeNameIn(rules.policy)
  const { numbers, byPurpose, withoutPurpose, byCustomerType, features } = breach
  const valueOf = (measure: keyof BreachNumbers, value: number): string =>
    measure === 'seconds' ? durationInWords(language, value) : numeral(context, value)
  const isSome = ([, { atMost }]: Named): boolean => atMost.calls > 0
  return [
    element('p', {}, translate(words.numbersWhy)),
    tableOf<keyof BreachNumbers>(context, words.inAll, {
      columns: [
        { head: words.what, cell: measure => translate(numberNames[measure]) },
        { head: words.atLeast, cell: each => valueOf(each, numbers.atLeast[each]), kind: 'number' },
        { head: words.atMost, cell: each => valueOf(each, numbers.atMost[each]), kind: 'number' }
      ],
      rows: measures
    }),
    spans(
      context,
      [words.byCustomerType, words.customerType],
      (['private', 'business', 'unknown'] as const)
        .map((type): Named => [translate(customerTypeName(type)), byCustomerType[type]])
        .filter(isSome)
    ),
    element('p', {}, translate(words.staff)),
    spans(
      context,
      [words.byPurpose, words.purpose],
      [
        ...Object.entries(byPurpose).map(([purpose, range]): Named => [translate(nameOf(purpose)), range]),
        [translate(words.noPurpose), withoutPurpose] satisfies Named
      ].filter(isSome)
    ),
    features.length === 0
      ? ''
      : element(
          'p',
          {},
          `${translate(words.features)}: ${listed(
            language,
            features.map(each => translate(featureName(each)))
          )}.`
        )
  ]
}
