/**
 * The first page of the package: the calls by date, what is done with them, the person's rights, and the files.
 *
 * @see GDPR art. 12(1), 15(1)(a)–(h), 15(2)
 */
import { type Content, element } from '../render/html/element.ts'
import { pageOf, type PageContext } from '../render/html/page.ts'
import { list, numeral } from '../render/html/parts.ts'
import { type Section, sectionsOf } from '../render/html/sections.ts'
import { tableOf } from '../render/html/table.ts'
import { cite } from '../render/text/citation.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { fullDate, moment } from '../render/text/words.ts'
import { partyLine } from '../subject/parties.ts'
import { smallPrint } from '../subject/smallPrint.ts'
import { unstated } from '../render/html/stated.ts'
import type { ManifestFile, NotIncluded } from './manifest.ts'
import { callsContent } from './callsSection.ts'
import type { FirstPage } from './firstPage.ts'
import { analysesContent, purposesContent, recipientsContent, usesContent } from './processingSection.ts'
import { rightsContent } from './rightsSection.ts'

const words = {
  title: both('Indsigt i dine samtaler', 'Access to your calls'),
  answer: both(
    'Ja, vi behandler oplysninger om dig. Denne pakke er svaret på din anmodning om indsigt',
    'Yes, we process data about you. This package answers your request for access'
  ),
  from: both('Svaret kommer fra', 'The answer is from'),
  reference: both('Vores reference', 'Our reference'),
  calls: both('Dine samtaler', 'Your calls'),
  purposes: both('Til hvad, og på hvilket grundlag', 'For what, and on which basis'),
  recipients: both(
    'Hvem der har modtaget noget, og hvor det er gemt',
    'Who received something, and where it is stored'
  ),
  uses: both('Hvornår optagelserne er brugt', 'When the recordings were used'),
  analyses: both('Stemmeanalyser', 'Voice analyses'),
  rights: both('Dine rettigheder', 'Your rights'),
  files: both('Filerne i pakken', 'The files in the package'),
  file: both('Fil', 'File'),
  bytes: both('Bytes', 'Bytes'),
  notIncluded: both('Hvad der ikke er med, og hvorfor', 'What is not included, and why'),
  what: both('Hvad', 'What'),
  why: both('Hvorfor', 'Why'),
  article: both('Regel', 'Rule'),
  check: both(
    'Summen af hver fil står i “SHA256SUMS”. Filerne kan kontrolleres med programmet “sha256sum”.',
    'The hash of each file stands in “SHA256SUMS”. The files can be checked with the program “sha256sum”.'
  ),
  inManifest: both('filen “manifest.json”', 'the file “manifest.json”')
} satisfies Record<string, Bilingual>

const filesTable = (context: PageContext, files: ReadonlyArray<ManifestFile>): Content =>
  tableOf<ManifestFile>(context, words.files, {
    columns: [
      {
        head: words.file,
        cell: ({ path, describes }) => element('a', { href: path }, context.translate(describes)),
        kind: 'long'
      },
      { head: words.bytes, cell: ({ bytes }) => numeral(context, bytes), kind: 'number' }
    ],
    rows: files,
    whole: words.inManifest
  })

const notIncludedTable = (context: PageContext, notIncluded: ReadonlyArray<NotIncluded>): Content =>
  tableOf<NotIncluded>(context, words.notIncluded, {
    columns: [
      { head: words.what, cell: ({ what }) => context.translate(what), kind: 'long' },
      { head: words.why, cell: ({ why }) => context.translate(why), kind: 'long' },
      { head: words.article, cell: ({ article }) => cite(context.language, article) }
    ],
    rows: notIncluded,
    whole: words.inManifest
  })

/** When it came and by when it must be answered. */
const times = ({ language, clock, translate }: PageContext, { request, manifest }: FirstPage): string => {
  const received = moment(language, clock, request.event.occurredAt)
  const by = fullDate(language, manifest.answerBy)
  const plain = both(
    `Vi modtog din anmodning den ${received}. Den skal besvares senest den ${by}`,
    `We received your request on ${received}. It must be answered by ${by}`
  )
  const extended = both(', fordi fristen er forlænget', ', since the time was extended')
  return `${translate(plain)}${manifest.extended ? translate(extended) : ''} (${cite(language, '12(3)')}).`
}

const opening = (context: PageContext, page: FirstPage): Content => {
  const { translate, language } = context
  const { controller } = page.view.rules.policy
  return [
    element(
      'p',
      { class: 'lead' },
      `${translate(words.answer)} (${cite(language, '15')}). ${times(context, page)}`
    ),
    element(
      'p',
      {},
      `${translate(words.from)}: `,
      controller === undefined ? unstated(context) : partyLine(controller),
      `. ${translate(words.reference)}: ${page.request.requestId}.`
    )
  ]
}

const body =
  (page: FirstPage) =>
  (context: PageContext): Content => {
    const { manifest } = page
    const analyses = analysesContent(context, page)
    const sections: ReadonlyArray<Section> = [
      { name: 'calls', title: words.calls, content: callsContent(context, page) },
      { name: 'purposes', title: words.purposes, content: purposesContent(context, page) },
      { name: 'recipients', title: words.recipients, content: recipientsContent(context, page) },
      { name: 'uses', title: words.uses, content: usesContent(context, page) },
      ...(analyses.length === 0
        ? []
        : [{ name: 'analyses', title: words.analyses, content: list(analyses) }]),
      { name: 'rights', title: words.rights, content: rightsContent(context, page) },
      {
        name: 'files',
        title: words.files,
        content: [
          filesTable(context, manifest.files),
          element('p', {}, context.translate(words.check)),
          notIncludedTable(context, manifest.notIncluded)
        ]
      }
    ]
    return [opening(context, page), sectionsOf(context, sections), smallPrint(context, page.view)]
  }

/** The page, in Danish and then in English. It runs nothing and fetches nothing. */
export const accessPage = (page: FirstPage): string =>
  pageOf(
    {
      view: page.view,
      title: words.title,
      short: words.title,
      foot: `${page.manifest.requestId} · ${page.manifest.asOf}`,
      body: body(page)
    },
    'both'
  )
