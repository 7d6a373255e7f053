/**
 * Arbitrary policies: the notice's, and those of other companies.
 */
import {
  decodePolicy,
  duration,
  instant,
  epochMilliseconds,
  instantFromEpoch,
  legalBases,
  noticePolicy,
  type Policy,
  renderMemberError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'

const day = 86_400_000
const firstVersion = epochMilliseconds(instant('2023-01-01T00:00:00.000Z'))

const keep = fc.constantFrom('P6M', 'P1W', 'P1M', 'P3M', 'P90D', 'P1Y', 'P5Y')
const direction = fc.constantFrom('inbound', 'outbound')
const line = fc.constantFrom('customer-service', 'sales', 'orders')
const condition = fc.record(
  {
    direction,
    line: fc.oneof(line, fc.uniqueArray(line, { minLength: 1 })),
    customerType: fc.constantFrom('private', 'business')
  },
  { requiredKeys: [] }
)

const purpose = fc.record(
  {
    purpose: fc.constantFrom('quality', 'training', 'orders', 'claims', 'mood', 'tone'),
    of: fc.constantFrom('recording', 'analysis'),
    basis: fc.constantFrom(...legalBases),
    when: condition,
    requires: fc.constantFrom('recording', 'nothing')
  },
  { requiredKeys: ['purpose', 'of', 'basis'] }
)

/** Purposes by their places, which are names once it is known which there are. */
const places = fc.option(fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }), { nil: undefined })

const version = fc.record({
  afterDays: fc.integer({ min: 1, max: 500 }),
  purposes: fc.uniqueArray(purpose, { minLength: 1, maxLength: 4, selector: each => each.purpose }),
  recordings: fc.array(fc.record({ keep, condition, places }), { minLength: 1, maxLength: 3 }),
  analyses: fc.array(fc.record({ keep, then: fc.constantFrom('anonymise', 'erase'), places }), {
    minLength: 1,
    maxLength: 2
  }),
  analysisDirections: fc.option(fc.uniqueArray(direction, { minLength: 1 }), { nil: undefined })
})

type Version = typeof version extends fc.Arbitrary<infer V> ? V : never

const named = ({ purposes }: Version, wanted: ReadonlyArray<number> | undefined): object =>
  wanted === undefined
    ? {}
    : { purposes: [...new Set(wanted.map(place => purposes[place % purposes.length]?.purpose))] }

/** Each is in force some days after the one before it. */
const versionsOf = (all: ReadonlyArray<Version>): ReadonlyArray<object> => {
  let days = 0
  return all.map((each, index) => {
    days += each.afterDays
    return {
      version: String(index + 1),
      effectiveFrom: instantFromEpoch(firstVersion + days * day),
      purposes: each.purposes,
      recordings: each.recordings.map((rule, place) => ({
        rule: `rule-${place + 1}`,
        keep: rule.keep,
        source: 'a sentence',
        ...rule.condition,
        ...named(each, rule.places)
      })),
      analyses: each.analyses.map(rule => ({
        keep: rule.keep,
        then: rule.then,
        source: 'a sentence',
        ...named(each, rule.places)
      })),
      analysisDirections: each.analysisDirections
    }
  })
}

const company = fc
  .record({
    timeZone: fc.constantFrom('Europe/Copenhagen', 'UTC', 'America/New_York'),
    clockTolerance: fc.constantFrom(duration('PT0S'), duration('PT5S')),
    executionGrace: fc.constantFrom(duration('P1D'), duration('PT1H')),
    consentWindow: fc.constantFrom(duration('PT24H'), duration('P30D')),
    spokenConsentWithin: fc.option(fc.constant(duration('PT1M')), { nil: undefined }),
    holdReleaseApprovals: fc.integer({ min: 1, max: 2 }),
    proofOfConsent: fc.option(fc.record({ period: keep }), { nil: undefined }),
    versions: fc.array(version, { minLength: 1, maxLength: 3 })
  })
  .map(({ versions, ...members }): Policy => {
    const { interests: _, ...notice } = noticePolicy
    const decoded = decodePolicy({ ...notice, ...members, policy: 'company', versions: versionsOf(versions) })
    if (E.isLeft(decoded)) throw new Error(decoded.left.map(renderMemberError).join('; '))
    return decoded.right
  })

/**
 * Valid policies: of one version to three, with one purpose to four on any legal bases, for any calls, kept for any time. They
 * shrink to the policy of the notice.
 *
 * @example
 * import { decodePolicy } from '@samtykke/core'
 * import { anyPolicy } from '@samtykke/testing/fast-check'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as fc from 'fast-check'
 *
 * fc.assert(fc.property(anyPolicy(), policy => E.isRight(decodePolicy(policy))))
 *
 * @see contract, section 3; policies, section 2
 */
export const anyPolicy = (): fc.Arbitrary<Policy> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(noticePolicy), weight: 1 },
    { arbitrary: company, weight: 3 }
  )
