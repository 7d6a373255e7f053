/**
 * Times things side by side: in turns, so that what else the machine does hits all alike, and the best of each counts.
 */

export interface Contestant {
  readonly name: string
  readonly run: () => unknown
}

export const milliseconds = async (run: () => unknown): Promise<number> => {
  const start = process.hrtime.bigint()
  await run()
  return Number(process.hrtime.bigint() - start) / 1e6
}

/** The best time of each in milliseconds, after one round that does not count. */
export const sideBySide = async (
  contestants: ReadonlyArray<Contestant>,
  rounds: number
): Promise<ReadonlyArray<number>> => {
  const best = contestants.map(() => Infinity)
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { run }] of contestants.entries()) {
      const time = await milliseconds(run)
      if (round > 0) best[i] = Math.min(best[i]!, time)
    }
  }
  return best
}

export const ratio = (a: number, b: number): string => (a / b).toFixed(2)
