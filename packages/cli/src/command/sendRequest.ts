/**
 * A person's request, to the log: for every call of theirs, also those linked later, or for one call.
 */
import {
  type Event,
  type Identifier,
  type LoadedCall,
  renderLogError,
  renderRefusal,
  requestEvent,
  type SetAside,
  type SubjectRequest
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import { derivedId, receiveRequest, requestForCall } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { logFailure, type StoreSource } from '../source/store.ts'
import { badInput, type Failure, unreadable } from '../text/failure.ts'
import type { RequestLine } from './requestLine.ts'
import { about } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { both } from '../text/language.ts'
import { lengthOf } from '../text/shown.ts'

/** The id of a request that has none: the same again on the same day (in UTC) is the same request. */
const requestIdOf = (
  kind: SubjectRequest['kind'],
  { target, channel, receivedAt, particulars }: RequestLine
): Identifier =>
  derivedId(
    kind,
    JSON.stringify([target, particulars]),
    channel,
    receivedAt.slice(0, 10)
  ) as string as Identifier

const requestOf = (
  kind: SubjectRequest['kind'],
  line: RequestLine,
  requestId: Identifier,
  subjectRef: Identifier
): SubjectRequest =>
  ({
    kind,
    requestId,
    subjectRef,
    receivedAt: line.receivedAt,
    channel: line.channel,
    ...line.particulars
  }) as SubjectRequest

/** The event on one call, whose subject need not be known. */
const eventOn = (request: SubjectRequest, call: Identifier): Event => {
  const { subjectRef: _, ...event } = requestEvent(
    request,
    call,
    derivedId(request.kind, request.requestId, call)
  )
  return event
}

/** What came of it. */
export interface SentRequest {
  readonly requestId: Identifier
  readonly calls: number
  readonly changed: number
  readonly setAside: ReadonlyArray<SetAside>
}

/** Given again without an instant, a request is the one that was received first. */
const receivedFirst = ({ entries }: LoadedCall, event: Event): Event => {
  const payload = entries.find(({ id }) => id === event.id)?.payload
  return payload?._tag === 'readable' || payload?._tag === 'forgotten'
    ? { ...event, occurredAt: payload.event.occurredAt }
    : event
}

/** A request on its way to a store. */
interface Sending {
  readonly store: StoreSource
  readonly log: EventStoreDBLog
  readonly line: RequestLine
  readonly request: SubjectRequest
}

const toSubject = async ({ store, log, line, request }: Sending): Promise<E.Either<Failure, SentRequest>> => {
  const { requestId, subjectRef } = request
  const subject = await log.subject(subjectRef)()
  if (E.isLeft(subject)) return E.left(logFailure(store)(subject.left))
  const kept = subject.right.requests.find(each => each.requestId === requestId)
  const received = await receiveRequest(log)(
    line.isNow && kept !== undefined ? { ...request, receivedAt: kept.receivedAt } : request
  )()
  return pipe(
    received,
    E.bimap(
      error =>
        error._tag === 'InvalidAppend'
          ? badInput(about(requestId, inDanish(renderLogError(error))))
          : logFailure(store)(error),
      reached => ({ requestId, ...reached })
    )
  )
}

const toCall = async (
  { store, log, line, request }: Sending,
  call: Identifier
): Promise<E.Either<Failure, SentRequest>> => {
  const { requestId } = request
  const loaded = await log.load(call)()
  if (E.isLeft(loaded)) return E.left(logFailure(store)(loaded.left))
  if (loaded.right.entries.length === 0)
    return E.left(
      unreadable(
        '--call',
        both(
          `ingen samtale med det id (${call.length} tegn) i lageret`,
          `no call of that id (${lengthOf(call.length)}) in the store`
        )
      )
    )
  const event = eventOn(request, call)
  const result = await requestForCall(log)(line.isNow ? receivedFirst(loaded.right, event) : event)()
  return pipe(
    result,
    E.bimap(
      failed =>
        'retry' in failed
          ? logFailure(store)(failed)
          : badInput(about(requestId, inDanish(renderRefusal(failed)))),
      changed => ({ requestId, calls: 1, changed: changed ? 1 : 0, setAside: [] })
    )
  )
}

/** Records a request of every call of the person, or of the one call. */
export const sendRequest = async (
  store: StoreSource,
  log: EventStoreDBLog,
  kind: SubjectRequest['kind'],
  line: RequestLine
): Promise<E.Either<Failure, SentRequest>> => {
  const requestId = line.requestId ?? requestIdOf(kind, line)
  const { target } = line
  return 'subject' in target
    ? toSubject({ store, log, line, request: requestOf(kind, line, requestId, target.subject) })
    : toCall({ store, log, line, request: requestOf(kind, line, requestId, target.call) }, target.call)
}
