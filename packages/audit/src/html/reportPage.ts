/**
 * The report over a whole log as one HTML file, for people.
 */
import type { Finding, View } from '@samtykke/core'
import type { FindingsOfCode } from '../report/findings.ts'
import { keptStates } from '../report/figures.ts'
import { missingMembersText } from './missing.ts'
import type { Report } from '../report/report.ts'
import type { Bilingual } from '../text/language.ts'
import type { Clock } from '../text/words.ts'
import { lying } from './bars.ts'
import { all, type Content, el, type Markup } from './element.ts'
import { forecastSection } from './forecast.ts'
import { latenessSection } from './lateness.ts'
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
import { reportSummaryOf } from './reportSummary.ts'
import { type Column, tableOf } from './table.ts'
import { whatIfSection } from './whatIf.ts'
import { both, findingNames, keptStateNames, purposeNameOr, severityNames, stateNames } from './words.ts'
import { basisStates } from '../basis/segment.ts'

const words = {
  summary: both('Kort fortalt', 'In short'),
  figures: both('Tal', 'Figures'),
  findings: both('Bemærkninger', 'Findings'),
  lateness: both('Forsinkelser', 'Lateness'),
  forecast: both('Hvad der forfalder', 'What falls due'),
  coverage: both('Behandlingsgrundlag', 'Legal bases'),
  whatIf: both('Hvis politikken ændres', 'If the policy changes'),
  quality: both('Oplysningernes kvalitet', 'Quality of the data'),
  calls: both('samtaler', 'calls'),
  closed: both('Afsluttede samtaler', 'Closed calls'),
  subjects: both('kunder med reference', 'customers with a reference'),
  recordings: both('optagelser', 'recordings'),
  analyses: both('stemmeanalyser', 'voice analyses'),
  kept: both('timers optagelse gemt', 'hours of recording kept'),
  bytes: both('gigabyte gemt', 'gigabytes kept'),
  open: both('indsigtsanmodninger åbne', 'access requests open'),
  answered: both('Besvarede indsigtsanmodninger', 'Access requests answered'),
  holds: both('bevaringspålæg gælder', 'holds in force'),
  oldest: both('Ældste optagelse, der er gemt', 'Oldest recording kept'),
  state: both('Tilstand', 'State'),
  byState: both('Optagelser og analyser efter tilstand', 'Recordings and analyses by state'),
  severity: both('Alvor', 'Severity'),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  before: both('Før', 'Before'),
  oldestOf: both('Ældste', 'Oldest'),
  call: both('Samtale', 'Call'),
  since: both('Sammenlignet med', 'Compared with'),
  bySeverity: both('Bemærkninger efter alvor', 'Findings by severity'),
  bySeverityDescribed: both(
    'Antallet af fejl, advarsler og oplysninger; de samme tal står i tabellen nedenunder.',
    'The number of errors, warnings and notes; the same numbers stand in the table below.'
  ),
  purpose: both('Formål', 'Purpose'),
  days: both('Døgn', 'Days'),
  present: both('Nu', 'Now'),
  daysByState: both('Døgn efter tilstand', 'Days by state'),
  daysDescribed: both(
    'Summen af døgn, hvor optagelser og analyser var i hver tilstand, for hvert formål; de samme tal står i tabellen nedenunder.',
    'The sum of days through which recordings and analyses were in each state, by purpose; the same numbers stand in the table below.'
  ),
  noAssessment: both(
    'Formål, hvor legitim interesse er nævnt uden henvisning til en vurdering',
    'Purposes for which legitimate interest is declared without a reference to an assessment'
  ),
  bundled: both('Samtykker til flere formål på én gang', 'Consents to several purposes at once'),
  share: both(
    'Andel af døgnene, hvor samtykke blev anvendt',
    'Share of the days under which consent was relied on'
  ),
  none: both('ingen', 'none'),
  notCounted: both('ikke talt', 'not counted')
} satisfies Record<string, Bilingual>

const card = (value: string, name: string): Markup => el('li', {}, el('strong', {}, value), name)

const figuresSection = (voice: PageVoice, clock: Clock, { figures }: Report): Content => {
  const { say } = voice
  const number = (value: number): string => numeral(voice, value)
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0)
  return [
    el(
      'ul',
      { class: 'cards' },
      card(number(figures.calls), say(words.calls)),
      card(number(figures.subjects), say(words.subjects)),
      card(number(sum(figures.recordings)), say(words.recordings)),
      card(number(sum(figures.analyses)), say(words.analyses)),
      card(number(Math.round(figures.keptSeconds / 3600)), say(words.kept)),
      card(number(Math.round(figures.keptBytes / 1e8) / 10), say(words.bytes)),
      card(number(figures.requests.open), say(words.open)),
      card(number(figures.holdsInForce), say(words.holds))
    ),
    tableOf(
      voice,
      words.byState,
      [
        { head: words.state, cell: state => say(keptStateNames[state]) },
        { head: words.recordings, cell: state => number(figures.recordings[state]), kind: 'number' },
        { head: words.analyses, cell: state => number(figures.analyses[state]), kind: 'number' }
      ],
      keptStates
    ),
    factList([
      [say(words.closed), number(figures.closedCalls)],
      [say(words.answered), number(figures.requests.answered)],
      [
        say(words.oldest),
        figures.oldestKept === null
          ? say(words.none)
          : [time(voice, clock, figures.oldestKept.startedAt), ', ', id(figures.oldestKept.callId)]
      ]
    ])
  ]
}

const severities = ['error', 'warning', 'info'] as const

const worstOf = ({ bySeverity }: FindingsOfCode) =>
  severities.find(severity => bySeverity[severity] > 0) ?? 'info'

const oldestList = (voice: PageVoice, clock: Clock, oldest: ReadonlyArray<Finding>): Content => {
  if (oldest.length === 0 || oldest[0]?.callId === undefined) return ''
  return el(
    'details',
    {},
    el('summary', {}, voice.say(words.oldestOf)),
    el(
      'ul',
      {},
      oldest.map(({ at, callId }) => el('li', {}, time(voice, clock, at), ' ', id(callId ?? '')))
    )
  )
}

const findingsSection = (voice: PageVoice, clock: Clock, { findings, since }: Report): Content => {
  const { say } = voice
  const sorted = [...findings].sort((a, b) => severities.indexOf(worstOf(a)) - severities.indexOf(worstOf(b)))
  const columns: ReadonlyArray<Column<FindingsOfCode>> = [
    {
      head: words.severity,
      cell: ({ bySeverity }) => {
        const found = severities.filter(severity => bySeverity[severity] > 0)
        return found.map((severity, index) => [
          index > 0 ? el('br') : '',
          severityTag(voice, severity),
          found.length > 1 ? ` ${numeral(voice, bySeverity[severity])}` : ''
        ])
      }
    },
    {
      head: words.what,
      cell: ({ code, oldest }) => [
        say(findingNames[code]),
        ' ',
        el('span', { class: 'soft' }, id(code)),
        code === 'record-incomplete' ? missingMembersText(voice, oldest) : oldestList(voice, clock, oldest)
      ],
      kind: 'long'
    },
    { head: words.count, cell: ({ count }) => numeral(voice, count), kind: 'number' },
    ...(since === null
      ? []
      : [
          {
            head: words.before,
            cell: ({ before }: FindingsOfCode) => numeral(voice, before ?? 0),
            kind: 'number' as const
          }
        ])
  ]
  return [
    lying(
      voice,
      'findings',
      {
        title: say(words.bySeverity),
        description: say(words.bySeverityDescribed),
        series: [say(words.count)],
        bars: severities.map(severity => ({
          label: say(severityNames[severity]),
          parts: [findings.reduce((sum, { bySeverity }) => sum + bySeverity[severity], 0)]
        }))
      },
      value => numeral(voice, value)
    ),
    since === null ? '' : el('p', {}, `${say(words.since)} `, time(voice, clock, since), '.'),
    tableOf(voice, words.findings, columns, sorted)
  ]
}

const coverageSection = (voice: PageVoice, { coverage }: Report): Content => {
  const { say } = voice
  const purposes = [...new Set(coverage.rows.map(row => row.purpose))]
  const daysOf = (purpose: string, state: string): number =>
    coverage.rows.find(row => row.purpose === purpose && row.state === state)?.days ?? 0
  return [
    purposes.length === 0
      ? ''
      : lying(
          voice,
          'coverage',
          {
            title: say(words.daysByState),
            description: say(words.daysDescribed),
            series: basisStates.map(state => say(stateNames[state])),
            bars: purposes.map(purpose => ({
              label: say(purposeNameOr(purpose)),
              parts: basisStates.map(state => daysOf(purpose, state))
            }))
          },
          value => numeral(voice, Math.round(value))
        ),
    tableOf(
      voice,
      words.daysByState,
      [
        { head: words.purpose, cell: ({ purpose }) => say(purposeNameOr(purpose)) },
        { head: words.state, cell: ({ state }) => say(stateNames[state]) },
        { head: words.days, cell: ({ days }) => numeral(voice, days), kind: 'number' },
        { head: words.present, cell: ({ present }) => numeral(voice, present), kind: 'number' }
      ],
      coverage.rows
    ),
    factList([
      [
        say(words.share),
        coverage.shareReliedOn === null
          ? say(words.none)
          : `${numeral(voice, Math.round(coverage.shareReliedOn * 1000) / 10)} %`
      ],
      [
        say(words.noAssessment),
        coverage.interestsWithoutAssessment.length === 0
          ? say(words.none)
          : coverage.interestsWithoutAssessment.map(purpose => say(purposeNameOr(purpose))).join(', ')
      ],
      [say(words.bundled), numeral(voice, coverage.bundledConsents)]
    ])
  ]
}

const qualityNames = {
  rejectedLines: both('Linjer, der ikke er hændelser', 'Lines that are no event'),
  unsealedEvents: both('Hændelser, der ikke er forseglet endnu', 'Events not sealed yet'),
  unknownTypes: both('Hændelser af ukendt type', 'Events of unknown type'),
  conflicts: both('Modstridende hændelser', 'Conflicting events'),
  duplicates: both('Hændelser sendt flere gange', 'Events sent more than once'),
  uncertainCalls: both('Samtaler, hvor noget ikke kan læses', 'Calls of which something cannot be read'),
  callsWithoutConsentEvent: both('Samtaler uden hændelse om samtykke', 'Calls without an event of consent'),
  customerTypeUnknown: both('Optagelser med ukendt kundetype', 'Recordings of unknown customer type'),
  customerTypeConflicts: both(
    'Samtaler med uenighed om kundetype',
    'Calls whose sources differ on the customer type'
  ),
  noCallEnd: both('Optagelser uden sluttidspunkt', 'Recordings without an end'),
  recordedBeforeOccurred: both('Registreret, før det skete', 'Recorded before it occurred'),
  callsWithoutSubjectRef: both('Samtaler uden kundereference', 'Calls without a reference of the customer')
} satisfies Record<string, Bilingual>

const unreadableNames = {
  forgotten: both('Hændelser gjort ulæselige (nøgle destrueret)', 'Events forgotten (key destroyed)'),
  redacted: both('Hændelser fjernet', 'Events removed'),
  undecodable: both('Hændelser, der ikke kan læses', 'Events that cannot be read'),
  badLines: both(
    'Linjer, der ikke kan læses, hvis samtale er kendt',
    'Lines that cannot be read, whose call is known'
  )
} satisfies Record<string, Bilingual>

const qualitySection = (voice: PageVoice, { quality }: Report): Content => {
  const { say } = voice
  const rows: ReadonlyArray<readonly [Bilingual, number | null]> = [
    ...Object.entries(qualityNames).map(
      ([name, words]) => [words, quality[name as keyof typeof qualityNames]] as const
    ),
    ...Object.entries(unreadableNames).map(
      ([name, words]) => [words, quality.unreadable[name as keyof typeof unreadableNames]] as const
    ),
    [
      both('Sekunder, før loggen ved det: median', 'Seconds until the log knows: median'),
      quality.arrivalDelay.p50
    ],
    [
      both('Sekunder, før loggen ved det: 99 %', 'Seconds until the log knows: 99 %'),
      quality.arrivalDelay.p99
    ]
  ]
  return tableOf(
    voice,
    words.quality,
    [
      { head: words.what, cell: ([name]) => say(name), kind: 'long' },
      {
        head: words.count,
        cell: ([, value]) => (value === null ? say(words.notCounted) : numeral(voice, value)),
        kind: 'number'
      }
    ],
    rows
  )
}

const body =
  (view: View, report: Report) =>
  (voice: PageVoice): Content => {
    const { say } = voice
    const clock = clockIn(view)
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
            reportSummaryOf(voice, report).map(each => el('li', {}, each))
          )
        )
      ],
      ['figures', words.figures, figuresSection(voice, clock, report)],
      ['findings', words.findings, findingsSection(voice, clock, report)],
      ['lateness', words.lateness, latenessSection(voice, report)],
      ['forecast', words.forecast, forecastSection(voice, report)],
      ['coverage', words.coverage, coverageSection(voice, report)],
      ...(report.whatIf === null
        ? []
        : [['what-if', words.whatIf, whatIfSection(voice, clock, report.whatIf)] as const]),
      ['quality', words.quality, qualitySection(voice, report)]
    ]
    return all(
      headFacts(voice, clock, report, []),
      contents(voice, [
        ...sections.map(([name, title]) => [name, say(title)] as const),
        ['limits', say(sectionNames.limits)],
        ['glossary', say(sectionNames.glossary)]
      ]),
      sections.map(([name, title, content]) => section(voice, name, say(title), content)),
      limitsSection(voice, report.limits),
      glossarySection(voice)
    )
  }

/**
 * A report as one HTML file that opens anywhere: no script, no request, in Danish, English or both.
 *
 * @param view the view from which the report was made
 */
export const reportHtml = (view: View, report: Report, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      title: both(
        `Rapport over optagede samtaler, ${report.policy.version}`,
        `Report on recorded calls, ${report.policy.version}`
      ),
      short: both('Rapport over optagede samtaler', 'Report on recorded calls'),
      foot: `samtykke · ${report.policy.version} · ${report.asOf}`,
      body: body(view, report)
    },
    language
  )
