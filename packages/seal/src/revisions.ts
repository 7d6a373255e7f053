/**
 * The revisions of each stream, checked for gaps.
 */
import { redactionType, redacts, type EventEntry } from './entry.ts'
import type { Problem } from './problem.ts'

interface Seen {
  next: number
  gap: number
  from: number
  leaf: number
  id: string
}

/** Whether the sealed revisions of each stream are without gap, from 0. Memory: one small record a stream. */
export const revisionCheck = (report: (problem: Problem) => void) => {
  const streams = new Map<string, Seen>()
  let pruned = 0
  let firstPruned: number | undefined
  let covered = 0

  return {
    event: (leaf: number, entry: EventEntry): void => {
      const { stream, revision, id } = entry
      const at = Number(revision)
      const seen = streams.get(stream) ?? { next: 0, gap: 0, from: 0, leaf: 0, id: '' }
      streams.set(stream, seen)
      if (at < seen.next) {
        report({ code: 'moved', leaf, stream, revision, id, detail: 'a revision that was sealed before' })
        return
      }
      if (at > seen.next) {
        if (seen.gap === 0) Object.assign(seen, { from: seen.next, leaf, id })
        seen.gap += at - seen.next
      }
      seen.next = at + 1
      if (!redacts(entry)) return
      covered += seen.gap
      seen.gap = 0
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
      for (const [stream, { gap, from, leaf, id }] of streams) {
        if (gap === 0) continue
        report({
          code: 'gap-before-seal',
          leaf,
          stream,
          revision: String(from),
          id,
          detail: `${gap} revisions were gone before the log was sealed`
        })
      }
      return pruned
    }
  }
}
