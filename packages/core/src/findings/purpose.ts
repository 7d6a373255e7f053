/**
 * Findings about the purposes that events name: known to the policy, and on a basis that the act can take.
 *
 * @see policies, section 3, `unknown-purpose` and `act-without-effect`
 */
import type { CallState } from '../call.ts'
import type { Event } from '../event.ts'
import type { Instant } from '../instant.ts'
import { noPurposes, type Purposes, type PurposeSet } from '../purposeSet.ts'
import { rulesAt, type View } from '../rules.ts'
import { none, those } from '../select.ts'

const namedBy = (event: Event): ReadonlyArray<string> => {
  switch (event.type) {
    case 'consent-given':
    case 'consent-refused':
    case 'consent-withdrawn':
    case 'processing-objected':
      return event.purposes ?? none
    case 'recording-used':
      return [event.purpose]
    default:
      return none
  }
}

/**
 * The purposes that count for an event: of the version in force then, and of those in force where something of the call
 * began.
 */
export type PurposesFor = (event: Event) => ReadonlyArray<Purposes>

export const purposesFor = ({ rules }: View, { recordings, analyses }: CallState): PurposesFor => {
  if (rules.inForce.length === 1) {
    const only = [rulesAt(rules, '' as Instant).purposes]
    return () => only
  }
  const begunUnder = new Set([...recordings, ...analyses].map(({ purposes }) => purposes))
  return event => [rulesAt(rules, event.occurredAt).purposes, ...begunUnder]
}

const isKnown = (name: string, versions: ReadonlyArray<Purposes>): boolean =>
  versions.some(({ setOf }) => setOf(name) !== noPurposes)

/** Those of the events that name a purpose that no version has which counts for them. */
export const unknownPurposes = (
  countingFor: PurposesFor,
  events: ReadonlyArray<Event>
): ReadonlyArray<Event> =>
  those(events, event => {
    const named = namedBy(event)
    if (named.length === 0) return false
    const versions = countingFor(event)
    for (const name of named) if (!isKnown(name, versions)) return true
    return false
  })

/** What a kind of act takes of the purposes that it names. */
const takeable = (event: Event, { onConsent, objectable }: Purposes): PurposeSet =>
  event.type === 'processing-objected' ? onConsent | objectable : onConsent

const isTaking = ({ type }: Event): boolean =>
  type === 'consent-refused' || type === 'consent-withdrawn' || type === 'processing-objected'

/** Those of the acts that name purposes, all known, none of which rests on a basis that such an act takes. */
export const actsWithoutEffect = (
  countingFor: PurposesFor,
  acts: ReadonlyArray<Event>
): ReadonlyArray<Event> =>
  those(acts, event => {
    const names = isTaking(event) ? namedBy(event) : none
    if (names.length === 0) return false
    const versions = countingFor(event)
    return (
      names.every(name => isKnown(name, versions)) &&
      !names.some(name =>
        versions.some(purposes => (purposes.setOf(name) & takeable(event, purposes)) !== noPurposes)
      )
    )
  })
