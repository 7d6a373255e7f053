/**
 * Articles as people cite them: `17(1)(b)` is "artikel 17, stk. 1, litra b" in Danish, "art. 17(1)(b)" in English.
 */
import type { Language } from './language.ts'

interface Reference {
  readonly instrument: 'GDPR' | 'Reg. 1182/71' | 'AI Act'
  readonly article: string
}

const referenceOf = (article: string): Reference => {
  for (const instrument of ['Reg. 1182/71', 'AI Act'] as const) {
    if (article.startsWith(`${instrument} `))
      return { instrument, article: article.slice(instrument.length + 1) }
  }
  return { instrument: 'GDPR', article }
}

const instrumentNames = {
  da: { GDPR: 'GDPR ', 'Reg. 1182/71': 'forordning 1182/71, ', 'AI Act': 'AI-forordningen, ' },
  en: { GDPR: 'GDPR ', 'Reg. 1182/71': 'Regulation 1182/71, ', 'AI Act': 'AI Act, ' }
} as const

const parts = /^(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?$/

const danishArticle = ({ instrument, article }: Reference): string => {
  const [, number, paragraph, letter] = parts.exec(article) ?? []
  if (number === undefined) return article.replace(/^ch\. /, 'kapitel ')
  // The definitions of the GDPR are numbered points, not paragraphs.
  const second = instrument === 'GDPR' && number === '4' ? 'nr.' : 'stk.'
  return [
    `artikel ${number}`,
    ...(paragraph === undefined ? [] : [`${second} ${paragraph}`]),
    ...(letter === undefined ? [] : [`litra ${letter}`])
  ].join(', ')
}

const articleIn = (language: Language, reference: Reference): string => {
  if (language === 'da') return danishArticle(reference)
  return reference.article.startsWith('ch.') ? reference.article : `art. ${reference.article}`
}

/**
 * An article with its instrument: "GDPR artikel 17, stk. 1, litra b".
 *
 * @example
 * import { cite } from '@samtykke/audit/render'
 *
 * assert.equal(cite('da', '17(1)(b)'), 'GDPR artikel 17, stk. 1, litra b')
 * assert.equal(cite('en', '17(1)(b)'), 'GDPR art. 17(1)(b)')
 */
export const cite = (language: Language, article: string): string => {
  const reference = referenceOf(article)
  return instrumentNames[language][reference.instrument] + articleIn(language, reference)
}

/** Articles one after another, the instrument named where it changes. */
export const citedList = (language: Language, articles: ReadonlyArray<string>): string =>
  articles.map(citer(language)).join('; ')

/** Cites an article; the instrument is named again only where it changes. */
export type Citer = (article: string) => string

/**
 * Cites articles one after another.
 *
 * @example
 * import { citer } from '@samtykke/audit/render'
 *
 * const next = citer('en')
 * assert.deepStrictEqual([next('17(1)(b)'), next('7(3)')], ['GDPR art. 17(1)(b)', 'art. 7(3)'])
 */
export const citer = (language: Language): Citer => {
  let last: Reference['instrument'] | undefined
  return article => {
    const reference = referenceOf(article)
    const named = reference.instrument === last
    last = reference.instrument
    return named ? articleIn(language, reference) : cite(language, article)
  }
}
