/**
 * From what a page was derived.
 */
import type { Head } from '../head.ts'
import type { Clock } from '../text/words.ts'
import { all, el, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
import { type Fact, factList, id, numeral, time } from './parts.ts'
import { both } from './words.ts'

const words = {
  asOf: both('Set fra', 'As of'),
  knownAt: both('Med viden fra', 'As known at'),
  everything: both('alt, hvad loggen ved', 'everything that the log knows'),
  policy: both('Politik', 'Policy'),
  source: both('Kilde', 'Source'),
  event: both('hændelse', 'event'),
  events: both('hændelser', 'events'),
  seal: both('Segl', 'Seal'),
  unsealed: both(
    'ikke oplyst: uden segl viser intet, at loggen er uændret',
    'not stated: without a seal nothing proves that the log is unchanged'
  ),
  zone: both('Tider er i', 'Times are in')
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
        `${numeral(voice, source.events)} ${say(source.events === 1 ? words.event : words.events)}`,
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
