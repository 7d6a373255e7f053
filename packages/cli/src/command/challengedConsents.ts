/**
 * Which consents are held invalid, as a command line says it: `consent:bundled`, `consent:method=keypress`.
 */
import type { ChallengedConsents } from '@samtykke/audit'
import type { EventOf } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { shownValue } from '../text/shown.ts'
import { type OnTimeZone, readInstant } from './instant.ts'
import { checked, type Option, wrongValue } from './option.ts'

type Method = EventOf<'consent-given'>['method']

/** How a consent can be given. */
export const consentMethods: ReadonlyArray<Method> = ['keypress', 'spoken', 'written', 'web', 'app']

type Wrong = { readonly expected: string; readonly found: string }
type Condition = OnTimeZone<ChallengedConsents>

const forms = `bundled, noticeVersion=VERSION, method=${consentMethods.join('|')} or FROM/UNTIL`
const wrong = (expected: string, found: string): E.Either<Wrong, never> => E.left({ expected, found })
const always = (condition: ChallengedConsents): E.Either<Wrong, Condition> => E.right(() => condition)

const methodOf = (given: string): E.Either<Wrong, Condition> => {
  const method = consentMethods.find(each => each === given)
  return method === undefined
    ? wrong(`method= one of ${consentMethods.join(', ')}`, shownValue(given, consentMethods))
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
        expected: 'FROM before UNTIL, which is not included',
        found: 'a period without any time in it'
      })
    ),
    E.map(({ from, until }): Condition => zone => ({ from: from(zone), until: until(zone) }))
  )

const conditionOf = (given: string): E.Either<Wrong, Condition> => {
  if (given === 'bundled') return always({ bundled: true })
  const [, name, value = ''] = /^(noticeVersion|method)=(.*)$/s.exec(given) ?? []
  if (name === 'method') return methodOf(value)
  if (name === 'noticeVersion')
    return value === '' ? wrong('noticeVersion=VERSION', 'no version') : always({ noticeVersion: value })
  const [first, second, ...more] = given.split('/')
  return first !== undefined && second !== undefined && more.length === 0
    ? periodOf(first, second)
    : wrong(forms, given === '' ? 'nothing' : shownValue(given, ['bundled', 'noticeVersion=', 'method=']))
}

const readChallenged = (given: string): E.Either<Wrong, Condition> => {
  const [, conditions] = /^consent:(.*)$/s.exec(given) ?? []
  if (conditions === undefined)
    return wrong(
      `consent: and conditions with commas between (${forms})`,
      shownValue(given, ['consent:bundled'])
    )
  return pipe(
    conditions.split(',').map(each => each.trim()),
    E.traverseArray(conditionOf),
    E.flatMap(read => {
      const named = read.flatMap(each => Object.keys(each('UTC')))
      return new Set(named).size === named.length
        ? E.right((zone: string) => Object.assign({}, ...read.map(each => each(zone))) as ChallengedConsents)
        : wrong('each condition once', 'one of them twice')
    })
  )
}

/** Consents that are held invalid. */
export const challengedConsents = (help: string): Option<OnTimeZone<ChallengedConsents> | undefined> =>
  checked('consent:CONDITIONS', help, (name, given) =>
    pipe(
      readChallenged(given),
      E.mapLeft(({ expected, found }) => wrongValue(name, expected, found))
    )
  )
