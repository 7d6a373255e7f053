/**
 * What the command line of a request says: of whom, how it came, when, and what exactly.
 */
import {
  type Identifier,
  type Instant,
  instantFromEpoch,
  isIdentifier,
  purposes as knownPurposes,
  type SubjectRequest
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Failure, wrongCommandLine } from '../command/failure.ts'
import { wordsOf } from '../command/options.ts'
import { instantFrom } from '../command/view.ts'
import { shownValue } from '../shown.ts'

export type Kind = SubjectRequest['kind']

export const options = {
  subject: { type: 'string' },
  call: { type: 'string' },
  channel: { type: 'string' },
  request: { type: 'string' },
  'received-at': { type: 'string' },
  purposes: { type: 'string' },
  scope: { type: 'string' },
  json: { type: 'boolean' }
} as const

export interface Asked {
  readonly target: { readonly subject: Identifier } | { readonly call: Identifier }
  readonly channel: string
  readonly requestId: Identifier | undefined
  readonly receivedAt: Instant
  /** `receivedAt` is the clock's. */
  readonly isNow: boolean
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

export const askedOf = (kind: Kind, values: Values): E.Either<Failure, Asked> =>
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
    E.bind('particulars', () => particularsOf(kind, values)),
    E.let('isNow', () => textOf(values, 'received-at') === undefined)
  )
