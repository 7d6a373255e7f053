/**
 * The first page of the package: what is known of the person, their rights, and how to check the files.
 *
 * @see GDPR art. 12(1), 15(1)(a)–(h), 15(2)
 */
import { analysisRules, type Policy, type View } from '@samtykke/core'
import { notice } from '../head/derivation.ts'
import { type Content, element } from '../render/html/element.ts'
import { pageOf, type PageContext } from '../render/html/page.ts'
import { numeral } from '../render/html/parts.ts'
import { section } from '../render/html/sections.ts'
import { tableOf } from '../render/html/table.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { notStated } from '../render/text/notStated.ts'
import { fullDate, moment } from '../render/text/words.ts'
import type { Manifest } from './manifest.ts'

const words = {
  title: both('Indsigt i dine samtaler', 'Access to your calls'),
  yes: both(
    'Ja, vi behandler oplysninger om dig. Denne pakke er svaret på din anmodning om indsigt (databeskyttelsesforordningens artikel 15).',
    'Yes, we process data about you. This package answers your request for access (GDPR art. 15).'
  ),
  received: both('Din anmodning blev modtaget', 'Your request was received'),
  answerBy: both('Den skal være besvaret senest', 'It must be answered by'),
  details: both('Hvad vi behandler', 'What we process'),
  purposes: both(
    'Formål: kvalitetssikring, intern undervisning, dokumentation og stemmeanalyse, så vidt du har givet samtykke.',
    'Purposes: quality assurance, internal training, documentation and voice analysis, as far as you consented.'
  ),
  categories: both(
    'Oplysninger: lydoptagelser af samtaler, resultater af stemmeanalyse, og hvad du har givet samtykke til.',
    'Data: recordings of calls, results of voice analysis, and what you consented to.'
  ),
  recipients: both('Modtagere', 'Recipients'),
  period: both('Opbevaring', 'Storage'),
  source: both('Oplysningerne stammer fra samtalerne med dig.', 'The data come from the calls with you.'),
  profiling: both(
    'Stemmeanalysen er profilering af stemmeleje, tempo og styrke, ikke af indholdet. Der træffes ingen afgørelser alene på det grundlag.',
    'Voice analysis is profiling of the pitch, tempo and loudness of the context, not of what is said. No decision is based solely on it.'
  ),
  transfers: both('Lande, hvor optagelser må ligge', 'Countries in which recordings may lie'),
  rights: both('Dine rettigheder', 'Your rights'),
  rightsText: both(
    'Du kan når som helst trække dit samtykke tilbage, gøre indsigelse mod stemmeanalyse, og bede om berigtigelse, sletning, begrænsning og udlevering.',
    'You may at any time withdraw your consent, object to voice analysis, and ask for rectification, erasure, restriction and portability.'
  ),
  contact: both('Det gør du her', 'You do so here'),
  complaint: both('Du kan klage til', 'You may complain to'),
  files: both('Filerne i pakken', 'The files in the package'),
  file: both('Fil', 'File'),
  holds: both('Indhold', 'Holds'),
  bytes: both('Bytes', 'Bytes'),
  notIncluded: both('Hvad der ikke er med, og hvorfor', 'What is not included, and why'),
  what: both('Hvad', 'What'),
  why: both('Hvorfor', 'Why'),
  article: both('Artikel', 'Article'),
  check: both(
    'Sådan kontrolleres filerne: kør “sha256sum -c SHA256SUMS” i mappen.',
    'To check the files, run “sha256sum -c SHA256SUMS” in the folder.'
  )
} satisfies Record<string, Bilingual>

const paragraph = (...content: ReadonlyArray<Content>): Content => element('p', {}, ...content)

/** The sentences of the notice that say how long things are kept, each once. */
const periodsOf = ({ versions }: Policy): string =>
  versions
    .flatMap(version => [...version.recordings, ...analysisRules(version)].map(({ source }) => source))
    .filter((sentence, index, all) => all.indexOf(sentence) === index)
    .join(' ')

const details = ({ translate }: PageContext, policy: Policy): ReadonlyArray<Content> => [
  paragraph(translate(words.purposes)),
  paragraph(translate(words.categories)),
  paragraph(
    `${translate(words.recipients)}: ${(policy.processors ?? []).map(({ name }) => name).join(', ') || translate(notStated)}.`
  ),
  paragraph(`${translate(words.period)}: `, element('span', { lang: 'da' }, periodsOf(policy))),
  paragraph(translate(words.source)),
  paragraph(translate(words.profiling)),
  paragraph(`${translate(words.transfers)}: ${policy.allowedRegions.join(', ')}.`)
]

const rights = (
  { translate }: PageContext,
  { withdrawalContact, authority }: Policy
): ReadonlyArray<Content> => [
  paragraph(translate(words.rightsText)),
  paragraph(
    `${translate(words.contact)}: ${withdrawalContact ?? translate(notStated)}. ${translate(words.complaint)}: ${authority?.name ?? translate(notStated)}.`
  )
]

const filesTable = (context: PageContext, { files }: Manifest): Content =>
  tableOf(context, words.files, {
    columns: [
      { head: words.file, cell: ({ path }) => element('a', { href: path }, path), kind: 'long' },
      { head: words.holds, cell: ({ describes }) => describes },
      { head: words.bytes, cell: ({ bytes }) => numeral(context, bytes), kind: 'number' }
    ],
    rows: files,
    whole: both('manifest.json', 'manifest.json')
  })

const notIncludedTable = (context: PageContext, { notIncluded }: Manifest): Content =>
  tableOf(context, words.notIncluded, {
    columns: [
      { head: words.what, cell: ({ what }) => what },
      { head: words.why, cell: ({ why }) => why, kind: 'long' },
      { head: words.article, cell: ({ article }) => article }
    ],
    rows: notIncluded,
    whole: both('manifest.json', 'manifest.json')
  })

const files = (context: PageContext, manifest: Manifest): ReadonlyArray<Content> => [
  filesTable(context, manifest),
  paragraph(context.translate(words.check)),
  notIncludedTable(context, manifest)
]

const body =
  (view: View, manifest: Manifest) =>
  (context: PageContext): Content => {
    const { translate, language, clock } = context
    const { policy } = view.rules
    const received = moment(language, clock, manifest.receivedAt)
    return [
      paragraph(translate(words.yes)),
      paragraph(
        `${translate(words.received)} ${received}. ${translate(words.answerBy)} ${fullDate(language, manifest.answerBy)}.`
      ),
      section(context, { name: 'details', title: words.details, content: details(context, policy) }),
      section(context, { name: 'rights', title: words.rights, content: rights(context, policy) }),
      section(context, { name: 'files', title: words.files, content: files(context, manifest) }),
      notice(context, manifest)
    ]
  }

/** The page, in Danish and then in English. It runs nothing and fetches nothing. */
export const accessPage = (view: View, manifest: Manifest): string =>
  pageOf(
    {
      view,
      title: words.title,
      short: words.title,
      foot: `samtykke · ${manifest.requestId} · ${manifest.asOf}`,
      body: body(view, manifest)
    },
    'both'
  )
