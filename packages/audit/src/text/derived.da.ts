/**
 * What followed from events, in Danish.
 */
import { type DerivedCatalogue, derivedFacts } from './entryCatalogue.ts'
import { danishActions, danishTarget, danishTargetFirst } from './events.da.ts'
import type { Draft } from '../trail/entry.ts'
import type { Speech } from './speech.ts'
import { capitalised } from './words.ts'

const purposes = (entry: Draft, speech: Speech): string => {
  const named = derivedFacts(entry).purposes ?? []
  return named.length === 0 ? '' : ` til ${speech.purposes(named)}`
}

const action = (entry: Draft): string => danishActions[derivedFacts(entry).action ?? 'erase']

const due = ({ dueAt }: Draft, speech: Speech): string =>
  dueAt === undefined ? '' : ` den ${speech.moment(dueAt)}`

const cited = ({ articles }: Draft, speech: Speech): string => speech.cite(articles[0] ?? '')

/** `8 timer efter fristen den …`, or after the release of a hold that had suspended it. */
const late = (entry: Draft, speech: Speech): string => {
  const { since } = derivedFacts(entry)
  const said = speech.duration(entry.lateSeconds ?? 0)
  return since === undefined
    ? `${said} efter fristen${due(entry, speech)}`
    : `${said} efter, at udsættelsen ophørte den ${speech.moment(since)} (den oprindelige frist var${due(entry, speech)})`
}

const doneAs: Readonly<Record<string, string>> = {
  erase: 'Databehandleren bekræftede sletningen',
  anonymise: 'Analysen blev anonymiseret',
  answer: 'Anmodningen blev besvaret',
  review: 'Pålægget blev gennemgået',
  redact: 'Beviset blev fjernet'
}

const done = (entry: Draft, speech: Speech): string =>
  `${doneAs[derivedFacts(entry).action ?? 'erase'] ?? ''} den ${speech.moment(entry.at)}.`

/** What each derived entry says in Danish. */
export const danishDerived: DerivedCatalogue = {
  'basis-began': (entry, speech) =>
    `Samtykke dækker nu opbevaringen af ${danishTarget(entry.target, entry.targetId)}${purposes(entry, speech)} (${speech.cite('6(1)(a)')}).`,
  'basis-ended': (entry, speech) =>
    `Samtykke dækker ikke længere opbevaringen af ${danishTarget(entry.target, entry.targetId)}${purposes(entry, speech)} (${speech.cite('6(1)(a)')}). Legitim interesse træder ikke i stedet.`,
  'became-due': (entry, speech) => {
    const { answerBy } = derivedFacts(entry)
    return `${danishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} forfaldt${due(entry, speech)} (${cited(entry, speech)}).${answerBy === undefined ? '' : ` Kunden skal have svar senest den ${speech.date(answerBy)} (${speech.cite('12(3)')}); det er ikke en frist for at slette.`}`
  },
  'policy-shortened': (entry, speech) =>
    `Politikkens version ${entry.policyVersion ?? ''} forkortede fristen for ${danishTarget(entry.target, entry.targetId)} til${due(entry, speech)}.`,
  suspended: (entry, speech) =>
    `${capitalised(action(entry))} af ${danishTarget(entry.target, entry.targetId)} er udsat af bevaringspålæg ${derivedFacts(entry).holdId ?? ''} (${speech.cite('17(3)(e)')}). Det er en undtagelse fra sletning, ikke et behandlingsgrundlag.`,
  resumed: (entry, speech) =>
    `${capitalised(action(entry))} af ${danishTarget(entry.target, entry.targetId)} er ikke længere udsat. Den oprindelige frist gælder igen:${due(entry, speech)}.`,
  'done-in-time': (entry, speech) =>
    entry.lateSeconds === undefined
      ? `${done(entry, speech)} Det var i tide.`
      : `${done(entry, speech)} Det er ${late(entry, speech)}, og inden for den tid, som politikken giver til udførelse.`,
  'done-late': (entry, speech) => {
    const { groundKnownAt } = derivedFacts(entry)
    const known =
      groundKnownAt === undefined
        ? ''
        : ` Loggen fik kendskab til grunden den ${speech.moment(groundKnownAt)}.`
    const said =
      entry.lateSeconds === undefined
        ? `Fristen var udløbet${due(entry, speech)}.`
        : `Det er ${late(entry, speech)}.`
    return `${done(entry, speech)} ${said}${known}`
  },
  'done-early': (entry, speech) => {
    const { holdId } = derivedFacts(entry)
    return `${done(entry, speech)} ${holdId === undefined ? 'Intet var forfaldent endnu.' : `Intet andet var forfaldent, og bevaringspålæg ${holdId} gjaldt.`}`
  },
  overdue: (entry, speech) =>
    `${danishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} er forfalden og ikke sket${entry.lateSeconds === undefined ? '' : `, ${late(entry, speech)}`} (${cited(entry, speech)}).`,
  'unreadable-event': ({ payload }) =>
    payload === 'redacted' ? 'Indholdet er fjernet efter bevisperioden.' : 'Indholdet kan ikke læses (fejl).',
  'unknown-event': ({ code }) => `Hændelse af en type, som programmet ikke kender: ${code}.`,
  knownLater: (later, recordedAt, speech) =>
    `Loggen fik kendskab til det ${speech.duration(later)} senere, den ${speech.moment(recordedAt)}.`,
  forgotten: (keyDestroyedAt, speech) =>
    keyDestroyedAt === undefined
      ? 'Noget af indholdet er gjort ulæseligt: nøglen er destrueret.'
      : `Noget af indholdet er gjort ulæseligt: nøglen blev destrueret den ${speech.date(speech.clock.date(keyDestroyedAt))}.`
}
