/**
 * Where the lines that are no event came from, told from their numbers.
 */
import type { Reject } from './calls.ts'
import type { LineIndex } from './lines.ts'

/** A line that is no event, and where it is. */
export interface RejectedLine {
  readonly input: number
  /** From 1, in its input. */
  readonly line: number
  /** In bytes, the length with its line end. */
  readonly position: number
  readonly length: number
  readonly reasons: Reject['reasons']
}

/** Finds all rejected lines in one walk over the indexes; the result is by input and line. */
export const locate = (
  indexes: ReadonlyArray<LineIndex>,
  rejects: ReadonlyArray<Reject>
): ReadonlyArray<RejectedLine> => {
  const inOrder = rejects.toSorted((a, b) => a.ordinal - b.ordinal)
  const located: Array<RejectedLine> = []
  let [ordinal, input, line] = [0, -1, 0]
  for (const index of indexes) {
    if (index.input !== input) [input, line] = [index.input, 0]
    let position = index.start
    for (let i = 0; i < index.count && located.length < inOrder.length; i++) {
      const length = index.lengths[i]!
      line++
      const next = inOrder[located.length]!
      if (next.ordinal === ordinal) located.push({ input, line, position, length, reasons: next.reasons })
      position += length
      ordinal++
    }
  }
  return located
}
