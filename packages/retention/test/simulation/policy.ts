/**
 * Short periods, so that a whole life passes in a few days.
 */
import {
  compilePolicy,
  type Instant,
  noticePolicy,
  type Period,
  type Policy,
  type Rules
} from '@samtykke/core'

const [version] = noticePolicy.versions

const versionOf = (name: string, effectiveFrom: string, recordings: string, analyses: string, then: string) =>
  ({
    ...version,
    version: name,
    effectiveFrom: effectiveFrom as Instant,
    recordings: version!.recordings.map(rule => ({ ...rule, keep: recordings as Period })),
    analyses: { ...(version!.analyses as object), keep: analyses as Period, then }
  }) as unknown as Policy['versions'][number]

const first = versionOf('1', '2018-05-24T22:00:00.000Z', 'P2D', 'P1D', 'anonymise')

const policyOf = (versions: Policy['versions']): Policy => ({
  ...noticePolicy,
  executionGrace: 'PT6H' as Policy['executionGrace'],
  proofOfConsent: { period: 'P1D' as Period },
  versions
})

/** Recordings for two days, analyses for one; the proof for one day more. */
export const rules: Rules = compilePolicy(policyOf([first]), () => undefined)

/** From an instant on recordings for one day, and analyses are erased. */
export const shorterFrom = (effectiveFrom: Instant): Rules =>
  compilePolicy(policyOf([first, versionOf('2', effectiveFrom, 'P1D', 'P1D', 'erase')]), () => undefined)
