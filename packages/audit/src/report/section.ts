/**
 * What a part of the report over a whole log is: a fold over calls, in any order, that can be done in parts.
 */
import {
  type CallHistory,
  type CallState,
  type DueAction,
  type Finding,
  ordText,
  type View
} from '@samtykke/core'

/** A call with what follows from it. */
export interface AssessedCall {
  readonly view: View
  readonly history: CallHistory
  readonly call: CallState
  readonly actions: ReadonlyArray<DueAction>
  readonly findings: ReadonlyArray<Finding>
}

/**
 * A part of the report. Its state is plain data, so that it can cross from thread to thread, and does not grow with the
 * events folded.
 */
export interface Section<State, Result, Call = AssessedCall> {
  readonly empty: () => State
  readonly add: (state: State, call: Call) => void
  readonly merge: (into: State, from: State) => void
  readonly result: (state: State, view: View) => Result
}

/** How many of each word. */
export type Counts = Record<string, number>

export const count = (counts: Counts, word: string, by = 1): void => {
  counts[word] = (counts[word] ?? 0) + by
}

export const addCounts = (into: Counts, from: Counts): void => {
  for (const word in from) count(into, word, from[word])
}

/** The counts with their words in order. */
export const inOrder = (counts: Counts): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => ordText.compare(a, b)))

/** The counts whose words begin so, by what comes after. */
export const under = (counts: Counts, prefix: string): Readonly<Record<string, number>> =>
  inOrder(
    Object.fromEntries(
      Object.entries(counts).flatMap(([word, times]) =>
        word.startsWith(prefix) ? [[word.slice(prefix.length), times] as const] : []
      )
    )
  )

/** Puts an item in its place among the `most` first of an order, where it is one of them. */
export const keepFirst = <A>(
  list: Array<A>,
  item: A,
  most: number,
  compare: (a: A, b: A) => number
): void => {
  if (list.length === most && compare(item, list[most - 1]!) >= 0) return
  let place = list.length
  while (place > 0 && compare(item, list[place - 1]!) < 0) place--
  list.splice(place, 0, item)
  if (list.length > most) list.pop()
}
