/**
 * The option that says in which language a verb speaks.
 */
import { word } from './option.ts'

/** The languages of what is in one language, and of pages. */
export const languages = ['da', 'en'] as const
export const pageLanguages = [...languages, 'both'] as const

/** Of every verb. The program reads it before the rest of the command line, in `languageIn`. */
export const langOption = {
  lang: word('LANGUAGE', languages, 'da or en, of what is for people (default: en)')
}

const pageLang = (of: string) => ({
  lang: word(
    'LANGUAGE',
    pageLanguages,
    `da or en, of what is for people; of ${of} also both (default: en, and da of html)`
  )
})

/** Of a verb that makes pages as well, which may be in both. */
export const pageLangOption = pageLang('html')

/** Of one whose table may be, too. */
export const trailLangOption = pageLang('table and html')
