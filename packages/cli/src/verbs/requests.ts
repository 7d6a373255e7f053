/**
 * `samtykke withdraw|object|request-erasure|request-access STORE`: what a person asks, for one call or all of theirs.
 */
import {
  type AnyEvent,
  type Identifier,
  type Instant,
  instantFromEpoch,
  isIdentifier,
  type LogError,
  purposes as knownPurposes,
  requestEvent,
  type SubjectRequest
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type * as Log from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus, type Failure, unreadable, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine, wordsOf } from '../command/options.ts'
import { instantFrom } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import { logFailure, storeAmong, type StoreSource, withStore } from '../source/store.ts'
import { shownName, shownValue } from '../shown.ts'
import { counted } from '../table.ts'
import type { Verb } from './verb.ts'

type Kind = SubjectRequest['kind']

const options = {
  subject: { type: 'string' },
  call: { type: 'string' },
  channel: { type: 'string' },
  request: { type: 'string' },
  'received-at': { type: 'string' },
  purposes: { type: 'string' },
  scope: { type: 'string' },
  json: { type: 'boolean' }
} as const

interface Asked {
  readonly target: { readonly subject: Identifier } | { readonly call: Identifier }
  readonly channel: string
  readonly requestId: Identifier | undefined
  readonly receivedAt: Instant
  readonly particulars: { readonly purposes?: ReadonlyArray<string>; readonly scope?: string }
}

type Values = Partial<Record<keyof typeof options, string | boolean>>

const identifier = (option: string, given: string): E.Either<Failure, Identifier> =>
  isIdentifier(given)
    ? E.right(given)
    : E.left(
        wrongCommandLine(
          `--${option}: expected an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), found a text of ${given.length} characters`
        )
      )

const textOf = (values: Values, option: keyof Values): string | undefined => {
  const value = values[option]
  return typeof value === 'string' ? value : undefined
}

const targetOf = (values: Values): E.Either<Failure, Asked['target']> => {
  const [subject, call] = [textOf(values, 'subject'), textOf(values, 'call')]
  if (subject !== undefined && call === undefined) {
    return pipe(
      identifier('subject', subject),
      E.map(found => ({ subject: found }))
    )
  }
  return call !== undefined && subject === undefined
    ? pipe(
        identifier('call', call),
        E.map(found => ({ call: found }))
      )
    : E.left(wrongCommandLine('expected --subject REF or --call ID, one of the two'))
}

const scopes = ['all', 'recording', 'analysis'] as const

const particularsOf = (kind: Kind, values: Values): E.Either<Failure, Asked['particulars']> => {
  const [given, scope] = [textOf(values, 'purposes'), textOf(values, 'scope')]
  if (given !== undefined && kind !== 'withdrawal') {
    return E.left(wrongCommandLine('--purposes belongs to withdraw only'))
  }
  if (scope !== undefined && kind !== 'erasure') {
    return E.left(wrongCommandLine('--scope belongs to request-erasure only'))
  }
  if (kind === 'erasure') {
    return scope === undefined || scopes.some(each => each === scope)
      ? E.right({ scope: scope ?? 'all' })
      : E.left(
          wrongCommandLine(
            `--scope: expected one of ${scopes.join(', ')}, found ${shownValue(scope, scopes)}`
          )
        )
  }
  return given === undefined
    ? E.right({})
    : pipe(
        wordsOf('purposes', knownPurposes, given),
        E.map(purposes => ({ purposes }))
      )
}

const askedOf = (kind: Kind, values: Values): E.Either<Failure, Asked> =>
  pipe(
    E.Do,
    E.bind('target', () => targetOf(values)),
    E.bind('channel', () =>
      E.fromNullable(
        wrongCommandLine('expected --channel: email, phone, letter, self-service, other, or any text')
      )(textOf(values, 'channel') === '' ? undefined : textOf(values, 'channel'))
    ),
    E.bind('requestId', () => {
      const given = textOf(values, 'request')
      return given === undefined ? E.right(undefined) : identifier('request', given)
    }),
    E.bind('receivedAt', () => {
      const given = textOf(values, 'received-at')
      return given === undefined ? E.right(instantFromEpoch(Date.now())) : instantFrom('received-at', given)
    }),
    E.bind('particulars', () => particularsOf(kind, values))
  )

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
const eventOn = (derivedId: typeof Log.derivedId, request: SubjectRequest, call: Identifier): AnyEvent => {
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
}

const carryOut = async (
  store: StoreSource,
  log: EventStoreDBLog,
  kind: Kind,
  asked: Asked
): Promise<E.Either<Failure, Done>> => {
  const { derivedId, receiveRequest, requestForCall } = await import('@samtykke/log')
  const failed = <A>(result: E.Either<LogError, A>): E.Either<Failure, A> =>
    E.mapLeft(logFailure(store))(result)
  const requestId = asked.requestId ?? requestIdOf(derivedId, kind, asked)
  if ('subject' in asked.target) {
    const request = requestOf(kind, asked, requestId, asked.target.subject)
    return pipe(
      failed(await receiveRequest(log)(request)()),
      E.map(reached => ({ requestId, ...reached }))
    )
  }
  const { call } = asked.target
  const loaded = failed(await log.load(call)())
  if (E.isLeft(loaded)) return loaded
  if (loaded.right.entries.length === 0)
    return E.left(unreadable('--call', `no call of that id (${call.length} characters) in the store`))
  const event = eventOn(derivedId, requestOf(kind, asked, requestId, call), call)
  return pipe(
    failed(await requestForCall(log)(event)()),
    E.map(changed => ({ requestId, calls: 1, changed: changed ? 1 : 0 }))
  )
}

const sentence = ({ requestId, calls, changed }: Done): string =>
  calls === 0
    ? `kept as ${requestId}: no call is linked to the subject yet; it reaches each one that will be\n`
    : `${requestId}: on ${counted(calls, 'call', 'calls')}, new on ${changed.toLocaleString('en')}\n`

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
  --request ID       the request's own id (default: one that follows from the rest and the day, so that the same
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
      TE.chainFirstTaskK(
        ({ line, done }) =>
          () =>
            writeAllOut([line.values.json === true ? `${JSON.stringify(done)}\n` : sentence(done)])
      ),
      TE.map((): ExitStatus => exit.done)
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
