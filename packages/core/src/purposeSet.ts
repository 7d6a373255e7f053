/**
 * Sets of the purposes of one version of a policy: a purpose is a bit by its place in the version's list.
 *
 * @see policies, section 2: at most 30 purposes
 */
import { inOrderOfArticles, isObjectable, legalBases, type LegalBasis, restsOnConsent } from './legalBasis.ts'
import { type DeclaredPurpose, declaredPurposes } from './declared.ts'
import type { PolicyVersion } from './policyVersion.ts'
import type { Purpose } from './purpose.ts'

/** A set of purposes of one version; `|` of several is the set of them all, `&` what they have in common. */
export type PurposeSet = number

export const noPurposes: PurposeSet = 0

/** The purposes of a version, and those of them that are asked for again and again. */
export interface Purposes {
  /** In the policy's order; a purpose's place is its bit. */
  readonly listed: ReadonlyArray<DeclaredPurpose>
  /** The set that holds the purpose; empty where the version has none of that name. */
  readonly setOf: (purpose: Purpose) => PurposeSet
  /** The names of a set, in the policy's order. */
  readonly namesIn: (set: PurposeSet) => ReadonlyArray<Purpose>
  /** The basis on which each of a set rests. */
  readonly basesIn: (set: PurposeSet) => Readonly<Record<Purpose, LegalBasis>>
  /** The bases that the notice declares for those of a set, in the order of the articles. */
  readonly declaredFor: (set: PurposeSet) => ReadonlyArray<LegalBasis>
  readonly all: PurposeSet
  readonly ofRecordings: PurposeSet
  readonly ofAnalyses: PurposeSet
  /** Those on consent, art. 6(1)(a). */
  readonly onConsent: PurposeSet
  /** Those to which one may object, art. 6(1)(e) and (f). */
  readonly objectable: PurposeSet
  /** Those of analyses that stand only where a purpose of recordings stands. */
  readonly needRecording: PurposeSet
  /** The sets of those that share a basis. */
  readonly byBasis: ReadonlyArray<PurposeSet>
}

/** The set of the names listed. */
export const purposeSet = ({ listed, setOf }: Purposes, names: ReadonlyArray<Purpose>): PurposeSet => {
  let set = noPurposes
  let place = 0
  for (const name of names) {
    // Mostly they come in the policy's order: comparing with the next takes less than looking it up.
    while (place < listed.length && (listed[place] as DeclaredPurpose).purpose !== name) place++
    set |= place < listed.length ? 1 << place : setOf(name)
  }
  return set
}

/** The places of a set, lowest first. */
export const placesIn = (set: PurposeSet): ReadonlyArray<number> => {
  const places: Array<number> = []
  for (let left = set; left !== noPurposes; left &= left - 1) places.push(firstPlace(left))
  return places
}

/** The place of the first purpose of a set that is not empty. */
export const firstPlace = (set: PurposeSet): number => 31 - Math.clz32(set & -set)

const mostRemembered = 4096

/** Remembers the answers for the sets that come again and again. */
const remembered = <A>(answer: (set: PurposeSet) => A): ((set: PurposeSet) => A) => {
  const answers = new Map<PurposeSet, A>()
  return set => {
    const before = answers.get(set)
    if (before !== undefined) return before
    const answered = answer(set)
    if (answers.size < mostRemembered) answers.set(set, answered)
    return answered
  }
}

/** The purposes of a version, as sets. */
export const purposesOf = (version: PolicyVersion): Purposes => {
  const listed = declaredPurposes(version)
  const bits = new Map(listed.map(({ purpose }, place) => [purpose, 1 << place]))
  const where = (holds: (purpose: DeclaredPurpose) => boolean): PurposeSet =>
    listed.reduce((set, purpose, place) => (holds(purpose) ? set | (1 << place) : set), noPurposes)
  const inSet = (set: PurposeSet): ReadonlyArray<DeclaredPurpose> =>
    listed.filter((_, place) => (set & (1 << place)) !== 0)
  return {
    listed,
    setOf: purpose => bits.get(purpose) ?? noPurposes,
    namesIn: remembered(set => inSet(set).map(({ purpose }) => purpose)),
    basesIn: remembered(set => Object.fromEntries(inSet(set).map(({ purpose, basis }) => [purpose, basis]))),
    declaredFor: remembered(set => inOrderOfArticles(inSet(set).flatMap(each => each.declared))),
    all: where(() => true),
    ofRecordings: where(({ of }) => of === 'recording'),
    ofAnalyses: where(({ of }) => of === 'analysis'),
    onConsent: where(({ basis }) => restsOnConsent(basis)),
    objectable: where(({ basis }) => isObjectable(basis)),
    needRecording: where(({ requiresRecording }) => requiresRecording),
    byBasis: legalBases.map(basis => where(each => each.basis === basis)).filter(set => set !== noPurposes)
  }
}
