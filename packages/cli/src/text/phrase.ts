/**
 * Sentences that a library makes in English, put into Danish by their form.
 */

/**
 * What a library says, and the same in Danish, with places in the same order: `{}` for what stays as it is, an id or a
 * number; `{…}` for what is a sentence of its own, put into Danish too, or quoted where nobody here worded it.
 */
export type Phrase = readonly [english: string, danish: string]

const places = /\{…?\}/g

/** The places of a phrase, in order. */
export const placesOf = (text: string): ReadonlyArray<string> => text.match(places) ?? []

interface Form {
  readonly pattern: RegExp
  readonly fill: (values: ReadonlyArray<string>, sentence: (text: string) => string) => string
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const formOf = ([english, danish]: Phrase): Form => {
  const kinds = placesOf(danish)
  const between = danish.split(places)
  return {
    pattern: new RegExp(`^${english.split(places).map(literally).join('(.+?)')}$`, 's'),
    fill: (values, sentence) =>
      between
        .map((text, i) => {
          const value = values[i] ?? ''
          return i === kinds.length ? text : text + (kinds[i] === '{…}' ? sentence(value) : value)
        })
        .join('')
  }
}

/** What was said by others, as it was said. */
export const quotation = (text: string): string => `“${text}”`

/** Puts a sentence into Danish; one of a form that is not among the phrases is quoted. */
export const translator = (phrases: ReadonlyArray<Phrase>): ((english: string) => string) => {
  let forms: ReadonlyArray<Form> | undefined
  const translate = (english: string): string => {
    forms ??= phrases.map(formOf)
    for (const { pattern, fill } of forms) {
      const found = pattern.exec(english)
      if (found !== null) return fill(found.slice(1), translate)
    }
    return quotation(english)
  }
  return translate
}
