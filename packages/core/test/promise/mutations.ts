// Policies that differ in one place from what was promised, and what may then be broken.
import type { AnalysisRule, PlainPolicy, PolicyVersion, Purpose } from '../oracle/plain.ts'
import { companyPurposes, directions } from '../oracle/company-policy.ts'
import { articles } from '../oracle/purposes.ts'
import type { Random } from '../oracle/random.ts'

export interface Mutated {
  policy: PlainPolicy
  /** The kinds of broken promises that the change can lead to. */
  may: readonly string[]
  /** Whether one of these is broken whatever the rest of the policy says. */
  must: boolean
}

const withVersion = (
  policy: PlainPolicy,
  random: Random,
  change: (version: PolicyVersion) => PolicyVersion
): PlainPolicy => {
  const index = random.below(policy.versions.length)
  return { ...policy, versions: policy.versions.map((each, at) => (at === index ? change(each) : each)) }
}

const changed = <A>(random: Random, items: readonly A[], change: (item: A) => A): readonly A[] => {
  const index = random.below(items.length)
  return items.map((item, at) => (at === index ? change(item) : item))
}

const listOf = (analyses: PolicyVersion['analyses']): readonly AnalysisRule[] =>
  'keep' in analyses ? [analyses] : analyses

const keeps = [
  'P1D',
  'P14D',
  'P28D',
  'P29D',
  'P30D',
  'P31D',
  'P1M',
  'P59D',
  'P60D',
  'P2M',
  'P62D',
  'P6M',
  'P1Y',
  'P366D'
]

const otherBasis = (random: Random, purpose: Purpose): Purpose => ({
  ...purpose,
  basis: random.pick(articles),
  ...(purpose.declared === undefined && { declared: [purpose.basis] })
})

/** The rules, for those purposes only that there are. */
const withoutOthers = (
  { recordings, analyses }: PolicyVersion,
  left: readonly Purpose[]
): Pick<PolicyVersion, 'recordings' | 'analyses'> => {
  const isFor = ({ purposes }: { purposes?: readonly string[] }): readonly string[] | undefined =>
    purposes?.filter(id => left.some(({ purpose }) => purpose === id))
  const some = <A extends { purposes?: readonly string[] }>(rules: readonly A[]): readonly A[] => {
    const kept = rules.flatMap(rule => {
      const purposes = isFor(rule)
      return purposes === undefined ? [rule] : purposes.length === 0 ? [] : [{ ...rule, purposes }]
    })
    return kept.length > 0 ? kept : rules.slice(0, 1).map(({ purposes: _, ...rule }) => rule as A)
  }
  return { recordings: some(recordings), analyses: some(listOf(analyses)) }
}

type Mutate = (random: Random, promised: PlainPolicy) => Mutated

const purposesOf = ({ purposes = [] }: PolicyVersion): readonly Purpose[] => purposes

export const mutations: Readonly<Record<string, Mutate>> = {
  nothing: (_, policy) => ({ policy, may: [], must: false }),
  'a period of a recording': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      recordings: changed(random, version.recordings, rule => ({ ...rule, keep: random.pick(keeps) }))
    })),
    ...{ may: ['period'], must: false }
  }),
  'a period of an analysis': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      analyses: changed(random, listOf(version.analyses), rule => ({ ...rule, keep: random.pick(keeps) }))
    })),
    ...{ may: ['period'], must: false }
  }),
  'a rule less': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      recordings: version.recordings.length > 1 ? version.recordings.slice(1) : version.recordings
    })),
    ...{ may: ['period'], must: false }
  }),
  'a purpose more': (random, promised) => ({
    policy: withVersion(promised, random, version => {
      const more = companyPurposes.filter(id => !purposesOf(version).some(({ purpose }) => purpose === id))
      const id = more.length > 0 ? random.pick(more) : 'orders'
      const of = ['mood', 'fraud'].includes(id) ? 'analysis' : 'recording'
      return more.length === 0
        ? version
        : {
            ...version,
            purposes: [...purposesOf(version), { purpose: id, of, basis: random.pick(articles) }]
          }
    }),
    // A later version that has a purpose says something of its period, where before it did not.
    ...{ may: ['purpose', 'direction', 'period', 'requires', 'ending'], must: false }
  }),
  'a purpose less': (random, promised) => ({
    policy: withVersion(promised, random, version => {
      const left = purposesOf(version).slice(0, -1)
      return left.length === 0 ? version : { ...version, ...withoutOthers(version, left), purposes: left }
    }),
    // What is kept for the others may then end as the one that was always there would not have had it.
    ...{ may: ['ending', 'period', 'requires'], must: false }
  }),
  'another basis': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      purposes: changed(random, purposesOf(version), purpose => otherBasis(random, purpose))
    })),
    // What stands always has an analysis end as it says, whatever else was agreed to.
    ...{ may: ['basis', 'ending'], must: false }
  }),
  'a purpose of more calls': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      purposes: changed(random, purposesOf(version), ({ when: _, ...purpose }) => purpose)
    })),
    ...{ may: ['purpose', 'direction', 'requires', 'ending'], must: false }
  }),
  'an analysis without a recording': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      purposes: purposesOf(version).map(purpose =>
        purpose.of === 'analysis' ? { ...purpose, requires: 'nothing' } : purpose
      )
    })),
    ...{ may: ['requires', 'direction', 'ending'], must: false }
  }),
  'another end of analyses': (random, promised) => ({
    policy: withVersion(promised, random, version => ({
      ...version,
      analyses: changed(random, listOf(version.analyses), rule => ({
        ...rule,
        then: rule.then === 'erase' ? 'anonymise' : 'erase'
      }))
    })),
    ...{ may: ['ending'], must: false }
  }),
  'other directions analysed': (random, promised) => ({
    policy: withVersion(promised, random, version => ({ ...version, analysisDirections: directions })),
    ...{ may: ['direction'], must: false }
  }),
  'a region': (_, promised) => ({
    policy: { ...promised, allowedRegions: [...promised.allowedRegions, 'US'] },
    ...{ may: ['region'], must: true }
  }),
  'a feature': (_, promised) => ({
    policy: { ...promised, allowedFeatures: [...promised.allowedFeatures, 'words'] },
    ...{ may: ['feature'], must: true }
  }),
  'a method': (random, promised) => {
    const methods = promised.consentMethods ?? { keypress: ['inbound'], spoken: ['outbound'] }
    const method = random.pick(['keypress', 'spoken', 'written', 'web', 'app'])
    return {
      policy: { ...promised, consentMethods: { ...methods, [method]: directions } },
      ...{ may: ['method'], must: (methods[method] ?? []).length < 2 }
    }
  },
  'words that come later': (_, promised) => ({
    policy: { ...promised, spokenConsentWithin: 'PT2H' },
    ...{ may: ['consent-time'], must: true }
  }),
  'a longer proof': (_, promised) => ({
    policy: { ...promised, proofOfConsent: { period: 'P9Y', basis: 'limitation' } },
    ...{ may: ['proof'], must: promised.proofOfConsent !== undefined }
  }),
  'another zone': (random, promised) => ({
    policy: { ...promised, timeZone: random.pick(['Europe/Helsinki', 'Europe/London', 'America/New_York']) },
    ...{ may: ['period', 'proof'], must: false }
  })
}
