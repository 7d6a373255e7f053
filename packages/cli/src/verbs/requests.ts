/**
 * `samtykke withdraw|object|request-erasure|request-access STORE`: what a person asks, for one call or all of theirs.
 */
import {
  type Event,
  type Identifier,
  type LoadedCall,
  renderLogError,
  renderRefusal,
  purposes as knownPurposes,
  requestEvent,
  type SetAside,
  type SubjectRequest
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type * as Log from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  badInput,
  exit,
  type ExitStatus,
  type Failure,
  unreadable,
  wrongCommandLine
} from '../command/failure.ts'
import { parseCommandLine } from '../command/options.ts'
import { writeAllOut } from '../output.ts'
import { logFailure, storeAmong, type StoreSource, withStore } from '../source/store.ts'
import { shownName } from '../shown.ts'
import { counted } from '../table.ts'
import { type Asked, askedOf, type Kind, options } from './asked.ts'
import { nameSetAside } from './recordTotals.ts'
import type { Verb } from './verb.ts'

/** The id of a request that has none: the same again on the same day (in UTC) is the same request. */
const requestIdOf = (
  derivedId: typeof Log.derivedId,
  kind: Kind,
  { target, channel, receivedAt, particulars }: Asked
): Identifier =>
  derivedId(
    kind,
    JSON.stringify([target, particulars]),
    channel,
    receivedAt.slice(0, 10)
  ) as string as Identifier

const requestOf = (kind: Kind, asked: Asked, requestId: Identifier, subjectRef: Identifier): SubjectRequest =>
  ({
    kind,
    requestId,
    subjectRef,
    receivedAt: asked.receivedAt,
    channel: asked.channel,
    ...asked.particulars
  }) as SubjectRequest

/** The event on one call, whose subject need not be known. */
const eventOn = (derivedId: typeof Log.derivedId, request: SubjectRequest, call: Identifier): Event => {
  const { subjectRef: _, ...event } = requestEvent(
    request,
    call,
    derivedId(request.kind, request.requestId, call)
  )
  return event
}

interface Done {
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

const toSubject = async (
  store: StoreSource,
  log: EventStoreDBLog,
  asked: Asked,
  request: SubjectRequest
): Promise<E.Either<Failure, Done>> => {
  const { receiveRequest } = await import('@samtykke/log')
  const { requestId, subjectRef } = request
  const subject = await log.subject(subjectRef)()
  if (E.isLeft(subject)) return E.left(logFailure(store)(subject.left))
  const kept = subject.right.requests.find(each => each.requestId === requestId)
  const received = await receiveRequest(log)(
    asked.isNow && kept !== undefined ? { ...request, receivedAt: kept.receivedAt } : request
  )()
  return pipe(
    received,
    E.bimap(
      error =>
        error._tag === 'InvalidAppend'
          ? badInput(`${requestId}: ${renderLogError(error)}`)
          : logFailure(store)(error),
      reached => ({ requestId, ...reached })
    )
  )
}

const toCall = async (
  store: StoreSource,
  log: EventStoreDBLog,
  asked: Asked,
  request: SubjectRequest,
  call: Identifier
): Promise<E.Either<Failure, Done>> => {
  const { derivedId, requestForCall } = await import('@samtykke/log')
  const { requestId } = request
  const loaded = await log.load(call)()
  if (E.isLeft(loaded)) return E.left(logFailure(store)(loaded.left))
  if (loaded.right.entries.length === 0)
    return E.left(unreadable('--call', `no call of that id (${call.length} characters) in the store`))
  const event = eventOn(derivedId, request, call)
  const result = await requestForCall(log)(asked.isNow ? receivedFirst(loaded.right, event) : event)()
  return pipe(
    result,
    E.bimap(
      failed =>
        'retry' in failed ? logFailure(store)(failed) : badInput(`${requestId}: ${renderRefusal(failed)}`),
      changed => ({ requestId, calls: 1, changed: changed ? 1 : 0, setAside: [] })
    )
  )
}

const carryOut = async (
  store: StoreSource,
  log: EventStoreDBLog,
  kind: Kind,
  asked: Asked
): Promise<E.Either<Failure, Done>> => {
  const { derivedId } = await import('@samtykke/log')
  const requestId = asked.requestId ?? requestIdOf(derivedId, kind, asked)
  const { target } = asked
  return 'subject' in target
    ? toSubject(store, log, asked, requestOf(kind, asked, requestId, target.subject))
    : toCall(store, log, asked, requestOf(kind, asked, requestId, target.call), target.call)
}

const sentence = ({ requestId, calls, changed }: Done): string =>
  calls === 0
    ? `kept as ${requestId}: no call is linked to the subject yet; it reaches each one that will be\n`
    : `${requestId}: on ${counted(calls, 'call', 'calls')}, new on ${changed.toLocaleString('en')}\n`

const jsonOf = ({ setAside, ...done }: Done): string =>
  `${JSON.stringify({ ...done, setAside: setAside.length })}\n`

const requestVerb = (name: string, kind: Kind, summary: string, particular: string): Verb => ({
  name,
  summary,
  usage: `samtykke ${name} STORE (--subject REF | --call ID) --channel TEXT [options]

${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.

With --subject it reaches every call of the person, also those linked later; again is nothing new, and goes on
where it broke off. STORE is esdb://HOST:PORT, kurrentdb://HOST:PORT, or SAMTYKKE_STORE set to one.

  --subject REF      the person, as the events name them
  --call ID          one call; exit status 4 where the store has no such call
  --channel TEXT     how it came: email, phone, letter, self-service, in-call, other, or any text${particular}
  --request ID       the request's own id; exit status 3 where another request has it (default: one that follows from the rest and the day, so that the same
                     command again on that day is the same request)
  --received-at T    when it was received (default: now)
  --json             what was done, as JSON`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () => TE.fromEither(parseCommandLine(options, args))),
      TE.bind('named', ({ line }) => storeAmong(line.positionals)),
      TE.chainFirstEitherK(({ named: { others } }) =>
        others.length === 0
          ? E.right(undefined)
          : E.left(wrongCommandLine(`expected a store only, found ${shownName(others[0] ?? '')} as well`))
      ),
      TE.bind('asked', ({ line }) => TE.fromEither(askedOf(kind, line.values))),
      TE.bind('done', ({ named: { store }, asked }) =>
        withStore(store, log => () => carryOut(store, log, kind, asked))
      ),
      TE.chainFirstIOK(
        ({ done: { setAside } }) =>
          () =>
            nameSetAside(setAside)
      ),
      TE.chainFirstTaskK(
        ({ line, done }) =>
          () =>
            writeAllOut([line.values.json === true ? jsonOf(done) : sentence(done)])
      ),
      TE.map(({ done }): ExitStatus => (done.setAside.length > 0 ? exit.badInput : exit.done))
    )
})

export const withdraw = requestVerb(
  'withdraw',
  'withdrawal',
  'record that a person withdraws consent (art. 7(3))',
  `
  --purposes LIST    only these: ${knownPurposes.join(', ')} (default: all)`
)
export const object = requestVerb(
  'object',
  'objection',
  'record that a person objects to the analysis (art. 21)',
  ''
)
export const requestErasure = requestVerb(
  'request-erasure',
  'erasure',
  'record that a person asks for erasure (art. 17)',
  `
  --scope WORD       all, recording or analysis (default: all)`
)
export const requestAccess = requestVerb(
  'request-access',
  'access',
  'record that a person asks for access (art. 15)',
  ''
)
