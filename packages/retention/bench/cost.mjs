/**
 * What a day costs by what is stored: 1,000 due among 10,000, 100,000 and 1,000,000, in CPU and in requests.
 *
 *   node packages/retention/bench/cost.mjs
 */
import { createSyntheticArchive } from './syntheticArchive.mjs'

const due = 1_000
const rounds = 5

const once = async stored => {
  const archive = createSyntheticArchive({ stored, due })
  const begun = process.cpuUsage()
  await archive.run(() => undefined)
  const { user, system } = process.cpuUsage(begun)
  return { cpu: (user + system) / 1000, loads: archive.requests.load }
}

// The first warms up; of the others the least is told, taken in turns.
await once(10_000)
const sizes = [10_000, 100_000, 1_000_000]
const least = new Map(sizes.map(stored => [stored, Infinity]))
const loads = new Map()
for (let round = 0; round < rounds; round++) {
  for (const stored of sizes) {
    const { cpu, loads: count } = await once(stored)
    least.set(stored, Math.min(least.get(stored), cpu))
    loads.set(stored, count)
  }
}
const [first] = least.values()
console.log('stored  CPU  ratio  calls read')
for (const [stored, cpu] of least)
  console.log(stored, `${Math.round(cpu)} ms`, (cpu / first).toFixed(2), loads.get(stored))
