/**
 * What followed from events, as it is said to the person whom the call concerns.
 */
import { both } from '../render/text/language.ts'
import { basisName } from '../render/text/names.ts'
import { capitalised, joined } from '../render/text/words.ts'
import type { DerivedCode, DerivedFacts, Entry } from '../trail/entries/entry.ts'
import { thingIn } from './things.ts'
import type { Told } from './told.ts'

type Sentence = (entry: Entry, told: Told) => string

const factsOf = ({ facts }: Entry): DerivedFacts => facts

const others = {
  'access-request': both('din anmodning om indsigt', 'your request for access'),
  hold: both('sletningsstoppet', 'the legal claim'),
  proof: both('beviset for dit samtykke', 'the proof of your consent')
}

const done = {
  erase: both('slettet', 'erased'),
  anonymise: both('anonymiseret', 'anonymised'),
  answer: both('besvaret', 'answered'),
  review: both('vurderet igen', 'looked at again'),
  redact: both('slettet', 'erased')
}

const thing = ({ target = 'recording', targetId = '' }: Entry, told: Told): string =>
  target === 'recording' || target === 'analysis'
    ? thingIn(told, target, targetId)
    : told.phrases.translate(others[target])

const toBe = (entry: Entry, { phrases }: Told): string =>
  phrases.translate(done[factsOf(entry).action ?? 'erase'])

const due = ({ dueAt }: Entry, { phrases: { text, moment } }: Told): string =>
  dueAt === undefined ? '' : text(` senest den ${moment(dueAt)}`, ` by ${moment(dueAt)}`)

/** The basis, in lower case, with what it covered. */
const basis = (entry: Entry, { phrases }: Told): { readonly name: string; readonly what: string } => {
  const { purposes = [] } = factsOf(entry)
  const article = entry.articles[0] ?? ''
  const to = purposes.length === 0 ? '' : ` ${phrases.text('til', 'for')} ${phrases.purposes(purposes)}`
  const name =
    article === '6(1)(a)'
      ? phrases.text('dit samtykke', 'your consent')
      : phrases.translate(basisName(article))
  return { name: `${name} (${phrases.cite(article)})`, what: to }
}

const late = ({ lateSeconds }: Entry, { phrases: { text, duration } }: Told): string =>
  lateSeconds === undefined
    ? text('Det var efter fristen.', 'That was after it was due.')
    : text(
        `Det var ${duration(lateSeconds)} efter fristen.`,
        `That was ${duration(lateSeconds)} after it was due.`
      )

const wasDone: Sentence = (entry, told) =>
  told.phrases.text(
    `${capitalised(thing(entry, told))} blev ${toBe(entry, told)}.`,
    `${capitalised(thing(entry, told))} was ${toBe(entry, told)}.`
  )

/** Within the time for carrying it out it was late for the person all the same. */
const wasDoneLate: Sentence = (entry, told) => joined([wasDone(entry, told), late(entry, told)])

/** The sentence for each derived entry. */
export const derivedSentences: Readonly<Record<DerivedCode, Sentence>> = {
  'basis-began': (entry, told) => {
    const { name, what } = basis(entry, told)
    return told.phrases.text(
      `Fra nu af gemmes ${thing(entry, told)}${what} på grundlag af ${name}.`,
      `From here ${thing(entry, told)} is kept${what} on the basis of ${name}.`
    )
  },
  'basis-ended': (entry, told) => {
    const { name, what } = basis(entry, told)
    return told.phrases.text(
      `${capitalised(thing(entry, told))} kan ikke længere gemmes${what} på grundlag af ${name}.`,
      `${capitalised(thing(entry, told))} can no longer be kept${what} on the basis of ${name}.`
    )
  },
  'became-due': (entry, told) => {
    const { text, date, cite } = told.phrases
    const { answerBy } = factsOf(entry)
    const cited = cite('12(3)')
    return joined([
      text(
        `${capitalised(thing(entry, told))} skulle nu være ${toBe(entry, told)}.`,
        `${capitalised(thing(entry, told))} was now to be ${toBe(entry, told)}.`
      ),
      answerBy === undefined
        ? ''
        : text(
            `Du skal have svar senest den ${date(answerBy)} (${cited}).`,
            `You are to be answered by ${date(answerBy)} (${cited}).`
          )
    ])
  },
  'policy-shortened': (entry, told) =>
    told.phrases.text(
      `Vi forkortede den tid, vi gemmer samtaler: ${thing(entry, told)} skal være ${toBe(entry, told)}${due(entry, told)}.`,
      `We shortened the time for which we keep calls: ${thing(entry, told)} is to be ${toBe(entry, told)}${due(entry, told)}.`
    ),
  suspended: (entry, told) => {
    const { text, cite } = told.phrases
    const [what, cited] = [capitalised(thing(entry, told)), cite('17(3)(e)')]
    return text(
      `${what} slettes ikke foreløbig, fordi den skal bruges til et retskrav (${cited}).`,
      `${what} is not erased for the time being, because it is needed for a legal claim (${cited}).`
    )
  },
  resumed: (entry, told) =>
    told.phrases.text(
      `Den oprindelige frist for ${thing(entry, told)} gælder igen: den skal være ${toBe(entry, told)}${due(entry, told)}.`,
      `The original date for ${thing(entry, told)} counts again: it is to be ${toBe(entry, told)}${due(entry, told)}.`
    ),
  'done-in-time': wasDone,
  'done-late': wasDoneLate,
  'done-within-grace': wasDoneLate,
  'done-early': wasDone,
  overdue: (entry, told) =>
    told.phrases.text(
      `${capitalised(thing(entry, told))} skulle være ${toBe(entry, told)}${due(entry, told)}. Det er ikke bekræftet, at det er sket.`,
      `${capitalised(thing(entry, told))} was to be ${toBe(entry, told)}${due(entry, told)}. It is not confirmed that this was done.`
    )
}
