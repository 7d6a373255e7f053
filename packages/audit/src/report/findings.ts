/**
 * What is wrong, by kind, with the oldest of each severity.
 */
import {
  callState,
  ordFinding,
  ordText,
  type Finding,
  type FindingCode,
  findingCodes,
  findings as findingsOf,
  type Instant,
  runFindings,
  type Severity,
  type View
} from '@samtykke/core'
import { addCounts, type Counts, count, keepFirst, type Section } from './section.ts'

/** Findings of one kind. */
export interface FindingsOfCode {
  readonly code: FindingCode
  readonly bySeverity: Readonly<Record<Severity, number>>
  readonly count: number
  /** How many there were at the instant compared with; `null` where none was given. */
  readonly before: number | null
  /** At most ten of each severity, the gravest first. */
  readonly oldest: ReadonlyArray<Finding>
}

interface State {
  /** Of each code how many there are of each severity. */
  readonly counts: Record<string, Counts>
  readonly before: Counts
  /** Of each severity of a code. */
  readonly oldest: Record<string, Array<Finding>>
}

const most = 10

const oldestOf = (
  { oldest }: State,
  { code, severity }: Pick<Finding, 'code' | 'severity'>
): Array<Finding> => (oldest[`${severity} ${code}`] ??= [])

const byAge = (a: Finding, b: Finding): number => ordText.compare(a.at, b.at) || ordFinding.compare(a, b)

const severities: ReadonlyArray<Severity> = ['error', 'warning', 'info']

const addFinding = (state: State, finding: Finding): void => {
  count((state.counts[finding.code] ??= {}), finding.severity)
  keepFirst(oldestOf(state, finding), finding, most, byAge)
}

/** The findings; with an instant to compare with, how many there were then. */
export const findingsSection = (
  since: Instant | undefined
): Section<State, ReadonlyArray<FindingsOfCode>> => ({
  empty: () => ({ counts: {}, before: {}, oldest: {} }),
  add: (state, { view, history, findings }) => {
    for (const finding of findings) addFinding(state, finding)
    if (since === undefined) return
    const then = { ...view, asOf: since }
    for (const { code } of findingsOf(then)(callState(then)(history))) count(state.before, code)
  },
  merge: (into, from) => {
    for (const [code, counts] of Object.entries(from.counts)) addCounts((into.counts[code] ??= {}), counts)
    addCounts(into.before, from.before)
    for (const finding of Object.values(from.oldest).flat())
      keepFirst(oldestOf(into, finding), finding, most, byAge)
  },
  result: (state, view: View) => {
    const all: State = {
      counts: Object.fromEntries(Object.entries(state.counts).map(([code, counts]) => [code, { ...counts }])),
      before: { ...state.before },
      oldest: Object.fromEntries(Object.entries(state.oldest).map(([of, oldest]) => [of, [...oldest]]))
    }
    for (const finding of runFindings(view)) {
      addFinding(all, finding)
      count(all.before, finding.code)
    }
    return findingCodes.flatMap(code => {
      const bySeverity = Object.fromEntries(
        severities.map(severity => [severity, all.counts[code]?.[severity] ?? 0])
      ) as Record<Severity, number>
      const total = severities.reduce((sum, severity) => sum + bySeverity[severity], 0)
      const before = since === undefined ? null : (all.before[code] ?? 0)
      return total === 0 && (before ?? 0) === 0
        ? []
        : [
            {
              code,
              bySeverity,
              count: total,
              before,
              oldest: severities.flatMap(severity => oldestOf(all, { code, severity }))
            }
          ]
    })
  }
})
