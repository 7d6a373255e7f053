/**
 * What is due of the same calls under thirty purposes and under the notice's four, in turns, one after the other. The
 * measure to keep: at most 1.3 times, in the middle of all pairs.
 */
import { decodePolicy, noticePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { foldUnder } from './core-fold.ts'
import { decodedCalls } from './histories.ts'
import { milliseconds } from './measure.ts'
import { thirtyPurposes } from './thirtyPurposes.ts'

const pairs = 15
const calls = decodedCalls(20_000)

const decoded = decodePolicy(thirtyPurposes)
if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))

const [underNotice, underThirty] = [foldUnder(noticePolicy), foldUnder(decoded.right)]

const median = (values: ReadonlyArray<number>): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const found: Array<{ readonly notice: number; readonly thirty: number }> = []
for (let pair = 0; pair <= pairs; pair++) {
  const notice = await milliseconds(() => calls.forEach(underNotice))
  const thirty = await milliseconds(() => calls.forEach(underThirty))
  if (pair > 0) found.push({ notice, thirty })
}

const perCall = (values: ReadonlyArray<number>): string => ((median(values) * 1e3) / calls.length).toFixed(2)
console.log(`${calls.length} calls, ${pairs} pairs; medians`)
console.log(`four purposes    ${perCall(found.map(({ notice }) => notice))} µs a call`)
console.log(`thirty purposes  ${perCall(found.map(({ thirty }) => thirty))} µs a call`)
console.log(`${median(found.map(({ notice, thirty }) => thirty / notice)).toFixed(2)} times (at most 1.3)`)
