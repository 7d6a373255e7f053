/**
 * The sections of a page, and those that several pages have.
 */
import { type Bilingual, both } from '../text/language.ts'
import { fragment, type Content, element, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
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
export const section = (voice: PageVoice, { name, title, content }: Section): Markup =>
  element('section', { id: voice.id(name) }, voice.heading(2, voice.translate(title)), content)

/** Sections with links to each before them. */
export const sectionsOf = (voice: PageVoice, sections: ReadonlyArray<Section>): Markup => {
  const { translate, id } = voice
  const links = sections.map(({ name, title }) => element('a', { href: `#${id(name)}` }, translate(title)))
  return fragment(
    element('nav', { 'aria-label': translate(contentsName) }, list(links)),
    sections.map(each => section(voice, each))
  )
}

/** What the page does not say. */
export const limitsSection = ({ translate }: PageVoice, stated: ReadonlyArray<Bilingual>): Section => ({
  name: 'limits',
  title: both('Grænser', 'Limits'),
  content: list(stated.map(translate))
})

export const glossarySection = ({ translate }: PageVoice): Section => ({
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
