// Policies of companies: purposes on every basis, for some calls only, with rules that overlap and leave gaps.
import type { AnalysisRule, OneOrMore, PlainPolicy, PolicyVersion, Purpose, RecordingRule } from './plain.ts'
import { notice } from './policies.ts'
import { articles } from './purposes.ts'
import type { Random } from './random.ts'
import { writeInstant } from './time.ts'
import type { Instant } from './time.ts'

export const lines = ['orders', 'claims', 'help']
export const customerTypes = ['private', 'business']
export const directions = ['inbound', 'outbound']
const periods = ['P1M', 'P1M', 'P30D', 'P2W', 'P4W', 'P5W', 'P1D', 'P6M', 'P1Y', 'P2M']

/** All that companies here name; the order differs from policy to policy. */
export const recordingPurposes = ['orders', 'quality', 'training', 'disputes']
export const analysisPurposes = ['mood', 'fraud']
export const companyPurposes = [...recordingPurposes, ...analysisPurposes]

const oneOrMore = (random: Random, values: readonly string[]): OneOrMore =>
  random.chance(0.5) ? random.pick(values) : random.some(values)

const when = (
  random: Random,
  probability: number
): Pick<RecordingRule, 'direction' | 'line' | 'customerType'> => ({
  ...(random.chance(probability) && { direction: oneOrMore(random, directions) }),
  ...(random.chance(probability) && { line: oneOrMore(random, lines) }),
  ...(random.chance(probability) && { customerType: oneOrMore(random, customerTypes) })
})

const basis = (random: Random): string =>
  random.pick([...articles, '6(1)(a)', '6(1)(a)', '6(1)(a)', '6(1)(c)', '6(1)(f)', '6(1)(f)'])

const purposeOf = (random: Random, purpose: string): Purpose => {
  const of = analysisPurposes.includes(purpose) ? 'analysis' : 'recording'
  return {
    ...{ purpose, of, basis: basis(random) },
    ...(random.chance(0.3) && { declared: random.shuffled(random.some(articles)) }),
    ...(random.chance(0.4) && { when: when(random, 0.5) }),
    ...(of === 'analysis' &&
      random.chance(0.4) && { requires: random.pick(['recording', 'nothing'] as const) })
  }
}

const recordingRule = (random: Random, ids: readonly string[], index: number): RecordingRule => ({
  rule: `rule-${index + 1}`,
  ...when(random, 0.35),
  ...(ids.length > 0 && random.chance(0.4) && { purposes: random.some(ids) }),
  keep: random.pick(periods),
  source: 'a sentence'
})

const analysisRule = (random: Random, ids: readonly string[]): AnalysisRule => ({
  ...(random.chance(0.3) && { direction: oneOrMore(random, directions) }),
  ...(ids.length > 0 && random.chance(0.4) && { purposes: random.some(ids) }),
  keep: random.pick(periods),
  then: random.chance(0.7) ? 'anonymise' : 'erase',
  source: 'a sentence'
})

const manyOf = <A>(count: number, make: (index: number) => A): A[] =>
  Array.from({ length: count }, (_, index) => make(index))

const versionOf = (random: Random, index: number, effectiveFrom: Instant): PolicyVersion => {
  const purposes = random
    .shuffled(random.chance(0.2) ? companyPurposes : random.some(companyPurposes))
    .map(purpose => purposeOf(random, purpose))
  const idsFor = (kind: Purpose['of']): readonly string[] =>
    purposes.filter(({ of }) => of === kind).map(({ purpose }) => purpose)
  return {
    version: String(index + 1),
    effectiveFrom: writeInstant(effectiveFrom),
    purposes,
    recordings: manyOf(1 + random.below(4), each => recordingRule(random, idsFor('recording'), each)),
    analyses: random.chance(0.3)
      ? { keep: random.pick(periods), then: random.pick(['anonymise', 'erase']), source: 'a sentence' }
      : manyOf(1 + random.below(3), () => analysisRule(random, idsFor('analysis'))),
    ...(random.chance(0.4) && { analysisDirections: random.some(directions) })
  }
}

const methods = ['keypress', 'spoken', 'written', 'web', 'app']

const codes = ['overdue', 'done-late', 'bundled-consent', 'policy-gap', 'unknown-purpose', 'no-call-end']

/** `starts`: instants at which later versions may come into force. */
export const companyPolicyOf = (random: Random, starts: readonly Instant[]): PlainPolicy => {
  const first = random.chance(0.8) ? Date.UTC(2018, 0, 1) : random.pick(starts)
  const later = random.chance(0.6) ? [] : [random.pick(starts), random.pick(starts)].slice(random.below(2))
  const effective = [...new Set([first, ...later])].sort((left, right) => left - right)
  return {
    ...notice,
    policy: 'company',
    clockTolerance: random.chance(0.7) ? 'PT0S' : random.pick(['PT1S', 'PT1M', 'PT1H']),
    executionGrace: random.chance(0.7) ? 'P1D' : random.pick(['PT0S', 'PT1H']),
    consentWindow: random.chance(0.7) ? 'PT24H' : 'PT1H',
    ...(random.chance(0.4) && {
      consentMethods: Object.fromEntries(
        random.some(methods).map(method => [method, random.some(directions)])
      )
    }),
    ...(random.chance(0.75) && { spokenConsentWithin: random.pick(['PT1M', 'PT1M', 'PT5S', 'PT1H']) }),
    ...(random.chance(0.3) && {
      severities: Object.fromEntries(
        random.some(codes).map(code => [code, random.pick(['info', 'warning', 'error'] as const)])
      )
    }),
    ...(random.chance(0.2) && {
      proofOfConsent: { period: random.pick(['P1M', 'P1D']), basis: 'limitation' }
    }),
    versions: effective.map((start, index) => versionOf(random, index, start))
  }
}
