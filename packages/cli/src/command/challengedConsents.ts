/**
 * Which consents are held invalid, as a command line says it: `consent:bundled`, `consent:method=keypress`.
 */
import type { ChallengedConsents } from '@samtykke/audit'
import type { EventOf } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { nothing } from '../text/expected.ts'
import { both, type Said } from '../text/language.ts'
import { shownValue } from '../text/shown.ts'
import { type OnTimeZone, readInstant } from './instant.ts'
import { checked, type Option, wrongValue } from './option.ts'

type Method = EventOf<'consent-given'>['method']

/** How a consent can be given. */
export const consentMethods: ReadonlyArray<Method> = ['keypress', 'spoken', 'written', 'web', 'app']

type Wrong = { readonly expected: Said; readonly found: Said }
type Condition = OnTimeZone<ChallengedConsents>

const forms = (or: string): string =>
  `bundled, noticeVersion=VERSION, method=${consentMethods.join('|')} ${or} FROM/UNTIL`
const wrong = (expected: Said, found: Said): E.Either<Wrong, never> => E.left({ expected, found })
const always = (condition: ChallengedConsents): E.Either<Wrong, Condition> => E.right(() => condition)

const methodOf = (given: string): E.Either<Wrong, Condition> => {
  const method = consentMethods.find(each => each === given)
  return method === undefined
    ? wrong(
        both(`method= én af ${consentMethods.join(', ')}`, `method= one of ${consentMethods.join(', ')}`),
        shownValue(given, consentMethods)
      )
    : always({ method })
}

const periodOf = (first: string, second: string): E.Either<Wrong, Condition> =>
  pipe(
    E.Do,
    E.bind('from', () => readInstant(first)),
    E.bind('until', () => readInstant(second)),
    E.filterOrElse(
      ({ from, until }) => from('UTC') < until('UTC'),
      (): Wrong => ({
        expected: both('FROM før UNTIL, som ikke er med', 'FROM before UNTIL, which is not included'),
        found: both('en periode uden nogen tid i', 'a period without any time in it')
      })
    ),
    E.map(({ from, until }): Condition => zone => ({ from: from(zone), until: until(zone) }))
  )

const conditionOf = (given: string): E.Either<Wrong, Condition> => {
  if (given === 'bundled') return always({ bundled: true })
  const [, name, value = ''] = /^(noticeVersion|method)=(.*)$/s.exec(given) ?? []
  if (name === 'method') return methodOf(value)
  if (name === 'noticeVersion')
    return value === ''
      ? wrong('noticeVersion=VERSION', both('ingen version', 'no version'))
      : always({ noticeVersion: value })
  const [first, second, ...more] = given.split('/')
  return first !== undefined && second !== undefined && more.length === 0
    ? periodOf(first, second)
    : wrong(
        both(forms('eller'), forms('or')),
        given === '' ? nothing : shownValue(given, ['bundled', 'noticeVersion=', 'method='])
      )
}

const readChallenged = (given: string): E.Either<Wrong, Condition> => {
  const [, conditions] = /^consent:(.*)$/s.exec(given) ?? []
  if (conditions === undefined)
    return wrong(
      both(
        `“consent:” og betingelser med komma imellem (${forms('eller')})`,
        `consent: and conditions with commas between (${forms('or')})`
      ),
      shownValue(given, ['consent:bundled'])
    )
  return pipe(
    conditions.split(',').map(each => each.trim()),
    E.traverseArray(conditionOf),
    E.flatMap(read => {
      const named = read.flatMap(each => Object.keys(each('UTC')))
      return new Set(named).size === named.length
        ? E.right((zone: string) => Object.assign({}, ...read.map(each => each(zone))) as ChallengedConsents)
        : wrong(
            both('hver betingelse én gang', 'each condition once'),
            both('en af dem to gange', 'one of them twice')
          )
    })
  )
}

/** Consents that are held invalid. */
export const challengedConsents = (help: string): Option<OnTimeZone<ChallengedConsents> | undefined> =>
  checked('CONSENTS', help, (name, given) =>
    pipe(
      readChallenged(given),
      E.mapLeft(({ expected, found }) => wrongValue(name, expected, found))
    )
  )
