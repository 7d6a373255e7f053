/**
 * Which calls a purpose or a rule is for, and the calls of which one stands for all that are kept alike.
 */
import type { CustomerType, Place, StatedPurpose, StatedRule, StatedVersion, When } from './stated.ts'

const has = (values: ReadonlyArray<string> | undefined, value: string): boolean =>
  values === undefined || values.includes(value)

const knownTypes = ['private', 'business'] as const

/** The customer types that count: of `unknown` none is looked at, of `several` each. */
const typesOf = (type: CustomerType): ReadonlyArray<CustomerType> =>
  type === 'several' ? knownTypes : [type]

const hasType = (values: ReadonlyArray<string> | undefined, type: CustomerType): boolean =>
  type === 'unknown' || has(values, type)

/**
 * Whether a purpose is for a call. Without a place only the direction counts.
 *
 * @see policies, section 2, `when`
 */
export const matches = (when: When, direction: string, place?: Place): boolean =>
  has(when.direction, direction) &&
  (place === undefined ||
    (has(when.line, place.line) &&
      typesOf(place.customerType).some(type => hasType(when.customerType, type))))

const isFor = (rule: StatedRule, { purpose }: StatedPurpose): boolean => has(rule.purposes, purpose)

const orAll = (
  rules: ReadonlyArray<StatedRule>,
  all: ReadonlyArray<StatedRule>
): ReadonlyArray<StatedRule> => (rules.length > 0 ? rules : all)

/**
 * The rules of which the shortest keeps a recording for a purpose: of customer types that differ those of each.
 *
 * @see policies, section 3, E(q); contract, section 3, "Which version"
 */
export const recordingRules = (
  { recordings }: StatedVersion,
  purpose: StatedPurpose,
  direction: string,
  { line, customerType }: Place
): ReadonlyArray<StatedRule> =>
  typesOf(customerType).flatMap(type =>
    orAll(
      recordings.filter(
        rule => matches(rule.when, direction, { line, customerType: type }) && isFor(rule, purpose)
      ),
      recordings
    )
  )

/** The rules that fit an analysis for a purpose; where none does, none. */
export const fittingAnalysisRules = (
  { analyses }: StatedVersion,
  purpose: StatedPurpose,
  direction: string
): ReadonlyArray<StatedRule> =>
  analyses.filter(rule => has(rule.when.direction, direction) && isFor(rule, purpose))

/** The rules of which the shortest keeps an analysis for a purpose. */
export const analysisRules = (
  version: StatedVersion,
  purpose: StatedPurpose,
  direction: string
): ReadonlyArray<StatedRule> => orAll(fittingAnalysisRules(version, purpose, direction), version.analyses)

export const directions = ['inbound', 'outbound'] as const

const linesOf = ({ purposes, recordings }: StatedVersion): ReadonlyArray<string> =>
  [...purposes, ...recordings].flatMap(({ when }) => when.line ?? [])

/** A line that no policy names. */
const unnamed = (lines: ReadonlyArray<string>): string => {
  let name = 'any-other'
  while (lines.includes(name)) name = `${name}-one`
  return name
}

/** Every kind of call that the versions tell apart: their lines and one that none of them names, every customer type. */
export const placesOf = (versions: ReadonlyArray<StatedVersion>): ReadonlyArray<Place> => {
  const lines = [...new Set(versions.flatMap(linesOf))].sort()
  return [...lines, unnamed(lines)].flatMap(line =>
    ([...knownTypes, 'unknown', 'several'] as const).map(customerType => ({ line, customerType }))
  )
}
