/**
 * The two languages of every text for people.
 */

/** Danish or English. */
export type Language = 'da' | 'en'

export const languages: readonly [Language, Language] = ['da', 'en']

/** One text in both. */
export interface Bilingual {
  readonly da: string
  readonly en: string
}

/**
 * A text made once for each language.
 *
 * @example
 * import { bilingual, cite } from '@samtykke/audit/render'
 *
 * assert.equal(bilingual(language => cite(language, '7(3)')).da, 'GDPR artikel 7, stk. 3')
 */
export const bilingual = (inLanguage: (language: Language) => string): Bilingual => ({
  da: inLanguage('da'),
  en: inLanguage('en')
})

/**
 * A text in both languages.
 *
 * @example
 * import { both } from '@samtykke/audit/render'
 *
 * assert.deepStrictEqual(both('samtykke', 'consent'), { da: 'samtykke', en: 'consent' })
 */
export const both = (da: string, en: string): Bilingual => ({ da, en })
