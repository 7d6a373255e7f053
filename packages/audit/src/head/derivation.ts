/**
 * From what a page was derived.
 */
import type { Head } from './head.ts'
import { fragment, element, type Markup } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { type Fact, factList, id, numeral, time } from '../render/html/parts.ts'
import { both } from '../render/text/language.ts'

const words = {
  asOf: both('Opgjort pr.', 'As of'),
  knownAt: both('Efter loggens viden pr.', 'As known at'),
  everything: both('alt, hvad loggen ved', 'everything that the log knows'),
  policy: both('Regelsæt', 'Policy'),
  source: both('Kilde', 'Source'),
  event: both('hændelse', 'event'),
  events: both('hændelser', 'events'),
  seal: both('Segl', 'Seal'),
  unsealed: both(
    'ikke angivet: uden et segl kan det ikke påvises, at loggen er uændret',
    'not stated: without a seal nothing proves that the log is unchanged'
  ),
  zone: both('Tidszone', 'Times are in')
}

/** As of when and under which policy something was derived. */
export const policyFacts = (context: PageContext, { asOf, policy }: Head): ReadonlyArray<Fact> => [
  [words.asOf, time(context, asOf)],
  [words.policy, [policy.version, ' ', id(`sha256 ${policy.sha256}`)]],
  [words.zone, context.clock.zone]
]

/** From which events something was derived, and under which seal they lay. */
export const sourceFacts = (context: PageContext, { knownAt, source, seal }: Head): ReadonlyArray<Fact> => {
  const { translate } = context
  return [
    [words.knownAt, knownAt === null ? translate(words.everything) : time(context, knownAt)],
    [
      words.source,
      [
        `${numeral(context, source.events)} ${translate(source.events === 1 ? words.event : words.events)}`,
        source.sha256 === null ? '' : [' ', id(`sha256 ${source.sha256}`)]
      ]
    ],
    [
      words.seal,
      seal === null ? translate(words.unsealed) : [`${seal.origin}, ${seal.size}, `, id(seal.root)]
    ]
  ]
}

export const notice = ({ translate }: PageContext, head: Head): Markup =>
  element('p', { class: 'notice' }, translate(head.notice))

/** The head of a page: from what it was derived. */
export const headFacts = (context: PageContext, head: Head, more: ReadonlyArray<Fact>): Markup =>
  fragment(
    factList(context, [...more, ...policyFacts(context, head), ...sourceFacts(context, head)]),
    notice(context, head)
  )
