/**
 * What is said in a letter of each recording and analysis; of many alike it is said once, so that a letter stays a page.
 */
import type { View } from '@samtykke/core'
import { type Bilingual, bilingual, type Language } from '../render/text/language.ts'
import { capitalised, listed } from '../render/text/words.ts'
import { type KeptItem, type KeptState, keptOf } from '../subject/kept.ts'
import { keptSentence, thingNames } from '../subject/keptText.ts'
import { toldOf } from '../subject/told.ts'
import { type LetterCall, letterText, type LetterWords } from './letter.ts'

/** An item with the call that it is of. */
export interface LetterItem {
  readonly item: KeptItem
  readonly of: LetterCall
}

/** Of more alike than so many it is said how many they are. */
const mostNamed = 6

/** Everything that is or was kept of the calls, by when it was made. */
export const letterItems = (view: View, calls: ReadonlyArray<LetterCall>): ReadonlyArray<LetterItem> =>
  calls
    .flatMap(of => keptOf(view)(of.call).map(item => ({ item, of })))
    .sort((a, b) => (a.item.at < b.item.at ? -1 : a.item.at > b.item.at ? 1 : 0))

const plural = (count: number, one: string, many: string): ReadonlyArray<string> =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]

/** `3 recordings and 1 voice analysis` */
export const countedItems = (language: Language, items: ReadonlyArray<LetterItem>): string => {
  const recordings = items.filter(({ item }) => item.target === 'recording').length
  const analyses = items.length - recordings
  return listed(
    language,
    language === 'da'
      ? [
          ...plural(recordings, 'optagelse', 'optagelser'),
          ...plural(analyses, 'stemmeanalyse', 'stemmeanalyser')
        ]
      : [
          ...plural(recordings, 'recording', 'recordings'),
          ...plural(analyses, 'voice analysis', 'voice analyses')
        ]
  )
}

const latest = <K extends 'goneAt' | 'dueAt' | 'lastLawfulDay'>(
  items: ReadonlyArray<LetterItem>,
  member: K
): NonNullable<KeptItem[K]> | undefined =>
  items
    .flatMap(({ item }) => item[member] ?? [])
    .sort()
    .at(-1)

const becameOf: Readonly<
  Record<KeptState, (items: ReadonlyArray<LetterItem>, words: LetterWords) => string>
> = {
  erased: (items, { text, moment }) => {
    const at = latest(items, 'goneAt')
    return at === undefined
      ? ''
      : text(`De er slettet, den sidste den ${moment(at)}.`, `They were erased, the last on ${moment(at)}.`)
  },
  anonymised: (_, { text }) =>
    text(
      'De er anonymiseret og siger ikke længere noget om dig.',
      'They were anonymised and say nothing of you any more.'
    ),
  kept: (items, { text, date }) => {
    const day = latest(items, 'lastLawfulDay')
    return day === undefined
      ? text('De gemmes fortsat.', 'They are still kept.')
      : text(
          `De gemmes, den sidste til og med den ${date(day)}.`,
          `They are kept, the last through ${date(day)}.`
        )
  },
  due: (items, { text, moment }) => {
    const at = latest(items, 'dueAt')
    return text(
      `De skulle være slettet${at === undefined ? '' : ` senest den ${moment(at)}`}. Vi har endnu ingen bekræftelse på, at det er sket.`,
      `They were to be erased${at === undefined ? '' : ` by ${moment(at)}`}. We have no confirmation yet that this has been done.`
    )
  },
  held: (_, { text, cite }) => {
    const cited = cite('17(3)(e)')
    return text(
      `De slettes ikke foreløbig, fordi de skal bruges til at fastlægge, gøre gældende eller forsvare et retskrav (${cited}).`,
      `They are not erased for the time being, because they are needed for the establishment, exercise or defence of a legal claim (${cited}).`
    )
  }
}

const span = (items: ReadonlyArray<LetterItem>, { text, clock, date }: LetterWords): string => {
  const [first, last] = [items[0], items.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [from, to] = [date(clock.date(first.item.at)), date(clock.date(last.item.at))]
  return from === to
    ? text(`fra den ${from}`, `of ${from}`)
    : text(`fra den ${from} til den ${to}`, `from ${from} to ${to}`)
}

const single = (view: View, { item, of }: LetterItem): Bilingual =>
  bilingual(language => {
    const { phrases } = toldOf(view, of.call, of.forSubject.isOfAnother)(language)
    const name = capitalised(phrases.translate(thingNames[item.target]))
    const on = phrases.text(`fra den ${phrases.moment(item.at)}`, `of ${phrases.moment(item.at)}`)
    return `${name} ${on}. ${keptSentence(item, phrases)}`
  })

/** What became of items of one state: each, or how many they are. */
const linesOfState = (
  view: View,
  state: KeptState,
  items: ReadonlyArray<LetterItem>
): ReadonlyArray<Bilingual> =>
  items.length <= mostNamed
    ? items.map(each => single(view, each))
    : [
        letterText(
          view,
          words =>
            `${capitalised(countedItems(words.language, items))} ${span(items, words)}. ${becameOf[state](items, words)}`
        )
      ]

const states: ReadonlyArray<KeptState> = ['erased', 'anonymised', 'due', 'held', 'kept']

/** What became of the items. */
export const itemLines = (view: View, items: ReadonlyArray<LetterItem>): ReadonlyArray<Bilingual> =>
  states.flatMap(state =>
    linesOfState(
      view,
      state,
      items.filter(({ item }) => item.state === state)
    )
  )
