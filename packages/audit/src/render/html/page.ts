/**
 * The page around a report: one file, no script, no request, in one language or both.
 */
import { createHash } from 'node:crypto'
import type { View } from '@samtykke/core'
import { type Bilingual, type Language, languages } from '../text/language.ts'
import { type Clock, clockOf } from '../text/words.ts'
import { fragment, type Content, element, type Markup } from './element.ts'
import { styleOf } from './style.ts'

/** In which language or languages a page is. */
export type PageLanguage = Language | 'both'

/** The language of a page, and what its parts share: headings at their level, ids of their own. */
export interface PageContext {
  readonly language: Language
  /** The clock of the policy's time zone. */
  readonly clock: Clock
  readonly translate: (text: Bilingual) => string
  /** A heading; the page's own stands above all of them. */
  readonly heading: (level: 2 | 3 | 4, ...content: ReadonlyArray<Content>) => Markup
  /** An id that is the article's own. */
  readonly id: (name: string) => string
}

interface Page {
  /** The view from which it was made. */
  readonly view: View
  readonly title: Bilingual
  /** The title where both languages share it. */
  readonly short: Bilingual
  /** What stands at the foot of each printed page. */
  readonly foot: string
  readonly body: (context: PageContext) => Content
}

const contextOf = ({ view: { rules } }: Page, language: Language, one: boolean): PageContext => ({
  language,
  clock: clockOf(rules.policy.timeZone, rules.calendar.localDate),
  translate: text => text[language],
  heading: (level, ...content) => element(`h${one ? level : level + 1}`, {}, ...content),
  id: name => `${language}-${name}`
})

const languageNames: Bilingual = { da: 'Dansk', en: 'English' }
const skip: Bilingual = { da: 'Gå til den danske tekst', en: 'Go to the English text' }

const head = (title: string, style: string): Markup => {
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, title),
    { markup: `<style>${style}</style>` }
  )
}

const articleOf = (page: Page, language: Language): Markup => {
  const context = contextOf(page, language, false)
  return element(
    'article',
    { lang: language, id: language, 'aria-labelledby': context.id('title') },
    element('h2', { id: context.id('title') }, page.title[language]),
    page.body(context)
  )
}

/** A page as one HTML file. */
export const pageOf = (page: Page, language: PageLanguage): string => {
  const style = styleOf(page.foot)
  const first = language === 'both' ? 'da' : language
  const title = language === 'both' ? `${page.title.da} · ${page.title.en}` : page.title[language]
  const body =
    language === 'both'
      ? fragment(
          languages.map(each => element('a', { class: 'skip', href: `#${each}`, lang: each }, skip[each])),
          element(
            'header',
            {},
            element(
              'h1',
              {},
              element('span', { lang: 'da' }, page.short.da),
              ' · ',
              element('span', { lang: 'en' }, page.short.en)
            ),
            element(
              'nav',
              { 'aria-label': 'Sprog, language' },
              element(
                'ul',
                {},
                languages.map(each =>
                  element(
                    'li',
                    {},
                    element('a', { href: `#${each}`, lang: each, hreflang: each }, languageNames[each])
                  )
                )
              )
            )
          ),
          element(
            'main',
            {},
            languages.map(each => articleOf(page, each))
          )
        )
      : element('main', {}, element('h1', {}, title), page.body(contextOf(page, language, true)))
  return `<!doctype html>\n${element('html', { lang: first }, head(title, style), element('body', {}, body)).markup}\n`
}
