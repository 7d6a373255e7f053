/**
 * The company that is called: what its policy asks of a call, read as plainly as a reader of it would.
 *
 * Core's own rules are left out on purpose: a simulated history must not agree with them because they computed it.
 */
import {
  analysisDirections,
  analysisRules,
  declaredPurposes,
  durationMilliseconds,
  epochMilliseconds,
  type DeclaredPurpose,
  type EventOf,
  type Policy,
  type PolicyVersion,
  type Purpose
} from '@samtykke/core'
import { endOfPeriod } from './calendar.ts'
import type { CustomerType } from './customer.ts'

type Stored = EventOf<'recording-stored'>
export type Direction = Stored['direction']
export type Method = EventOf<'consent-given'>['method']

/** What decides which purposes and rules are for a call; a line that is not known yet is any. */
export interface About {
  readonly direction: Direction
  readonly customerType: CustomerType
  readonly line?: Stored['line'] | undefined
}

type Of = DeclaredPurpose['of']

/** What the company says at the instant of a call. */
export interface Company {
  readonly directions: ReadonlyArray<Direction>
  /** In which it speaks to most, and to some. */
  readonly languages: readonly [string, string]
  /** Where most recordings lie, where some, and where few. */
  readonly regions: readonly [string, string, string]
  readonly features: ReadonlyArray<string>
  /** How far into a recording words of consent count (milliseconds). */
  readonly wordsWithin: number
  /** How late an erasure may be (milliseconds). */
  readonly grace: number
  /** Whether one must know the line to know what to ask for. */
  readonly asksByLine: boolean
  /** The lines that it names, and whether it says something of calls of the direction on them. */
  readonly lines: (
    direction: Direction
  ) => ReadonlyArray<{ readonly line: Stored['line']; readonly isUsual: boolean }>
  /** The methods of consent that fit calls of a direction, and the others that are named. */
  readonly methods: (direction: Direction) => { readonly fitting: Methods; readonly others: Methods }
  /** All of its purposes, in the policy's order. */
  readonly all: (of: Of) => Declared
  /** Those that are for a call. */
  readonly purposes: (of: Of, about: About) => Declared
  /** When the time of a purpose is over, of what was stored or produced at the instant; without one, the shortest. */
  readonly endOf: (of: Of, purpose: DeclaredPurpose | undefined, at: number, about: About) => number
  /** What then becomes of an analysis. */
  readonly thenOf: (purposes: Declared, direction: Direction) => 'anonymise' | 'erase'
}

/** Purposes in the policy's order. */
export type Declared = ReadonlyArray<DeclaredPurpose>
type Methods = ReadonlyArray<Method>
type OneOrMore<A> = A | ReadonlyArray<A> | undefined

const bothDirections: ReadonlyArray<Direction> = ['inbound', 'outbound']
const allMethods: Methods = ['keypress', 'spoken', 'written', 'web', 'app']
const methodsOfNotice: NonNullable<Policy['consentMethods']> = {
  keypress: ['inbound'],
  spoken: ['outbound']
}

const listed = <A extends string>(value: OneOrMore<A>): ReadonlyArray<A> =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

const has = <A extends string>(value: OneOrMore<A>, wanted: A | undefined): boolean =>
  value === undefined || wanted === undefined || listed(value).includes(wanted)

const distinct = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => [...new Set(values)]

type Condition = DeclaredPurpose['when']

const fits = ({ direction, line, customerType }: Condition, about: About): boolean =>
  has(direction, about.direction) &&
  has(line, about.line) &&
  has(customerType, about.customerType === 'unknown' ? undefined : about.customerType)

/** Whether a purpose rests on consent. */
export const isAsked = ({ basis }: DeclaredPurpose): boolean => basis === '6(1)(a)'

/** Whether one may object to it. */
export const isObjectable = ({ basis }: DeclaredPurpose): boolean =>
  basis === '6(1)(e)' || basis === '6(1)(f)'

export const namesOf = (purposes: Declared): ReadonlyArray<Purpose> => purposes.map(({ purpose }) => purpose)

const companyOf = (policy: Policy, version: PolicyVersion): Company => {
  const declared = declaredPurposes(version)
  const all = (of: Of): Declared => declared.filter(each => each.of === of)
  const analysed = analysisDirections(version)
  const conditions: ReadonlyArray<Condition> = [
    ...version.recordings,
    ...all('recording').map(({ when }) => when)
  ]
  const consentMethods = policy.consentMethods ?? methodsOfNotice
  const lineNames = distinct(conditions.flatMap(({ line }) => listed(line)))
  const usualRegions = ['DK', 'SE', 'IE'].filter(region => policy.allowedRegions.includes(region))
  const languages = distinct(declared.flatMap(({ text }) => Object.keys(text)))
  const [language = 'da', otherLanguage = languages[0] ?? 'en'] = languages
  const [region = 'DK', secondRegion = region, thirdRegion = region] = distinct([
    ...usualRegions,
    ...policy.allowedRegions
  ])
  return {
    directions: bothDirections.filter(direction =>
      conditions.some(condition => has(condition.direction, direction))
    ),
    languages: [language, otherLanguage],
    regions: [region, secondRegion, thirdRegion],
    features: policy.allowedFeatures,
    wordsWithin: durationMilliseconds(policy.spokenConsentWithin ?? ('PT0S' as Policy['clockTolerance'])),
    grace: durationMilliseconds(policy.executionGrace),
    asksByLine: declared.some(({ when }) => when.line !== undefined),
    lines: direction =>
      lineNames.map(line => ({
        line,
        isUsual: conditions.some(
          each => each.line !== undefined && has(each.line, line) && has(each.direction, direction)
        )
      })),
    methods: direction => {
      const named = allMethods.filter(method => consentMethods[method] !== undefined)
      const fitting = named.filter(method => consentMethods[method]?.includes(direction))
      return { fitting, others: named.filter(method => !fitting.includes(method)) }
    },
    all,
    purposes: (of, about) =>
      all(of).filter(
        ({ when }) => fits(when, about) && (of === 'recording' || analysed.includes(about.direction))
      ),
    endOf: (of, purpose, at, about) => {
      const ofVersion = of === 'recording' ? version.recordings : analysisRules(version)
      const own =
        purpose === undefined
          ? []
          : ofVersion.filter(rule => has(rule.purposes, purpose.purpose) && fits(rule, about))
      return Math.min(...(own.length === 0 ? ofVersion : own).map(({ keep }) => endOfPeriod(at, keep)))
    },
    thenOf: (purposes, direction) => {
      const rules = analysisRules(version).filter(
        rule => has(rule.direction, direction) && purposes.some(({ purpose }) => has(rule.purposes, purpose))
      )
      return rules.some(({ then }) => then === 'erase') ? 'erase' : 'anonymise'
    }
  }
}

/** The company of a policy, as it is at an instant: by the version in force, or by the first where none is yet. */
export const companyAt = (policy: Policy): ((at: number) => Company) => {
  const companies = policy.versions
    .map(version => ({
      from: epochMilliseconds(version.effectiveFrom),
      company: companyOf(policy, version)
    }))
    .sort((a, b) => a.from - b.from)
  return at => (companies.findLast(({ from }) => from <= at) ?? companies[0]!).company
}

/** The types of customers that any version says something of. */
export const customerTypesOf = ({ versions }: Policy): ReadonlyArray<CustomerType> =>
  (['private', 'business'] as const).filter(type =>
    versions.some(version => version.recordings.some(({ customerType }) => has(customerType, type)))
  )
