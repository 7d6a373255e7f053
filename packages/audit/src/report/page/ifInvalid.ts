/**
 * What falls if consents are held invalid, on a page.
 */
import { ordText, type View } from '@samtykke/core'
import { type Content, element } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { factList, id, numeral, time } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { statusNames, targetNames } from '../../render/text/coreNames.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { purposeNameIn } from '../../render/text/names.ts'
import { capitalised, listed, moment } from '../../render/text/words.ts'
import type { ChallengedConsents } from '../challengedConsents.ts'
import type { Fallen, FallenCounts, FallenFor, IfInvalid } from '../ifInvalid.ts'
import { differenceTable } from './findingDifference.ts'

const words = {
  dryRun: both(
    'En prøve: intet er skrevet eller udført, og om samtykkerne er gyldige, afgør programmet ikke. Det er regnet ud, som om disse samtykker intet havde givet:',
    'A dry run: nothing was written or carried out, and the program does not decide whether the consents are valid. It was reckoned as if these consents had given nothing:'
  ),
  bundled: both('givet til flere formål i én handling', 'given for several purposes in one act'),
  consents: both('Samtykker, der er ment', 'Consents that are meant'),
  of: both('af', 'of'),
  calls: both('Samtaler, hvor noget falder', 'Calls of which something falls'),
  subjects: both('Kunder med reference i dem', 'Customers with a reference in them'),
  withoutReference: both('Samtaler uden reference til en kunde', 'Calls without a reference to a customer'),
  kept: both('Optagelser og analyser, der mister grundlag', 'Recordings and analyses that lose a basis'),
  what: both('Hvad', 'What'),
  recordings: both('Optagelser', 'Recordings'),
  analyses: both('Analyser', 'Analyses'),
  withoutBasis: both('uden noget grundlag, fra de begyndte', 'without any basis, from their start'),
  fewerPurposes: both('gemt til færre formål', 'kept for fewer purposes'),
  newlyDue: both('forfaldne nu, som ikke var det', 'due now that were not'),
  gone: both('slettet eller anonymiseret allerede', 'erased or anonymised already'),
  byPurpose: both('Efter formål', 'By purpose'),
  purpose: both('Formål', 'Purpose'),
  callsOf: both('Samtaler', 'Calls'),
  subjectsOf: both('Kunder', 'Customers'),
  first: both('De første, efter begyndelse', 'The first, by their start'),
  call: both('Samtale', 'Call'),
  since: both('Uden grundlag siden', 'Without a basis since'),
  falls: both('Formål, der falder', 'Purposes that fall'),
  left: both('Formål tilbage', 'Purposes left'),
  none: both('ingen', 'none'),
  due: both('Ville forfalde', 'Would be due'),
  state: both('Tilstand', 'State')
} satisfies Record<string, Bilingual>

const shown = 50

/** Which consents are meant, as conditions that all fit. */
const conditionsOf = (
  { translate, clock }: PageContext,
  { bundled, noticeVersion, method, from, until }: ChallengedConsents
): ReadonlyArray<string> => [
  ...(bundled === undefined ? [] : [translate(words.bundled)]),
  ...(noticeVersion === undefined
    ? []
    : [translate(both(`på oplysningstekst ${noticeVersion}`, `on notice ${noticeVersion}`))]),
  ...(method === undefined
    ? []
    : [translate(both(`givet ved ${methodNames[method].da}`, `given by ${methodNames[method].en}`))]),
  ...(from === undefined
    ? []
    : [translate(both(`givet fra ${moment('da', clock, from)}`, `given from ${moment('en', clock, from)}`))]),
  ...(until === undefined
    ? []
    : [
        translate(
          both(`givet før ${moment('da', clock, until)}`, `given before ${moment('en', clock, until)}`)
        )
      ])
]

const methodNames = {
  keypress: both('tastetryk', 'keypress'),
  spoken: both('tale', 'speech'),
  written: both('skrift', 'writing'),
  web: both('hjemmeside', 'website'),
  app: both('app', 'app')
} satisfies Record<NonNullable<ChallengedConsents['method']>, Bilingual>

const statusName = (status: Fallen['status']): Bilingual =>
  status === 'gone' ? words.gone : statusNames[status]

/** What would fall. */
export const ifInvalidSection = ({ rules }: View, context: PageContext, found: IfInvalid): Content => {
  const { translate, language } = context
  const nameOf = purposeNameIn(rules.policy)
  const named = (purposes: ReadonlyArray<string>): string =>
    purposes.length === 0
      ? translate(words.none)
      : listed(
          language,
          purposes.map(purpose => translate(nameOf(purpose)))
        )
  const number = (value: number): string => numeral(context, value)
  return [
    element(
      'p',
      {},
      `${translate(words.dryRun)} ${listed(language, conditionsOf(context, found.consents))}.`
    ),
    factList(context, [
      [
        words.consents,
        `${number(found.consentsMeant)} ${translate(words.of)} ${number(found.consentsInAll)}`
      ],
      [words.calls, number(found.calls)],
      [words.subjects, number(found.subjects)],
      [words.withoutReference, number(found.callsWithoutReference)]
    ]),
    tableOf<keyof FallenCounts>(context, words.kept, {
      columns: [
        { head: words.what, cell: kind => translate(words[kind]), kind: 'long' },
        { head: words.recordings, cell: kind => number(found.recordings[kind]), kind: 'number' },
        { head: words.analyses, cell: kind => number(found.analyses[kind]), kind: 'number' }
      ],
      rows: ['withoutBasis', 'fewerPurposes', 'newlyDue', 'gone']
    }),
    tableOf<readonly [string, FallenFor]>(context, words.byPurpose, {
      columns: [
        { head: words.purpose, cell: ([purpose]) => capitalised(translate(nameOf(purpose))) },
        { head: words.callsOf, cell: ([, { calls }]) => number(calls), kind: 'number' },
        { head: words.subjectsOf, cell: ([, { subjects }]) => number(subjects), kind: 'number' },
        { head: words.recordings, cell: ([, { recordings }]) => number(recordings), kind: 'number' },
        { head: words.analyses, cell: ([, { analyses }]) => number(analyses), kind: 'number' }
      ],
      rows: Object.entries(found.byPurpose).sort(([a], [b]) => ordText.compare(a, b))
    }),
    differenceTable(context, found),
    tableOf<Fallen>(context, words.first, {
      columns: [
        { head: words.call, cell: ({ callId }) => id(callId) },
        {
          head: words.what,
          cell: ({ target, targetId }) => [translate(targetNames[target]), ' ', id(targetId)]
        },
        { head: words.since, cell: ({ since }) => time(context, since) },
        { head: words.falls, cell: ({ purposes }) => named(purposes), kind: 'long' },
        { head: words.left, cell: ({ left }) => named(left), kind: 'long' },
        { head: words.due, cell: ({ dueAt }) => (dueAt === undefined ? '' : time(context, dueAt)) },
        { head: words.state, cell: ({ status }) => translate(statusName(status)) }
      ],
      rows: found.first.slice(0, shown)
    })
  ]
}
