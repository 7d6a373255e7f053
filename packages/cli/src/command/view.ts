/**
 * From where a verb looks at the events: the policy, `--as-of` and `--known-at`.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  compilePolicy,
  decodePolicy,
  type Holidays,
  type Instant,
  instantFromEpoch,
  noticePolicy,
  parseInstant,
  type Policy,
  renderMemberError,
  type Rules,
  type View
} from '@samtykke/core'
import type * as HolidayLibrary from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { shownName, shownValue } from '../shown.ts'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from './failure.ts'

/** A view as plain data, which crosses from thread to thread. */
export interface Standpoint {
  readonly policy: Policy
  readonly asOf: Instant
  readonly knownAt: Instant | undefined
}

// The library of holidays is large, and most runs never ask it: it is loaded when the first date is looked up.
const holidayLibrary = (): typeof HolidayLibrary =>
  createRequire(__filename)('@samtykke/holidays') as typeof HolidayLibrary

const holidaysIn = (country: string): Holidays => {
  let holidays: Holidays | undefined
  return date => {
    if (holidays === undefined) {
      const { holidaysOf, isCountry } = holidayLibrary()
      holidays = isCountry(country) ? holidaysOf(country) : () => undefined
    }
    return holidays(date)
  }
}

export const rulesOf = (policy: Policy): Rules => compilePolicy(policy, holidaysIn(policy.holidays))

export const viewOf = ({ policy, asOf, knownAt }: Standpoint): View => ({
  rules: rulesOf(policy),
  asOf,
  ...(knownAt === undefined ? {} : { knownAt })
})

export const instantFrom = (option: string, given: string): E.Either<Failure, Instant> => {
  const instant = parseInstant(given)
  return instant === undefined
    ? E.left(
        wrongCommandLine(
          `--${option}: expected an instant such as 2026-03-01T00:00:00Z (RFC 3339), found ${shownValue(given)}`
        )
      )
    : E.right(instant)
}

const policyIn = (file: string, text: string): E.Either<Failure, Policy> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => unreadable(file, 'expected a policy (JSON), found text that is not JSON')
    ),
    E.flatMap(value =>
      pipe(
        decodePolicy(value),
        E.mapLeft(errors => unreadable(file, errors.map(renderMemberError).join(`\n${shownName(file)}: `)))
      )
    ),
    E.filterOrElse(
      policy => holidayLibrary().isCountry(policy.holidays),
      policy =>
        unreadable(file, `holidays: expected a country of the EEA, found ${shownValue(policy.holidays)}`)
    )
  )

export const readPolicy = (file: string): TE.TaskEither<Failure, Policy> =>
  pipe(
    TE.tryCatch(
      () => readFile(file, 'utf8'),
      error => unreadable(file, reasonOf(error))
    ),
    TE.flatMapEither(text => policyIn(file, text))
  )

export interface ViewValues {
  readonly 'as-of'?: string | undefined
  readonly 'known-at'?: string | undefined
  readonly policy?: string | undefined
}

/** The standpoint that the options name; without `--as-of` the clock is read, here and nowhere else. */
export const standpointOf = (values: ViewValues): TE.TaskEither<Failure, Standpoint> => {
  const { 'as-of': asOf, 'known-at': knownAt, policy } = values
  return pipe(
    TE.Do,
    TE.bind('asOf', () =>
      TE.fromEither(asOf === undefined ? E.right(instantFromEpoch(Date.now())) : instantFrom('as-of', asOf))
    ),
    TE.bind('knownAt', () =>
      TE.fromEither(knownAt === undefined ? E.right(undefined) : instantFrom('known-at', knownAt))
    ),
    TE.bind('policy', () => (policy === undefined ? TE.right(noticePolicy) : readPolicy(policy)))
  )
}
