/**
 * What of a call the person it concerns may have: all but what would tell of others.
 *
 * @see GDPR art. 15(4); C-579/21
 */
import {
  type AccessRequest,
  type AnyEvent,
  type CallHistory,
  forgotten,
  type Identifier,
  isKnownEvent,
  subjectOf
} from '@samtykke/core'
import type { NotIncluded } from './manifest.ts'

/** What stands for a member that is left out. */
const leftOut = '–'

const replaced: ReadonlyArray<string> = ['usedBy', 'claimReference', 'verifiedBy', 'engine', 'engineVersion']

/** Members that are left out, and why. */
const membersLeftOut: ReadonlyArray<NotIncluded> = [
  {
    what: 'usedBy',
    why: 'who of the staff used a recording; dates and purposes are given',
    article: '15(4)'
  },
  { what: 'approvedBy', why: 'who of the staff approved a hold', article: '15(4)' },
  { what: 'claimReference', why: 'the reference of a legal claim', article: '15(4)' },
  { what: 'verifiedBy', why: 'who of the staff verified an erasure', article: '15(4)' },
  { what: 'engine, engineVersion', why: 'trade secrets of the maker of the analysis', article: '15(4)' }
]

const otherPersons: NotIncluded = {
  what: 'subjectRef of others',
  why: 'references of other persons, whom events of the calls name',
  article: '15(4)'
}

const namedBy = (calls: ReadonlyArray<CallHistory>): ReadonlyArray<Identifier> => [
  ...new Set(calls.flatMap(({ events }) => events.flatMap(event => subjectOf(event) ?? [])))
]

const forgetsSubject = ({ events }: CallHistory): boolean =>
  events.some(({ subjectRef }) => subjectRef === forgotten)

/**
 * Whom a request concerns: who made it, else the one person that the calls name. Where a name was forgotten, who is
 * named still may be another.
 */
export const requesterOf = (
  request: AccessRequest,
  calls: ReadonlyArray<CallHistory>
): Identifier | undefined => {
  if (request.event.subjectRef !== undefined) return subjectOf(request.event)
  const [first, ...others] = namedBy(calls)
  return others.length === 0 && !calls.some(forgetsSubject) ? first : undefined
}

/**
 * A call that names others only, and not who made the request. A call whose names were forgotten is of who made it only
 * where the request itself stands in that call.
 */
export const callOfOthers = (
  { event, requestId }: AccessRequest,
  calls: ReadonlyArray<CallHistory>
): CallHistory | undefined => {
  const own = calls.filter(({ callId }) => callId === event.callId)
  const asking = event.subjectRef === undefined ? namedBy(own) : [subjectOf(event)]
  if (asking.length === 0 && !own.some(forgetsSubject)) return undefined
  const isRequest = (each: AnyEvent): boolean =>
    isKnownEvent(each) && each.type === 'access-requested' && each.requestId === requestId
  return calls.find(call => {
    const named = namedBy([call])
    if (named.some(subject => asking.includes(subject))) return false
    return forgetsSubject(call) ? !call.events.some(isRequest) : named.length > 0
  })
}

const namesAnother = (event: AnyEvent, subject: Identifier | undefined): boolean => {
  const named = subjectOf(event)
  return named !== undefined && named !== subject
}

/** What is left out of the calls, and why. */
export const omissionsFrom = (
  calls: ReadonlyArray<CallHistory>,
  subject: Identifier | undefined
): ReadonlyArray<NotIncluded> =>
  calls.some(({ events }) => events.some(event => namesAnother(event, subject)))
    ? [...membersLeftOut, otherPersons]
    : membersLeftOut

const eventForSubject =
  (subject: Identifier | undefined) =>
  (event: AnyEvent): AnyEvent => {
    const members = Object.entries(event).flatMap(([member, value]): ReadonlyArray<[string, unknown]> => {
      if (member === 'subjectRef') return namesAnother(event, subject) ? [] : [[member, value]]
      if (member === 'approvedBy')
        return [[member, Array.isArray(value) ? value.map(() => leftOut) : leftOut]]
      return [[member, replaced.includes(member) ? leftOut : (value as unknown)]]
    })
    return Object.fromEntries(members) as unknown as AnyEvent
  }

/** The history with what would tell of others left out, so that nothing derived from it can tell of them. */
export const historyForSubject =
  (subject: Identifier | undefined) =>
  (history: CallHistory): CallHistory => ({
    ...history,
    events: history.events.map(eventForSubject(subject))
  })
