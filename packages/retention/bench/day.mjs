/**
 * A day with many due: how much memory it takes, and whether it stays as fast as it began.
 *
 *   node packages/retention/bench/day.mjs [DUE]
 */
import { createSyntheticArchive } from './syntheticArchive.mjs'

const due = Number(process.argv[2] ?? 1_000_000)
const archive = createSyntheticArchive({ stored: due, due })

const megabytes = bytes => `${Math.round(bytes / 1e6)} MB`
let peak = 0
const measure = () => {
  peak = Math.max(peak, process.memoryUsage.rss())
}
const measuring = setInterval(measure, 100)

const begun = performance.now()
let since = begun
const cpuBegun = process.cpuUsage()
let cpuSince = cpuBegun
console.log('tenth  erased/s  erased per s of CPU  RSS')
await archive.run(done => {
  if (done % (due / 10) !== 0) return
  measure()
  const now = performance.now()
  const { user, system } = process.cpuUsage(cpuSince)
  const rates = [due / 10 / ((now - since) / 1000), due / 10 / ((user + system) / 1e6)].map(Math.round)
  console.log((done / (due / 10)).toString(), ...rates, megabytes(process.memoryUsage.rss()))
  since = now
  cpuSince = process.cpuUsage()
})
clearInterval(measuring)
const cpu = process.cpuUsage(cpuBegun)
console.log(
  `${due} erased in ${Math.round((performance.now() - begun) / 1000)} s (CPU ${Math.round((cpu.user + cpu.system) / 1e6)} s), peak RSS ${megabytes(peak)}`
)
console.log(
  'requests for each erased:',
  Object.fromEntries(Object.entries(archive.requests).map(([name, count]) => [name, count / due]))
)
