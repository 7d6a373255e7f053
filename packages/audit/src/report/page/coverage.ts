/**
 * On which legal basis things are kept, on a page.
 */
import { declaredPurposes, type Purpose, type View } from '@samtykke/core'
import { basisStates } from '../../basis/segment.ts'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { horizontalBars } from '../../render/html/bars.ts'
import type { Content } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { factList, numeral } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { purposeNameOr, stateName } from '../../basis/names.ts'

const words = {
  state: both('Tilstand', 'State'),
  purpose: both('Formål', 'Purpose'),
  days: both('Døgn', 'Days'),
  present: both('Nu', 'Now'),
  daysByState: both('Døgn efter tilstand', 'Days by state'),
  daysDescribed: both(
    'Summen af de døgn, hvor optagelser og stemmeanalyser var i hver tilstand, for hvert formål; de samme tal står i tabellen nedenfor.',
    'The sum of days through which recordings and analyses were in each state, by purpose; the same numbers stand in the table below.'
  ),
  noAssessment: both(
    'Formål, hvor legitim interesse er nævnt uden henvisning til en vurdering',
    'Purposes for which legitimate interest is declared without a reference to an assessment'
  ),
  bundled: both('Samtykker, der omfatter flere formål på én gang', 'Consents to several purposes at once'),
  share: both(
    'Andel af døgnene, hvor behandlingen skete på grundlag af samtykke',
    'Share of the days under which consent was relied on'
  ),
  none: both('ingen', 'none')
} satisfies Record<string, Bilingual>

/** The coverage: days by state and purpose, as a chart and a table. */
export const coverageSection = (view: View, context: PageContext, { coverage }: Report): Content => {
  const { translate } = context
  const purposes = [...new Set(coverage.rows.map(row => row.purpose))]
  const declared = view.rules.versions.flatMap(declaredPurposes)
  const isOnConsent = (among: ReadonlyArray<Purpose>): boolean =>
    declared.every(({ purpose, basis }) => basis === '6(1)(a)' || !among.includes(purpose))
  const daysOf = (purpose: string, state: string): number =>
    coverage.rows.find(row => row.purpose === purpose && row.state === state)?.days ?? 0
  return [
    purposes.length === 0
      ? ''
      : horizontalBars(
          context,
          'coverage',
          {
            title: translate(words.daysByState),
            description: translate(words.daysDescribed),
            series: basisStates.map(state => translate(stateName(state, isOnConsent(purposes)))),
            bars: purposes.map(purpose => ({
              label: translate(purposeNameOr(purpose)),
              parts: basisStates.map(state => daysOf(purpose, state))
            }))
          },
          value => numeral(context, Math.round(value))
        ),
    tableOf(context, words.daysByState, {
      columns: [
        { head: words.purpose, cell: ({ purpose }) => translate(purposeNameOr(purpose)) },
        {
          head: words.state,
          cell: ({ purpose, state }) => translate(stateName(state, isOnConsent([purpose])))
        },
        { head: words.days, cell: ({ days }) => numeral(context, days), kind: 'number' },
        { head: words.present, cell: ({ present }) => numeral(context, present), kind: 'number' }
      ],
      rows: coverage.rows
    }),
    factList(context, [
      [
        words.share,
        coverage.shareReliedOn === null
          ? translate(words.none)
          : `${numeral(context, Math.round(coverage.shareReliedOn * 1000) / 10)} %`
      ],
      [
        words.noAssessment,
        coverage.interestsWithoutAssessment.length === 0
          ? translate(words.none)
          : coverage.interestsWithoutAssessment.map(purpose => translate(purposeNameOr(purpose))).join(', ')
      ],
      [words.bundled, numeral(context, coverage.bundledConsents)]
    ])
  ]
}
