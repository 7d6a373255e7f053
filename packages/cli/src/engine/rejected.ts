/**
 * Lines that are no event, and where they are.
 */
import type { MemberError } from '@samtykke/core'

/** A line that is no event. */
export interface RejectedLine {
  readonly input: number
  /** From 1, in its input. */
  readonly line: number
  /** In bytes, the length with its line end. */
  readonly position: number
  readonly length: number
  /** One for each thing wrong with it. */
  readonly reasons: ReadonlyArray<MemberError>
}

/** A stretch that was read: how many lines it has, and which are no event. */
export interface ReadStretch {
  readonly place: number
  readonly input: number
  readonly lines: number
  /** Their lines from 1 in the stretch. */
  readonly rejects: ReadonlyArray<RejectedLine>
}

/** All rejected lines by input and line, from all stretches in any order. */
export const locate = (stretches: ReadonlyArray<ReadStretch>): ReadonlyArray<RejectedLine> => {
  const before = new Map<number, number>()
  return stretches
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ input, lines, rejects }) => {
      const first = before.get(input) ?? 0
      before.set(input, first + lines)
      return rejects.map(each => ({ ...each, line: first + each.line }))
    })
}
