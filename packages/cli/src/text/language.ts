/**
 * In which language the program speaks to the person who runs it.
 *
 * A run has one, told by `--lang`. It is known before anything is said, so that what is wrong with the command line is said
 * in it too, and none who speaks hands it on.
 */
import { type Bilingual, bilingual, type Language } from '@samtykke/audit/render'

export { type Bilingual, bilingual, both, type Language } from '@samtykke/audit/render'

let spoken: Language = 'en'

export const speak = (language: Language): void => {
  spoken = language
}

export const language = (): Language => spoken

/** What is to be said: a text in both languages, or what is the same in both, such as a name. */
export type Said = Bilingual | string

/** Several texts as one. */
export const joined = (texts: ReadonlyArray<Bilingual>, between: string): Bilingual =>
  bilingual(each => texts.map(text => text[each]).join(between))

/** In the language of the run. */
export const said = (text: Said): string => (typeof text === 'string' ? text : text[spoken])

/** In one language. */
export const saidIn = (text: Said, each: Language): string => (typeof text === 'string' ? text : text[each])

/** The language that the arguments of the program name; where they name none of both, English. */
export const languageIn = (args: ReadonlyArray<string>): Language => {
  const at = args.findIndex(each => each === '--lang' || each.startsWith('--lang='))
  const given = args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length)
  return given === 'da' ? 'da' : 'en'
}
