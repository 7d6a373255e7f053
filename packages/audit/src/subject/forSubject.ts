/**
 * What of a call the person it concerns may have: all but what would tell of others.
 *
 * @see GDPR art. 15(4); C-579/21
 */
import { type AnyEvent, type CallHistory, type Identifier, subjectOf } from '@samtykke/core'

/** What stands for a member that is left out where the form of the event asks for one. */
const leftOut = '–'

/** Members that tell of the staff, of the processor's own references and of how the program works. */
export const membersLeftOut = [
  'usedBy',
  'approvedBy',
  'claimReference',
  'verifiedBy',
  'confirmation'
] as const

const isLeftOut = (member: string): boolean => (membersLeftOut as ReadonlyArray<string>).includes(member)

/** Whether an event names another person than this one. */
export const namesAnother = (event: AnyEvent, subject: Identifier | undefined): boolean => {
  const named = subjectOf(event)
  return named !== undefined && named !== subject
}

const eventForSubject =
  (subject: Identifier | undefined) =>
  (event: AnyEvent): AnyEvent => {
    const members = Object.entries(event).flatMap(([member, value]): ReadonlyArray<[string, unknown]> => {
      if (member === 'subjectRef') return namesAnother(event, subject) ? [] : [[member, value]]
      // Why erasing failed is told in the processor's words, and of its systems.
      if (isLeftOut(member) || (event.type === 'retention-failed' && member === 'reason'))
        return [[member, Array.isArray(value) ? value.map(() => leftOut) : leftOut]]
      return [[member, value as unknown]]
    })
    return Object.fromEntries(members) as unknown as AnyEvent
  }

/** A call as one person may have it. */
export interface CallForSubject {
  /** With what would tell of others left out, so that nothing derived from it can tell of them. */
  readonly history: CallHistory
  /** Whether an event tells of what another person did. */
  readonly isOfAnother: (eventId: string) => boolean
}

/** The call as the person may have it. */
export const callForSubject =
  (subject: Identifier | undefined) =>
  (history: CallHistory): CallForSubject => {
    const others = new Set(
      history.events.filter(event => namesAnother(event, subject)).map(({ id }) => id as string)
    )
    return {
      history: { ...history, events: history.events.map(eventForSubject(subject)) },
      isOfAnother: id => others.has(id)
    }
  }

/** The members of an event that the person may have: without what is left out. */
export const factsForSubject = (
  facts: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(facts).filter(([member, value]) => !isLeftOut(member) && value !== leftOut)
  )
