/**
 * What is asked of every call, and how the answer's lines are sorted.
 */
import type { ChallengedConsents, Tally } from '@samtykke/audit'
import {
  callState,
  type CallHistory,
  type DueAction,
  dueActions,
  encodeAction,
  type Finding,
  findings,
  type Instant,
  type Policy,
  type Severity
} from '@samtykke/core'
import { encodeFinding } from './encodeFinding.ts'
import { eventOfReports, eventOfRules } from './eventShapes.ts'
import { rulesOf, type PlainView, viewOf } from './view.ts'
import type { VisitCall } from './calls.ts'
import type { ReadOptions } from './readOptions.ts'
import type { RunWriter } from './run.ts'

export type Status = DueAction['status']

/** A query as plain data, which crosses from thread to thread. */
export type Query = PlainView &
  (
    | { readonly about: 'due'; readonly statuses: ReadonlyArray<Status> }
    | { readonly about: 'findings'; readonly severities: ReadonlyArray<Severity> }
    | ReportQuery
  )

export interface ReportQuery {
  readonly about: 'report'
  readonly since: Instant | undefined
  readonly whatIf: Policy | undefined
  readonly ifInvalid: ChallengedConsents | undefined
}

/** What of a source a query reads. A report says what the source was, and counts what is still to happen. */
export const readOptionsOf = ({ about, asOf, knownAt }: Query): ReadOptions => ({
  asOf,
  knownAt,
  beforeAnythingHappened: about === 'report',
  shape: about === 'report' ? eventOfReports : eventOfRules
})

/** How many actions of each status, or findings of each severity, there are, picked or not. */
export type Counts = Record<string, number>

/** How many there are of some statuses or severities together. */
export const sumOf = (counts: Counts, words: ReadonlyArray<string>): number =>
  [...new Set(words)].reduce((sum, word) => sum + (counts[word] ?? 0), 0)

/** Sorts as `ordAction` does; the actions of a call stand in that order already, and keep it. */
export const actionKey = ({ dueAt, callId }: DueAction): string => dueAt + callId

/** Sorts as `ordFinding` does; the findings of a call stand in that order already, and keep it. */
export const findingKey = ({ callId }: Finding): string => callId ?? ''

/** Puts the query to one call after another. */
export interface QueryRunner {
  readonly add: VisitCall
  readonly counts: Counts
  /** What a report has folded. */
  readonly tally: () => Tally | undefined
}

const noTally = (): undefined => undefined

/** The options of a report, as its library takes them. */
export const reportOptions = ({ since, whatIf, ifInvalid }: ReportQuery) => ({
  ...(since !== undefined && { since }),
  ...(whatIf !== undefined && { whatIf: rulesOf(whatIf) }),
  ...(ifInvalid !== undefined && { ifInvalid })
})

// The library of reports is large, and loaded only where one is asked for.
const reportRunner = async (query: PlainView & ReportQuery): Promise<QueryRunner> => {
  const { reportOf } = await import('@samtykke/audit')
  const { add, addWithSource, tally } = reportOf(viewOf(query), reportOptions(query))
  const addCall: VisitCall = (history, source) =>
    source === undefined ? add(history) : addWithSource(history, source)
  return { add: addCall, counts: {}, tally }
}

export const queryRunner = async (query: Query, run: RunWriter): Promise<QueryRunner> => {
  if (query.about === 'report') return reportRunner(query)
  const view = viewOf(query)
  const stateOf = callState(view)
  const counts: Counts = {}
  const count = (word: string): void => {
    counts[word] = (counts[word] ?? 0) + 1
  }
  if (query.about === 'due') {
    const actionsOf = dueActions(view)
    const picked: ReadonlySet<string> = new Set(query.statuses)
    const add = (history: CallHistory): void => {
      for (const action of actionsOf(stateOf(history))) {
        count(action.status)
        if (picked.has(action.status)) run.add(actionKey(action), encodeAction(action))
      }
      run.endCall()
    }
    return { add, counts, tally: noTally }
  }
  const findingsOf = findings(view)
  const picked: ReadonlySet<string> = new Set(query.severities)
  const add = (history: CallHistory): void => {
    for (const finding of findingsOf(stateOf(history))) {
      count(finding.severity)
      if (picked.has(finding.severity)) run.add(findingKey(finding), encodeFinding(finding))
    }
    run.endCall()
  }
  return { add, counts, tally: noTally }
}
