/**
 * The sections of a page, and those that several pages have.
 */
import { type Bilingual, both } from '../text/language.ts'
import { fragment, type Content, element, type Markup } from './element.ts'
import type { PageContext } from './page.ts'
import { list } from './parts.ts'
import { glossary } from './glossary.ts'

/** A part of a page under a heading. Its name is the id to which the contents lead. */
export interface Section {
  readonly name: string
  readonly title: Bilingual
  readonly content: Content
}

const contentsName: Bilingual = both('Indhold', 'Contents')

/** A section with its heading. */
export const section = (context: PageContext, { name, title, content }: Section): Markup =>
  element('section', { id: context.id(name) }, context.heading(2, context.translate(title)), content)

/** Sections with links to each before them. */
export const sectionsOf = (context: PageContext, sections: ReadonlyArray<Section>): Markup => {
  const { translate, id } = context
  const links = sections.map(({ name, title }) => element('a', { href: `#${id(name)}` }, translate(title)))
  return fragment(
    element('nav', { 'aria-label': translate(contentsName) }, list(links)),
    sections.map(each => section(context, each))
  )
}

/** What the page cannot show. */
export const limitsSection = ({ translate }: PageContext, stated: ReadonlyArray<Bilingual>): Section => ({
  name: 'limits',
  title: both('Grænser', 'Limits'),
  content: list(stated.map(translate))
})

export const glossarySection = ({ translate }: PageContext): Section => ({
  name: 'glossary',
  title: both('Ordliste', 'Glossary'),
  content: element(
    'dl',
    {},
    glossary.map(([term, meaning]) => [
      element('dt', {}, element('strong', {}, translate(term))),
      element('dd', {}, translate(meaning))
    ])
  )
})
