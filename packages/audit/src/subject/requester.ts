/**
 * Whom a request for access concerns, and which calls are not for who asks.
 *
 * @see GDPR art. 12(6), 15(4)
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
