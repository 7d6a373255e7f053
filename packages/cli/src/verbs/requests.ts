/**
 * `samtykke withdraw|object|request-erasure|request-access STORE`: what a person asks, for one call or all of theirs.
 */
import {
  type Event,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type LoadedCall,
  noticePolicy,
  noticePurposes,
  renderLogError,
  renderRefusal,
  requestEvent,
  type SetAside,
  type SubjectRequest
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type * as Log from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb, type Verb } from '../command/defineVerb.ts'
import { store as storeOperand } from '../command/operands.ts'
import {
  identifier,
  instant,
  type Options,
  required,
  text,
  type Values,
  withDefault,
  word,
  wordList
} from '../command/option.ts'
import { nameSetAside } from '../command/recordTotals.ts'
import { writeAllOut } from '../output/output.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import {
  badInput,
  exit,
  type ExitStatus,
  type Failure,
  unreadable,
  wrongCommandLine
} from '../text/failure.ts'
import { counted } from '../text/table.ts'

const knownPurposes = noticePurposes.map(({ purpose }) => purpose)

type Kind = SubjectRequest['kind']

/** What the command line says: of whom, how it came, when, and what exactly. */
interface RequestLine {
  readonly target: { readonly subject: Identifier } | { readonly call: Identifier }
  readonly channel: string
  readonly requestId: Identifier | undefined
  readonly receivedAt: Instant
  /** `receivedAt` is the clock's. */
  readonly isNow: boolean
  readonly particulars: { readonly purposes?: ReadonlyArray<string>; readonly scope?: string }
}

const requestOptions = {
  subject: identifier('REF', 'the person, as the events name them'),
  call: identifier('ID', 'one call; exit status 4 where the store has no such call'),
  channel: required(
    text('TEXT', 'how it came: email, phone, letter, self-service, in-call, other, or any text')
  ),
  request: identifier(
    'ID',
    "the request's own id; exit status 3 where another request has it (default: one that follows from the rest and the day, so that the same command again on that day is the same request)"
  ),
  'received-at': instant(
    `when it was received: an instant, 2026-03-01T08:00:00Z, or a date for its start in ${noticePolicy.timeZone} (default: now)`
  ),
  ...jsonOption
}

const targetOf = (
  subject: Identifier | undefined,
  call: Identifier | undefined
): E.Either<Failure, RequestLine['target']> => {
  if (subject !== undefined && call === undefined) return E.right({ subject })
  return call !== undefined && subject === undefined
    ? E.right({ call })
    : E.left(wrongCommandLine('expected --subject REF or --call ID, one of the two'))
}

const requestLineOf = (
  values: Values<typeof requestOptions>,
  particulars: RequestLine['particulars']
): E.Either<Failure, RequestLine> =>
  pipe(
    targetOf(values.subject, values.call),
    E.map(target => ({
      target,
      channel: values.channel,
      requestId: values.request,
      receivedAt: values['received-at']?.(noticePolicy.timeZone) ?? instantFromEpoch(Date.now()),
      isNow: values['received-at'] === undefined,
      particulars
    }))
  )

/** The id of a request that has none: the same again on the same day (in UTC) is the same request. */
const requestIdOf = (
  derivedId: typeof Log.derivedId,
  kind: Kind,
  { target, channel, receivedAt, particulars }: RequestLine
): Identifier =>
  derivedId(
    kind,
    JSON.stringify([target, particulars]),
    channel,
    receivedAt.slice(0, 10)
  ) as string as Identifier

const requestOf = (
  kind: Kind,
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
  line: RequestLine,
  request: SubjectRequest
): Promise<E.Either<Failure, Done>> => {
  const { receiveRequest } = await import('@samtykke/log')
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
          ? badInput(`${requestId}: ${renderLogError(error)}`)
          : logFailure(store)(error),
      reached => ({ requestId, ...reached })
    )
  )
}

const toCall = async (
  store: StoreSource,
  log: EventStoreDBLog,
  line: RequestLine,
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
  const result = await requestForCall(log)(line.isNow ? receivedFirst(loaded.right, event) : event)()
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
  line: RequestLine
): Promise<E.Either<Failure, Done>> => {
  const { derivedId } = await import('@samtykke/log')
  const requestId = line.requestId ?? requestIdOf(derivedId, kind, line)
  const { target } = line
  return 'subject' in target
    ? toSubject(store, log, line, requestOf(kind, line, requestId, target.subject))
    : toCall(store, log, line, requestOf(kind, line, requestId, target.call), target.call)
}

const sentence = ({ requestId, calls, changed }: Done): string =>
  calls === 0
    ? `kept as ${requestId}: no call is linked to the subject yet; it reaches each one that will be\n`
    : `${requestId}: on ${counted(calls, 'call', 'calls')}, new on ${changed.toLocaleString('en')}\n`

const jsonOf = ({ setAside, ...done }: Done): string =>
  `${JSON.stringify({ ...done, setAside: setAside.length })}\n`

const requestVerb = <O extends Options>(
  name: string,
  kind: Kind,
  summary: string,
  ownOptions: O,
  particularsOf: (values: Values<O>) => RequestLine['particulars']
): Verb =>
  defineVerb({
    name,
    summary,
    operands: storeOperand,
    synopsis: ['STORE (--subject REF | --call ID) --channel TEXT [options]'],
    about: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.

With --subject it reaches every call of the person, also those linked later; again is nothing new, and goes on where it broke off.`,
    options: { ...ownOptions, ...requestOptions },
    run: (values, store) =>
      pipe(
        TE.fromEither(requestLineOf(values, particularsOf(values))),
        TE.flatMap(line => withStore(store, log => () => carryOut(store, log, kind, line))),
        TE.chainFirstIOK(
          ({ setAside }) =>
            () =>
              nameSetAside(setAside)
        ),
        TE.chainFirstTaskK(done => () => writeAllOut([values.json ? jsonOf(done) : sentence(done)])),
        TE.map(({ setAside }): ExitStatus => (setAside.length > 0 ? exit.badInput : exit.done))
      )
  })

export const withdraw = requestVerb(
  'withdraw',
  'withdrawal',
  'record that a person withdraws consent (art. 7(3))',
  { purposes: wordList(knownPurposes, `only these: ${knownPurposes.join(', ')} (default: all)`) },
  ({ purposes }) => (purposes === undefined ? {} : { purposes })
)
export const object = requestVerb(
  'object',
  'objection',
  'record that a person objects to the analysis (art. 21)',
  {},
  () => ({})
)
export const requestErasure = requestVerb(
  'request-erasure',
  'erasure',
  'record that a person asks for erasure (art. 17)',
  {
    scope: withDefault(
      word('WORD', ['all', 'recording', 'analysis'], 'all, recording or analysis (default: all)'),
      'all'
    )
  },
  ({ scope }) => ({ scope })
)
export const requestAccess = requestVerb(
  'request-access',
  'access',
  'record that a person asks for access (art. 15)',
  {},
  () => ({})
)
