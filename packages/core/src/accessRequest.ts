/**
 * Requests for access, and when they must be answered.
 *
 * @see GDPR art. 12(3), 15
 */
import type { Deadline } from './deadline.ts'
import type { EventOf } from './event.ts'
import type { EventsByType } from './eventsByType.ts'
import type { Identifier } from './identifier.ts'
import type { Rules } from './rules.ts'
import { eventsById, finderBy, firsts, mapped, none } from './select.ts'

/** A request for access on a call. */
export interface AccessRequest {
  readonly requestId: Identifier
  readonly event: EventOf<'access-requested'>
  /** The end of the time for the answer, with the extension that counted. */
  readonly deadline: Deadline
  readonly extension: EventOf<'access-extended'> | undefined
  /** Extensions that came too late to change anything. */
  readonly lateExtensions: ReadonlyArray<EventOf<'access-extended'>>
  /** The first answer that is not earlier than the request. */
  readonly answer: EventOf<'access-answered'> | undefined
  /** Answers earlier than the request. */
  readonly earlyAnswers: ReadonlyArray<EventOf<'access-answered'>>
}

/** The request, with the extensions and answers of its id in order. */
const accessRequestOf = (
  { calendar }: Rules,
  event: EventOf<'access-requested'>,
  extensions: ReadonlyArray<EventOf<'access-extended'>>,
  answers: ReadonlyArray<EventOf<'access-answered'>>
): AccessRequest => {
  const received = event.occurredAt
  const original = calendar.answer(received, false)
  const extension = extensions.find(each => each.occurredAt < original.dueAt)
  return {
    requestId: event.requestId,
    event,
    deadline: extension === undefined ? original : calendar.answer(received, true),
    extension,
    lateExtensions: extensions.filter(each => each.occurredAt >= original.dueAt),
    answer: answers.find(each => each.occurredAt >= received),
    earlyAnswers: answers.filter(each => each.occurredAt < received)
  }
}

const extensionsOf = eventsById((extension: EventOf<'access-extended'>) => extension.requestId)
const answersTo = eventsById((answer: EventOf<'access-answered'>) => answer.requestId)

/** The requests for access among the events of a call. */
export const accessRequestsOf = (
  rules: Rules,
  { requested, extended, answered }: EventsByType
): ReadonlyArray<AccessRequest> => {
  if (requested.length === 0) return none
  return mapped(
    firsts(requested, request => request.requestId),
    request => {
      const id = request.requestId
      return accessRequestOf(rules, request, extensionsOf(extended, id), answersTo(answered, id))
    }
  )
}

/** The request of an id. */
export const requestOf = finderBy(({ requestId }: AccessRequest) => requestId)
