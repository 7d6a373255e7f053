/**
 * What sentences are made of: words of one language, on the clock of the policy's time zone, about one call.
 */
import type { CallState, Event, Hold, Instant, LocalDate, Period, Purpose, Rules, View } from '@samtykke/core'
import { eventOf, holdOf } from '@samtykke/core/lookups'
import { type Citer, citer } from './citation.ts'
import type { Bilingual, Language } from './language.ts'
import { purposeNameIn } from './names.ts'
import { type Clock, clockOf, durationInWords, fullDate, listed, moment, periodInWords } from './words.ts'

/** The words of one language for one call. Citations remember what was cited, so one is made per text. */
export interface Phrases {
  readonly language: Language
  readonly clock: Clock
  readonly rules: Rules
  readonly call: CallState
  readonly event: (id: string) => Event | undefined
  readonly hold: (id: string) => Hold | undefined
  readonly translate: (text: Bilingual) => string
  /** Of two texts that say the same, the one of the language. */
  readonly text: (danish: string, english: string) => string
  readonly date: (date: LocalDate) => string
  readonly moment: (instant: Instant) => string
  readonly period: (period: Period) => string
  readonly duration: (seconds: number) => string
  readonly list: (items: ReadonlyArray<string>) => string
  readonly purposes: (purposes: ReadonlyArray<Purpose>) => string
  readonly cite: Citer
}

/** The phrases of a language for texts about one call. */
export const phrasesOf = ({ rules }: View, call: CallState): ((language: Language) => Phrases) => {
  const clock = clockOf(rules.policy.timeZone, rules.calendar.localDate)
  const nameOf = purposeNameIn(rules.policy)
  return language => ({
    language,
    clock,
    rules,
    call,
    event: id => eventOf(call.facts.events, id),
    hold: id => holdOf(call.holds, id),
    translate: text => text[language],
    text: (danish, english) => (language === 'da' ? danish : english),
    date: date => fullDate(language, date),
    moment: instant => moment(language, clock, instant),
    period: period => periodInWords(language, period),
    duration: seconds => durationInWords(language, seconds),
    list: items => listed(language, items),
    purposes: purposes =>
      listed(
        language,
        purposes.map(purpose => nameOf(purpose)[language])
      ),
    cite: citer(language)
  })
}
