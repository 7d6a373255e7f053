/**
 * Folding a call and its due actions, given decoded events, against `JSON.parse` of one event. The measure to keep: at most 4 times.
 *
 * Each round does both, every second one in the opposite order, and a ratio is of figures of one round. `npm run fold [ROUNDS]`
 */
import { foldOnCore } from './core-fold.ts'
import { decodedCalls, jsonLines } from './histories.ts'
import { milliseconds } from './measure.ts'
import { ratios, spread } from './spread.ts'

const [rounds = 21] = process.argv.slice(2).map(Number)
const calls = decodedCalls(20_000)
const lines = jsonLines(20_000)

const fold = async (): Promise<number> =>
  ((await milliseconds(() => calls.forEach(foldOnCore))) * 1e3) / calls.length

const parse = async (): Promise<number> =>
  ((await milliseconds(() => {
    for (const line of lines) JSON.parse(line)
  })) *
    1e3) /
  lines.length

const [folded, parsed]: [number[], number[]] = [[], []]
for (let round = 0; round <= rounds; round++) {
  const pair = round % 2 === 0 ? [await fold(), await parse()] : [await parse(), await fold()].toReversed()
  // The first only warms up.
  if (round === 0) continue
  folded.push(pair[0]!)
  parsed.push(pair[1]!)
}

console.log(`${calls.length} calls of ${(lines.length / calls.length).toFixed(1)} events, ${rounds} rounds`)
console.log(`JSON.parse                ${spread(parsed)} µs an event`)
console.log(`callState and dueActions  ${spread(folded)} µs a call`)
console.log(`times JSON.parse          ${spread(ratios(folded, parsed))} (at most 4)`)
