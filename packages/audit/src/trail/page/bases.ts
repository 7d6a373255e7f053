/**
 * The legal bases of a call over time, on a page.
 */
import type { Instant, View } from '@samtykke/core'
import { groupedBy } from '@samtykke/core/lookups'
import type { BasisRow } from '../../basis/basis.ts'
import { cite, citedList } from '../../render/text/citation.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { notStated } from '../../render/text/notStated.ts'
import { capitalised } from '../../render/text/words.ts'
import type { Trail } from '../trail.ts'
import { type Content, element, type Markup } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { time } from '../../render/html/parts.ts'
import { type Column, tableOf } from '../../render/html/table.ts'
import { activityNames, endNames, purposeNameOr, stateName } from '../../basis/names.ts'
import { targetNames } from '../../render/text/coreNames.ts'

const words = {
  what: both('Hvad', 'What'),
  activity: both('Aktivitet', 'Activity'),
  purpose: both('Formål', 'Purpose'),
  from: both('Fra', 'From'),
  until: both('Til', 'Until'),
  running: both('løber endnu', 'running'),
  point: both('på dette tidspunkt', 'at that instant'),
  state: both('Tilstand', 'State'),
  reliedOn: both('Anvendt grundlag', 'Relied on'),
  empty: both('intet', 'none'),
  interest: both('Legitime interesser, som oplysningsteksten nævner dem', 'Legitimate interest, as declared'),
  notReliedOn: both(
    'Nævnt i oplysningsteksten, men ikke anvendt som grundlag her.',
    'Named in the notice, but not relied on here.'
  ),
  reliedOnIt: both('Anvendt som grundlag.', 'Relied on.'),
  objected: both('Kunden har gjort indsigelse.', 'The customer has objected.'),
  assessment: both('Vurdering', 'Assessment'),
  exemption: both(
    'Undtaget fra sletning efter artikel 17, stk. 3, litra e; det er ikke et behandlingsgrundlag',
    'Exempt from erasure under 17(3)(e), which is no basis'
  ),
  ended: both('Ophørte ved', 'Ended by'),
  proofBasis: both(
    'Oplysningsteksten nævner intet grundlag for at opbevare selve beviset for samtykket.',
    'For keeping the proof of consent itself the notice names no basis.'
  ),
  proofBasisStated: both(
    'Grundlag for at opbevare beviset for samtykket ifølge regelsættet: ',
    'Basis for keeping the proof of consent, by the policy: '
  ),
  rights: both(
    'Kundens rettigheder efter de nævnte grundlag',
    'Rights of the customer under the declared bases'
  )
} satisfies Record<string, Bilingual>

const spanEnd = (
  context: PageContext,
  { from, until }: { from: Instant; until: Instant | null }
): Content => {
  if (until === null) return context.translate(words.running)
  return until === from ? context.translate(words.point) : time(context, until)
}

const interestStates = {
  'relied-on': words.reliedOnIt,
  'not-relied-on': words.notReliedOn,
  objected: words.objected
} satisfies Record<BasisRow['legitimateInterest']['status'], Bilingual>

/** Legitimate interest once for each purpose: declared, and whether it was ever relied on, or objected to. */
const interestTable = (context: PageContext, { basis }: Trail): Markup | '' => {
  const { translate } = context
  const rows = new Map<string, BasisRow>()
  for (const row of basis) {
    const { purpose, legitimateInterest } = row
    if (purpose === undefined || !legitimateInterest.declared) continue
    // The latest row of a purpose knows of every objection, but not of what was relied on before its period ended.
    const wasReliedOn = rows.get(purpose)?.legitimateInterest.status === 'relied-on'
    if (!wasReliedOn || legitimateInterest.status === 'objected') rows.set(purpose, row)
  }
  return rows.size === 0
    ? ''
    : tableOf<BasisRow>(context, words.interest, {
        columns: [
          { head: words.purpose, cell: ({ purpose }) => translate(purposeNameOr(purpose)) },
          {
            head: words.what,
            cell: ({ legitimateInterest: { text } }) =>
              text === null ? translate(notStated) : translate(text),
            kind: 'long'
          },
          {
            head: words.assessment,
            cell: ({ legitimateInterest: { assessmentRef } }) => assessmentRef ?? translate(notStated)
          },
          {
            head: words.state,
            cell: ({ legitimateInterest: { status } }) => translate(interestStates[status]),
            kind: 'long'
          }
        ],
        rows: [...rows.values()]
      })
}

const basisColumns = (context: PageContext): ReadonlyArray<Column<BasisRow>> => {
  const { translate } = context
  return [
    { head: words.activity, cell: ({ activity }) => translate(activityNames[activity]) },
    { head: words.purpose, cell: ({ purpose }) => translate(purposeNameOr(purpose)) },
    { head: words.from, cell: ({ from }) => time(context, from) },
    { head: words.until, cell: row => spanEnd(context, row) },
    {
      head: words.state,
      cell: ({ state, reliedOn, hold }) => [
        translate(stateName(state, reliedOn?.article === '6(1)(a)')),
        hold === undefined
          ? ''
          : [element('br'), element('span', { class: 'soft' }, translate(words.exemption))]
      ]
    },
    {
      head: words.reliedOn,
      cell: ({ reliedOn }) =>
        reliedOn === null ? translate(words.empty) : cite(context.language, reliedOn.article)
    },
    {
      head: words.ended,
      cell: ({ endReason }) => (endReason === undefined ? '' : translate(endNames[endReason]))
    }
  ]
}

const isOfAnalysis = ({ activity }: BasisRow): boolean =>
  activity === 'analyse' || activity === 'store-analysis'

/** One table for each recording and analysis. */
const basisTables = (context: PageContext, trail: Trail): Content => {
  const groups = groupedBy(
    trail.basis,
    row => `${isOfAnalysis(row) ? 'analysis' : 'recording'} ${row.targetId}`
  )
  return [...groups.values()].map(rows => {
    const [first] = rows as [BasisRow]
    const target = targetNames[isOfAnalysis(first) ? 'analysis' : 'recording']
    return tableOf(
      context,
      both(
        `${capitalised(target.da)} ${first.targetId}: oplysningsteksten nævner ${citedList('da', first.declared)}`,
        `${capitalised(target.en)} ${first.targetId}: declared are ${citedList('en', first.declared)}`
      ),
      { columns: basisColumns(context), rows, whole: both('basis.csv', 'basis.csv') }
    )
  })
}

/** The bases of each recording and analysis, what is declared and not relied on, and the rights that go with them. */
export const basesSection = (view: View, context: PageContext, trail: Trail): Content => {
  const { translate, language } = context
  const proofBasis = view.rules.policy.proofOfConsent?.basis
  const rights = [...new Set(trail.basis.flatMap(row => row.rights))]
  return [
    basisTables(context, trail),
    interestTable(context, trail),
    element(
      'p',
      {},
      proofBasis === undefined
        ? translate(words.proofBasis)
        : `${translate(words.proofBasisStated)}${proofBasis}.`
    ),
    rights.length === 0
      ? ''
      : element(
          'p',
          {},
          `${translate(words.rights)}: ${rights.map(article => cite(language, article)).join('; ')}.`
        )
  ]
}
