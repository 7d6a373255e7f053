/**
 * The two languages in which everything is said.
 */

/** Danish or English. */
export type Language = 'da' | 'en'

export const languages: readonly [Language, Language] = ['da', 'en']

/** One thing, said in both. */
export interface Bilingual {
  readonly da: string
  readonly en: string
}

/** Says the same in both languages. */
export const bilingual = (say: (language: Language) => string): Bilingual => ({
  da: say('da'),
  en: say('en')
})
