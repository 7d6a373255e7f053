/**
 * On which legal basis things are kept, over the whole log.
 */
import { declaredPurposes, millisecondsBetween, type Purpose, type View } from '@samtykke/core'
import {
  type BasisState,
  basisStates,
  isWithoutBasis,
  type RetainedItem,
  type Segment,
  type SegmentsOfCall,
  segmentsOf
} from '../basis/segment.ts'
import { addCounts, type Counts, count, type Section } from './section.ts'

/** How long, and how many, under one state. */
export interface CoverageRow {
  /** `any`: no purpose was agreed to. */
  readonly purpose: Purpose
  readonly state: BasisState
  /** The sum over recordings, or analyses, of the days through which they were in this state; to a tenth. */
  readonly days: number
  /** How many are in this state at `asOf`. */
  readonly present: number
}

/** On which legal basis things are kept. */
export interface Coverage {
  readonly rows: ReadonlyArray<CoverageRow>
  /** Of the days for all purposes, the share under which consent, art. 6(1)(a), was relied on; `null`: no days. */
  readonly shareReliedOn: number | null
  /** Recordings and analyses that are kept now and for no purpose on a basis that can be shown, nor held. */
  readonly withoutBasis: number
  /** Recordings and analyses that are kept now and held for a claim. */
  readonly held: number
  /** Purposes for which legitimate interest is declared and no assessment is named. */
  readonly interestsWithoutAssessment: ReadonlyArray<Purpose>
  /** Consents that granted two or more purposes at once. */
  readonly bundledConsents: number
}

/** The words under which is counted. */
const wordsOf = (purpose: CoverageRow['purpose'], state: BasisState) => ({
  seconds: `seconds ${purpose} ${state}`,
  present: `present ${purpose} ${state}`
})

const addKept = (counts: Counts, { asOf }: View, { ofKeeping }: SegmentsOfCall, kept: RetainedItem): void => {
  const { keptFor, matching, purposes, target } = kept
  const set = target === 'recording' ? keptFor : keptFor || matching
  // Where nothing was ever taken, and all end together, all purposes fare alike.
  const alike = kept.shorter.length === 0 && !kept.acts.some(act => (act[kept.from] & set) !== 0)
  const named = set === 0 ? ['any'] : purposes.namesIn(set)
  let segments = alike ? ofKeeping(kept, set) : []
  const present: Array<Segment> = []
  for (const purpose of named) {
    const bit = purposes.setOf(purpose)
    if (!alike) segments = ofKeeping(kept, set === 0 ? 0 : bit)
    for (const { from, until, state, reliedOn } of segments) {
      const seconds = Math.max(0, Math.floor(millisecondsBetween(from, until ?? asOf) / 1000))
      const word = wordsOf(purpose, state)
      count(counts, word.seconds, seconds)
      if (reliedOn && (purposes.onConsent & bit) !== 0) count(counts, 'relied', seconds)
      if (until === null) count(counts, word.present)
    }
    present.push(...segments.filter(({ until }) => until === null))
  }
  if (present.length > 0 && isWithoutBasis(present)) count(counts, 'without basis')
  if (present.some(({ state }) => state === 'held')) count(counts, 'held')
}

/** The purposes of all versions, in the order of the first that names them. */
const purposesOf = ({ rules: { versions } }: View): ReadonlyArray<Purpose> => [
  ...new Set(versions.flatMap(declaredPurposes).map(({ purpose }) => purpose))
]

const withoutAssessment = (view: View): ReadonlyArray<Purpose> => {
  const { policy, versions } = view.rules
  const all = versions.flatMap(declaredPurposes)
  return purposesOf(view).filter(purpose => {
    const declared = all.some(each => each.purpose === purpose && each.declared.includes('6(1)(f)'))
    const interest = policy.interests?.find(each => each.purposes?.includes(purpose))
    return declared && interest?.assessment === undefined
  })
}

const tenths = (seconds: number): number => Math.round(seconds / 8_640) / 10

/** The coverage. */
export const coverage: Section<Counts, Coverage> = {
  empty: () => ({}),
  add: (counts, { view, call, findings }) => {
    const segments = segmentsOf(call, view.asOf)
    for (const recording of call.recordings) addKept(counts, view, segments, recording)
    for (const analysis of call.analyses) addKept(counts, view, segments, analysis)
    for (const { code } of findings) if (code === 'bundled-consent') count(counts, 'bundled')
  },
  merge: addCounts,
  result: (counts, view) => {
    const rows = [...purposesOf(view), 'any'].flatMap(purpose =>
      basisStates.flatMap(state => {
        const word = wordsOf(purpose, state)
        const seconds = counts[word.seconds]
        const present = counts[word.present] ?? 0
        return seconds === undefined ? [] : [{ purpose, state, seconds, present }]
      })
    )
    const all = rows.reduce((sum, { seconds }) => sum + seconds, 0)
    return {
      rows: rows.map(({ seconds, ...row }) => ({ ...row, days: tenths(seconds) })),
      shareReliedOn: all === 0 ? null : Math.round(((counts['relied'] ?? 0) / all) * 10_000) / 10_000,
      withoutBasis: counts['without basis'] ?? 0,
      held: counts['held'] ?? 0,
      interestsWithoutAssessment: withoutAssessment(view),
      bundledConsents: counts['bundled'] ?? 0
    }
  }
}
