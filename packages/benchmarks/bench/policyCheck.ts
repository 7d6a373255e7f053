/**
 * `policy check --promises`, without the start of the program: of the notice, and of thirty purposes in three versions
 * against periods that are each a day shorter. The measure to keep: under two seconds.
 */
import { brokenPromises, decodePolicy, noticePolicy, type Policy, policyWarnings } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { milliseconds } from './measure.ts'
import { thirtyPurposes } from './thirtyPurposes.ts'

const rounds = 5

const decoded = decodePolicy(thirtyPurposes)
if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
const [version] = decoded.right.versions as readonly [Policy['versions'][number]]

const threeVersions = (days: number): Policy => ({
  ...decoded.right,
  versions: [2020, 2023, 2026].map(year => ({
    ...version,
    version: `${year}` as typeof version.version,
    effectiveFrom: `${year}-01-01T00:00:00.000Z` as typeof version.effectiveFrom,
    recordings: version.recordings.map((rule, index) => ({
      ...rule,
      keep: `P${(index + 1) * 30 + year - 2020 + days}D` as typeof rule.keep
    }))
  }))
})

const checks: ReadonlyArray<readonly [string, Policy, Policy]> = [
  ['the notice', noticePolicy, noticePolicy],
  ['thirty purposes, kept', threeVersions(1), threeVersions(1)],
  ['thirty purposes, broken', threeVersions(1), threeVersions(0)]
]

for (const [name, policy, promise] of checks) {
  let [best, broken, warnings] = [Infinity, 0, 0]
  for (let round = 0; round < rounds; round++)
    best = Math.min(
      best,
      await milliseconds(() => {
        broken = brokenPromises(policy, promise).length
        warnings = policyWarnings(policy).length
      })
    )
  console.log(
    `${name.padEnd(24)} ${best.toFixed(0)} ms: ${broken} broken, ${warnings} warnings (under 2000 ms)`
  )
}
