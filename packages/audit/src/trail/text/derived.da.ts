/**
 * What followed from events, in Danish.
 */
import { type DerivedCatalogue, derivedFacts } from './entryCatalogue.ts'
import { danishActions, danishTarget, danishTargetFirst } from './events.da.ts'
import type { DraftEntry } from '../entries/entry.ts'
import type { Phrases } from '../../render/text/phrases.ts'
import { basisName } from '../../render/text/names.ts'
import { capitalised } from '../../render/text/words.ts'

const purposes = (entry: DraftEntry, phrases: Phrases): string => {
  const named = derivedFacts(entry).purposes ?? []
  return named.length === 0 ? '' : ` til ${phrases.purposes(named)}`
}

const basis = ({ articles }: DraftEntry): string => basisName(articles[0] ?? '').da

const action = (entry: DraftEntry): string => danishActions[derivedFacts(entry).action ?? 'erase']

const due = ({ dueAt }: DraftEntry, phrases: Phrases): string =>
  dueAt === undefined ? '' : ` den ${phrases.moment(dueAt)}`

const cited = ({ articles }: DraftEntry, phrases: Phrases): string => phrases.cite(articles[0] ?? '')

/** `8 timer efter fristen den …`, or after the release of a hold that had suspended it. */
const late = (entry: DraftEntry, phrases: Phrases): string => {
  const { since } = derivedFacts(entry)
  const said = phrases.duration(entry.lateSeconds ?? 0)
  return since === undefined
    ? `${said} efter fristen${due(entry, phrases)}`
    : `${said} efter, at udsættelsen ophørte den ${phrases.moment(since)} (den oprindelige frist var${due(entry, phrases)})`
}

const doneAs: Readonly<Record<string, string>> = {
  erase: 'Databehandleren bekræftede sletningen',
  anonymise: 'Analysen blev anonymiseret',
  answer: 'Anmodningen blev besvaret',
  review: 'Pålægget blev gennemgået',
  redact: 'Beviset blev fjernet'
}

const done = (entry: DraftEntry, phrases: Phrases): string =>
  `${doneAs[derivedFacts(entry).action ?? 'erase'] ?? ''} den ${phrases.moment(entry.at)}.`

/** What each derived entry says in Danish. */
export const danishDerived: DerivedCatalogue = {
  'basis-began': (entry, phrases) =>
    `${capitalised(basis(entry))} dækker nu opbevaringen af ${danishTarget(entry.target, entry.targetId)}${purposes(entry, phrases)} (${cited(entry, phrases)}).`,
  'basis-ended': (entry, phrases) =>
    `${capitalised(basis(entry))} dækker ikke længere opbevaringen af ${danishTarget(entry.target, entry.targetId)}${purposes(entry, phrases)} (${cited(entry, phrases)}). ${entry.articles[0] === '6(1)(a)' ? 'Legitim interesse træder ikke i stedet.' : 'Intet andet grundlag træder i stedet.'}`,
  'became-due': (entry, phrases) => {
    const { answerBy } = derivedFacts(entry)
    return `${danishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} forfaldt${due(entry, phrases)} (${cited(entry, phrases)}).${answerBy === undefined ? '' : ` Kunden skal have svar senest den ${phrases.date(answerBy)} (${phrases.cite('12(3)')}); det er ikke en frist for at slette.`}`
  },
  'policy-shortened': (entry, phrases) =>
    `Politikkens version ${entry.policyVersion ?? ''} forkortede fristen for ${danishTarget(entry.target, entry.targetId)} til${due(entry, phrases)}.`,
  suspended: (entry, phrases) =>
    `${capitalised(action(entry))} af ${danishTarget(entry.target, entry.targetId)} er udsat af bevaringspålæg ${derivedFacts(entry).holdId ?? ''} (${phrases.cite('17(3)(e)')}). Det er en undtagelse fra sletning, ikke et behandlingsgrundlag.`,
  resumed: (entry, phrases) =>
    `${capitalised(action(entry))} af ${danishTarget(entry.target, entry.targetId)} er ikke længere udsat. Den oprindelige frist gælder igen:${due(entry, phrases)}.`,
  'done-in-time': (entry, phrases) =>
    entry.lateSeconds === undefined
      ? `${done(entry, phrases)} Det var i tide.`
      : `${done(entry, phrases)} Det er ${late(entry, phrases)}, og inden for den tid, som politikken giver til udførelse.`,
  'done-late': (entry, phrases) => {
    const { groundKnownAt } = derivedFacts(entry)
    const known =
      groundKnownAt === undefined
        ? ''
        : ` Loggen fik kendskab til grunden den ${phrases.moment(groundKnownAt)}.`
    const said =
      entry.lateSeconds === undefined
        ? `Fristen var udløbet${due(entry, phrases)}.`
        : `Det er ${late(entry, phrases)}.`
    return `${done(entry, phrases)} ${said}${known}`
  },
  'done-early': (entry, phrases) => {
    const { holdId } = derivedFacts(entry)
    return `${done(entry, phrases)} ${holdId === undefined ? 'Intet var forfaldent endnu.' : `Intet andet var forfaldent, og bevaringspålæg ${holdId} gjaldt.`}`
  },
  overdue: (entry, phrases) =>
    `${danishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} er forfalden og ikke sket${entry.lateSeconds === undefined ? '' : `, ${late(entry, phrases)}`} (${cited(entry, phrases)}).`,
  'unreadable-event': ({ payload }) =>
    payload === 'redacted' ? 'Indholdet er fjernet efter bevisperioden.' : 'Indholdet kan ikke læses (fejl).',
  'unknown-event': ({ code }) => `Hændelse af en type, som programmet ikke kender: ${code}.`,
  knownLater: (later, recordedAt, phrases) =>
    `Loggen fik kendskab til det ${phrases.duration(later)} senere, den ${phrases.moment(recordedAt)}.`,
  forgotten: (keyDestroyedAt, phrases) =>
    keyDestroyedAt === undefined
      ? 'Noget af indholdet er gjort ulæseligt: nøglen er destrueret.'
      : `Noget af indholdet er gjort ulæseligt: nøglen blev destrueret den ${phrases.date(phrases.clock.date(keyDestroyedAt))}.`
}
