/**
 * What the command line says of a person's request: of whom, how it came, when, and what exactly.
 */
import {
  type Identifier,
  type Instant,
  instantFromEpoch,
  millisecondsBetween,
  type Policy
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { jsonOption, policyOption } from './commonOptions.ts'
import { identifier, instant, required, text, type Values, wrongValue } from './option.ts'
import { both } from '../text/language.ts'

/** A request, as it is given. */
export interface RequestLine {
  readonly target: { readonly subject: Identifier } | { readonly call: Identifier }
  readonly channel: string
  readonly requestId: Identifier | undefined
  readonly receivedAt: Instant
  /** `receivedAt` is the clock's. */
  readonly isNow: boolean
  readonly particulars: { readonly purposes?: ReadonlyArray<string>; readonly scope?: string }
}

export const requestOptions = {
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
    'when it was received: an instant, 2026-03-01T08:00:00Z, or a date for its start in the time zone of the policy; not after now (default: now)'
  ),
  ...policyOption,
  ...jsonOption
}

const targetOf = (
  subject: Identifier | undefined,
  call: Identifier | undefined
): E.Either<Failure, RequestLine['target']> => {
  if (subject !== undefined && call === undefined) return E.right({ subject })
  return call !== undefined && subject === undefined
    ? E.right({ call })
    : E.left(
        wrongCommandLine(
          both(
            'ventede enten --subject REF eller --call ID',
            'expected --subject REF or --call ID, one of the two'
          )
        )
      )
}

/** What claims to be more than that later than it is recorded counts from then: what people wrote must not become another. */
const toleratedClaim = 5 * 60_000

/** When it was received, by what was written; the clock of who wrote it may be a little ahead. */
const receivedAtOf = (written: Instant | undefined, now: Instant): E.Either<Failure, Instant> =>
  written === undefined || millisecondsBetween(now, written) <= toleratedClaim
    ? E.right(written ?? now)
    : E.left(
        wrongValue('received-at', both(`senest nu, ${now}`, `not after now, ${now}`), both(written, written))
      )

export const requestLineOf = (
  values: Values<typeof requestOptions>,
  particularsOf: (policy: Policy) => E.Either<Failure, RequestLine['particulars']>
): E.Either<Failure, RequestLine> =>
  pipe(
    E.Do,
    E.bind('target', () => targetOf(values.subject, values.call)),
    E.bind('particulars', () => particularsOf(values.policy)),
    E.bind('receivedAt', () =>
      receivedAtOf(values['received-at']?.(values.policy.timeZone), instantFromEpoch(Date.now()))
    ),
    E.map(({ target, particulars, receivedAt }) => ({
      target,
      channel: values.channel,
      requestId: values.request,
      receivedAt,
      isNow: values['received-at'] === undefined,
      particulars
    }))
  )
