/**
 * What is left out of the calls of a person for the sake of others, and why.
 *
 * @see GDPR art. 15(4); C-579/21
 */
import type { CallHistory, Identifier } from '@samtykke/core'
import { both } from '../render/text/language.ts'
import { namesAnother } from '../subject/forSubject.ts'
import type { NotIncluded } from './manifest.ts'

type Member = 'usedBy' | 'approvedBy' | 'claimReference' | 'verifiedBy' | 'confirmation'

const ofMembers: Readonly<Record<Member, Omit<NotIncluded, 'article'>>> = {
  usedBy: {
    what: both('Hvilken medarbejder der har brugt en optagelse', 'Which employee used a recording'),
    why: both(
      'Hensynet til medarbejderen; hvornår og til hvad står her',
      'For the sake of the employee; when and for what is stated here'
    )
  },
  approvedBy: {
    what: both(
      'Hvem der har besluttet, at noget ikke må slettes',
      'Who decided that something is not to be erased'
    ),
    why: both('Hensynet til medarbejderen', 'For the sake of the employee')
  },
  claimReference: {
    what: both('Hvilket retskrav noget er gemt til', 'For which legal claim something is kept'),
    why: both('Det kan angå andre', 'It may concern others')
  },
  verifiedBy: {
    what: both('Hvem der har kontrolleret en sletning', 'Who checked an erasure'),
    why: both('Hensynet til medarbejderen', 'For the sake of the employee')
  },
  confirmation: {
    what: both(
      'Databehandlerens egen reference for en sletning',
      "The processor's own reference of an erasure"
    ),
    why: both('Den er databehandlerens', "It is the processor's")
  }
}

const otherPersons: NotIncluded = {
  what: both(
    'Hvad en anden person, der tog del i en samtale, har gjort',
    'What another person who took part in a call did'
  ),
  why: both('Hensynet til den anden', 'For the sake of that person'),
  article: '15(4)'
}

/** What of the calls is left out: only what they have. */
export const omissionsFrom = (
  calls: ReadonlyArray<CallHistory>,
  subject: Identifier | undefined
): ReadonlyArray<NotIncluded> => {
  const events = calls.flatMap(call => call.events)
  const members = (Object.keys(ofMembers) as ReadonlyArray<Member>).filter(member =>
    events.some(event => member in event)
  )
  return [
    ...members.map(member => ({ ...ofMembers[member], article: '15(4)' })),
    ...(events.some(event => namesAnother(event, subject)) ? [otherPersons] : [])
  ]
}
