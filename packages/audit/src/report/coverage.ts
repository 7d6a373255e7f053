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

interface Row {
  seconds: number
  present: number
}

interface State {
  readonly counts: Counts
  /** By purpose and state. */
  readonly rows: Map<Purpose, Partial<Record<BasisState, Row>>>
}

const addRow = ({ rows }: State, purpose: Purpose, state: BasisState, { seconds, present }: Row): void => {
  let byState = rows.get(purpose)
  if (byState === undefined) rows.set(purpose, (byState = {}))
  const row = (byState[state] ??= { seconds: 0, present: 0 })
  row.seconds += seconds
  row.present += present
}

const addKept = (state: State, { asOf }: View, { ofKeeping }: SegmentsOfCall, kept: RetainedItem): void => {
  const { counts } = state
  const { keptFor, matching, purposes, target } = kept
  const set = target === 'recording' ? keptFor : keptFor || matching
  const present: Array<Segment> = []
  const addFor = (named: ReadonlyArray<Purpose>, segments: ReadonlyArray<Segment>): void => {
    for (const segment of segments) {
      const { from, until } = segment
      const seconds = Math.max(0, Math.floor(millisecondsBetween(from, until ?? asOf) / 1000))
      const added = { seconds, present: until === null ? 1 : 0 }
      if (until === null) present.push(segment)
      for (const purpose of named) {
        addRow(state, purpose, segment.state, added)
        if (segment.reliedOn && (purposes.onConsent & purposes.setOf(purpose)) !== 0)
          count(counts, 'relied', seconds)
      }
    }
  }
  // Where nothing was ever taken, and all end together, all purposes fare alike.
  const alike = kept.shorter.length === 0 && !kept.acts.some(act => (act[kept.from] & set) !== 0)
  if (set === 0) addFor(['any'], ofKeeping(kept, set))
  else if (alike) addFor(purposes.namesIn(set), ofKeeping(kept, set))
  else
    for (const purpose of purposes.namesIn(set)) addFor([purpose], ofKeeping(kept, purposes.setOf(purpose)))
  if (present.length > 0 && isWithoutBasis(present)) count(counts, 'without basis')
  if (present.some(each => each.state === 'held')) count(counts, 'held')
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
export const coverage: Section<State, Coverage> = {
  empty: () => ({ counts: {}, rows: new Map() }),
  add: (state, { view, call, findings }) => {
    const segments = segmentsOf(call, view.asOf)
    for (const recording of call.recordings) addKept(state, view, segments, recording)
    for (const analysis of call.analyses) addKept(state, view, segments, analysis)
    for (const { code } of findings) if (code === 'bundled-consent') count(state.counts, 'bundled')
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    for (const [purpose, byState] of from.rows)
      for (const state of basisStates)
        if (byState[state] !== undefined) addRow(into, purpose, state, byState[state])
  },
  result: ({ counts, rows: counted }, view) => {
    const rows = [...purposesOf(view), 'any'].flatMap(purpose =>
      basisStates.flatMap(state => {
        const row = counted.get(purpose)?.[state]
        return row === undefined ? [] : [{ purpose, state, ...row }]
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
