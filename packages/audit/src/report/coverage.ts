/**
 * On which legal basis things are kept, over the whole log.
 */
import {
  type CallState,
  millisecondsBetween,
  type Purpose,
  purposeBit,
  purposes,
  purposesIn,
  recordingPurposes,
  type View
} from '@samtykke/core'
import { type BasisState, basisStates, keepingSegments, type RetainedItem } from '../basis/segment.ts'
import { addCounts, type Counts, count, type Section } from './section.ts'

/** How long, and how many, under one state. */
export interface CoverageRow {
  /** `any`: no purpose was agreed to. */
  readonly purpose: Purpose | 'any'
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
  readonly withoutBasis: number
  readonly held: number
  /** Purposes for which legitimate interest is declared and no assessment is named. */
  readonly interestsWithoutAssessment: ReadonlyArray<Purpose>
  /** Consents that granted two or more purposes at once. */
  readonly bundledConsents: number
}

/** The words under which is counted, made once: there are few, and they are needed for every recording. */
const words = Object.fromEntries(
  ([...purposes, 'any'] as const).map(purpose => [
    purpose,
    Object.fromEntries(
      basisStates.map(state => [
        state,
        { seconds: `seconds ${purpose} ${state}`, present: `present ${purpose} ${state}` }
      ])
    )
  ])
) as Readonly<
  Record<CoverageRow['purpose'], Readonly<Record<BasisState, { seconds: string; present: string }>>>
>

const addKept = (counts: Counts, view: View, call: CallState, kept: RetainedItem): void => {
  const agreed = kept.target === 'recording' ? kept.consent & recordingPurposes : purposeBit('voice-analysis')
  // Where nothing was ever taken back, all purposes fare alike.
  const alike = !call.consentActs.some(act => (act.takes & agreed) !== 0)
  const named = agreed === 0 ? ['any' as const] : purposesIn(agreed)
  let segments = alike ? keepingSegments(call, kept, agreed, view.asOf) : []
  for (const purpose of named) {
    if (!alike && purpose !== 'any') segments = keepingSegments(call, kept, purposeBit(purpose), view.asOf)
    for (const { from, until, state, reliedOn } of segments) {
      const seconds = Math.max(0, Math.floor(millisecondsBetween(from, until ?? view.asOf) / 1000))
      const word = words[purpose][state]
      count(counts, word.seconds, seconds)
      if (reliedOn) count(counts, 'relied', seconds)
      if (until === null) count(counts, word.present)
    }
  }
}

const withoutAssessment = ({ rules: { policy, versions } }: View): ReadonlyArray<Purpose> =>
  purposes.filter(purpose => {
    const of = purpose === 'voice-analysis' ? 'analysis' : 'recording'
    const declared = versions.some(version => version.bases[of].includes('6(1)(f)'))
    const interest = policy.interests?.find(each => each.purposes?.includes(purpose))
    return declared && interest?.assessment === undefined
  })

const tenths = (seconds: number): number => Math.round(seconds / 8_640) / 10

/** The coverage. */
export const coverage: Section<Counts, Coverage> = {
  empty: () => ({}),
  add: (counts, { view, call, findings }) => {
    for (const recording of call.recordings) addKept(counts, view, call, recording)
    for (const analysis of call.analyses) addKept(counts, view, call, analysis)
    for (const { code } of findings) if (code === 'bundled-consent') count(counts, 'bundled')
  },
  merge: addCounts,
  result: (counts, view) => {
    const rows = ([...purposes, 'any'] as const).flatMap(purpose =>
      basisStates.flatMap(state => {
        const word = words[purpose][state]
        const seconds = counts[word.seconds]
        const present = counts[word.present] ?? 0
        return seconds === undefined ? [] : [{ purpose, state, seconds, present }]
      })
    )
    const all = rows.reduce((sum, { seconds }) => sum + seconds, 0)
    const presentIn = (...states: ReadonlyArray<BasisState>): number =>
      rows.filter(({ state }) => states.includes(state)).reduce((sum, { present }) => sum + present, 0)
    return {
      rows: rows.map(({ seconds, ...row }) => ({ ...row, days: tenths(seconds) })),
      shareReliedOn: all === 0 ? null : Math.round(((counts['relied'] ?? 0) / all) * 10_000) / 10_000,
      withoutBasis: presentIn('no-basis', 'unknown'),
      held: presentIn('held'),
      interestsWithoutAssessment: withoutAssessment(view),
      bundledConsents: counts['bundled'] ?? 0
    }
  }
}
