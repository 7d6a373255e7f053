// Policies that differ from the notice's wherever a rule reads them.
import { notice, noticeVersion } from './policies.ts'
import type { PlainPolicy, PolicyVersion } from './plain.ts'
import type { Random } from './random.ts'
import { writeInstant } from './time.ts'
import type { Instant } from './time.ts'

const periods = ['P6M', 'P6M', 'P16M', 'P3M', 'P1M', 'P2M', 'P30D', 'P90D', 'P184D', 'P1Y', 'P2Y', 'P1D']
const zones = ['UTC', 'America/New_York', 'Pacific/Auckland', 'America/Havana', 'Asia/Tokyo']

const randomVersion = (random: Random, index: number, effectiveFrom: Instant): PolicyVersion => {
  const recordings = noticeVersion.recordings.map(rule => ({
    ...rule,
    keep: random.chance(0.6) ? rule.keep : random.pick(periods)
  }))
  return {
    version: String(index + 1),
    effectiveFrom: writeInstant(effectiveFrom),
    recordings: random.chance(0.8) ? recordings : random.some(recordings),
    analyses: {
      ...noticeVersion.analyses,
      keep: random.chance(0.6) ? 'P3M' : random.pick(periods),
      then: random.chance(0.75) ? 'anonymise' : 'erase'
    },
    bases: {
      recording: random.chance(0.8) ? ['6(1)(a)', '6(1)(f)'] : ['6(1)(a)'],
      analysis: random.chance(0.8) ? ['6(1)(a)', '6(1)(f)'] : ['6(1)(a)']
    }
  }
}

/** `starts`: instants at which later versions may come into force. */
export const randomPolicy = (random: Random, starts: readonly Instant[]): PlainPolicy => {
  const first = random.chance(0.7) ? Date.parse(noticeVersion.effectiveFrom) : random.pick(starts)
  const later = random.chance(0.5) ? [] : [random.pick(starts), random.pick(starts)].slice(random.below(2))
  const effective = [...new Set([first, ...later])].sort((left, right) => left - right)
  const versions = effective.map((start, index) => randomVersion(random, index, start))
  return {
    ...notice,
    timeZone: random.chance(0.85) ? notice.timeZone : random.pick(zones),
    clockTolerance: random.chance(0.6) ? 'PT0S' : random.pick(['PT1S', 'PT5S', 'PT1M', 'PT1H']),
    executionGrace: random.chance(0.7) ? 'P1D' : random.pick(['PT0S', 'PT1H', 'PT48H']),
    consentWindow: random.chance(0.7) ? 'PT24H' : random.pick(['PT1H', 'PT1S', 'P7D']),
    holdReleaseApprovals: random.chance(0.8) ? 2 : random.pick([1, 3]),
    ...(random.chance(0.1) && { allowedRegions: ['DK'] }),
    ...(random.chance(0.1) && { allowedFeatures: ['tempo', 'pitch'] }),
    ...(random.chance(0.6) && {
      proofOfConsent: { period: random.pick(['P5Y', 'P1Y', 'P6M', 'P30D', 'P1D']), basis: 'forældelse' }
    }),
    versions: random.chance(0.8) ? versions : random.shuffled(versions)
  }
}
