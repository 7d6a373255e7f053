/**
 * The revisions of each stream, checked for gaps.
 */
import { column } from './column.ts'
import { redactionType, redacts, type EventEntry } from './entry.ts'
import type { Numbering } from './numbering.ts'
import type { Problem } from './problem.ts'

/** What was gone of a stream, and before which event that was seen first. */
interface Gap {
  readonly stream: string
  revisions: number
  readonly from: number
  readonly leaf: number
  readonly id: string
}

/** Whether the sealed revisions of each stream are without gap, from 0. Memory: one number a stream, and what is gone. */
export const revisionCheck = (streams: Numbering, report: (problem: Problem) => void) => {
  const next = column(0)
  const gaps = new Map<number, Gap>()
  let pruned = 0
  let firstPruned: number | undefined
  let covered = 0

  return {
    event: (leaf: number, entry: EventEntry): void => {
      const { stream, revision, id } = entry
      const number = streams.numberOf(stream)
      const at = Number(revision)
      const expected = next.get(number)
      if (at < expected) {
        report({ code: 'moved', leaf, stream, revision, id, detail: 'a revision that was sealed before' })
        return
      }
      next.set(number, at + 1)
      if (at > expected) {
        const gap = gaps.get(number)
        if (gap === undefined)
          gaps.set(number, { stream, revisions: at - expected, from: expected, leaf, id })
        else gap.revisions += at - expected
      }
      if (!redacts(entry)) return
      covered += gaps.get(number)?.revisions ?? 0
      gaps.delete(number)
    },
    pruned: (leaf: number): void => {
      pruned++
      firstPruned ??= leaf
    },
    /** Entries may only be pruned, and revisions missing, where a sealed `proof-redacted` stands after them. */
    finish: (): number => {
      if (pruned > covered && firstPruned !== undefined) {
        report({
          code: 'missing',
          leaf: firstPruned,
          detail: `${pruned} entries are pruned; a sealed ${redactionType} accounts for ${covered}`
        })
      }
      for (const [, { stream, revisions, from, leaf, id }] of [...gaps].sort(([a], [b]) => a - b)) {
        report({
          code: 'gap-before-seal',
          leaf,
          stream,
          revision: String(from),
          id,
          detail: `${revisions} revisions were gone before the log was sealed`
        })
      }
      return pruned
    }
  }
}
