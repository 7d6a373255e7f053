/**
 * What the pages of a call and of a whole log have in common.
 */
import type { Instant, Severity, View } from '@samtykke/core'
import type { Head } from '../head.ts'
import { limits } from '../report/limits.ts'
import type { Bilingual } from '../text/language.ts'
import { type Clock, clockOf, moment } from '../text/words.ts'
import { all, type Content, el, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
import { both, glossary, severityNames } from './words.ts'

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

const words = {
  asOf: both('Set fra', 'As of'),
  knownAt: both('Med viden fra', 'As known at'),
  everything: both('alt, hvad loggen ved', 'everything that the log knows'),
  policy: both('Politik', 'Policy'),
  source: both('Kilde', 'Source'),
  events: both('hændelser', 'events'),
  seal: both('Segl', 'Seal'),
  unsealed: both(
    'ikke oplyst: uden segl viser intet, at loggen er uændret',
    'not stated: without a seal nothing proves that the log is unchanged'
  ),
  zone: both('Tider er i', 'Times are in'),
  limits: both('Grænser', 'Limits'),
  glossary: both('Ordliste', 'Glossary'),
  contents: both('Indhold', 'Contents'),
  verify: both('Sådan efterprøves det', 'How to verify it')
}

/** As of when and under which policy something was derived. */
export const policyFacts = (voice: PageVoice, clock: Clock, { asOf, policy }: Head): ReadonlyArray<Fact> => {
  const { say } = voice
  return [
    [say(words.asOf), time(voice, clock, asOf)],
    [say(words.policy), [policy.version, ' ', id(`sha256 ${policy.sha256}`)]],
    [say(words.zone), clock.zone]
  ]
}

/** From which events something was derived, and under which seal they lay. */
export const sourceFacts = (
  voice: PageVoice,
  clock: Clock,
  { knownAt, source, seal }: Head
): ReadonlyArray<Fact> => {
  const { say } = voice
  return [
    [say(words.knownAt), knownAt === null ? say(words.everything) : time(voice, clock, knownAt)],
    [
      say(words.source),
      [
        `${numeral(voice, source.events)} ${say(words.events)}`,
        source.sha256 === null ? '' : [' ', id(`sha256 ${source.sha256}`)]
      ]
    ],
    [say(words.seal), seal === null ? say(words.unsealed) : [`${seal.origin}, ${seal.size}, `, id(seal.root)]]
  ]
}

export const notice = ({ say }: PageVoice, head: Head): Markup =>
  el('p', { class: 'notice' }, say(head.notice))

/** The head of a page: from what it was derived. */
export const headFacts = (voice: PageVoice, clock: Clock, head: Head, more: ReadonlyArray<Fact>): Markup =>
  all(
    factList([...more, ...policyFacts(voice, clock, head), ...sourceFacts(voice, clock, head)]),
    notice(voice, head)
  )

/** A section with its heading, to which the contents lead. */
export const section = (
  voice: PageVoice,
  name: string,
  title: string,
  ...content: ReadonlyArray<Content>
): Markup => el('section', { id: voice.id(name) }, voice.heading(2, title), ...content)

/** Links to the sections. */
export const contents = (
  { say, id: idOf }: PageVoice,
  sections: ReadonlyArray<readonly [name: string, title: string]>
): Markup =>
  el(
    'nav',
    { 'aria-label': say(words.contents) },
    el(
      'ul',
      {},
      sections.map(([name, title]) => el('li', {}, el('a', { href: `#${idOf(name)}` }, title)))
    )
  )

/** What the page does not say. */
export const limitsSection = (voice: PageVoice, stated: ReadonlyArray<Bilingual> = limits): Markup =>
  section(
    voice,
    'limits',
    voice.say(words.limits),
    el(
      'ul',
      {},
      stated.map(limit => el('li', {}, voice.say(limit)))
    )
  )

export const glossarySection = (voice: PageVoice): Markup =>
  section(
    voice,
    'glossary',
    voice.say(words.glossary),
    el(
      'dl',
      {},
      glossary.map(([term, meaning]) => [
        el('dt', {}, el('strong', {}, voice.say(term))),
        el('dd', {}, voice.say(meaning))
      ])
    )
  )

export const sectionNames = {
  limits: words.limits,
  glossary: words.glossary,
  verify: words.verify
}
