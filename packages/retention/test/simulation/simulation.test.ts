/**
 * The whole worker under one seed: whatever crashes, fails, lies, hangs, jumps or comes at the worst moment, nothing is
 * erased early or under a hold, and everything that is due is gone, with one outcome each.
 *
 * `SAMTYKKE_SEEDS=100000` runs so many, and `SAMTYKKE_SEED` begins at another.
 */
import fc from 'fast-check'
import { run } from './run.ts'
import { scenarios } from './scenario.ts'

const numRuns = Number(process.env['SAMTYKKE_SEEDS'] ?? 2_000)
const seed = Number(process.env['SAMTYKKE_SEED'] ?? 1)

test(`${numRuns} seeds`, async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async scenario => {
      expect(await run(scenario)).toEqual([])
    }),
    { numRuns, seed, endOnFailure: false, interruptAfterTimeLimit: 3_600_000 }
  )
}, 3_600_000)
