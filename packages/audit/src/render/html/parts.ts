/**
 * Small parts that pages are made of.
 */
import type { Instant, Severity } from '@samtykke/core'
import type { Bilingual } from '../text/language.ts'
import { moment } from '../text/words.ts'
import { type Content, element, type Markup } from './element.ts'
import type { PageContext } from './page.ts'
import { severityNames } from '../text/coreNames.ts'

/** An instant in local words, and exactly for machines. */
export const time = ({ language, clock }: PageContext, instant: Instant): Markup =>
  element('time', { datetime: instant, title: instant }, moment(language, clock, instant))

/** A number with its thousands told apart, the same on every machine. */
export const numeral = ({ language }: PageContext, value: number): string => {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'da' ? '.' : ',')
  return fraction === undefined ? grouped : `${grouped}${language === 'da' ? ',' : '.'}${fraction}`
}

export const id = (text: string): Markup => element('span', { class: 'id' }, text)

export const severityTag = ({ translate }: PageContext, severity: Severity): Markup =>
  element('span', { class: `tag ${severity}` }, translate(severityNames[severity]))

/** A term with what it is. */
export type Fact = readonly [term: Bilingual | string, fact: Content]

/** Terms with what they are. */
export const factList = ({ translate }: PageContext, facts: ReadonlyArray<Fact>): Markup =>
  element(
    'dl',
    { class: 'facts' },
    facts.map(([term, fact]) => [
      element('dt', {}, typeof term === 'string' ? term : translate(term)),
      element('dd', {}, fact)
    ])
  )

/** Items below one another. */
export const list = (items: ReadonlyArray<Content>): Markup =>
  element(
    'ul',
    {},
    items.map(item => element('li', {}, item))
  )

/** The few sentences that a page begins with. */
export const summaryBox = (sentences: ReadonlyArray<string>): Markup =>
  element('div', { class: 'summary' }, list(sentences))
