/**
 * What a company promises about its recordings: data, with versions, each rule with its source.
 *
 * A policy of another company is another file and no code.
 */
import * as E from './either.ts'
import type * as t from 'io-ts'
import { failure, readonlyArray, success, Type } from './codec.ts'
import { offsetAt } from './dates.ts'
import { type MemberError, memberErrors } from './decode.ts'
import { europeanEconomicArea } from './europeanEconomicArea.ts'
import { type FindingCode, findingCodes, severities, type Severity } from './findingCode.ts'
import { Identifier } from './identifier.ts'
import {
  CountryOrPart,
  nonEmptyList,
  oneOf,
  Language,
  PositiveWholeNumber,
  Region,
  Sha256,
  Text
} from './member.ts'
import { Duration, Period } from './period.ts'
import { Purpose } from './purpose.ts'
import { policyNameErrors } from './policyNames.ts'
import { PolicyVersion } from './policyVersion.ts'
import { closedStruct } from './struct.ts'

const Contact = closedStruct(
  'a party { name, … }',
  { name: Text },
  { id: Text, address: Text, email: Text, telephone: Text, url: Text }
)
const BilingualText = closedStruct('a text { da, en }', { da: Text, en: Text }, {})

const Processor = closedStruct(
  'a processor { id, name, region, agreement }',
  { id: Text, name: Text },
  { region: Region, agreement: Text }
)
const Notice = closedStruct(
  'a notice { version, language }',
  { version: Text, language: Language },
  { url: Text, sha256: Sha256 }
)
const Interest = closedStruct(
  'an interest { id, text }',
  { id: Identifier, text: BilingualText },
  { purposes: nonEmptyList('a list of purposes, not empty', Purpose), assessment: Text }
)
const ProofOfConsent = closedStruct(
  'the keeping of the proof { period, basis }',
  { period: Period },
  { basis: Text }
)

const isTimeZone = (u: unknown): u is string =>
  typeof u === 'string' && /^[A-Za-z]/.test(u) && !Number.isNaN(offsetAt(u, 0))

const TimeZone = new Type<string>(
  'a time zone (IANA name, such as Europe/Copenhagen)',
  isTimeZone,
  (u, context) => (isTimeZone(u) ? success(u) : failure(u, context)),
  String
)

const Directions = nonEmptyList('a list of directions, not empty', oneOf('inbound', 'outbound'))

const ConsentMethods = closedStruct(
  'the directions that each method of consent fits',
  {},
  { keypress: Directions, spoken: Directions, written: Directions, web: Directions, app: Directions }
)

const Severities = closedStruct(
  'severities by the code of a finding',
  {},
  Object.fromEntries(findingCodes.map(code => [code, oneOf(...severities)])) as Record<
    FindingCode,
    t.Type<Severity, string>
  >
)

const PolicyMembers = closedStruct(
  'a policy (a JSON object)',
  {
    policy: Identifier,
    timeZone: TimeZone,
    holidays: CountryOrPart,
    allowedRegions: nonEmptyList('a list of country codes, not empty', Region),
    allowedFeatures: readonlyArray(Text, 'a list of texts'),
    holdReleaseApprovals: PositiveWholeNumber,
    executionGrace: Duration,
    clockTolerance: Duration,
    consentWindow: Duration,
    versions: nonEmptyList('a list of versions, not empty', PolicyVersion)
  },
  {
    consentMethods: ConsentMethods,
    spokenConsentWithin: Duration,
    severities: Severities,
    proofOfConsent: ProofOfConsent,
    controller: Contact,
    representative: Contact,
    dataProtectionOfficer: Contact,
    authority: Contact,
    processors: readonlyArray(Processor, 'a list of processors'),
    notices: readonlyArray(Notice, 'a list of notices'),
    withdrawalContact: Text,
    interests: readonlyArray(Interest, 'a list of interests'),
    measures: readonlyArray(Text, 'a list of texts'),
    impactAssessment: Text
  }
)

/**
 * A company's promises, as data.
 *
 * @see contract, section 3
 */
export type Policy = t.TypeOf<typeof PolicyMembers>

const defaults = { allowedRegions: europeanEconomicArea }

const withDefaults = (u: unknown): unknown =>
  typeof u === 'object' && u !== null && !Array.isArray(u) ? { ...defaults, ...u } : u

/**
 * Codec of a policy: versions come out in the order of their instants.
 */
export const Policy: t.Type<Policy, unknown> = PolicyMembers

/**
 * Reads a policy from a JSON value; what the value leaves out of `allowedRegions` is the EEA. A name that is not known, of
 * a member or of a purpose, is an error: a rule that nobody reads would promise what nobody keeps. Members that begin
 * with `x-` are the company's own, and left out.
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
 * @see contract, section 3; policies, section 2
 */
export const decodePolicy = (value: unknown): E.Either<ReadonlyArray<MemberError>, Policy> => {
  const policy = withDefaults(value)
  const validated = Policy.validate(policy, [{ key: '', type: Policy, actual: policy }])
  if (E.isLeft(validated)) return E.left(memberErrors(validated.left))
  const errors = policyNameErrors(validated.right)
  return errors.length > 0 ? E.left(errors) : E.right(validated.right)
}
