/**
 * The sentence for each derived entry and for what cannot be read, in Danish and in English.
 */
import type { Instant } from '@samtykke/core'
import { both } from '../../render/text/language.ts'
import { basisName } from '../../render/text/names.ts'
import type { Phrases } from '../../render/text/phrases.ts'
import { graceInWords } from '../../basis/timeliness.ts'
import { capitalised } from '../../render/text/words.ts'
import type { DerivedCode, DerivedFacts, DraftEntry, UnreadCode } from '../entries/entry.ts'

const actions = {
  erase: both('sletning', 'erasure'),
  anonymise: both('anonymisering', 'anonymisation'),
  answer: both('besvarelse', 'the answer'),
  review: both('gennemgang', 'the review'),
  redact: both('fjernelse af beviset', 'redaction of the proof')
}

const theActions = {
  erase: both('sletningen', 'erasure'),
  anonymise: both('anonymiseringen', 'anonymisation'),
  answer: both('besvarelsen', 'the answer'),
  review: both('gennemgangen', 'the review'),
  redact: both('fjernelsen', 'redaction')
}

const doneAs = {
  erase: both('Databehandleren bekræftede sletningen', 'The processor confirmed the erasure'),
  anonymise: both('Stemmeanalysen blev anonymiseret', 'The analysis was anonymised'),
  answer: both('Anmodningen blev besvaret', 'The request was answered'),
  review: both('Sletningsstoppet blev gennemgået', 'The hold was reviewed'),
  redact: both('Beviset blev fjernet', 'The proof was redacted')
}

const targets = {
  recording: both('optagelse', 'recording'),
  analysis: both('stemmeanalyse', 'analysis'),
  'access-request': both('anmodning', 'request'),
  hold: both('sletningsstop', 'hold'),
  proof: both('beviset for samtale', 'the proof of call')
}

const factsOf = (entry: DraftEntry): DerivedFacts => entry.facts

const action = (entry: DraftEntry, { translate }: Phrases): string =>
  translate(actions[factsOf(entry).action ?? 'erase'])

const theAction = (entry: DraftEntry, { translate }: Phrases): string =>
  translate(theActions[factsOf(entry).action ?? 'erase'])

/** What it is about, with its id. */
const about = ({ target, targetId = '' }: DraftEntry, { translate }: Phrases): string =>
  `${target === undefined ? '' : translate(targets[target])} ${targetId}`.trim()

/** At the start of a sentence. */
const first = (entry: DraftEntry, phrases: Phrases): string =>
  `${capitalised(about(entry, phrases))}: ${action(entry, phrases)}`

const due = ({ dueAt }: DraftEntry, { text, moment }: Phrases): string =>
  dueAt === undefined ? '' : ` ${text('den ', '')}${moment(dueAt)}`

/** `8 hours after it was due, on …`, or after the release of a hold that had suspended it. */
const late = (entry: DraftEntry, phrases: Phrases): string => {
  const { since } = factsOf(entry)
  const { text, moment } = phrases
  const lasted =
    entry.lateSeconds === undefined
      ? text('mindre end et sekund', 'less than a second')
      : phrases.duration(entry.lateSeconds)
  const [said, was] = [lasted, due(entry, phrases)]
  return since === undefined
    ? text(`${said} efter fristen${was}`, `${said} after it was due, on${was}`)
    : text(
        `${said} efter, at udsættelsen ophørte den ${moment(since)} (den oprindelige frist var${was})`,
        `${said} after the suspension ended, on ${moment(since)} (the original date was${was})`
      )
}

/** The time that the policy gives for carrying out what is due. */
const grace = ({ language, rules }: Phrases): string => graceInWords(language, rules)

const done = (entry: DraftEntry, { text, translate, moment }: Phrases): string =>
  `${translate(doneAs[factsOf(entry).action ?? 'erase'])} ${text('den', 'on')} ${moment(entry.at)}.`

/** Of what a basis began or ended to cover, and for which purposes. */
const kept = (entry: DraftEntry, phrases: Phrases): string => {
  const { purposes = [] } = factsOf(entry)
  const named = purposes.length === 0 ? '' : ` ${phrases.text('til', 'for')} ${phrases.purposes(purposes)}`
  return `${about(entry, phrases)}${named}`
}

const basis = ({ articles: [article = ''] }: DraftEntry, { translate, cite }: Phrases): string =>
  `${translate(basisName(article))} (${cite(article)})`

type Sentence = (entry: DraftEntry, phrases: Phrases) => string

export const derivedSentences: Readonly<Record<DerivedCode | UnreadCode, Sentence>> = {
  'basis-began': (entry, phrases) => {
    const [what, on] = [kept(entry, phrases), basis(entry, phrases)]
    return phrases.text(
      `Opbevaringen af ${what} sker nu på grundlag af ${on}.`,
      `${capitalised(on)} now covers the keeping of ${what}.`
    )
  },
  'basis-ended': (entry, phrases) => {
    const { text } = phrases
    const [what, on] = [kept(entry, phrases), basis(entry, phrases)]
    const ended = text(
      `Opbevaringen af ${what} sker ikke længere på grundlag af ${on}.`,
      `${capitalised(on)} no longer covers the keeping of ${what}.`
    )
    const instead =
      entry.articles[0] === '6(1)(a)'
        ? text('Legitim interesse træder ikke i stedet.', 'Legitimate interest does not take its place.')
        : text('Intet andet grundlag træder i stedet.', 'No other basis takes its place.')
    return `${ended} ${instead}`
  },
  'became-due': (entry, phrases) => {
    const { answerBy } = factsOf(entry)
    const { text, cite, date } = phrases
    const became = text('forfaldt', 'became due on')
    const said = `${first(entry, phrases)} ${became}${due(entry, phrases)} (${cite(entry.articles[0] ?? '')}).`
    if (answerBy === undefined) return said
    const [by, cited] = [date(answerBy), cite('12(3)')]
    return `${said} ${text(
      `Kunden skal have svar senest den ${by} (${cited}); det er ikke en frist for sletning.`,
      `The customer is to be answered by ${by} (${cited}); that is no time limit for erasing.`
    )}`
  },
  'policy-shortened': (entry, phrases) => {
    const { policyVersion = '' } = entry
    const [what, at] = [about(entry, phrases), due(entry, phrases)]
    return phrases.text(
      `Regelsættets version ${policyVersion} forkortede fristen for ${what} til${at}.`,
      `Version ${policyVersion} of the policy shortened the time for ${what} to${at}.`
    )
  },
  suspended: (entry, phrases) => {
    const { holdId = '' } = factsOf(entry)
    const [act, what] = [capitalised(action(entry, phrases)), about(entry, phrases)]
    const cited = phrases.cite('17(3)(e)')
    return phrases.text(
      `${act} af ${what} er udsat af sletningsstop ${holdId} (${cited}). Det er en undtagelse fra pligten til at slette, ikke et behandlingsgrundlag.`,
      `${act} of ${what} is suspended by hold ${holdId} (${cited}). That is an exemption from erasure, and no legal basis.`
    )
  },
  resumed: (entry, phrases) => {
    const [act, what, at] = [capitalised(action(entry, phrases)), about(entry, phrases), due(entry, phrases)]
    return phrases.text(
      `${act} af ${what} er ikke længere udsat. Den oprindelige frist gælder igen:${at}.`,
      `${act} of ${what} is no longer suspended. The original date returns:${at}.`
    )
  },
  'done-in-time': (entry, phrases) =>
    `${done(entry, phrases)} ${phrases.text('Det var rettidigt.', 'That was in time.')}`,
  'done-within-grace': (entry, phrases) => {
    const within = phrases.text(
      `Det er inden for udførelsesfristen, som efter regelsættet er ${grace(phrases)}.`,
      `That is within the grace for carrying it out, which by the policy is ${grace(phrases)}.`
    )
    return `${done(entry, phrases)} ${phrases.text('Det er', 'That is')} ${late(entry, phrases)}. ${within}`
  },
  'done-late': (entry, phrases) => {
    const { groundKnownAt } = factsOf(entry)
    const { text, moment } = phrases
    const said =
      entry.lateSeconds === undefined
        ? `${text('Fristen var udløbet', 'The time had run out on')}${due(entry, phrases)}.`
        : `${text('Det er', 'That is')} ${late(entry, phrases)}.`
    const tooLate =
      entry.target === 'access-request'
        ? text('Det var for sent.', 'That was late.')
        : text(
            `Det var for sent: udførelsesfristen er efter regelsættet ${grace(phrases)}.`,
            `That was late: the grace for carrying it out is ${grace(phrases)} by the policy.`
          )
    const known =
      groundKnownAt === undefined
        ? ''
        : ` ${text('Loggen fik kendskab til grunden den', 'The log learnt of the ground on')} ${moment(groundKnownAt)}.`
    return `${done(entry, phrases)} ${said} ${tooLate}${known}`
  },
  'done-early': (entry, phrases) => {
    const { holdId } = factsOf(entry)
    const why =
      holdId === undefined
        ? phrases.text('Intet var forfaldent endnu.', 'Nothing was due yet.')
        : phrases.text(
            `Intet andet var forfaldent, og sletningsstop ${holdId} gjaldt.`,
            `Nothing else was due, and hold ${holdId} was in force.`
          )
    return `${done(entry, phrases)} ${why}`
  },
  overdue: (entry, phrases) => {
    const open = phrases.text('er forfalden og ikke udført', 'is due and has not been done')
    const lateness = entry.lateSeconds === undefined ? '' : `, ${late(entry, phrases)}`
    return `${capitalised(about(entry, phrases))}: ${theAction(entry, phrases)} ${open}${lateness} (${phrases.cite(entry.articles[0] ?? '')}).`
  },
  'unreadable-event': ({ payload }, { text }) =>
    payload === 'redacted'
      ? text('Indholdet er fjernet efter bevisperioden.', 'Content removed after the proof period.')
      : text('Indholdet kan ikke læses (fejl).', 'Content cannot be read (fault).'),
  'unknown-event': ({ code }, { text }) =>
    text(
      `Hændelse af en type, som programmet ikke kender: ${code}.`,
      `An event of a type that the program does not know: ${code}.`
    )
}

/** Beside what an event says: how much later the log learnt of it. */
export const knownLater = (seconds: number, recordedAt: Instant, phrases: Phrases): string => {
  const [later, at] = [phrases.duration(seconds), phrases.moment(recordedAt)]
  return phrases.text(
    `Loggen fik kendskab til det ${later} senere, den ${at}.`,
    `The log learnt of it ${later} later, on ${at}.`
  )
}

/** Beside what an event says: that some of it is gone, and since when. */
export const contentForgotten = (keyDestroyedAt: Instant | undefined, phrases: Phrases): string => {
  const { text, date, clock } = phrases
  if (keyDestroyedAt === undefined)
    return text(
      'Noget af indholdet er gjort ulæseligt: nøglen er destrueret.',
      'Content forgotten: the key was destroyed.'
    )
  const on = date(clock.date(keyDestroyedAt))
  return text(
    `Noget af indholdet er gjort ulæseligt: nøglen blev destrueret den ${on}.`,
    `Content forgotten: key destroyed on ${on}.`
  )
}
