/**
 * What is asked of every call, and how the answer's lines are sorted.
 */
import {
  callState,
  type CallHistory,
  type DueAction,
  dueActions,
  type Finding,
  findings,
  type Severity
} from '@samtykke/core'
import { type Standpoint, viewOf } from '../command/view.ts'
import type { RunWriter } from './run.ts'

export type Status = DueAction['status']

/** A question as plain data, which crosses from thread to thread. */
export type Question = Standpoint &
  (
    | { readonly ask: 'due'; readonly statuses: ReadonlyArray<Status> }
    | { readonly ask: 'findings'; readonly severities: ReadonlyArray<Severity> }
  )

/** How many actions of each status, or findings of each severity, there are, picked or not. */
export type Counts = Record<string, number>

/** Strings of the contract are compared by code unit, member by member; none of them holds this one. */
const separator = '\u0000'

/** Sorts as `compareActions` does. */
export const actionKey = ({ dueAt, callId, targetId, target }: DueAction): string =>
  dueAt + callId + separator + targetId + separator + target

/** Sorts as `compareFindings` does. */
export const findingKey = ({ callId, at, code, targetId, target, events }: Finding): string =>
  [callId ?? '', at, code, targetId ?? '', target ?? '', ...events].join(separator)

/** Puts the question to one call after another. */
export const asker = (
  question: Question,
  run: RunWriter
): { readonly ask: (history: CallHistory) => void; readonly counts: Counts } => {
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
        if (picked.has(action.status)) run.add(actionKey(action), JSON.stringify(action))
      }
    }
    return { ask, counts }
  }
  const findingsOf = findings(view)
  const picked: ReadonlySet<string> = new Set(question.severities)
  const ask = (history: CallHistory): void => {
    for (const finding of findingsOf(stateOf(history))) {
      count(finding.severity)
      if (picked.has(finding.severity)) run.add(findingKey(finding), JSON.stringify(finding))
    }
  }
  return { ask, counts }
}
