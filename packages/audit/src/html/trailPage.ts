/**
 * The audit trail of a call as one HTML file, for people.
 */
import type { Instant, View } from '@samtykke/core'
import type { BasisRow } from '../basis/basis.ts'
import { cite } from '../text/citation.ts'
import type { Bilingual } from '../text/language.ts'
import { capitalised, type Clock, listed } from '../text/words.ts'
import type { Entry } from '../trail/entry.ts'
import type { ExplainedAction, Trail } from '../trail/trail.ts'
import { all, type Content, el, type Markup, nothing } from './element.ts'
import { type PageLanguage, pageOf, type PageVoice } from './page.ts'
import {
  clockIn,
  contents,
  factList,
  glossarySection,
  headFacts,
  id,
  limitsSection,
  numeral,
  section,
  sectionNames,
  severityTag,
  time
} from './parts.ts'
import { summaryOf } from './summary.ts'
import { type Column, tableOf } from './table.ts'
import { timeline } from './timeline.ts'
import {
  actionNames,
  activityNames,
  both,
  endNames,
  findingNames,
  payloadNames,
  purposeNameOr,
  stateNames,
  statusNames,
  targetNames
} from './words.ts'

const words = {
  summary: both('Kort fortalt', 'In short'),
  timeline: both('Forløb', 'Timeline'),
  basis: both('Behandlingsgrundlag', 'Legal bases'),
  due: both('Hvad der skal ske', 'What is to happen'),
  events: both('Hændelser, og hvad der fulgte', 'Events, and what followed'),
  findings: both('Bemærkninger', 'Findings'),
  consent: both('Samtykke', 'Consent'),
  call: both('Samtale', 'Call'),
  subject: both('Kundens reference', 'Reference of the customer'),
  notStated: both('ikke oplyst', 'not stated'),
  nothingDue: both('Intet er åbent.', 'Nothing is open.'),
  nothingFound: both('Ingen bemærkninger.', 'No findings.'),
  noConsent: both('Loggen har ingen hændelser om samtykke.', 'The log has no events of consent.'),
  when: both('Hvornår', 'When'),
  what: both('Hvad', 'What'),
  articles: both('Artikler', 'Articles'),
  evidence: both('Hændelse', 'Event'),
  number: both('Nr.', 'No.'),
  activity: both('Aktivitet', 'Activity'),
  target: both('Om', 'About'),
  purpose: both('Formål', 'Purpose'),
  from: both('Fra', 'From'),
  until: both('Til', 'Until'),
  running: both('løber', 'running'),
  point: both('på dette tidspunkt', 'at that instant'),
  state: both('Tilstand', 'State'),
  reliedOn: both('Anvendt', 'Relied on'),
  nothing: both('intet', 'none'),
  interest: both('Legitim interesse, som den er nævnt', 'Legitimate interest, as declared'),
  notReliedOn: both(
    'Nævnt i oplysningsteksten, men ikke anvendt som grundlag her.',
    'Named in the notice, but not relied on here.'
  ),
  objected: both('Kunden har gjort indsigelse.', 'The customer has objected.'),
  assessment: both('Vurdering', 'Assessment'),
  exemption: both(
    'Undtaget fra sletning efter 17(3)(e), hvilket ikke er et grundlag',
    'Exempt from erasure under 17(3)(e), which is no basis'
  ),
  ended: both('Endte ved', 'Ended by'),
  proofBasis: both(
    'For at gemme selve beviset for samtykket nævner oplysningsteksten intet grundlag.',
    'For keeping the proof of consent itself the notice names no basis.'
  ),
  proofBasisStated: both(
    'Grundlag for at gemme beviset for samtykket ifølge politikken: ',
    'Basis for keeping the proof of consent, by the policy: '
  ),
  rights: both(
    'Kundens rettigheder under de nævnte grundlag',
    'Rights of the customer under the declared bases'
  ),
  severity: both('Alvor', 'Severity'),
  detail: both('Nærmere', 'Detail'),
  dueAt: both('Frist', 'Due'),
  because: both('Grund', 'Ground'),
  uncertain: both(
    'Noget i samtalen kan ikke læses: intet må udføres uden et menneske.',
    'Something of the call cannot be read: nothing is carried out without a person.'
  ),
  handOver: both('Udlever først en kopi til', 'First hand over a copy for'),
  payloads: both('Indhold af hændelserne', 'Content of the events'),
  verifySource: both(
    'Kildens sha256 er over hændelsernes kanoniske JSON (RFC 8785), ordnet efter id, med linjeskift imellem. Den, der har hændelserne, kan regne den efter.',
    "The source's sha256 is over the canonical JSON (RFC 8785) of the events, sorted by id, with newlines between. Whoever has the events can reckon it again."
  ),
  verifySeal: both(
    'Har loggen et segl, giver “samtykke prove” et bevis for hver hændelse, som kan efterprøves uden dette program; “samtykke verify” efterprøver det hele.',
    'Where the log is sealed, “samtykke prove” gives a proof of each event that can be checked without this program; “samtykke verify” checks the whole.'
  )
} satisfies Record<string, Bilingual>

const spanEnd = (
  voice: PageVoice,
  clock: Clock,
  { from, until }: { from: Instant; until: Instant | null }
): Content => {
  if (until === null) return voice.say(words.running)
  return until === from ? voice.say(words.point) : time(voice, clock, until)
}

const citations = ({ language }: PageVoice, articles: ReadonlyArray<string>): string =>
  articles.map(article => cite(language, article)).join('; ')

/** Legitimate interest once for each purpose: declared, and not relied on. */
const interestTable = (voice: PageVoice, { basis }: Trail): Markup => {
  const { say } = voice
  const rows = new Map<string, BasisRow>()
  for (const row of basis) {
    // The latest row of a purpose knows of every objection.
    if (row.purpose !== undefined && row.legitimateInterest.declared) rows.set(row.purpose, row)
  }
  return rows.size === 0
    ? nothing
    : tableOf<BasisRow>(
        voice,
        words.interest,
        [
          { head: words.purpose, cell: ({ purpose }) => say(purposeNameOr(purpose)) },
          {
            head: words.what,
            cell: ({ legitimateInterest: { text } }) => (text === null ? say(words.notStated) : say(text)),
            kind: 'long'
          },
          {
            head: words.assessment,
            cell: ({ legitimateInterest: { assessmentRef } }) => assessmentRef ?? say(words.notStated)
          },
          {
            head: words.state,
            cell: ({ legitimateInterest: { status } }) =>
              say(status === 'objected' ? words.objected : words.notReliedOn),
            kind: 'long'
          }
        ],
        [...rows.values()]
      )
}

const basisColumns = (voice: PageVoice, clock: Clock): ReadonlyArray<Column<BasisRow>> => {
  const { say } = voice
  return [
    { head: words.activity, cell: ({ activity }) => say(activityNames[activity]) },
    { head: words.purpose, cell: ({ purpose }) => say(purposeNameOr(purpose)) },
    { head: words.from, cell: ({ from }) => time(voice, clock, from) },
    { head: words.until, cell: row => spanEnd(voice, clock, row) },
    {
      head: words.state,
      cell: ({ state, hold }) => [
        say(stateNames[state]),
        hold === undefined ? '' : [el('br'), el('span', { class: 'soft' }, say(words.exemption))]
      ]
    },
    { head: words.reliedOn, cell: ({ reliedOn }) => reliedOn?.article ?? say(words.nothing) },
    { head: words.ended, cell: ({ endReason }) => (endReason === undefined ? '' : say(endNames[endReason])) }
  ]
}

const isOfAnalysis = ({ activity }: BasisRow): boolean =>
  activity === 'analyse' || activity === 'store-analysis'

/** One table for each recording and analysis. */
const basisTables = (voice: PageVoice, clock: Clock, trail: Trail): Content => {
  const groups = new Map<string, Array<BasisRow>>()
  for (const row of trail.basis) {
    const key = `${isOfAnalysis(row) ? 'analysis' : 'recording'} ${row.targetId}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map(rows => {
    const [first] = rows as [BasisRow]
    const target = targetNames[isOfAnalysis(first) ? 'analysis' : 'recording']
    const declared = first.declared.join(', ')
    return tableOf(
      voice,
      both(
        `${capitalised(target.da)} ${first.targetId}: nævnt er artikel ${declared}`,
        `${capitalised(target.en)} ${first.targetId}: declared are art. ${declared}`
      ),
      basisColumns(voice, clock),
      rows,
      { whole: both('basis.csv', 'basis.csv') }
    )
  })
}

const entryColumns = (voice: PageVoice, clock: Clock, trail: Trail): ReadonlyArray<Column<Entry>> => {
  const { say } = voice
  const severityOf = (code: string) =>
    trail.findings.find(finding => finding.code === code)?.severity ?? 'info'
  return [
    { head: words.number, cell: ({ seq }) => seq, kind: 'number' },
    { head: words.when, cell: ({ at }) => time(voice, clock, at) },
    {
      head: words.what,
      cell: ({ text, code, kind, findings }) => [
        say(text),
        kind === 'event' ? [' ', el('span', { class: 'soft' }, id(code))] : '',
        findings.map(finding => [
          el('br'),
          severityTag(voice, severityOf(finding)),
          ' ',
          say(findingNames[finding])
        ])
      ],
      kind: 'long'
    },
    { head: words.articles, cell: ({ articles }) => articles.join(', ') },
    { head: words.evidence, cell: ({ eventId, evidence }) => id(eventId ?? evidence.join(' ')) }
  ]
}

const actionOf = (voice: PageVoice, clock: Clock, action: ExplainedAction): Markup => {
  const { say, language } = voice
  const { target, targetId, status, dueAt, article, text, holds, handOverFirst, uncertain } = action
  return el(
    'details',
    { open: true },
    el(
      'summary',
      {},
      `${say(statusNames[status])}: ${say(actionNames[action.action])} ${say(targetNames[target])} ${targetId}`
    ),
    el('p', {}, say(text)),
    factList([
      [say(words.dueAt), time(voice, clock, dueAt)],
      [say(words.because), cite(language, article)],
      ...(holds.length === 0 ? [] : [[say(targetNames.hold), holds.map(id)] as const]),
      ...(handOverFirst === undefined
        ? []
        : [[say(words.handOver), listed(language, handOverFirst)] as const])
    ]),
    uncertain === true ? el('p', { class: 'warning' }, say(words.uncertain)) : ''
  )
}

const isConsent = ({ kind, code }: Entry): boolean =>
  kind === 'event' &&
  (code.startsWith('consent-') || code === 'analysis-objected' || code === 'erasure-requested')

const findingRows = (voice: PageVoice, clock: Clock): ReadonlyArray<Column<Trail['findings'][number]>> => [
  {
    head: words.severity,
    cell: ({ severity }) => severityTag(voice, severity)
  },
  {
    head: words.what,
    cell: ({ code }) => [voice.say(findingNames[code]), ' ', el('span', { class: 'soft' }, id(code))],
    kind: 'long'
  },
  { head: words.when, cell: ({ at }) => time(voice, clock, at) },
  {
    head: words.target,
    cell: ({ target, targetId }) =>
      target === undefined ? '' : [voice.say(targetNames[target]), ' ', id(targetId ?? '')]
  },
  {
    head: words.evidence,
    cell: ({ events }) => events.map((event, index) => [index > 0 ? ' ' : '', id(event)])
  }
]

const body =
  (view: View, trail: Trail) =>
  (voice: PageVoice): Content => {
    const { say } = voice
    const clock = clockIn(view)
    const proofBasis = view.rules.policy.proofOfConsent?.basis
    const rights = [...new Set(trail.basis.flatMap(row => row.rights))]
    const consents = trail.entries.filter(isConsent)
    const sections: ReadonlyArray<readonly [string, Bilingual, Content]> = [
      [
        'summary',
        words.summary,
        el(
          'div',
          { class: 'summary' },
          el(
            'ul',
            {},
            summaryOf(voice, clock, trail).map(each => el('li', {}, each))
          )
        )
      ],
      ['timeline', words.timeline, timeline(voice, clock, trail)],
      [
        'basis',
        words.basis,
        all(
          basisTables(voice, clock, trail),
          interestTable(voice, trail),
          el(
            'p',
            {},
            proofBasis === undefined ? say(words.proofBasis) : `${say(words.proofBasisStated)}${proofBasis}.`
          ),
          rights.length === 0 ? '' : el('p', {}, `${say(words.rights)}: ${citations(voice, rights)}.`)
        )
      ],
      [
        'due',
        words.due,
        trail.actions.length === 0
          ? el('p', {}, say(words.nothingDue))
          : trail.actions.map(action => actionOf(voice, clock, action))
      ],
      [
        'events',
        words.events,
        tableOf(voice, words.events, entryColumns(voice, clock, trail), trail.entries, {
          whole: both('trail.csv', 'trail.csv'),
          rowClass: ({ kind }) => (kind === 'derived' ? 'derived' : undefined)
        })
      ],
      [
        'findings',
        words.findings,
        trail.findings.length === 0
          ? el('p', {}, say(words.nothingFound))
          : tableOf(voice, words.findings, findingRows(voice, clock), trail.findings, {
              whole: both('findings.csv', 'findings.csv')
            })
      ],
      [
        'consent',
        words.consent,
        consents.length === 0
          ? el('p', {}, say(words.noConsent))
          : el(
              'ul',
              {},
              consents.map(({ at, text }) => el('li', {}, time(voice, clock, at), ': ', say(text)))
            )
      ],
      [
        'verify',
        sectionNames.verify,
        all(
          el('p', {}, say(words.verifySource)),
          el('p', {}, say(words.verifySeal)),
          factList(
            (['readable', 'forgotten', 'redacted', 'undecodable'] as const).map(state => [
              say(payloadNames[state]),
              numeral(voice, trail.payloads[state])
            ])
          )
        )
      ]
    ]
    return all(
      headFacts(voice, clock, trail, [
        [say(words.call), id(trail.callId)],
        [say(words.subject), trail.subjectRef === undefined ? say(words.notStated) : id(trail.subjectRef)]
      ]),
      contents(voice, [
        ...sections.map(([name, title]) => [name, say(title)] as const),
        ['limits', say(sectionNames.limits)],
        ['glossary', say(sectionNames.glossary)]
      ]),
      sections.map(([name, title, content]) => section(voice, name, say(title), content)),
      limitsSection(voice),
      glossarySection(voice)
    )
  }

/**
 * A trail as one HTML file that opens anywhere: no script, no request, in Danish, English or both.
 *
 * @param view the view from which the trail was made
 */
export const trailHtml = (view: View, trail: Trail, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      title: both(`Revisionsspor for samtale ${trail.callId}`, `Audit trail of call ${trail.callId}`),
      short: both('Revisionsspor', 'Audit trail'),
      foot: `samtykke · ${trail.callId} · ${trail.asOf}`,
      body: body(view, trail)
    },
    language
  )
