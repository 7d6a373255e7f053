/**
 * Work of which each share is given out once, to whichever thread is free: a counter that threads share.
 */
export interface Shares {
  readonly count: number
  readonly given: Int32Array<SharedArrayBuffer>
}

export const newShares = (count: number): Shares => ({
  count,
  given: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
})

/** The shares that this thread gets, by their numbers from 0. */
export function* taken({ count, given }: Shares): Generator<number> {
  for (let share = Atomics.add(given, 0, 1); share < count; share = Atomics.add(given, 0, 1)) yield share
}

/** How much of the work was given out, from 0 to 1. */
export const shareTaken = ({ count, given }: Shares): number => Math.min(1, Atomics.load(given, 0) / count)
