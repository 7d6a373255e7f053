/**
 * What the libraries say in English, in both languages: what is wrong with a value, and why a store, a log or a vault did
 * not do something. What a server or the operating system says stands in quotation marks.
 */
import { type MemberError, renderMemberError } from '@samtykke/core'
import { connectionPhrases, generalPhrases } from './connectionPhrases.ts'
import { errorPhrases } from './errorPhrases.ts'
import type { Bilingual } from './language.ts'
import { memberPhrases } from './memberPhrases.ts'
import { translator } from './phrase.ts'
import { sealPhrases } from './sealPhrases.ts'

/** In this order: the first that has the form counts. */
export const libraryPhrases = [
  ...errorPhrases,
  ...connectionPhrases,
  ...sealPhrases,
  ...memberPhrases,
  ...generalPhrases
]

const translate = translator(libraryPhrases)

/** The sentence of a library, put into Danish where it is asked for. */
export const inDanish = (english: string): Bilingual => ({
  en: english,
  get da() {
    return translate(english)
  }
})

/** `member: expected …, found …` */
export const memberErrorText = (error: MemberError): Bilingual => ({
  en: renderMemberError(error),
  get da() {
    return `${error.member}: ventede ${translate(error.expected)}, fandt ${translate(error.found)}`
  }
})
