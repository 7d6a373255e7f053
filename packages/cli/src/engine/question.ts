/**
 * What is asked of every call, and how the answer's lines are sorted.
 */
import type { Tally } from '@samtykke/audit'
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
import { rulesOf, type Standpoint, viewOf } from '../command/view.ts'
import type { RunWriter } from './run.ts'

export type Status = DueAction['status']

/** A question as plain data, which crosses from thread to thread. */
export type Question = Standpoint &
  (
    | { readonly ask: 'due'; readonly statuses: ReadonlyArray<Status> }
    | { readonly ask: 'findings'; readonly severities: ReadonlyArray<Severity> }
    | ReportQuestion
  )

export interface ReportQuestion {
  readonly ask: 'report'
  readonly since: Instant | undefined
  readonly whatIf: Policy | undefined
}

/** How many actions of each status, or findings of each severity, there are, picked or not. */
export type Counts = Record<string, number>

/** Less than anything that stands in an identifier or an instant, so that what is absent or shorter comes first. */
const separator = '\u0000'

/** Sorts as `ordAction` does. */
export const actionKey = ({ dueAt, callId, targetId, target }: DueAction): string =>
  dueAt + callId + separator + targetId + separator + target

/** Sorts as `ordFinding` does. */
export const findingKey = ({ callId, at, code, targetId, target, events, detail }: Finding): string =>
  [callId ?? '', at, code, targetId ?? '', target ?? '', ...events, '', detail].join(separator)

/** Puts the question to one call after another. */
export interface Asker {
  readonly ask: (history: CallHistory) => void
  readonly counts: Counts
  /** What a report has folded. */
  readonly tally: () => Tally | undefined
}

const noTally = (): undefined => undefined

/** The options of a report, as its library takes them. */
export const reportOptions = ({ since, whatIf }: ReportQuestion) => ({
  ...(since !== undefined && { since }),
  ...(whatIf !== undefined && { whatIf: rulesOf(whatIf) })
})

// The library of reports is large, and loaded only where one is asked for.
const reportAsker = async (question: Standpoint & ReportQuestion): Promise<Asker> => {
  const { reportOf } = await import('@samtykke/audit')
  const { add, tally } = reportOf(viewOf(question), reportOptions(question))
  return { ask: add, counts: {}, tally }
}

export const asker = async (question: Question, run: RunWriter): Promise<Asker> => {
  if (question.ask === 'report') return reportAsker(question)
  const view = viewOf(question)
  const stateOf = callState(view)
  const counts: Counts = {}
  const count = (word: string): void => {
    counts[word] = (counts[word] ?? 0) + 1
  }
  if (question.ask === 'due') {
    const actionsOf = dueActions(view)
    const picked: ReadonlySet<string> = new Set(question.statuses)
    const ask = (history: CallHistory): void => {
      for (const action of actionsOf(stateOf(history))) {
        count(action.status)
        if (picked.has(action.status)) run.add(actionKey(action), encodeAction(action))
      }
    }
    return { ask, counts, tally: noTally }
  }
  const findingsOf = findings(view)
  const picked: ReadonlySet<string> = new Set(question.severities)
  const ask = (history: CallHistory): void => {
    for (const finding of findingsOf(stateOf(history))) {
      count(finding.severity)
      if (picked.has(finding.severity)) run.add(findingKey(finding), JSON.stringify(finding))
    }
  }
  return { ask, counts, tally: noTally }
}
