/**
 * Small parts that pages are made of.
 */
import type { Instant, Severity, View } from '@samtykke/core'
import { type Clock, clockOf, moment } from '../text/words.ts'
import { type Content, el, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
import { severityNames } from './words.ts'

/** The clock of a view's policy. */
export const clockIn = ({ rules }: View): Clock => clockOf(rules.policy.timeZone, rules.calendar.localDate)

/** An instant in local words, and exactly for machines. */
export const time = ({ language }: PageVoice, clock: Clock, instant: Instant): Markup =>
  el('time', { datetime: instant, title: instant }, moment(language, clock, instant))

/** A number with its thousands told apart, the same on every machine. */
export const numeral = ({ language }: PageVoice, value: number): string => {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'da' ? '.' : ',')
  return fraction === undefined ? grouped : `${grouped}${language === 'da' ? ',' : '.'}${fraction}`
}

export const id = (text: string): Markup => el('span', { class: 'id' }, text)

export const severityTag = ({ say }: PageVoice, severity: Severity): Markup =>
  el('span', { class: `tag ${severity}` }, say(severityNames[severity]))

/** A term with what it is. */
export type Fact = readonly [term: string, fact: Content]

/** Terms with what they are. */
export const factList = (facts: ReadonlyArray<Fact>): Markup =>
  el(
    'dl',
    { class: 'facts' },
    facts.map(([term, fact]) => [el('dt', {}, term), el('dd', {}, fact)])
  )

/** Items below one another. */
export const list = (items: ReadonlyArray<Content>): Markup =>
  el(
    'ul',
    {},
    items.map(item => el('li', {}, item))
  )

/** The few sentences that a page begins with. */
export const summaryBox = (sentences: ReadonlyArray<string>): Markup =>
  el('div', { class: 'summary' }, list(sentences))
