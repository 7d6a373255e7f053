/**
 * Certificates of erasure as one HTML file: what was erased, why and when, how and by whom.
 *
 * @see NIST SP 800-88r1, appendix G (what a certificate of sanitization states), without the numbers of media
 */
import { durationMilliseconds, LocalDate, type View } from '@samtykke/core'
import type { Certificate } from './certificate.ts'
import { cite } from '../render/text/citation.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { capitalised, durationInWords, fullDate } from '../render/text/words.ts'
import { notice, policyFacts, sourceFacts } from '../head/derivation.ts'
import { fragment, type Content, element, type Markup } from '../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../render/html/page.ts'
import { type Fact, factList, id, list, numeral, time } from '../render/html/parts.ts'
import { stated } from '../render/html/stated.ts'
import { statedParty } from '../render/text/party.ts'
import { mostRows, tableOf } from '../render/html/table.ts'
import { endNames } from '../basis/names.ts'
import { timelinessNames } from '../basis/timeliness.ts'
import { ruleNames, targetNames } from '../render/text/coreNames.ts'

const words = {
  list: both('Beviserne', 'The certificates'),
  target: both('Hvad', 'What'),
  outcome: both('Udfald', 'Outcome'),
  executed: both('Hvornår', 'When'),
  lateness: both('Rettidighed', 'Timeliness'),
  after: both('efter forfald', 'after it was due'),
  grace: both('Udførelsesfrist efter regelsættet', 'Grace for carrying out, by the policy'),
  controller: both('Dataansvarlig', 'Controller'),
  backupsRemain: both('Sikkerhedskopier', 'Back-ups'),
  what: both('Hvad der blev slettet eller anonymiseret', 'What was erased or anonymised'),
  kind: both('Art', 'Kind'),
  call: both('Samtale', 'Call'),
  began: both('Fra', 'From'),
  media: both('Medietype', 'Media type'),
  bytes: both('Størrelse i byte', 'Bytes'),
  content: both('Indholdets sha256', 'sha256 of the content'),
  why: both('Hvorfor og hvornår', 'Why and when'),
  grounds: both('Grunde', 'Grounds'),
  explanation: both('Forklaring', 'Explanation'),
  lastLawfulDay: both('Sidste lovlige dag', 'Last lawful day'),
  due: both('Frist', 'Due'),
  instructed: both('Databehandleren instrueret', 'Processor instructed'),
  known: both('Registreret i loggen', 'Known to the log'),
  holds: both('Undersøgte sletningsstop', 'Holds that were looked for'),
  noHolds: both('der var ingen', 'there were none'),
  inForce: both('gjaldt', 'in force'),
  notInForce: both('gjaldt ikke', 'not in force'),
  how: both('Hvordan og af hvem', 'How and by whom'),
  processor: both('Databehandler', 'Processor'),
  region: both('Sted', 'Place'),
  confirmation: both('Databehandlerens bekræftelse', "The processor's confirmation"),
  method: both('Metode', 'Method'),
  copies: both('Kopier', 'Copies'),
  backups: both('Sikkerhedskopier udløber', 'Backups expire'),
  verifiedBy: both('Efterprøvet af', 'Verified by'),
  key: both('Nøgle', 'Key'),
  destroyed: both('destrueret', 'destroyed'),
  unreadable: both(
    'Fra da af kan ingen kopi og ingen sikkerhedskopi læses, selv om de stadig findes. Så længe kan et program højst have haft nøglen i hukommelsen:',
    'From then on no copy and no backup can be read; they may still exist. The longest that a program may have held the key in memory:'
  ),
  evidence: both('Om beviset', 'The certificate'),
  number: both('Bevisets nummer', 'Number of the certificate'),
  event: both('Hændelse', 'Event'),
  leaf: both('Hændelsens blad i seglet', 'Leaf of the event in the seal'),
  version: both('Version af regelsættet', 'Version of the policy')
} satisfies Record<string, Bilingual>

const outcomeName = ({ action }: Certificate): Bilingual =>
  endNames[action === 'erase' ? 'erased' : 'anonymised']

const sheetName = ({ certificateId }: Certificate): string => `certificate-${certificateId}`

const nameOf = ({ translate }: PageContext, certificate: Certificate): string =>
  `${capitalised(translate(targetNames[certificate.target]))} ${certificate.targetId}: ${translate(outcomeName(certificate))}`

/** The class of what was done, and how long after it was due. */
const lateness = ({ translate, language }: PageContext, { timeliness, lateSeconds }: Certificate): string =>
  timeliness === 'in-time'
    ? translate(timelinessNames[timeliness])
    : `${translate(timelinessNames[timeliness])} (${durationInWords(language, lateSeconds)} ${translate(words.after)})`

/** Facts of which the certificate may have none are left out. */
const given = (
  ...facts: ReadonlyArray<readonly [term: Fact[0], fact: Content | undefined]>
): ReadonlyArray<Fact> => facts.flatMap(([term, fact]) => (fact === undefined ? [] : [[term, fact] as const]))

const whatFacts = (context: PageContext, of: Certificate): ReadonlyArray<Fact> => {
  const { translate } = context
  return given(
    [words.kind, [translate(targetNames[of.target]), ' ', id(of.targetId)]],
    [words.call, id(of.callId)],
    [words.began, time(context, of.startedAt)],
    [words.media, of.mediaType],
    [words.bytes, of.bytes === undefined ? undefined : numeral(context, of.bytes)],
    [words.content, of.contentSha256 === undefined ? undefined : id(of.contentSha256)]
  )
}

const groundList = (context: PageContext, { grounds }: Certificate): Markup =>
  list(
    grounds.map(({ rule, article, at }) => [
      `${context.translate(ruleNames[rule])}, ${cite(context.language, article)}, `,
      time(context, at)
    ])
  )

const whyFacts = (context: PageContext, of: Certificate): ReadonlyArray<Fact> => {
  const { translate, language } = context
  const date = (day: LocalDate | undefined) => (day === undefined ? undefined : fullDate(language, day))
  return given(
    [words.grounds, groundList(context, of)],
    [words.explanation, translate(of.text)],
    [words.lastLawfulDay, date(of.lastLawfulDay)],
    [words.due, time(context, of.dueAt)],
    [words.instructed, of.instructedAt === undefined ? undefined : time(context, of.instructedAt)],
    [capitalised(translate(outcomeName(of))), time(context, of.executedAt)],
    [words.known, time(context, of.knownToLogAt)],
    [words.lateness, lateness(context, of)],
    [words.grace, durationInWords(language, durationMilliseconds(of.executionGrace) / 1000)],
    [
      words.holds,
      of.holdsChecked.length === 0
        ? translate(words.noHolds)
        : of.holdsChecked.map(({ holdId, inForce }, index) => [
            index > 0 ? ', ' : '',
            id(holdId),
            ` (${translate(inForce ? words.inForce : words.notInForce)})`
          ])
    ]
  )
}

const keyFacts = (context: PageContext, { destroyedKey }: Certificate): ReadonlyArray<Fact> => {
  if (destroyedKey === undefined) return []
  const { translate, language } = context
  const { name, destroyedAt, heldForSeconds } = destroyedKey
  return [
    [
      words.key,
      [
        id(name),
        ` ${translate(words.destroyed)} `,
        time(context, destroyedAt),
        `. ${translate(words.unreadable)} ${durationInWords(language, heldForSeconds)}.`
      ]
    ]
  ]
}

const howFacts = (context: PageContext, of: Certificate): ReadonlyArray<Fact> => [
  [words.method, stated(context, of.method)],
  [words.processor, stated(context, of.processor)],
  [words.region, stated(context, of.region)],
  [words.confirmation, stated(context, of.confirmation)],
  [words.copies, stated(context, of.copies)],
  [
    words.backups,
    LocalDate.is(of.backupsExpireOn)
      ? fullDate(context.language, of.backupsExpireOn)
      : stated(context, of.backupsExpireOn)
  ],
  [words.backupsRemain, context.translate(of.backups)],
  [words.verifiedBy, stated(context, of.verifiedBy)],
  ...keyFacts(context, of)
]

const evidenceFacts = (context: PageContext, of: Certificate): ReadonlyArray<Fact> => [
  ...given(
    [words.number, id(of.certificateId)],
    [words.controller, stated(context, statedParty(of.controller))],
    [words.event, id(of.eventId)],
    [words.leaf, of.leaf],
    [words.version, of.policyVersion]
  ),
  ...sourceFacts(context, of)
]

const sheet = (context: PageContext, certificate: Certificate): Markup => {
  const part = (title: Bilingual, facts: ReadonlyArray<Fact>): Content => [
    context.heading(3, context.translate(title)),
    factList(context, facts)
  ]
  return element(
    'section',
    { class: 'sheet', id: context.id(sheetName(certificate)) },
    context.heading(2, nameOf(context, certificate)),
    element(
      'p',
      { class: 'lead' },
      context.translate(certificate.statement),
      ' ',
      context.translate(certificate.backups)
    ),
    part(words.what, whatFacts(context, certificate)),
    part(words.why, whyFacts(context, certificate)),
    part(words.how, howFacts(context, certificate)),
    part(words.evidence, evidenceFacts(context, certificate))
  )
}

/** The certificates that are shown, and how many there are. */
interface Shown {
  readonly certificates: ReadonlyArray<Certificate>
  readonly total: number
}

const shownOf = (all: Iterable<Certificate>): Shown => {
  const certificates: Array<Certificate> = []
  let total = 0
  for (const each of all) if (total++ < mostRows) certificates.push(each)
  return { certificates, total }
}

const listOf = (context: PageContext, { certificates, total }: Shown): Markup =>
  tableOf<Certificate>(context, words.list, {
    columns: [
      {
        head: words.target,
        cell: each => element('a', { href: `#${context.id(sheetName(each))}` }, nameOf(context, each)),
        kind: 'long'
      },
      { head: words.call, cell: ({ callId }) => id(callId) },
      { head: words.executed, cell: ({ executedAt }) => time(context, executedAt) },
      { head: words.lateness, cell: each => lateness(context, each) }
    ],
    rows: certificates,
    total,
    whole: both('disposal.csv', 'disposal.csv')
  })

const body =
  (shown: Shown) =>
  (context: PageContext): Content => {
    const { certificates } = shown
    const [first, second] = certificates
    return fragment(
      first === undefined ? '' : [factList(context, policyFacts(context, first)), notice(context, first)],
      first !== undefined && second === undefined ? '' : listOf(context, shown),
      certificates.map(each => sheet(context, each))
    )
  }

const titleOf = ({ certificates: [first, second] }: Shown): Bilingual =>
  first === undefined || second !== undefined
    ? both('Beviser for sletning af optagede samtaler', 'Certificates of erasure of recorded calls')
    : both(`Bevis for sletning, samtale ${first.callId}`, `Certificate of erasure, call ${first.callId}`)

/**
 * Certificates as one HTML file that opens anywhere: no script, no request, in Danish, English or both. On paper each
 * begins a sheet. Of more than 500 the first are shown, and how many there are.
 *
 * @param view the view from which the certificates were made
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { certificateHtml, certificatesOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'recording-erased', callId: 'call-1',
 *     occurredAt: '2025-08-31T13:00:00Z', recordingId: 'recording-1', confirmation: 'recorder-77' }
 * ])
 * const html = certificateHtml(view, calls.flatMap(certificatesOf(view)), 'en')
 * assert.ok(html.includes('The processor confirmed that the recording was erased. This program did not see the disk.'))
 *
 * @see GDPR art. 5(2), 17; NIST SP 800-88r1, appendix G
 */
export const certificateHtml = (
  view: View,
  certificates: Iterable<Certificate>,
  language: PageLanguage = 'da'
): string => {
  const shown = shownOf(certificates)
  return pageOf(
    {
      view,
      title: titleOf(shown),
      short: both('Bevis for sletning', 'Certificate of erasure'),
      foot: `samtykke · ${view.rules.policy.policy} · ${view.asOf}`,
      body: body(shown)
    },
    language
  )
}
