// Policies 2: the purposes of a version, and what they and the rules are for.
import type { OneOrMore, PolicyVersion, Purpose, PurposeKind, When } from './plain.ts'
import { reached } from './reach.ts'

export const articles = ['6(1)(a)', '6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)']
export const [consent, , , , publicTask, legitimateInterest] = articles

export const isOnConsent = ({ basis }: Purpose): boolean => basis === consent
export const isObjectable = ({ basis }: Purpose): boolean =>
  basis === publicTask || basis === legitimateInterest

// "Without `purposes` a version has the notice's four on 6(1)(a), in the contract's order, with its `bases` as declared
// ones"
const noticePurposes = ({ bases }: PolicyVersion): readonly Purpose[] =>
  (
    [
      ['quality-assurance', 'recording'],
      ['internal-training', 'recording'],
      ['documentation', 'recording'],
      ['voice-analysis', 'analysis']
    ] as const
  ).map(([purpose, of]) => ({
    ...{ purpose, of, basis: '6(1)(a)' },
    ...(bases && { declared: bases[of] })
  }))

/** In the policy's order. */
export const purposesOf = (version: PolicyVersion): readonly Purpose[] =>
  version.purposes ?? noticePurposes(version)

export const purposesFor = (version: PolicyVersion, kind: PurposeKind): readonly Purpose[] =>
  purposesOf(version).filter(({ of }) => of === kind)

export const isAmong = (purposes: readonly Purpose[], { purpose }: Purpose): boolean =>
  idsOf(purposes).includes(purpose)

export const idsOf = (purposes: readonly Purpose[]): readonly string[] =>
  purposes.map(({ purpose }) => purpose)

// "`declared`: the list that the notice states (default: just `basis`)"
export const declaredOf = ({ declared, basis }: Purpose): readonly string[] => declared ?? [basis]

// "`requires`: "recording" (default …) or "nothing""
export const requiresRecording = ({ of, requires }: Purpose): boolean => {
  reached('an analysis purpose that requires nothing', of === 'analysis' && requires === 'nothing')
  return of === 'analysis' && requires !== 'nothing'
}

/** What a recording is, as far as purposes and rules look at it. `types`: those that conflict, else its own one. */
export interface Place {
  line: string
  types: readonly string[]
}

// "each one value or a list"; "Absent: always"
export const fits = (values: OneOrMore | undefined, value: string): boolean =>
  values === undefined || (typeof values === 'string' ? values === value : values.includes(value))

/** "an unknown customer type matches every value" */
export const fitsType = (types: OneOrMore | undefined, type: string): boolean =>
  type === 'unknown' || fits(types, type)

/**
 * `places`: of a recording its own, of a recording purpose of an analysis those of all recordings of the call; none: then
 * only the direction counts.
 */
export const matches = (
  { direction, line, customerType }: When,
  itsDirection: string,
  places: readonly Place[]
): boolean => {
  const list = (values: OneOrMore | undefined): boolean => values !== undefined && typeof values !== 'string'
  reached('when: by a list of directions', list(direction))
  reached('when: by a list of lines', list(line) && places.length > 0)
  const typed = customerType !== undefined && places.length > 0
  reached('when: by a customer type', typed)
  reached('when: an unknown customer type matches every value', typed && places[0]?.types[0] === 'unknown')
  reached(
    'when: types that conflict match if one of them does',
    typed &&
      places.some(({ types }) => types.length > 1 && !types.every(type => fitsType(customerType, type)))
  )
  return (
    fits(direction, itsDirection) &&
    (places.length === 0 ||
      places.some(place => fits(line, place.line) && place.types.some(type => fitsType(customerType, type))))
  )
}

export const matching = (
  purposes: readonly Purpose[],
  direction: string,
  places: readonly Place[]
): readonly Purpose[] => purposes.filter(({ when = {} }) => matches(when, direction, places))
