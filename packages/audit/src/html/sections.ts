/**
 * The sections of a page, and those that several pages have.
 */
import type { Bilingual } from '../text/language.ts'
import { all, type Content, el, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
import { list } from './parts.ts'
import { both, glossary } from './words.ts'

/** A part of a page under a heading. Its name is the id to which the contents lead. */
export interface Section {
  readonly name: string
  readonly title: Bilingual
  readonly content: Content
}

const contentsName: Bilingual = both('Indhold', 'Contents')

/** A section with its heading. */
export const section = (voice: PageVoice, { name, title, content }: Section): Markup =>
  el('section', { id: voice.id(name) }, voice.heading(2, voice.say(title)), content)

/** Sections with links to each before them. */
export const sectionsOf = (voice: PageVoice, sections: ReadonlyArray<Section>): Markup => {
  const { say, id } = voice
  const links = sections.map(({ name, title }) => el('a', { href: `#${id(name)}` }, say(title)))
  return all(
    el('nav', { 'aria-label': say(contentsName) }, list(links)),
    sections.map(each => section(voice, each))
  )
}

/** What the page does not say. */
export const limitsSection = ({ say }: PageVoice, stated: ReadonlyArray<Bilingual>): Section => ({
  name: 'limits',
  title: both('Grænser', 'Limits'),
  content: list(stated.map(say))
})

export const glossarySection = ({ say }: PageVoice): Section => ({
  name: 'glossary',
  title: both('Ordliste', 'Glossary'),
  content: el(
    'dl',
    {},
    glossary.map(([term, meaning]) => [el('dt', {}, el('strong', {}, say(term))), el('dd', {}, say(meaning))])
  )
})
