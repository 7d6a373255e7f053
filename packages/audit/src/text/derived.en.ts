/**
 * What followed from events, in English.
 */
import { type DerivedCatalogue, derivedFacts } from './entryCatalogue.ts'
import { englishActions, englishTarget, englishTargetFirst } from './events.en.ts'
import type { Draft } from '../trail/entry.ts'
import type { Speech } from './speech.ts'
import { capitalised } from './words.ts'

const purposes = (entry: Draft, speech: Speech): string => {
  const named = derivedFacts(entry).purposes ?? []
  return named.length === 0 ? '' : ` for ${speech.purposes(named)}`
}

const action = (entry: Draft): string => englishActions[derivedFacts(entry).action ?? 'erase']

const due = ({ dueAt }: Draft, speech: Speech): string =>
  dueAt === undefined ? '' : ` ${speech.moment(dueAt)}`

const cited = ({ articles }: Draft, speech: Speech): string => speech.cite(articles[0] ?? '')

/** `8 hours after it was due, on …`, or after the release of a hold that had suspended it. */
const late = (entry: Draft, speech: Speech): string => {
  const { since } = derivedFacts(entry)
  const said = speech.duration(entry.lateSeconds ?? 0)
  return since === undefined
    ? `${said} after it was due, on${due(entry, speech)}`
    : `${said} after the suspension ended, on ${speech.moment(since)} (the original date was${due(entry, speech)})`
}

const doneAs: Readonly<Record<string, string>> = {
  erase: 'The processor confirmed the erasure',
  anonymise: 'The analysis was anonymised',
  answer: 'The request was answered',
  review: 'The hold was reviewed',
  redact: 'The proof was redacted'
}

const done = (entry: Draft, speech: Speech): string =>
  `${doneAs[derivedFacts(entry).action ?? 'erase'] ?? ''} on ${speech.moment(entry.at)}.`

/** What each derived entry says in English. */
export const englishDerived: DerivedCatalogue = {
  'basis-began': (entry, speech) =>
    `Consent now covers the keeping of ${englishTarget(entry.target, entry.targetId)}${purposes(entry, speech)} (${speech.cite('6(1)(a)')}).`,
  'basis-ended': (entry, speech) =>
    `Consent no longer covers the keeping of ${englishTarget(entry.target, entry.targetId)}${purposes(entry, speech)} (${speech.cite('6(1)(a)')}). Legitimate interest does not take its place.`,
  'became-due': (entry, speech) => {
    const { answerBy } = derivedFacts(entry)
    return `${englishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} became due on${due(entry, speech)} (${cited(entry, speech)}).${answerBy === undefined ? '' : ` The customer is to be answered by ${speech.date(answerBy)} (${speech.cite('12(3)')}); that is no time limit for erasing.`}`
  },
  'policy-shortened': (entry, speech) =>
    `Version ${entry.policyVersion ?? ''} of the policy shortened the time for ${englishTarget(entry.target, entry.targetId)} to${due(entry, speech)}.`,
  suspended: (entry, speech) =>
    `${capitalised(action(entry))} of ${englishTarget(entry.target, entry.targetId)} is suspended by hold ${derivedFacts(entry).holdId ?? ''} (${speech.cite('17(3)(e)')}). That is an exemption from erasure, and no legal basis.`,
  resumed: (entry, speech) =>
    `${capitalised(action(entry))} of ${englishTarget(entry.target, entry.targetId)} is no longer suspended. The original date returns:${due(entry, speech)}.`,
  'done-in-time': (entry, speech) =>
    entry.lateSeconds === undefined
      ? `${done(entry, speech)} That was in time.`
      : `${done(entry, speech)} That is ${late(entry, speech)}, and within the time that the policy gives for carrying it out.`,
  'done-late': (entry, speech) => {
    const { groundKnownAt } = derivedFacts(entry)
    const known =
      groundKnownAt === undefined ? '' : ` The log learnt of the ground on ${speech.moment(groundKnownAt)}.`
    const said =
      entry.lateSeconds === undefined
        ? `The time had run out on${due(entry, speech)}.`
        : `That is ${late(entry, speech)}.`
    return `${done(entry, speech)} ${said}${known}`
  },
  'done-early': (entry, speech) => {
    const { holdId } = derivedFacts(entry)
    return `${done(entry, speech)} ${holdId === undefined ? 'Nothing was due yet.' : `Nothing else was due, and hold ${holdId} was in force.`}`
  },
  overdue: (entry, speech) =>
    `${englishTargetFirst(entry.target, entry.targetId)}: ${action(entry)} is due and has not been done${entry.lateSeconds === undefined ? '' : `, ${late(entry, speech)}`} (${cited(entry, speech)}).`,
  'unreadable-event': ({ payload }) =>
    payload === 'redacted' ? 'Content removed after the proof period.' : 'Content cannot be read (fault).',
  'unknown-event': ({ code }) => `An event of a type that the program does not know: ${code}.`,
  knownLater: (later, recordedAt, speech) =>
    `The log learnt of it ${speech.duration(later)} later, on ${speech.moment(recordedAt)}.`,
  forgotten: (keyDestroyedAt, speech) =>
    keyDestroyedAt === undefined
      ? 'Content forgotten: the key was destroyed.'
      : `Content forgotten: key destroyed on ${speech.date(speech.clock.date(keyDestroyedAt))}.`
}
