/**
 * What followed from events, in English.
 */
import { type DerivedCatalogue, derivedFacts } from './entryCatalogue.ts'
import { englishActions, englishTarget, englishTargetFirst } from './events.en.ts'
import type { DraftEntry } from '../entries/entry.ts'
import type { Phrases } from '../../render/text/phrases.ts'
import { basisName } from '../../render/text/names.ts'
import { capitalised } from '../../render/text/words.ts'

const purposes = (entry: DraftEntry, phrases: Phrases): string => {
  const named = derivedFacts(entry).purposes ?? []
  return named.length === 0 ? '' : ` for ${phrases.purposes(named)}`
}

const basis = ({ articles }: DraftEntry): string => basisName(articles[0] ?? '').en

const action = (entry: DraftEntry): string => englishActions[derivedFacts(entry).action ?? 'erase']

const due = ({ dueAt }: DraftEntry, phrases: Phrases): string =>
  dueAt === undefined ? '' : ` ${phrases.moment(dueAt)}`

const cited = ({ articles }: DraftEntry, phrases: Phrases): string => phrases.cite(articles[0] ?? '')

/** `8 hours after it was due, on …`, or after the release of a hold that had suspended it. */
const late = (entry: DraftEntry, phrases: Phrases): string => {
  const { since } = derivedFacts(entry)
  const said = phrases.duration(entry.lateSeconds ?? 0)
  return since === undefined
    ? `${said} after it was due, on${due(entry, phrases)}`
    : `${said} after the suspension ended, on ${phrases.moment(since)} (the original date was${due(entry, phrases)})`
}

const doneAs: Readonly<Record<string, string>> = {
  erase: 'The processor confirmed the erasure',
  anonymise: 'The analysis was anonymised',
  answer: 'The request was answered',
  review: 'The hold was reviewed',
  redact: 'The proof was redacted'
}

const done = (entry: DraftEntry, phrases: Phrases): string =>
  `${doneAs[derivedFacts(entry).action ?? 'erase'] ?? ''} on ${phrases.moment(entry.at)}.`

/** The English sentence for each derived entry. */
export const englishDerived: DerivedCatalogue = {
  'basis-began': (entry, phrases) =>
    `${capitalised(basis(entry))} now covers the keeping of ${englishTarget(entry.target, entry.targetId)}${purposes(entry, phrases)} (${cited(entry, phrases)}).`,
  'basis-ended': (entry, phrases) =>
    `${capitalised(basis(entry))} no longer covers the keeping of ${englishTarget(entry.target, entry.targetId)}${purposes(entry, phrases)} (${cited(entry, phrases)}). ${entry.articles[0] === '6(1)(a)' ? 'Legitimate interest does not take its place.' : 'No other basis takes its place.'}`,
  'became-due': (entry, phrases) => {
    const { answerBy } = derivedFacts(entry)
    return `${englishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} became due on${due(entry, phrases)} (${cited(entry, phrases)}).${answerBy === undefined ? '' : ` The customer is to be answered by ${phrases.date(answerBy)} (${phrases.cite('12(3)')}); that is no time limit for erasing.`}`
  },
  'policy-shortened': (entry, phrases) =>
    `Version ${entry.policyVersion ?? ''} of the policy shortened the time for ${englishTarget(entry.target, entry.targetId)} to${due(entry, phrases)}.`,
  suspended: (entry, phrases) =>
    `${capitalised(action(entry))} of ${englishTarget(entry.target, entry.targetId)} is suspended by hold ${derivedFacts(entry).holdId ?? ''} (${phrases.cite('17(3)(e)')}). That is an exemption from erasure, and no legal basis.`,
  resumed: (entry, phrases) =>
    `${capitalised(action(entry))} of ${englishTarget(entry.target, entry.targetId)} is no longer suspended. The original date returns:${due(entry, phrases)}.`,
  'done-in-time': (entry, phrases) =>
    entry.lateSeconds === undefined
      ? `${done(entry, phrases)} That was in time.`
      : `${done(entry, phrases)} That is ${late(entry, phrases)}, and within the time that the policy gives for carrying it out.`,
  'done-late': (entry, phrases) => {
    const { groundKnownAt } = derivedFacts(entry)
    const known =
      groundKnownAt === undefined ? '' : ` The log learnt of the ground on ${phrases.moment(groundKnownAt)}.`
    const said =
      entry.lateSeconds === undefined
        ? `The time had run out on${due(entry, phrases)}.`
        : `That is ${late(entry, phrases)}.`
    return `${done(entry, phrases)} ${said}${known}`
  },
  'done-early': (entry, phrases) => {
    const { holdId } = derivedFacts(entry)
    return `${done(entry, phrases)} ${holdId === undefined ? 'Nothing was due yet.' : `Nothing else was due, and hold ${holdId} was in force.`}`
  },
  overdue: (entry, phrases) =>
    `${englishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} is due and has not been done${entry.lateSeconds === undefined ? '' : `, ${late(entry, phrases)}`} (${cited(entry, phrases)}).`,
  'unreadable-event': ({ payload }) =>
    payload === 'redacted' ? 'Content removed after the proof period.' : 'Content cannot be read (fault).',
  'unknown-event': ({ code }) => `An event of a type that the program does not know: ${code}.`,
  knownLater: (later, recordedAt, phrases) =>
    `The log learnt of it ${phrases.duration(later)} later, on ${phrases.moment(recordedAt)}.`,
  forgotten: (keyDestroyedAt, phrases) =>
    keyDestroyedAt === undefined
      ? 'Content forgotten: the key was destroyed.'
      : `Content forgotten: key destroyed on ${phrases.date(phrases.clock.date(keyDestroyedAt))}.`
}
