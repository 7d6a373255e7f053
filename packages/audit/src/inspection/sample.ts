/**
 * A sample that anyone can draw again: calls by the hash of a seed and their id, and the first of them.
 *
 * @see FIPS 180-4
 */
import { type CallHistory, ordText } from '@samtykke/core'
import { sha256Hex } from '../head/sha256.ts'

/** A call that could be drawn, with the hash that decides its place. */
export interface Candidate {
  readonly callId: string
  /** SHA-256 of the seed, a line feed (0x0A) and the id, in hex. */
  readonly hash: string
}

/** The hash that decides the place of a call. */
export const drawHash = (seed: string, callId: string): string => sha256Hex(`${seed}\n${callId}`)

/**
 * All candidates, in the order in which they are drawn: the first N are the sample. Ids are drawn once, in whatever order
 * they come.
 *
 * @example
 * import { createHash } from 'node:crypto'
 * import { drawingOrder } from '@samtykke/audit'
 *
 * const [first] = drawingOrder('a seed', ['call-1', 'call-2'])
 * const hash = createHash('sha256').update(`a seed\n${first?.callId}`).digest('hex')
 * assert.deepStrictEqual(first?.hash, hash)
 */
export const drawingOrder = (seed: string, callIds: Iterable<string>): ReadonlyArray<Candidate> =>
  [...new Set(callIds)]
    .map(callId => ({ callId, hash: drawHash(seed, callId) }))
    .sort((a, b) => ordText.compare(a.hash, b.hash))

/** A sample in the making. */
interface Sample {
  readonly add: (history: CallHistory) => void
  /** The calls that are drawn of those that came, in the order of the drawing. */
  readonly drawn: () => ReadonlyArray<CallHistory>
}

/** Draws so many of the calls as they come; of the others none is kept. */
export const sampleOf = (seed: string, count: number): Sample => {
  let kept = new Map<string, CallHistory>()
  const drawn = (): ReadonlyArray<CallHistory> =>
    drawingOrder(seed, kept.keys())
      .slice(0, count)
      .flatMap(({ callId }) => kept.get(callId) ?? [])
  return {
    add: history => {
      if (!kept.has(history.callId)) kept.set(history.callId, history)
      if (kept.size > 2 * count) kept = new Map(drawn().map(each => [each.callId, each]))
    },
    drawn
  }
}
