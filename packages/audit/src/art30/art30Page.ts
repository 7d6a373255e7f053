/**
 * The record of processing activities as one HTML file, for the data protection officer and the authority.
 *
 * @see GDPR art. 30(1)(a)–(g), 30(3) (in writing), 30(4) (made available to the authority on request)
 */
import { Period, type Policy, type View } from '@samtykke/core'
import type { Art30Record, ProcessingActivity } from './art30.ts'
import type { TimeLimit } from './timeLimits.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { partyText } from '../render/text/party.ts'
import { listed, periodInWords } from '../render/text/words.ts'
import { notice, policyFacts } from '../head/derivation.ts'
import { fragment, type Content, element, type Markup } from '../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../render/html/page.ts'
import { type Fact, factList, id, list, time } from '../render/html/parts.ts'
import { type Section, sectionsOf } from '../render/html/sections.ts'
import { stated, unstated } from '../render/html/stated.ts'
import { type Column, tableOf } from '../render/html/table.ts'

const words = {
  parties: both('Hvem der behandler oplysningerne', 'Who processes the data'),
  controller: both('Dataansvarlig (a)', 'Controller (a)'),
  representative: both('Repræsentant (a)', 'Representative (a)'),
  officer: both('Databeskyttelsesrådgiver (a)', 'Data protection officer (a)'),
  authority: both('Tilsynsmyndighed', 'Supervisory authority'),
  purpose: both('Formål (b)', 'Purpose (b)'),
  subjects: both('Kategorier af registrerede (c)', 'Data subjects (c)'),
  categories: both('Kategorier af personoplysninger (c)', 'Categories of data (c)'),
  recipients: both('Kategorier af modtagere (d)', 'Recipients (d)'),
  transfers: both('Overførsel til tredjelande (e)', 'Transfers to third countries (e)'),
  none: both('ingen', 'none'),
  limits: both('Frister for sletning (f)', 'Time limits for erasure (f)'),
  period: both('Frist', 'Period'),
  anchor: both('Regnes fra', 'Runs from'),
  rule: both('Regel', 'Rule'),
  source: both('Kilde', 'Source'),
  bases: both('Behandlingsgrundlag, som det er nævnt', 'Legal bases, as declared'),
  interests: both('Legitime interesser', 'Legitimate interest'),
  assessment: both('vurdering', 'assessment'),
  origin: both('Oplysningerne stammer fra', 'Source of the data'),
  measures: both('Sikkerhedsforanstaltninger (g)', 'Security measures (g)'),
  impact: both('Konsekvensanalyse', 'Impact assessment'),
  versions: both('Regelsættets versioner', 'Versions of the policy'),
  version: both('Version', 'Version'),
  from: both('Gælder fra', 'In force from'),
  recorded: both('Fortegnelsen er efter regelsættets version', 'The record is of'),
  missing: both('Hvad regelsættet ikke oplyser', 'What the policy does not state'),
  nothingMissing: both(
    'Regelsættet oplyser alt, hvad fortegnelsen skal indeholde.',
    'The policy states everything that the record needs.'
  )
} satisfies Record<string, Bilingual>

type Party = NonNullable<Policy['controller']>

const partyFacts = (context: PageContext, record: Art30Record): Markup => {
  const { controller, representative, dataProtectionOfficer, authority } = record
  const fact = (term: Bilingual, party: Party | null | undefined): Fact => [
    context.translate(term),
    party === null || party === undefined ? unstated(context) : partyText(party)
  ]
  return factList(context, [
    fact(words.controller, controller),
    // Only a controller outside the Union has one (art. 27).
    ...(representative === null || representative === undefined
      ? []
      : [fact(words.representative, representative)]),
    fact(words.officer, dataProtectionOfficer),
    fact(words.authority, authority)
  ])
}

/** A list of texts; an empty one was not stated. */
const statedList = (context: PageContext, texts: ReadonlyArray<string> | null): Content =>
  texts === null || texts.length === 0 ? unstated(context) : texts.join('; ')

const interestList = (context: PageContext, { interests }: ProcessingActivity): Markup =>
  list(
    interests.map(({ text, assessment }) => [
      `${context.translate(text)} (${context.translate(words.assessment)}: `,
      stated(context, assessment),
      ')'
    ])
  )

const limitColumns = (context: PageContext): ReadonlyArray<Column<TimeLimit>> => [
  {
    head: words.period,
    cell: ({ period }) =>
      Period.is(period) ? [periodInWords(context.language, period), ' ', id(period)] : unstated(context)
  },
  { head: words.anchor, cell: ({ anchor }) => context.translate(anchor), kind: 'long' },
  { head: words.rule, cell: ({ rule }) => (rule === null ? '' : id(rule)) },
  { head: words.source, cell: ({ source }) => stated(context, source), kind: 'long' }
]

const activityContent = (context: PageContext, activity: ProcessingActivity): Content => {
  const { translate, language } = context
  const { thirdCountries, interests } = activity
  const texts = (list: ReadonlyArray<Bilingual>): string => listed(language, list.map(translate))
  return [
    factList(context, [
      [words.purpose, translate(activity.purpose)],
      [words.subjects, texts(activity.dataSubjects)],
      [words.categories, texts(activity.dataCategories)],
      [words.recipients, statedList(context, activity.recipients)],
      [words.transfers, thirdCountries.length === 0 ? translate(words.none) : thirdCountries.join(', ')],
      [words.bases, statedList(context, activity.legalBases)],
      ...(interests.length === 0 ? [] : [[words.interests, interestList(context, activity)] as const]),
      [words.origin, translate(activity.sourceOfData)]
    ]),
    tableOf(
      context,
      both(
        `${words.limits.da}: ${activity.name.da.toLowerCase()}`,
        `${words.limits.en}: ${activity.name.en.toLowerCase()}`
      ),
      { columns: limitColumns(context), rows: activity.timeLimits }
    )
  ]
}

const measuresContent = (context: PageContext, { measures, impactAssessment }: Art30Record): Content => [
  measures === null || measures.length === 0 ? element('p', {}, unstated(context)) : list(measures),
  factList(context, [[words.impact, stated(context, impactAssessment)]])
]

const versionsTable = (context: PageContext, { versions }: Art30Record): Markup =>
  tableOf(context, words.versions, {
    columns: [
      { head: words.version, cell: ({ version }) => version },
      { head: words.from, cell: ({ effectiveFrom }) => time(context, effectiveFrom) }
    ],
    rows: versions
  })

const missingContent = ({ translate }: PageContext, { missing }: Art30Record): Content =>
  missing.length === 0 ? element('p', {}, translate(words.nothingMissing)) : list(missing.map(id))

const body =
  (record: Art30Record) =>
  (context: PageContext): Content => {
    const sections: ReadonlyArray<Section> = [
      { name: 'parties', title: words.parties, content: partyFacts(context, record) },
      ...record.activities.map(activity => ({
        name: activity.activity,
        title: activity.name,
        content: activityContent(context, activity)
      })),
      { name: 'measures', title: words.measures, content: measuresContent(context, record) },
      { name: 'versions', title: words.versions, content: versionsTable(context, record) },
      { name: 'missing', title: words.missing, content: missingContent(context, record) }
    ]
    return fragment(
      factList(context, [[words.recorded, record.policyVersion], ...policyFacts(context, record)]),
      notice(context, record),
      sectionsOf(context, sections)
    )
  }

/**
 * The record of processing activities as one HTML file that opens anywhere: no script, no request, in Danish, English
 * or both.
 *
 * @param view the view from which the record was made
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { art30Html, art30Of } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const html = art30Html(view, art30Of(view), 'en')
 * assert.ok(html.includes('<h1>Record of processing of recorded calls</h1>'))
 * // What the policy leaves unsaid is listed at the end.
 * assert.ok(html.slice(html.indexOf('id="en-missing"')).includes('measures'))
 *
 * @see GDPR art. 30(1), 30(3)
 */
export const art30Html = (view: View, record: Art30Record, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both(
        'Fortegnelse over behandlingsaktiviteter: optagede samtaler',
        'Record of processing of recorded calls'
      ),
      short: both('Fortegnelse over behandlingsaktiviteter', 'Record of processing activities'),
      foot: `samtykke · ${record.policyVersion} · ${record.asOf}`,
      body: body(record)
    },
    language
  )
