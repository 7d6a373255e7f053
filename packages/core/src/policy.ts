/**
 * What a company promises about its recordings: data, with versions, each rule with its source.
 *
 * A policy of another company is another file and no code.
 */
import { tzOffset } from '@date-fns/tz'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type MemberError, memberErrors } from './decode.ts'
import { Identifier } from './identifier.ts'
import { Instant } from './instant.ts'
import { nonEmptyList, oneOf, Language, PositiveWholeNumber, Region, Sha256, Text } from './member.ts'
import { Duration, Period } from './period.ts'
import { Purpose } from './purpose.ts'
import { struct } from './struct.ts'

const Basis = oneOf('6(1)(a)', '6(1)(f)')
const Bases = nonEmptyList('a list of legal bases (6(1)(a), 6(1)(f)), not empty', Basis)

/** The legal bases that a policy can declare for an activity. */
export type LegalBasis = t.TypeOf<typeof Basis>

const RecordingRule = struct(
  'a rule of retention for recordings',
  {
    rule: Identifier,
    direction: oneOf('inbound', 'outbound'),
    line: oneOf('customer-service', 'sales', 'other'),
    customerType: oneOf('private', 'business'),
    keep: Period,
    source: Text
  },
  {}
)

const AnalysisRule = struct(
  'a rule of retention for analyses',
  { keep: Period, then: oneOf('anonymise', 'erase'), source: Text },
  {}
)

const PolicyVersion = struct(
  'a version of the policy',
  {
    version: Identifier,
    effectiveFrom: Instant,
    recordings: nonEmptyList('a list of rules for recordings, not empty', RecordingRule),
    analyses: AnalysisRule,
    bases: struct('declared bases { recording, analysis }', { recording: Bases, analysis: Bases }, {})
  },
  {}
)

const Contact = struct(
  'a party { name, … }',
  { name: Text },
  { id: Text, address: Text, email: Text, telephone: Text, url: Text }
)
const BilingualText = struct('a text { da, en }', { da: Text, en: Text }, {})

const Processor = struct(
  'a processor { id, name, region, agreement }',
  { id: Text, name: Text },
  { region: Region, agreement: Text }
)
const Notice = struct(
  'a notice { version, language }',
  { version: Text, language: Language },
  { url: Text, sha256: Sha256 }
)
const Interest = struct(
  'an interest { id, text }',
  { id: Identifier, text: BilingualText },
  { purposes: nonEmptyList('a list of purposes, not empty', Purpose), assessment: Text }
)
const ProofOfConsent = struct(
  'the keeping of the proof { period, basis }',
  { period: Period },
  { basis: Text }
)

const isTimeZone = (u: unknown): u is string =>
  typeof u === 'string' && /^[A-Za-z]/.test(u) && !Number.isNaN(tzOffset(u, new Date(0)))

const TimeZone = new t.Type<string>(
  'a time zone (IANA name, such as Europe/Copenhagen)',
  isTimeZone,
  (u, context) => (isTimeZone(u) ? t.success(u) : t.failure(u, context)),
  String
)

const PolicyMembers = struct(
  'a policy (a JSON object)',
  {
    policy: Identifier,
    timeZone: TimeZone,
    holidays: Region,
    allowedRegions: nonEmptyList('a list of country codes, not empty', Region),
    allowedFeatures: t.readonlyArray(Text, 'a list of texts'),
    holdReleaseApprovals: PositiveWholeNumber,
    executionGrace: Duration,
    clockTolerance: Duration,
    consentWindow: Duration,
    versions: nonEmptyList('a list of versions, not empty', PolicyVersion)
  },
  {
    proofOfConsent: ProofOfConsent,
    controller: Contact,
    representative: Contact,
    dataProtectionOfficer: Contact,
    authority: Contact,
    processors: t.readonlyArray(Processor, 'a list of processors'),
    notices: t.readonlyArray(Notice, 'a list of notices'),
    withdrawalContact: Text,
    interests: t.readonlyArray(Interest, 'a list of interests'),
    measures: t.readonlyArray(Text, 'a list of texts'),
    impactAssessment: Text
  }
)

/** A rule of retention for recordings. */
export type RecordingRule = t.TypeOf<typeof RecordingRule>
/** One version of a policy, in force from an instant. */
export type PolicyVersion = t.TypeOf<typeof PolicyVersion>

/**
 * A company's promises, as data.
 *
 * @see contract, section 3
 */
export type Policy = t.TypeOf<typeof PolicyMembers>

const defaults = {
  allowedRegions: [
    ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT'],
    ...['LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK']
  ]
}

/** The countries of the European Economic Area. */
export const europeanEconomicArea: ReadonlyArray<string> = defaults.allowedRegions

const withDefaults = (u: unknown): unknown =>
  typeof u === 'object' && u !== null && !Array.isArray(u) ? { ...defaults, ...u } : u

const sameTwice = (texts: ReadonlyArray<string>): string | undefined =>
  texts.find((text, index) => texts.indexOf(text) !== index)

const repeated = (policy: Policy): ReadonlyArray<MemberError> => {
  const version = sameTwice(policy.versions.map(each => each.version))
  const instant = sameTwice(policy.versions.map(each => each.effectiveFrom))
  const error = (expected: string, found: string): MemberError => ({
    _tag: 'MemberError',
    member: 'versions',
    expected,
    found
  })
  return [
    ...(version === undefined
      ? []
      : [error('each version once', `a text of ${version.length} characters twice`)]),
    ...(instant === undefined ? [] : [error('each effectiveFrom once', 'one instant twice')])
  ]
}

/**
 * Codec of a policy: versions come out in the order of their instants.
 */
export const Policy: t.Type<Policy, unknown> = PolicyMembers

/**
 * Reads a policy from a JSON value; what the value leaves out of `allowedRegions` is the EEA.
 *
 * @example
 * import { decodePolicy, noticePolicy, renderMemberError } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const decoded = decodePolicy({ ...noticePolicy, timeZone: 'Europe/Kolding' })
 * assert.deepStrictEqual(
 *   E.isLeft(decoded) && decoded.left.map(renderMemberError),
 *   ['timeZone: expected a time zone (IANA name, such as Europe/Copenhagen), found a text of 14 characters']
 * )
 *
 * @see contract, section 3
 */
export const decodePolicy = (value: unknown): E.Either<ReadonlyArray<MemberError>, Policy> => {
  const policy = withDefaults(value)
  const validated = Policy.validate(policy, [{ key: '', type: Policy, actual: policy }])
  if (E.isLeft(validated)) return E.left(memberErrors(validated.left))
  const errors = repeated(validated.right)
  return errors.length > 0 ? E.left(errors) : E.right(validated.right)
}
