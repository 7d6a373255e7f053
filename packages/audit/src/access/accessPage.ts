/**
 * The first page of the package: what is known of the person, their rights, and how to check the files.
 *
 * @see GDPR art. 12(1), 15(1)(a)–(h), 15(2)
 */
import { createHash } from 'node:crypto'
import type { Policy, View } from '@samtykke/core'
import { escapeHtml } from '../html/escape.ts'
import type { Bilingual, Language } from '../text/language.ts'
import { notStated } from '../text/notStated.ts'
import { clockOf, fullDate, moment } from '../text/words.ts'
import type { Manifest } from './manifest.ts'

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}
th,td{border-bottom:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
article+article{border-top:2px solid #767676;margin-top:3rem;padding-top:1rem}
@media print{@page{size:A4}tr{break-inside:avoid}}`

const styleHash = createHash('sha256').update(style).digest('base64')

type Say = (text: Bilingual) => string

const both = (da: string, en: string): Bilingual => ({ da, en })

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
    'Voice analysis is profiling of the pitch, tempo and loudness of the voice, not of what is said. No decision is based solely on it.'
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
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`
const paragraph = (text: string): string => element('p', escapeHtml(text))

const table = (
  caption: string,
  heads: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string =>
  `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${heads
    .map(head => `<th scope="col">${escapeHtml(head)}</th>`)
    .join('')}</tr></thead><tbody>${rows
    .map(cells => element('tr', cells.map(cell => element('td', escapeHtml(cell))).join('')))
    .join('')}</tbody></table>`

const periodsOf = ({ versions }: Policy): string =>
  versions
    .flatMap(({ recordings, analyses }) => [...recordings.map(({ source }) => source), analyses.source])
    .filter((sentence, index, all) => all.indexOf(sentence) === index)
    .join(' ')

const section = (view: View, manifest: Manifest, language: Language, level: 'h1' | 'h2'): string => {
  const { policy, calendar } = view.rules
  const say: Say = text => text[language]
  const clock = clockOf(policy.timeZone, calendar.localDate)
  const recipients = policy.processors?.map(({ name }) => name).join(', ') ?? say(notStated)
  return `<article lang="${language}">${element(level, escapeHtml(say(words.title)))}
${paragraph(say(words.yes))}
${paragraph(`${say(words.received)} ${moment(language, clock, manifest.receivedAt)}. ${say(words.answerBy)} ${fullDate(language, manifest.answerBy)}.`)}
${element('h2', escapeHtml(say(words.details)))}
${paragraph(say(words.purposes))}
${paragraph(say(words.categories))}
${paragraph(`${say(words.recipients)}: ${recipients}.`)}
<p>${escapeHtml(say(words.period))}: <span lang="da">${escapeHtml(periodsOf(policy))}</span></p>
${paragraph(say(words.source))}
${paragraph(say(words.profiling))}
${paragraph(`${say(words.transfers)}: ${policy.allowedRegions.join(', ')}.`)}
${element('h2', escapeHtml(say(words.rights)))}
${paragraph(say(words.rightsText))}
${paragraph(`${say(words.contact)}: ${policy.withdrawalContact ?? say(notStated)}. ${say(words.complaint)}: ${policy.authority?.name ?? say(notStated)}.`)}
${table(
  say(words.files),
  [say(words.file), say(words.holds), say(words.bytes)],
  manifest.files.map(({ path, describes, bytes }) => [path, describes, String(bytes)])
)}
${table(
  say(words.notIncluded),
  [say(words.what), say(words.why), say(words.article)],
  manifest.notIncluded.map(({ what, why, article }) => [what, why, article])
)}
${paragraph(say(words.check))}
${paragraph(say(manifest.notice))}
</article>`
}

/** The page, in Danish and then in English. It runs nothing and fetches nothing. */
export const accessPage = (view: View, manifest: Manifest): string => `<!doctype html>
<html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${escapeHtml(words.title.da)} / ${escapeHtml(words.title.en)}</title>
<style>${style}</style></head><body><main>
${section(view, manifest, 'da', 'h1')}
${section(view, manifest, 'en', 'h2')}
</main></body></html>
`
